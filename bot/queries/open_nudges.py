"""The nudges that a person may be answering when they say *done*."""

from __future__ import annotations

from datetime import datetime, timedelta

from bot.domain.reminders.nudge import NudgeState
from bot.ports.unit_of_work import ReadOnly
from bot.queries.nudge_overview import AboutApplication, read_nudge_overview

RECENT = timedelta(days=7)


async def open_nudges(uow: ReadOnly, now: datetime) -> tuple[AboutApplication, ...]:
    """Returns what was delivered lately and still waits for its answer, most urgent first."""
    waiting = (await read_nudge_overview(uow, now)).waiting
    return tuple(
        one
        for one in waiting
        if one.nudge.state is NudgeState.DELIVERED
        and one.nudge.settled_at is not None
        and now - one.nudge.settled_at <= RECENT
    )
