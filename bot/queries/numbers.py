"""The numbers of a person's job search since a day."""

from __future__ import annotations

from datetime import date, datetime

from bot.domain.applications.funnel import compute_funnel
from bot.domain.applications.statistics import Statistics, compute_statistics
from bot.picture import Funnel
from bot.ports.unit_of_work import ReadOnly


async def read_numbers(uow: ReadOnly, now: datetime, since: date | None = None) -> Statistics:
    """Counts what the person did since a day; without one, everything.

    `/stats` and the dashboard both ask here, so that they never disagree.
    """
    applications = await uow.applications.find_all(since=since)
    return compute_statistics(applications, uow.person.preferences, now, since or date.min)


async def read_numbers_and_funnel(
    uow: ReadOnly, now: datetime, since: date | None = None
) -> tuple[Statistics, Funnel]:
    """Counts the same, and the funnel of the applications sent since that day."""
    applications = await uow.applications.find_all(since=since)
    begin = since or date.min
    counted = compute_statistics(applications, uow.person.preferences, now, begin)
    return counted, compute_funnel(applications, begin)
