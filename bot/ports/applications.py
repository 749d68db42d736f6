"""A person's applications, as a command finds and changes them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import field
from datetime import date
from typing import NamedTuple, Protocol

from bot.domain.applications.activity import Activity
from bot.domain.applications.application import Application, Stage
from bot.domain.mail.evidence import MailEvidence
from bot.domain.reminders.nudge import Nudge
from bot.domain.work_search.entry import DetailsByActivity
from bot.frozen import frozen


class ApplicationSummary(NamedTuple):
    """An application without its history.

    A tuple, since thousands of them are made to find one company.
    """

    id: int
    company: str
    role: str | None
    stage: Stage


@frozen
class NewApplication:
    """An application that is added with its whole history.

    Its activities have negative ids in their order, by which the nudges and what a
    work-search record adds and the logged mails refer to them; the ids of the nudges mean
    nothing, nor do those of applications in the mails.
    """

    application: Application
    nudges: tuple[Nudge, ...] = ()
    details: DetailsByActivity = field(default_factory=dict)
    mails: tuple[MailEvidence, ...] = ()


class ApplicationQueries(Protocol):
    """Reads a person's applications. One of which everything was undone is not among them."""

    async def count(self) -> int:
        """Returns how many applications the person has."""

    async def count_by_stage(self) -> Mapping[Stage, int]:
        """Returns how many applications are in each stage, those of the first stage first."""

    async def summaries(self) -> Sequence[ApplicationSummary]:
        """Returns all applications, the last changed first."""

    async def page(self, stage: Stage | None, offset: int, limit: int) -> Sequence[Application]:
        """Returns a part of the pipeline, the last changed first."""

    async def without_reminder(self, limit: int) -> Sequence[Application]:
        """Returns open applications for which no nudge is pending, the last changed first."""

    async def get(self, id: int) -> Application | None:
        """Returns one application with its history; None if it is not the person's."""

    async def find_all(
        self, *, only_open: bool = False, since: date | None = None
    ) -> Sequence[Application]:
        """Returns all applications with their histories.

        With `since` only those to which something happened from that day on,
        or may have, such as an interview that was booked long before.
        """


class Applications(ApplicationQueries, Protocol):
    """Reads and changes a person's applications."""

    async def create(self, company: str) -> int:
        """Creates an application without a history; returns its id."""

    async def append(self, application: int, activity: Activity, change: int) -> Activity:
        """Appends to an application's history; returns the activity with its id."""

    async def add_all(self, new: Sequence[NewApplication], change: int) -> Sequence[int]:
        """Adds applications with their histories and nudges at once; returns their ids."""

    async def erase_untouched(self, change: int) -> int:
        """Erases the applications of which every activity belongs to a change; returns how many.

        Those to which anything was added since stay as they are.
        """

    async def project(self, application: Application) -> None:
        """Writes what queries read: company, role, stage, time of change."""

    async def erase(self, id: int) -> int:
        """Erases an application with its history and nudges; returns how many activities went."""
