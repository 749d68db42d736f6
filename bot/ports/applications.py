"""A person's applications, as a command finds and changes them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import NamedTuple, Protocol

from bot.domain.applications.activity import Activity
from bot.domain.applications.application import Application, Stage


class Entry(NamedTuple):
    """One line of the pipeline, from the projection: no history is read for it.

    `next_due` is the instant of the next pending nudge. A tuple, for thousands of
    them are made to find one company.
    """

    id: int
    company: str
    role: str | None
    stage: Stage
    next_due: datetime | None = None


class Pipeline(Protocol):
    """A person's applications."""

    async def count(self) -> int:
        """How many applications the person has, taken-back ones not counted."""

    async def directory(self) -> Sequence[Entry]:
        """Every application that stands, latest change first, without its next nudge."""

    async def page(self, stage: Stage | None, offset: int, limit: int) -> Sequence[Entry]:
        """Part of the pipeline, each line with when its next nudge is due, latest change first."""

    async def stages(self) -> Mapping[Stage, int]:
        """How many applications stand in each stage."""

    async def new_application(self, company: str) -> int:
        """Makes room for an application; its history says everything else."""

    async def application(self, id: int) -> Application | None:
        """One application with its whole history; None if it is not the person's."""

    async def applications(
        self, *, only_open: bool = False, since: date | None = None
    ) -> Sequence[Application]:
        """Every application that stands, with its history.

        With `since` those alone to which something happened from that day on,
        or may have, such as an interview that was booked long before.
        """

    async def append(self, application: int, activity: Activity, change: int) -> Activity:
        """Adds to an application's history; gives the activity with its id."""

    async def project(self, application: Application) -> None:
        """Writes what queries read: company, role, stage, time of change."""

    async def erase_application(self, id: int) -> int:
        """Deletes an application with its history and nudges; how many activities went."""
