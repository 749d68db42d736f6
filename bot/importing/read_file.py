"""A file of applications, of any kind that people have: its table, and what it says."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import PurePath

from bot.domain.imports.reading import (
    ColumnMeaning,
    ImportContext,
    Table,
    TableChoices,
    TableReading,
)
from bot.domain.imports.unreadable import UnreadableFile
from bot.importing.cells import clean_cell, fold_cell, is_blank
from bot.importing.columns import count_known
from bot.importing.csv_table import read_csv, without_first
from bot.importing.days import read_day
from bot.importing.rows import Count, no_count, read_rows
from bot.importing.workbook import check_archive, read_workbook

Rows = Sequence[tuple[int, list[str]]]
MOST_COLUMNS = 256
_HEADER_WITHIN = 15
_FEW_COLUMNS = 3
_WORKBOOKS = (".xlsx", ".xlsm", ".xls", ".xlsb", ".ods")
_TEXTS = (".csv", ".tsv", ".txt")
_OLD_WORKBOOK = b"\xd0\xcf\x11\xe0"
# What people rename to .csv, by how it begins.
_OTHERS = (
    (b"%PDF", "a PDF"),
    (b"\x89PNG", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
    (b"GIF8", "a picture"),
    (b"{\\rtf", "a text document"),
    (b"<!doctype html", "a web page"),
    (b"<html", "a web page"),
    (b"\x1f\x8b", "a packed file"),
    (b"7z\xbc\xaf", "a packed file"),
    (b"Rar!", "a packed file"),
)
_NO_TABLE = "Save it as CSV or XLSX, with one row for each application."


def read_table_file(
    data: bytes,
    name: str,
    context: ImportContext,
    choices: TableChoices | None = None,
    count: Count = no_count,
) -> TableReading:
    """Reads a CSV, a spreadsheet or an archive with such files. Raises UnreadableFile."""
    return read_rows(find_table(data, name), context, choices or TableChoices(), count)


def find_table(data: bytes, name: str) -> Table:
    """Returns the table in a file. Raises UnreadableFile, in words, if there is none."""
    if not data.strip(b"\x00 \t\r\n"):
        raise UnreadableFile("That file is empty.")
    begins = data[:64].lstrip(b"\xef\xbb\xbf \r\n\t").lower()
    for mark, what in _OTHERS:
        if begins.startswith(mark.lower()):
            raise UnreadableFile(f"That is {what}, whatever its name says. {_NO_TABLE}")
    if data[:4] == _OLD_WORKBOOK:
        return _best_sheet(read_workbook(data))
    if data[:2] == b"PK":
        return _from_archive(data)
    return _to_table(without_first(read_csv(data)))


def _from_archive(data: bytes) -> Table:
    """Reads an archive: a spreadsheet is one itself; of LinkedIn's, the lists of jobs."""
    archive = check_archive(data)
    names = archive.namelist()
    if "[Content_Types].xml" in names and not any(one.startswith("xl/") for one in names):
        raise UnreadableFile(f"That is a text document or slides. {_NO_TABLE}")
    if "[Content_Types].xml" in names or "content.xml" in names:
        return _best_sheet(read_workbook(data))
    tables, unread = [], []
    for entry in archive.infolist():
        path = PurePath(entry.filename)
        if entry.is_dir() or "__MACOSX" in path.parts or path.name.startswith("."):
            continue
        if path.suffix.lower() not in (*_TEXTS, *_WORKBOOKS):
            unread.append(path.name)
            continue
        content = archive.read(entry)
        try:
            if path.suffix.lower() in _WORKBOOKS:
                tables.append(_best_sheet(read_workbook(content)))
            elif content.strip():
                tables.append(_to_table(without_first(read_csv(content))))
        except UnreadableFile:
            unread.append(path.name)
    tables = [one for one in tables if _is_of_applications(one)]
    if not tables:
        raise UnreadableFile(f"There is no list of applications in that archive. {_NO_TABLE}")
    return _joined(tables)


def _is_of_applications(table: Table) -> bool:
    """True if a table of an archive names companies and titles, or their jobs."""
    from bot.importing.columns import read_columns

    meanings = {column.meaning for column in read_columns(table, "UTC", {})}
    named = {
        ColumnMeaning.COMPANY,
        ColumnMeaning.ROLE,
    } <= meanings or ColumnMeaning.BOTH in meanings
    return named and bool(
        meanings
        & {ColumnMeaning.APPLIED, ColumnMeaning.SAVED, ColumnMeaning.STATUS, ColumnMeaning.LINK}
    )


def _joined(tables: Sequence[Table]) -> Table:
    """Returns several tables as one, under all of their headers; equal columns are one."""
    if len(tables) == 1:
        return tables[0]
    header: list[str] = []
    for table in tables:
        header += [name for name in table.header if name not in header]
    rows: list[tuple[int, tuple[str, ...]]] = []
    for table in tables:
        at = [header.index(name) for name in table.header]
        for _, cells in table.rows:
            row = [""] * len(header)
            for place, cell in zip(at, cells, strict=False):
                row[place] = cell
            rows.append((len(rows) + 2, tuple(row)))
    month_first = next((one.month_first for one in tables if one.month_first is not None), None)
    return Table(tuple(header), tuple(rows), month_first)


def _best_sheet(sheets: dict[str, list[tuple[int, list[str]]]]) -> Table:
    """Returns the sheet that is most like a list of applications; alike ones are joined."""
    found: list[tuple[str, Table]] = []
    for name, rows in sheets.items():
        try:
            found.append((name, _to_table(rows)))
        except UnreadableFile:
            continue
    if not found:
        raise UnreadableFile(f"There is nothing in that spreadsheet that I could read. {_NO_TABLE}")
    _, best = max(found, key=lambda one: (count_known(one[1].header), len(one[1].rows)))
    alike = [one for _, one in found if one.header == best.header]
    left = [name for name, one in found if one.header != best.header]
    table = _joined(alike)
    if left:
        names = ", ".join(f"“{name}”" for name in left)
        note = f"Not read: the sheet {names}" if len(left) == 1 else f"Not read: the sheets {names}"
        table = Table(table.header, table.rows, table.month_first, (note,))
    return table


def _to_table(rows: Rows) -> Table:
    """Returns rows as a table with its header. Raises UnreadableFile for none."""
    cleaned = [(number, [clean_cell(cell) for cell in row]) for number, row in rows]
    cleaned = [(number, row) for number, row in cleaned if any(row)]
    if not cleaned:
        raise UnreadableFile("That file is empty.")
    width = max(len(row) for _, row in cleaned)
    if width > MOST_COLUMNS:
        raise UnreadableFile(f"That file has {width} columns; I read up to {MOST_COLUMNS}.")
    first = cleaned[:_HEADER_WITHIN]
    at = max(range(len(first)), key=lambda one: (_known_headers(first[one][1]), -one))
    if not _known_headers(first[at][1]):
        raise UnreadableFile(
            "I know none of the headers in that file. Name its columns in the first row, such as "
            "Company, Job title, Date applied, Status."
        )
    header = first[at][1]
    while header and not header[-1]:
        header.pop()
    body = cleaned[at + 1 :]
    # A row that repeats the header, as where lists were pasted below each other, is none.
    body = [(number, row) for number, row in body if row[: len(header)] != header]
    if not body:
        raise UnreadableFile("That file has a header and no rows.")
    header, body = _aligned(header, body)
    return Table(
        tuple(header),
        tuple((number, tuple(_filled(row, len(header)))) for number, row in body),
        _month_first(header),
    )


def _known_headers(row: Sequence[str]) -> int:
    """Returns how many headers of a row are known; none if it is a row of values."""
    values = any(read_day(cell, "UTC") is not None or "://" in cell for cell in row)
    known = 0 if values else count_known(row)
    return known if known > 1 or sum(map(bool, row)) < _FEW_COLUMNS else 0


def _aligned(
    header: list[str], body: list[tuple[int, list[str]]]
) -> tuple[list[str], list[tuple[int, list[str]]]]:
    """Returns header and rows of one length, where each row has cells that no header names."""
    longer = [row for _, row in body if any(row[len(header) :])]
    if len(longer) < len(body) * 0.8:
        return header, body
    best, most = header, -1.0
    for place in range(len(header), -1, -1):
        tried = [*header[:place], "", *header[place:]]
        score = _fit(tried, body)
        if score > most:
            best, most = tried, score
    return best, body


def _fit(header: Sequence[str], body: Rows) -> float:
    """Returns how well the content of the columns agrees with a header."""
    from bot.importing.column_content import read_content

    sample = tuple((number, tuple(_filled(row, len(header)))) for number, row in body[:40])
    table = Table(tuple(header), sample)
    score = 0.0
    for at, name in enumerate(header):
        plain = fold_cell(name)
        content = read_content(table, at, "UTC")
        if "date" in plain.split():
            score += content.days
        elif "status" in plain.split() or "stage" in plain.split():
            score += content.statuses
        elif "title" in plain.split() or plain in ("role", "position"):
            score += content.titles
        elif "link" in plain.split() or "url" in plain.split():
            score += content.links
        elif plain in ("company", "employer", "location"):
            score += 0.5 * (
                content.filled > 0 and content.days + content.links + content.titles < 0.5
            )
    return score


def _filled(row: Sequence[str], width: int) -> list[str]:
    """Returns a row of at least that many cells, without the empty ones behind them."""
    row = [*row, *([""] * (width - len(row)))]
    while len(row) > width and is_blank(row[-1]):
        row.pop()
    return row


def _month_first(header: Sequence[str]) -> bool | None:
    """True for LinkedIn's lists, whose dates have the month first for everybody."""
    names = {fold_cell(name) for name in header}
    linkedin = {"application date", "job url", "company name"} <= names
    return True if linkedin or {"saved date", "job url"} <= names else None
