"""Rows of a table as applications: each understood whole, or with what the person has to say."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from datetime import date, datetime
from functools import lru_cache

from bot.domain.applications.application import Stage
from bot.domain.calendar.local_time import load_zone, to_wall_time
from bot.domain.imports.reading import (
    Column,
    ImportContext,
    ImportedRow,
    Meaning,
    Table,
    TableChoices,
    TableReading,
)
from bot.importing.cells import fold_cell, is_blank, is_title, says_yes, words_of
from bot.importing.columns import divide, read_columns
from bot.importing.days import ReadDay, is_no_date
from bot.importing.file_days import AHEAD, FileDays
from bot.importing.statuses import ENDS, merge_stages, read_status
from bot.parsing.parse_context import ParseError
from bot.parsing.urls import LONGEST, read_link

_SHOWN = 60
_LONGEST_NAME = 200
_COUNTED = 250
_EMAIL = re.compile(r"[^@\s<>]+@[^@\s<>]+\.[^@\s<>]+")
_LINKED = re.compile(r"(?P<name>.*\S)\s*\((?P<link>https?://[^()\s]+)\)")
# An address that is kept as it is: most of thousands are.
PLAIN_LINK = re.compile(r"https?://(?:[a-z0-9-]+\.)+[a-z]{2,}(?:/[A-Za-z0-9/_~-]*)?")
_TEXTS = (
    ("link", Meaning.LINK),
    ("source", Meaning.SOURCE),
    ("contact", Meaning.CONTACT),
    ("email", Meaning.EMAIL),
    ("phone", Meaning.PHONE),
)
_NAMED = (Meaning.COMPANY, Meaning.ROLE, Meaning.BOTH)
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
    places = _Places(columns)
    rows: list[ImportedRow] = []
    for number, cells in table.rows:
        if not len(rows) % _COUNTED:
            count(len(rows), len(table.rows))
        rows.append(_Row(number, cells, places, days).read())
    return TableReading(table, columns, tuple(rows), days.order, days.asks, choices)


class _Places:
    """The columns by what they hold."""

    def __init__(self, columns: Sequence[Column]) -> None:
        self.width = len(columns)
        # Of meanings that no column has there is nothing to look for in thousands of rows.
        self.of: dict[Meaning, list[tuple[int, Column]]] = {}
        for at, column in enumerate(columns):
            self.of.setdefault(column.meaning, []).append((at, column))
        self.texts = [(name, meaning) for name, meaning in _TEXTS if meaning in self.of]


class _Row:
    """One row while it is being understood."""

    def __init__(self, number: int, cells: Sequence[str], places: _Places, days: FileDays) -> None:
        self._number = number
        self._days = days
        self._places = places
        self._cells = cells
        self._extra = cells[places.width :]
        self._problems: list[str] = []
        self._notes: list[str] = []

    def read(self) -> ImportedRow:
        """Returns the row as understood; its problem says what the person has to say."""
        company, role = self._names()
        stage, since, status = self._stage()
        on, on_unread = self._day(Meaning.APPLIED)
        saved, _ = self._day(Meaning.SAVED)
        by, _ = self._day(Meaning.DEADLINE)
        if stage is None and not self._problems:
            stage = self._stage_without_status(on, saved, on_unread)
        if stage is Stage.PLANNED:
            on = saved or on
        elif on is None and not on_unread and saved and stage is Stage.APPLIED:
            self._notes.append(f"Saved: {saved.isoformat()}")
        self._check(on, since, stage)
        first = {name: self._text(meaning) for name, meaning in self._places.texts}
        interview = self._interview(stage)
        if since is not None and on is not None and since < on:
            since = None
        return ImportedRow(
            self._number,
            company,
            role,
            stage,
            on,
            since if stage in _LATER else None,
            interview,
            by if stage is Stage.PLANNED else None,
            status,
            note=self._note(by, stage),
            problem="; ".join(dict.fromkeys(self._problems)),
            **first,
        )

    def _of(self, meaning: Meaning) -> Sequence[tuple[int, Column, str]]:
        if meaning not in self._places.of:
            return ()
        places = self._places.of[meaning]
        cells, have = self._cells, len(self._cells)
        return [
            (at, column, cells[at])
            for at, column in places
            if at < have and not is_blank(cells[at])
        ]

    def _text(self, meaning: Meaning) -> str | None:
        for _, column, cell in self._of(meaning):
            text = " ".join(cell.split())
            if meaning in _NAMED:
                return text
            kept = _link(text) if meaning is Meaning.LINK else text
            is_mail = meaning is not Meaning.EMAIL or _EMAIL.fullmatch(text)
            if kept and is_mail and (meaning is Meaning.LINK or len(text) <= _LONGEST_NAME):
                return kept
            self._notes.append(f"{column.header}: {cell}")
        return None

    def _name(self, meaning: Meaning) -> str | None:
        """Returns a name without the address that a tracker puts behind it."""
        text = self._text(meaning)
        if text is None or "(http" not in text or not (linked := _LINKED.fullmatch(text)):
            return text
        self._notes.append(linked["link"])
        return linked["name"]

    # --- who and what ----------------------------------------------------------

    def _names(self) -> tuple[str, str | None]:
        company, role = self._name(Meaning.COMPANY), self._name(Meaning.ROLE)
        both = self._name(Meaning.BOTH)
        if both is not None and company is None:
            found = divide(both)
            if found is not None:
                company, role = found[0], role or found[1]
            else:
                company = both
                if is_title(both) and role is None:
                    self._problems.append(f"“{_clip(both)}” may be company or job title")
        if not company:
            named = f" of {_clip(role)}" if role else ""
            self._problems.insert(0, f"no company{named}")
            return "", role
        if len(company) > _LONGEST_NAME or len(role or "") > _LONGEST_NAME:
            self._problems.append("a name longer than 200 characters")
        if not any(one.isalnum() for one in company):
            self._problems.append(f"“{_clip(company)}” is no company’s name")
        if role and is_title(company) and not is_title(role) and both is None:
            self._problems.append(
                f"company “{_clip(company)}” and title “{_clip(role)}” look swapped"
            )
        return company[: _LONGEST_NAME + 1], role

    # --- stage ------------------------------------------------------------------

    def _stage(self) -> tuple[Stage | None, date | None, str]:
        """Returns the stage that the columns name, its day, and the words for it."""
        stages: list[Stage] = []
        words: list[str] = []
        since, _ = self._day(Meaning.STATUS_DAY)
        unknown: list[tuple[Column, str]] = []
        for _, column, cell in self._of(Meaning.STATUS):
            words.append(" ".join(cell.split()))
            stage = read_status(cell)
            if stage is None:
                unknown.append((column, cell))
            else:
                stages.append(stage)
        ended = any(stage in ENDS for stage in stages)
        for column, cell in unknown:
            if ended:  # one column says how it ended, the other in its own words that it did
                self._notes.append(f"{column.header}: {cell}")
            else:
                self._problems.append(f"status “{_clip(cell)}” is not one I know")
        if self._problems:
            return None, None, "; ".join(words)
        dated: dict[Stage, tuple[date, str]] = {}
        for at, column, cell in self._of(Meaning.EVENT):
            assert column.event is not None
            stage, day = self._event(column, cell, at)
            if stage is not None and day is not None:
                dated[stage] = day, column.header
            elif stage is not None:
                stages.append(stage)
            elif says_yes(cell) is None and not is_no_date(cell):
                self._notes.append(f"{column.header}: {cell}")
        if not words:  # a day alone says that it happened; beside a status it only dates it
            stages += [one for one, (day, _) in dated.items() if day <= self._days.today]
        stage = merge_stages(stages)
        if stages and stage is None:
            named = " and ".join(dict.fromkeys(str(one) for one in stages))
            self._problems.append(f"it says {named} at once")
        for one, (day, header) in dated.items():
            if one is stage and day <= self._days.today:
                since = day
            else:
                self._notes.append(f"{header}: {day.isoformat()}")
        return stage, since, "; ".join(words)

    def _event(self, column: Column, cell: str, at: int) -> tuple[Stage | None, date | None]:
        said = says_yes(cell)
        if column.event is Stage.INTERVIEWING and cell.isdigit() and len(cell) < 3:
            said = int(cell) > 0  # how many there were
        if said is not None:
            return (column.event if said else None), None
        day = self._days.read(cell, at)
        if day is not None:
            settled = self._days.settled(day)
            if settled is None:
                self._notes.append(f"{column.header}: {cell}")
            return (column.event, settled) if settled else (None, None)
        return read_status(cell), None

    def _stage_without_status(
        self, on: date | None, saved: date | None, unread: bool
    ) -> Stage | None:
        if on is not None or unread:
            return Stage.APPLIED
        if saved is not None:
            return Stage.PLANNED
        self._problems.append("neither a day nor a status")
        return None

    def _interview(self, stage: Stage | None) -> datetime | None:
        """Returns the time of an interview, as far as one with day and time is named."""
        for at, column, cell in self._of(Meaning.EVENT):
            if column.event is not Stage.INTERVIEWING or stage is not Stage.INTERVIEWING:
                continue
            day = self._days.read(cell, at)
            settled = self._days.settled(day) if day else None
            if day and settled and day.at:
                return datetime.combine(settled, day.at)
        return None

    # --- when ------------------------------------------------------------------

    def _day(self, meaning: Meaning) -> tuple[date | None, bool]:
        """Returns the day in the column of that meaning, and whether there is one unread."""
        for at, column, cell in self._of(meaning):
            if is_no_date(cell) or says_yes(cell) is False:
                continue
            day = self._days.read(cell, at)
            settled = self._days.settled(day) if day else None
            if settled is not None:
                return settled, False
            if meaning is Meaning.APPLIED:
                self._problems.append(_say_unread(cell, day))
            else:
                self._notes.append(f"{column.header}: {cell}")
            return None, True
        return None, False

    def _check(self, on: date | None, since: date | None, stage: Stage | None) -> None:
        latest = self._days.today + AHEAD
        for day in (on, since):
            if day is not None and day > latest and not self._problems:
                self._problems.append(f"{day.isoformat()} is still to come")

    # --- the rest --------------------------------------------------------------

    def _note(self, by: date | None, stage: Stage | None) -> str:
        """Returns all that has no place elsewhere, each with its header."""
        named = [
            cell if _is_note(column.header) else f"{column.header or 'Also'}: {cell}"
            for _, column, cell in self._of(Meaning.NOTE)
        ]
        if by is not None and stage is not Stage.PLANNED:
            named.append(f"Deadline: {by.isoformat()}")
        extra = [cell for cell in self._extra if not is_blank(cell)]
        return "\n".join([*named, *self._notes, *extra])


@lru_cache(maxsize=300)
def _is_note(header: str) -> bool:
    return fold_cell(header) in _note_headers()


def _link(text: str) -> str | None:
    """Returns an address as one that is typed is kept; None for what is none."""
    if len(text) <= LONGEST and PLAIN_LINK.fullmatch(text):
        return text
    try:
        return read_link(text)
    except ParseError:
        return None


@lru_cache(maxsize=1)
def _note_headers() -> frozenset[str]:
    return frozenset(fold_cell(name) for name in words_of("headers")["exact"]["note"])


def _say_unread(cell: str, day: ReadDay | None) -> str:
    shown = _clip(cell)
    if day is None:
        return f"“{shown}” is no day I can read"
    if day.day:
        return f"“{shown}” names no year"
    return f"“{shown}” may be {_say(day.day_first)} or {_say(day.month_first)}"


def _say(day: date | None) -> str:
    return f"{day.day} {day:%b %Y}" if day else ""


def _clip(text: str | None) -> str:
    text = " ".join((text or "").split())
    return text if len(text) <= _SHOWN else f"{text[: _SHOWN - 1]}…"
