"""A work-search record as it is printed: words alone, ready to be set."""

from __future__ import annotations

from bot.frozen import frozen

Row = tuple[str, ...]


@frozen
class Paper:
    """The content of the page. `rows` have a cell for each of `header`; `letter` is the size."""

    title: str
    facts: tuple[tuple[str, str], ...]
    header: Row
    rows: tuple[Row, ...]
    notes: tuple[str, ...]
    letter: bool = False
