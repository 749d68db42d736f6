"""Finds what waits for a person, what is coming and what was settled lately.

`/nudges` and the dashboard both ask here, so that they never disagree.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import NamedTuple

from bot.domain.applications.application import Application
from bot.domain.reminders.nudge import Nudge, NudgeKind, latest_of_each
from bot.domain.reminders.urgency import digest_order
from bot.domain.reminders.waiting_nudges import still_waits
from bot.domain.work_search.reminder import WorkSearchReminder
from bot.frozen import frozen
from bot.ports.unit_of_work import ReadOnly
from bot.queries.next_steps import ApplicationStep, open_questions
from bot.queries.work_search import read_current_reminder

# So many of the latest deliveries are looked at, and so many of the next nudges.
MOST_DELIVERED = 30
MOST_COMING = 10
MOST_QUESTIONS = 10


class AboutApplication(NamedTuple):
    """A nudge with its application."""

    nudge: Nudge
    application: Application


@frozen
class NudgeOverview:
    """A person's nudges: `waiting` the most urgent first, `coming` the next due first.

    `settled` has the last delivered first, `questions` what waits without a nudge.
    `work_search` is what the period that lasts still lacks, also before its reminder is due.
    `all_delivered` and `all_coming` are False where there are more than were looked at.
    """

    waiting: tuple[AboutApplication, ...]
    coming: tuple[AboutApplication, ...]
    settled: tuple[AboutApplication, ...]
    questions: tuple[ApplicationStep, ...]
    work_search: WorkSearchReminder | None
    all_delivered: bool
    all_coming: bool


async def read_nudge_overview(uow: ReadOnly, now: datetime) -> NudgeOverview:
    """Reads a person's nudges as they are now."""
    delivered = await uow.nudges.recently_delivered(MOST_DELIVERED)
    pending = await uow.nudges.pending(MOST_COMING + 1)
    known = _Applications(uow)
    latest = latest_of_each(delivered)
    closing = _closing(latest)
    waiting: dict[int, AboutApplication] = {}
    settled: list[AboutApplication] = []
    for last in latest:
        if (application := await known.get(last)) is None:
            continue
        nudge = await _waiting_appearance(uow, last, delivered, application, now)
        if nudge is None:
            settled.append(AboutApplication(last, application))
        elif not _is_part_of(nudge, closing):
            waiting[nudge.id] = AboutApplication(nudge, application)
    shown = digest_order(one.nudge for one in waiting.values())
    coming = [
        AboutApplication(nudge, application)
        for nudge in pending[:MOST_COMING]
        if (application := await known.get(nudge))
    ]
    asked = {one.application.id for one in waiting.values()}
    questions = await open_questions(uow, now, MOST_QUESTIONS)
    return NudgeOverview(
        waiting=tuple(waiting[nudge.id] for nudge in shown),
        coming=tuple(coming),
        settled=tuple(settled),
        questions=tuple(one for one in questions if one.application.id not in asked),
        work_search=await read_current_reminder(uow, now),
        all_delivered=len(delivered) < MOST_DELIVERED,
        all_coming=len(pending) <= MOST_COMING,
    )


def _closing(latest: Iterable[Nudge]) -> Mapping[int, datetime]:
    """Returns, by application, when it was last asked whether to close it."""
    return {
        nudge.application: nudge.settled_at
        for nudge in reversed(list(latest))
        if nudge.planned.kind is NudgeKind.CLOSE_THE_LOOP and nudge.settled_at
    }


def _is_part_of(nudge: Nudge, closing: Mapping[int, datetime]) -> bool:
    """True if the question whether to close the application replaces a nudge."""
    asked = closing.get(nudge.application)
    if asked is None or nudge.settled_at is None or nudge.planned.kind is NudgeKind.CLOSE_THE_LOOP:
        return False
    return nudge.settled_at <= asked


async def still_waits_now(
    uow: ReadOnly, nudge: Nudge, application: Application, now: datetime
) -> bool:
    """True if this very appearance of a delivered nudge still asks for something."""
    delivered = await uow.nudges.delivered_at(application.id)
    return still_waits(nudge, application, uow.person.preferences, delivered, now)


async def _waiting_appearance(
    uow: ReadOnly,
    last: Nudge,
    delivered: Iterable[Nudge],
    application: Application,
    now: datetime,
) -> Nudge | None:
    """Finds the appearance that waits: an earlier one, where a snooze after it was undone."""
    for nudge in delivered:
        same = (nudge.application, nudge.planned.about) == (last.application, last.planned.about)
        if same and await still_waits_now(uow, nudge, application, now):
            return nudge
    return None


class _Applications:
    """The applications of nudges, each read once; those that were undone are left out."""

    def __init__(self, uow: ReadOnly) -> None:
        self._uow = uow
        self._known: dict[int, Application | None] = {}

    async def get(self, nudge: Nudge) -> Application | None:
        id = nudge.application
        if id not in self._known:
            found = await self._uow.applications.get(id)
            self._known[id] = found if found and found.stage else None
        return self._known[id]
