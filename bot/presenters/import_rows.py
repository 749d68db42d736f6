"""Rows of a file beside how they were read: as a table, and as items."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import zip_longest
from typing import overload

from bot.domain.imports.reading import ImportedRow, TableReading
from bot.exporting.csv_file import write_csv
from bot.message import Fact, File, Item
from bot.texts.plain_text import clip

_AS_READ = (
    *("Company", "Job title", "Stage", "Day", "Day of the stage", "Interview", "Apply by"),
    *("Link", "Source", "Contact", "Email", "Phone", "Note"),
)
_NEEDS = "Needs"
_LONGEST = 300


def every_row(reading: TableReading) -> File:
    """Writes every row beside how it was read."""
    rows = (
        (str(row.number), *_as_read(row), row.problem, *cells)
        for row, (_, cells) in zip(reading.rows, reading.table.rows, strict=True)
    )
    header = ("Row", *_AS_READ, _NEEDS, *reading.table.header)
    return File("import-as-read.csv", "text/csv", write_csv(header, rows))


def rows_to_fix(reading: TableReading) -> File:
    """Writes the rows that need the person as they are in the file, each with its reason."""
    header = ("Row", _NEEDS, *reading.table.header)
    cells = dict(reading.table.rows)
    rows = [(str(row.number), row.problem, *cells[row.number]) for row in reading.doubtful]
    return File("rows-to-fix.csv", "text/csv", write_csv(header, rows))


class RowItems(Sequence[Item]):
    """The rows of a file as items: a title, the row as it is in the file, how it was read.

    They are made when they are asked for: most platforms show none of them.
    """

    def __init__(self, reading: TableReading) -> None:
        self._reading = reading

    def __len__(self) -> int:
        return len(self._reading.rows)

    @overload
    def __getitem__(self, at: int) -> Item: ...
    @overload
    def __getitem__(self, at: slice) -> Sequence[Item]: ...
    def __getitem__(self, at: int | slice) -> Item | Sequence[Item]:
        if isinstance(at, slice):
            return [self[one] for one in range(*at.indices(len(self)))]
        row, (_, cells) = self._reading.rows[at], self._reading.table.rows[at]
        return Item(
            name_of(row),
            clip("; ".join(_as_written(self._reading.table.header, cells)), _LONGEST),
            tuple(_facts(row)),
        )


def name_of(row: ImportedRow) -> str:
    """Names a row: its number, and its company if it has one."""
    return f"Row {row.number}" + (f": {clip(row.company, 60)}" if row.company else "")


def _as_read(row: ImportedRow) -> tuple[str, ...]:
    return (
        row.company,
        row.role or "",
        str(row.stage or ""),
        row.on.isoformat() if row.on else "",
        row.since.isoformat() if row.since else "",
        row.interview.isoformat(" ", "minutes") if row.interview else "",
        row.by.isoformat() if row.by else "",
        row.link or "",
        row.source or "",
        row.contact or "",
        row.email or "",
        row.phone or "",
        row.note,
    )


def _facts(row: ImportedRow) -> Iterator[Fact]:
    for label, value in zip((*_AS_READ, _NEEDS), (*_as_read(row), row.problem), strict=True):
        if value:
            yield Fact(label, clip(value, _LONGEST))


def _as_written(header: Sequence[str], cells: Sequence[str]) -> Iterator[str]:
    for name, cell in zip_longest(header, cells, fillvalue=""):
        if cell:
            yield f"{name}: {cell}" if name else cell
