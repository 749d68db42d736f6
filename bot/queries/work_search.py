"""The work-search record of a person's period."""

from __future__ import annotations

from datetime import datetime

from bot.domain.work_search.period import Period
from bot.domain.work_search.profile import Profile
from bot.domain.work_search.record import SearchRecord, make_record
from bot.ports.unit_of_work import ReadOnly


async def work_search_record(
    uow: ReadOnly, profile: Profile, period: Period, now: datetime
) -> SearchRecord:
    """Reads the record of one period."""
    applications = await uow.applications.find_all(since=period.first)
    ids = [one.id for one in applications]
    return make_record(
        profile,
        period,
        applications,
        await uow.work_search.activities(period.first, period.last),
        await uow.work_search.details(ids) if ids else {},
        await uow.mails.of_applications(ids) if ids else (),
        uow.person.tz,
        now,
    )
