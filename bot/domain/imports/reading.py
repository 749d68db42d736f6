"""The reading of a table of applications: the meaning of each column, and each row."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import field
from datetime import date, datetime
from enum import StrEnum

from bot.domain.applications.application import Stage
from bot.frozen import frozen


class ColumnMeaning(StrEnum):
    """The meaning of a column, in the words in which a person chooses it."""

    COMPANY = "company"
    ROLE = "job title"
    BOTH = "company and job title"
    APPLIED = "day applied"
    SAVED = "day saved"
    DEADLINE = "apply by"
    STATUS = "status"
    STATUS_DAY = "day of the status"
    EVENT = "yes, no or a day"
    LINK = "link"
    SOURCE = "source"
    CONTACT = "contact"
    EMAIL = "e-mail"
    PHONE = "phone"
    NOTE = "note"
    LEFT_OUT = "left out"


class DateOrder(StrEnum):
    """The order of day and month in a file; one order holds for all of it."""

    DAY_FIRST = "day first"
    MONTH_FIRST = "month first"


@frozen
class Column:
    """A column as it was understood; `event` is the stage that a column of yes and no names."""

    header: str
    meaning: ColumnMeaning
    event: Stage | None = None
    example: str = ""


@frozen
class Table:
    """A table as it is in a file: its header, and its rows by their number there (from 1)."""

    header: tuple[str, ...]
    rows: tuple[tuple[int, tuple[str, ...]], ...]
    month_first: bool | None = None
    notes: tuple[str, ...] = ()


@frozen
class TableChoices:
    """A person's choices for a table: the order of its dates, and the meaning of columns."""

    order: DateOrder | None = None
    meanings: Mapping[int, ColumnMeaning] = field(default_factory=dict)


@frozen
class ImportedRow:
    """A row as it was understood, or why it was not.

    `stage` is that of the application, `on` the day it was made (or, of a planned one,
    saved), `since` the day of its stage, `interview` a wall time; days that the file does not
    name are None. `problem` says in words why the row needs the person.
    """

    number: int
    company: str = ""
    role: str | None = None
    stage: Stage | None = None
    on: date | None = None
    since: date | None = None
    interview: datetime | None = None
    by: date | None = None
    status: str = ""
    link: str | None = None
    source: str | None = None
    contact: str | None = None
    email: str | None = None
    phone: str | None = None
    note: str = ""
    problem: str = ""


@frozen
class TableReading:
    """A table and all that was understood of it.

    `order` is the settled order of its dates; None if none of them needs one, or, with
    `asks_order`, if two orders fit. `written` is all of it as JSON, if it was read from there.
    """

    table: Table
    columns: tuple[Column, ...]
    rows: tuple[ImportedRow, ...]
    order: DateOrder | None = None
    asks_order: bool = False
    choices: TableChoices = field(default_factory=TableChoices)
    written: str = field(default="", compare=False, repr=False)

    @property
    def understood(self) -> Sequence[ImportedRow]:
        """The rows that can be saved."""
        return [row for row in self.rows if not row.problem]

    @property
    def doubtful(self) -> Sequence[ImportedRow]:
        """The rows that need the person."""
        return [row for row in self.rows if row.problem]


@frozen
class ImportContext:
    """The context in which a file is read: the moment, and the person's zone."""

    now: datetime
    zone: str
