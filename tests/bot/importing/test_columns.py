"""Columns are understood by their headers and by what is in them."""

from __future__ import annotations

from datetime import UTC, date, datetime

from hypothesis import given
from hypothesis import strategies as st

from bot.domain.applications.application import Stage
from bot.domain.imports.reading import DateOrder, ImportContext, ImportedRow, TableReading
from bot.importing.read_file import read_table_file
from bot.importing.row_cells import PLAIN_LINK
from bot.parsing.urls import read_link

CONTEXT = ImportContext(datetime(2026, 6, 1, 8, tzinfo=UTC), "Europe/Berlin")


def reads(text: str) -> TableReading:
    return read_table_file(text.encode(), "list.csv", CONTEXT)


def row(text: str) -> ImportedRow:
    (only,) = reads(text).rows
    return only


def test_a_header_that_spells_out_the_order_settles_it() -> None:
    for header, order, day in (
        ("Date Applied (MM/DD/YYYY)", DateOrder.MONTH_FIRST, date(2025, 3, 4)),
        ("Datum (TT.MM.JJJJ)", DateOrder.DAY_FIRST, date(2025, 4, 3)),
    ):
        reading = reads(f"Company,{header}\nAcme,03/04/2025\n")
        assert (reading.order, reading.rows[0].on) == (order, day)


def test_no_order_of_figures_puts_an_application_in_the_future() -> None:
    reading = reads("Company,Applied\nAcme,03/12/2026\nGlobex,05/04/2026\n")
    assert reading.order is DateOrder.MONTH_FIRST


def test_a_column_of_days_called_response_is_no_status() -> None:
    read = row("Company,Applied,Response,Rejected\nAcme,2026-05-04,2026-05-10,\n")
    assert (read.stage, read.since) == (Stage.IN_TOUCH, date(2026, 5, 10))


def test_a_filled_in_interview_day_beside_a_status_is_only_noted() -> None:
    read = row("Company,Applied,Status,Interview Date\nAcme,2026-05-04,Applied,2026-05-18\n")
    assert (read.stage, read.note) == (Stage.APPLIED, "Interview Date: 2026-05-18")


def test_an_interview_to_come_with_its_time_is_read() -> None:
    read = row("Company,Applied,Status,Interview\nAcme,2026-05-04,Interview,2026-06-18 15:00\n")
    assert read.interview == datetime(2026, 6, 18, 15)  # noqa: DTZ001  # a wall time


def test_an_address_behind_a_name_goes_to_the_note() -> None:
    read = row("Company,Applied\nAcme (https://notion.so/acme-1),2026-05-04\n")
    assert (read.company, read.note) == ("Acme", "https://notion.so/acme-1")


def test_company_and_title_in_one_cell_are_separated_or_asked() -> None:
    rows = reads(
        "Name,Date\nAcme - Data Analyst,2026-05-04\nBaker @ Globex,2026-05-04\nNurse,2026-05-04\n"
    ).rows
    assert [(one.company, one.role) for one in rows[:2]] == [
        ("Acme", "Data Analyst"),
        ("Globex", "Baker"),
    ]
    assert "company or job title" in rows[2].problem


def test_names_that_look_swapped_in_one_row_are_asked() -> None:
    swapped = reads(
        "Company,Role,Applied\nAcme,Baker,2026-05-04\nGlobex,Cook,2026-05-04\n"
        "Data Analyst,Hooli,2026-05-04\n"
    ).rows[2]
    assert "look swapped" in swapped.problem


def test_a_row_of_values_is_never_taken_for_the_header() -> None:
    rows = reads("My list,,\nCompany,Role,Applied\nApplied Materials,Cook,2026-05-04\n").rows
    assert [one.company for one in rows] == ["Applied Materials"]


def test_two_columns_that_contradict_each_other_are_asked() -> None:
    read = row("Company,Applied,Stage,Decision\nAcme,2026-05-04,Accepted,Rejected\n")
    assert "accepted and rejected at once" in read.problem


def test_rows_are_numbered_as_a_spreadsheet_counts_them() -> None:
    rows = reads('Company,Notes,Applied\nAcme,"two\nlines",2026-05-04\n\nGlobex,,2026-05-04\n').rows
    assert [one.number for one in rows] == [2, 4]


def test_only_what_is_a_link_or_an_address_is_kept_as_one() -> None:
    read = row("Company,Applied,Link,E-mail\nAcme,2026-05-04,javascript:alert(1),dana@acme.com\n")
    assert (read.link, read.note) == (None, "Link: javascript:alert(1)")
    assert read.email == "dana@acme.com"


def test_stages_in_columns_of_their_own_are_read_as_far_as_they_go() -> None:
    rows = reads(
        "Company,Applied,OA,Phone,Onsite,Offer\nAcme,1/15/2024,1/20/2024,,,\n"
        "Globex,1/15/2024,x,x,,\nInitech,1/15/2024,,,,\nHooli,1/15/2024,Done,Done,Rejected,\n"
    ).rows
    assert [one.stage for one in rows] == [
        Stage.IN_TOUCH,
        Stage.INTERVIEWING,
        Stage.APPLIED,
        Stage.REJECTED,
    ]


def test_what_is_to_come_is_no_status() -> None:
    read = row(
        "公司名称,投递日期（可选）,当前阶段（可选）,下一阶段（可选）\n星海,2026-05-02,面试中,Offer\n"
    )
    assert (read.stage, read.on) == (Stage.INTERVIEWING, date(2026, 5, 2))


def test_a_day_without_its_year_gets_the_only_one_that_the_file_often_names() -> None:
    dated = "".join(f"Company {one},9/2{one}/2024\n" for one in range(5))
    assert reads(f"Company,Applied\nAcme,9/19\n{dated}").rows[0].on == date(2024, 9, 19)
    assert (
        "names no year" in reads("Company,Applied\nAcme,9/19\nGlobex,9/20/2024\n").rows[0].problem
    )


@given(st.from_regex(PLAIN_LINK, fullmatch=True))
def test_an_address_that_is_kept_as_it_is_is_kept_so_when_it_is_typed(address: str) -> None:
    assert read_link(address) == address
