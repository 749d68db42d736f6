"""Bad files are refused whole, each with a clear sentence; hostile cells stay plain text."""

from __future__ import annotations

import io
import zipfile
from datetime import UTC, datetime

import pytest
import xlsxwriter

from bot.domain.imports.reading import ImportContext, TableReading
from bot.domain.imports.unreadable import UnreadableFile
from bot.importing.direct_reader import read_import
from bot.importing.read_file import read_table_file

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
CONTEXT = ImportContext(datetime(2026, 6, 1, 8, tzinfo=UTC), "Europe/Berlin")


def reads(data: bytes | str, name: str = "list.csv") -> TableReading:
    return read_table_file(data.encode() if isinstance(data, str) else data, name, CONTEXT)


def refuses(data: bytes | str, name: str = "list.csv") -> str:
    with pytest.raises(UnreadableFile) as caught:
        read_import(data.encode() if isinstance(data, str) else data, name, CONTEXT)
    return caught.value.reason


def archive(**files: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        for name, content in files.items():
            made.writestr(name, content)
    return out.getvalue()


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "empty"),
        (b"\xef\xbb\xbf\r\n", "empty"),
        (b"Company,Role,Status\r\n", "a header and no rows"),
        (b"one,two\r\n1,2\r\n", "none of the headers"),
        (b"%PDF-1.7 something", "a PDF"),
        (b"\x89PNG\r\n\x1a\n....", "a picture"),
        (b"<!DOCTYPE html><html>", "a web page"),
        (b"PK\x03\x04 broken", "damaged"),
        (b'Company,Role\r\n"Acme,Baker\r\nGlobex,Cook\r\n', "never closes"),
        (
            b'Company,Role,Applied,Notes\r\nAcme,Baker,2026-05-04,"ok\r\nB,Cook,2026-05-04,x\r\n'
            b'C,Cook,2026-05-04,x\r\nD,Cook,2026-05-04,"y"\r\n',
            "closes rows later",
        ),
        (b"\x01\x02\x03\x04\x05\x06" * 200, "neither a table nor text"),
        (",".join(f"Company {one}" for one in range(300)).encode() + b"\r\n1", "columns"),
    ],
)
def test_what_is_no_list_is_refused_in_words(data: bytes, said: str) -> None:
    assert said in refuses(data)


def test_a_zip_bomb_is_refused_before_it_is_unpacked() -> None:
    bomb = archive(**{"Job Applications.csv": b"0" * (61 * 1024 * 1024)})
    assert len(bomb) < 100_000
    assert "more than 60 MiB" in refuses(bomb, "archive.zip")


def test_an_archive_without_applications_says_so() -> None:
    assert "no list of applications" in refuses(archive(**{"a.csv": b"x,y\n1,2\n"}), "a.zip")


def test_a_csv_that_spreads_over_one_column_is_read_with_what_it_has() -> None:
    (row,) = reads("Company\r\nAcme\r\n").rows
    assert row.company == "Acme"
    assert "neither a day nor a status" in row.problem


def test_nothing_but_nul_between_the_letters_is_taken_away() -> None:
    (row,) = reads(b"Company,Date applied\r\nAc\x00me,2026-05-04\r\n").rows
    assert (row.company, str(row.on)) == ("Acme", "2026-05-04")


def test_two_hundred_columns_are_read() -> None:
    header = ",".join(["Company", "Applied", *(f"Extra {one}" for one in range(198))])
    line = ",".join(["Acme", "2026-05-04", *("x" for _ in range(198))])
    (row,) = reads(f"{header}\r\n{line}\r\n").rows
    assert row.note.count("\n") == 197


def test_three_separators_are_recognized_by_the_headers() -> None:
    (row,) = reads("Company;Notes;Applied\r\nAcme;a, b, c|d;2026-05-04\r\n").rows
    assert (row.company, row.note) == ("Acme", "a, b, c|d")


def test_cp1252_that_is_called_utf_8_is_read() -> None:
    (row,) = reads(
        "Company,Role,Applied\r\nMüller & Söhne,Verkäufer,2026-05-04\r\n".encode("cp1252")
    ).rows
    assert (row.company, row.role) == ("Müller & Söhne", "Verkäufer")


def test_formulas_entities_and_macros_are_text_or_values() -> None:
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True}) as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, ["Company", "Role", "Applied", "Notes"])
        sheet.write_string(1, 0, '=HYPERLINK("x")')
        sheet.write_string(1, 1, '#read("x") &lt;b&gt;')
        sheet.write_string(1, 2, "2026-05-04")
        sheet.write_formula(1, 3, "=1+1", value=2)
    (row,) = reads(out.getvalue(), "list.xlsx").rows
    assert (row.company, row.role, row.note) == ('=HYPERLINK("x")', '#read("x") &lt;b&gt;', "2")


def sheet(*rows: str, before: str = "") -> str:
    return (
        f'<?xml version="1.0"?>{before}<worksheet xmlns="{MAIN}"><sheetData>{"".join(rows)}'
        "</sheetData></worksheet>"
    )


def row(number: int, *cells: str) -> str:
    inside = (
        f'<c r="{letter}{number}" t="inlineStr"><is><t>{cell}</t></is></c>'
        for letter, cell in zip("ABC", cells, strict=False)
    )
    return f'<row r="{number}">{"".join(inside)}</row>'


def workbook(written: str, **more: bytes) -> bytes:
    """A spreadsheet as its parts are written, which no library of ours would write so."""
    related = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    relation = (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        '<Relationship Id="r1" Type="{kind}" Target="{target}"/></Relationships>'
    )
    parts = {
        "[Content_Types].xml": '<Types xmlns="http://schemas.openxmlformats.org/package/2006/'
        'content-types"><Default Extension="xml" ContentType="application/xml"/></Types>',
        "_rels/.rels": relation.format(kind=f"{related}/officeDocument", target="xl/workbook.xml"),
        "xl/workbook.xml": f'<workbook xmlns="{MAIN}" xmlns:r="{related}"><sheets>'
        '<sheet name="Jobs" sheetId="1" r:id="r1"/></sheets></workbook>',
        "xl/_rels/workbook.xml.rels": relation.format(
            kind=f"{related}/worksheet", target="worksheets/sheet1.xml"
        ),
        "xl/worksheets/sheet1.xml": written,
    }
    return archive(**{name: text.encode() for name, text in parts.items()}, **more)


LISTED = (row(1, "Company", "Applied"), row(2, "Acme", "2026-05-04"))


def test_a_million_blank_rows_are_passed_over() -> None:
    far = workbook(sheet(*LISTED, row(1_048_576, " ", "")))
    (found,) = reads(far, "list.xlsx").rows
    assert (found.company, str(found.on)) == ("Acme", "2026-05-04")


def test_macros_are_never_looked_at() -> None:
    with_macros = workbook(sheet(*LISTED), **{"xl/vbaProject.bin": b"\xd0\xcf\x11\xe0 Shell()"})
    (found,) = reads(with_macros, "list.xlsm").rows
    assert found.company == "Acme"


def test_entities_that_grow_without_end_are_refused() -> None:
    grows = "".join(f'<!ENTITY e{at} "{f"&e{at - 1};" * 10}">' for at in range(1, 10))
    laughs = f'<!DOCTYPE x [<!ENTITY e0 "lol">{grows}]>'
    written = sheet(row(1, "Company", "Applied"), row(2, "&e9;", "2026-05-04"), before=laughs)
    assert "damaged" in refuses(workbook(written), "list.xlsx")


def test_an_entity_of_a_file_of_ours_is_refused() -> None:
    ours = '<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>'
    written = sheet(row(1, "Company", "Applied"), row(2, "&e;", "2026-05-04"), before=ours)
    assert "damaged" in refuses(workbook(written), "list.xlsx")


def test_dates_of_spreadsheets_are_days_in_both_systems() -> None:
    for from_1904 in (False, True):
        out = io.BytesIO()
        with xlsxwriter.Workbook(out, {"in_memory": True, "date_1904": from_1904}) as book:
            sheet = book.add_worksheet()
            sheet.write_row(0, 0, ["Company", "Applied"])
            sheet.write(1, 0, "Acme")
            day = book.add_format({"num_format": "yyyy-mm-dd"})
            # Spreadsheets know no zones.
            sheet.write_datetime(1, 1, datetime(2026, 5, 4), day)  # noqa: DTZ001
        (row,) = reads(out.getvalue(), "list.xlsx").rows
        assert str(row.on) == "2026-05-04"


@pytest.mark.parametrize(
    "text",
    [
        '{"followthrough": 1}',
        '{"followthrough": 1, "owner": "x", "exported": "2026-06-01", "applications": []}',
        '{"followthrough": 1, "owner": "x", "exported": "2026-06-01T00:00:00+00:00", '
        '"applications": [{"activities": []}]}',
        '{"followthrough": 1, "owner": "x", "exported": "2026-06-01T00:00:00+00:00", '
        '"applications": [{"activities": [{"kind": "applied"}]}]}',
        '{"followthrough": 1, "applications": ' + "[" * 100_000,
    ],
)
def test_json_that_is_not_as_we_export_it_is_refused_whole(text: str) -> None:
    assert "not the way I export it" in refuses(text, "export.json")


def test_an_export_of_a_newer_version_says_so() -> None:
    assert "newer version" in refuses('{"followthrough": 99, "applications": []}', "export.json")
