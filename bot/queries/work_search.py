"""The work-search record of a person's period."""

from __future__ import annotations

from datetime import datetime

from bot.domain.calendar.local_time import local_day
from bot.domain.work_search.period import Period
from bot.domain.work_search.profile import Profile, profile_of
from bot.domain.work_search.record import SearchRecord, make_record
from bot.domain.work_search.reminder import WorkSearchReminder, plan_reminder
from bot.ports.unit_of_work import ReadOnly


async def read_work_search_record(
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


async def read_current_reminder(uow: ReadOnly, now: datetime) -> WorkSearchReminder | None:
    """Returns the reminder of the period that lasts, due or not; None where nothing is missing.

    None also without an office, and where the person wants no such reminders.
    """
    preferences = uow.person.preferences
    profile = profile_of(preferences.office)
    period = profile.rule.around(local_day(now, uow.person.tz))
    planned = plan_reminder(preferences, now, settled=None, pending=period)
    if planned is None or planned.period != period:
        return None
    record = await read_work_search_record(uow, profile, period, now)
    if record.progress.is_reached:
        return None
    return WorkSearchReminder(uow.person, record, planned.due)
