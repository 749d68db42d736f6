"""The cells of one row by what they hold, and what is still to be said of them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from bot.domain.imports.reading import Column, ColumnMeaning
from bot.importing.cells import is_blank, says_yes
from bot.importing.days import ReadDay, is_no_date
from bot.importing.file_days import FileDays
from bot.parsing.parse_context import ParseError
from bot.parsing.urls import LONGEST, read_link
from bot.texts.plain_text import cut_line

LONGEST_NAME = 200
_SHOWN = 60
_EMAIL = re.compile(r"[^@\s<>]+@[^@\s<>]+\.[^@\s<>]+")
_LINKED = re.compile(r"(?P<name>.*\S)\s*\((?P<link>https?://[^()\s]+)\)")
# An address that is kept as it is: most of thousands are.
PLAIN_LINK = re.compile(r"https?://(?:[a-z0-9-]+\.)+[a-z]{2,}(?:/[A-Za-z0-9/_~-]*)?")
_TEXTS = (
    ("link", ColumnMeaning.LINK),
    ("source", ColumnMeaning.SOURCE),
    ("contact", ColumnMeaning.CONTACT),
    ("email", ColumnMeaning.EMAIL),
    ("phone", ColumnMeaning.PHONE),
)
_NAMED = (ColumnMeaning.COMPANY, ColumnMeaning.ROLE, ColumnMeaning.BOTH)


class ColumnPlaces:
    """The places of the columns by what they hold."""

    def __init__(self, columns: Sequence[Column]) -> None:
        self.width = len(columns)
        # Of meanings that no column has there is nothing to look for in thousands of rows.
        self.of: dict[ColumnMeaning, list[tuple[int, Column]]] = {}
        for at, column in enumerate(columns):
            self.of.setdefault(column.meaning, []).append((at, column))
        self.texts = [(name, meaning) for name, meaning in _TEXTS if meaning in self.of]


class RowCells:
    """The cells of one row.

    `problems` say why the row needs the person; `notes` are what has no place elsewhere.
    """

    def __init__(self, cells: Sequence[str], places: ColumnPlaces, days: FileDays) -> None:
        self.days = days
        self._places = places
        self._cells = cells
        self.problems: list[str] = []
        self.notes: list[str] = []

    def of(self, meaning: ColumnMeaning) -> Sequence[tuple[int, Column, str]]:
        """Returns the cells of that meaning that are not blank, each with its place and column."""
        if meaning not in self._places.of:
            return ()
        places = self._places.of[meaning]
        cells, have = self._cells, len(self._cells)
        return [
            (at, column, cells[at])
            for at, column in places
            if at < have and not is_blank(cells[at])
        ]

    def texts(self) -> dict[str, str | None]:
        """Returns the link, the source and how to reach people, as far as there are columns."""
        return {name: self.text(meaning) for name, meaning in self._places.texts}

    def beyond(self) -> list[str]:
        """Returns the cells behind the last column that are not blank."""
        return [cell for cell in self._cells[self._places.width :] if not is_blank(cell)]

    def text(self, meaning: ColumnMeaning) -> str | None:
        """Returns the first text of that meaning; one that is none of its kind becomes a note."""
        for _, column, cell in self.of(meaning):
            text = " ".join(cell.split())
            if meaning in _NAMED:
                return text
            kept = _link(text) if meaning is ColumnMeaning.LINK else text
            is_mail = meaning is not ColumnMeaning.EMAIL or _EMAIL.fullmatch(text)
            if kept and is_mail and (meaning is ColumnMeaning.LINK or len(text) <= LONGEST_NAME):
                return kept
            self.notes.append(f"{column.header}: {cell}")
        return None

    def name(self, meaning: ColumnMeaning) -> str | None:
        """Returns a name without the address that a tracker puts behind it."""
        text = self.text(meaning)
        if text is None or "(http" not in text or not (linked := _LINKED.fullmatch(text)):
            return text
        self.notes.append(linked["link"])
        return linked["name"]

    def day(self, meaning: ColumnMeaning) -> tuple[date | None, bool]:
        """Returns the day in the column of that meaning, and whether there is one unread."""
        for at, column, cell in self.of(meaning):
            if is_no_date(cell) or says_yes(cell) is False:
                continue
            day = self.days.read(cell, at)
            settled = self.days.settled(day) if day else None
            if settled is not None:
                return settled, False
            if meaning is ColumnMeaning.APPLIED:
                self.problems.append(_say_unread(cell, day))
            else:
                self.notes.append(f"{column.header}: {cell}")
            return None, True
        return None, False


def _link(text: str) -> str | None:
    """Returns an address as one that is typed is kept; None for what is none."""
    if len(text) <= LONGEST and PLAIN_LINK.fullmatch(text):
        return text
    try:
        return read_link(text)
    except ParseError:
        return None


def _say_unread(cell: str, day: ReadDay | None) -> str:
    shown = shorten(cell)
    if day is None:
        return f"“{shown}” is no day I can read"
    if day.day:
        return f"“{shown}” names no year"
    return f"“{shown}” may be {_say(day.day_first)} or {_say(day.month_first)}"


def _say(day: date | None) -> str:
    return f"{day.day} {day:%b %Y}" if day else ""


def shorten(text: str | None) -> str:
    """Returns a cell as a problem quotes it: one line of at most 60 characters."""
    return cut_line(text or "", _SHOWN)
