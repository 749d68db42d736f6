"""Rows of a table as applications: each understood whole, or with what the person has to say."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import lru_cache

from bot.domain.applications.application import Stage
from bot.domain.calendar.local_time import load_zone, to_wall_time
from bot.domain.imports.reading import (
    ColumnMeaning,
    ImportContext,
    ImportedRow,
    Table,
    TableChoices,
    TableReading,
)
from bot.importing.cells import fold_cell, is_title, words_of
from bot.importing.columns import divide, read_columns
from bot.importing.file_days import AHEAD, FileDays
from bot.importing.row_cells import LONGEST_NAME, ColumnPlaces, RowCells, shorten
from bot.importing.row_stage import interview_time, read_stage, stage_without_status
from bot.importing.statuses import ENDS

_COUNTED = 250
_LATER = (Stage.IN_TOUCH, Stage.INTERVIEWING, Stage.OFFER, *ENDS)


# Called while rows are read: how many of how many.
Count = Callable[[int, int], None]


def no_count(done: int, total: int) -> None:
    """Does nothing: nobody waits for the rows one by one."""


def read_rows(
    table: Table, context: ImportContext, choices: TableChoices, count: Count = no_count
) -> TableReading:
    """Understands a table: its columns, the order of its dates, then every row."""
    columns = read_columns(table, context.zone, choices.meanings)
    today = to_wall_time(context.now, load_zone(context.zone)).date()
    days = FileDays(table, columns, context.zone, today, choices.order)
    places = ColumnPlaces(columns)
    rows: list[ImportedRow] = []
    for number, cells in table.rows:
        if not len(rows) % _COUNTED:
            count(len(rows), len(table.rows))
        rows.append(_read_row(number, RowCells(cells, places, days)))
    return TableReading(table, columns, tuple(rows), days.order, days.asks, choices)


def _read_row(number: int, row: RowCells) -> ImportedRow:
    """Reads a row; its problem says what the person has to say."""
    company, role = _names(row)
    status = read_stage(row)
    stage, since = status.stage, status.since
    on, on_unread = row.day(ColumnMeaning.APPLIED)
    saved, _ = row.day(ColumnMeaning.SAVED)
    by, _ = row.day(ColumnMeaning.DEADLINE)
    if stage is None and not row.problems:
        stage = stage_without_status(row, on, saved, unread=on_unread)
    if stage is Stage.PLANNED:
        on = saved or on
    elif on is None and not on_unread and saved and stage is Stage.APPLIED:
        row.notes.append(f"Saved: {saved.isoformat()}")
    _check(row, on, since)
    first = row.texts()
    interview = interview_time(row, stage)
    if since is not None and on is not None and since < on:
        since = None
    return ImportedRow(
        number,
        company,
        role,
        stage,
        on,
        since if stage in _LATER else None,
        interview,
        by if stage is Stage.PLANNED else None,
        status.words,
        note=_note(row, by, stage),
        problem="; ".join(dict.fromkeys(row.problems)),
        **first,
    )


def _names(row: RowCells) -> tuple[str, str | None]:
    """Reads company and title; what is unclear about them is a problem of the row."""
    company, role = row.name(ColumnMeaning.COMPANY), row.name(ColumnMeaning.ROLE)
    both = row.name(ColumnMeaning.BOTH)
    if both is not None and company is None:
        found = divide(both)
        if found is not None:
            company, role = found[0], role or found[1]
        else:
            company = both
            if is_title(both) and role is None:
                row.problems.append(f"“{shorten(both)}” may be company or job title")
    if not company:
        named = f" for {shorten(role)}" if role else ""
        row.problems.insert(0, f"no company{named}")
        return "", role
    if len(company) > LONGEST_NAME or len(role or "") > LONGEST_NAME:
        row.problems.append("a name longer than 200 characters")
    if not any(one.isalnum() for one in company):
        row.problems.append(f"“{shorten(company)}” is no company’s name")
    if role and is_title(company) and not is_title(role) and both is None:
        row.problems.append(
            f"company “{shorten(company)}” and title “{shorten(role)}” look swapped"
        )
    return company[: LONGEST_NAME + 1], role


def _check(row: RowCells, on: date | None, since: date | None) -> None:
    latest = row.days.today + AHEAD
    for day in (on, since):
        if day is not None and day > latest and not row.problems:
            row.problems.append(f"{day.isoformat()} is still to come")


def _note(row: RowCells, by: date | None, stage: Stage | None) -> str:
    """Returns all that has no place elsewhere, each with its header."""
    named = [
        cell if _is_note(column.header) else f"{column.header or 'Also'}: {cell}"
        for _, column, cell in row.of(ColumnMeaning.NOTE)
    ]
    if by is not None and stage is not Stage.PLANNED:
        named.append(f"Deadline: {by.isoformat()}")
    return "\n".join([*named, *row.notes, *row.beyond()])


@lru_cache(maxsize=300)
def _is_note(header: str) -> bool:
    return fold_cell(header) in _note_headers()


@lru_cache(maxsize=1)
def _note_headers() -> frozenset[str]:
    return frozenset(fold_cell(name) for name in words_of("headers")["exact"]["note"])
