"""The content of a column: which share of its cells are days, statuses, links and so on."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bot.domain.imports.reading import Table
from bot.frozen import frozen
from bot.importing.cells import is_blank, is_title, says_yes
from bot.importing.days import read_day
from bot.importing.statuses import read_status

SAMPLE = 200
_LINK = re.compile(r"(?:https?://|www\.)\S+", re.I)
_EMAIL = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+")
_LONGEST_COUNT = 3


@frozen
class ColumnContent:
    """The content of a column, as shares of its cells that are not blank."""

    filled: int
    days: float
    statuses: float
    links: float
    titles: float
    yes_no: float
    counts: float
    mails: float
    example: str


def read_content(table: Table, at: int, zone: str) -> ColumnContent:
    """Returns what a column holds, by its first cells."""
    cells = [row[at] for _, row in table.rows[: SAMPLE * 2] if at < len(row)]
    filled = [cell for cell in cells if not is_blank(cell)][:SAMPLE]
    count = len(filled) or 1

    def share(found: Iterator[bool]) -> float:
        return sum(found) / count

    return ColumnContent(
        len(filled),
        share(read_day(cell, zone) is not None for cell in filled),
        share(read_status(cell) is not None for cell in filled),
        share(_LINK.match(cell) is not None for cell in filled),
        share(is_title(cell) for cell in filled),
        share(says_yes(cell) is not None for cell in filled),
        share(cell.isdigit() and len(cell) < _LONGEST_COUNT for cell in filled),
        share(_EMAIL.search(cell) is not None for cell in filled),
        filled[0] if filled else "",
    )
