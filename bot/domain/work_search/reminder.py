"""The reminder before a period closes, once a period."""

from __future__ import annotations

from datetime import date, datetime, time

from bot.domain.calendar.business_days import is_business_day
from bot.domain.calendar.local_time import local_day, to_utc
from bot.domain.people.person import Person, Preferences
from bot.domain.work_search.period import DAY, Period
from bot.domain.work_search.profile import profile_of
from bot.domain.work_search.record import SearchRecord
from bot.frozen import frozen

NAME = "work_search"
_PERIODS_AHEAD = 3  # more than one without a business day is none that anybody reports


@frozen
class PlannedReminder:
    """A reminder that ought to exist: for which period, and when (`wall` in the person's zone)."""

    period: Period
    wall: datetime
    due: datetime


def plan_reminder(
    preferences: Preferences, now: datetime, settled: date | None, pending: Period | None = None
) -> PlannedReminder | None:
    """Returns the next reminder: the nudge hour of its period's last business day.

    None without an office, or where the person wants none. `settled` is the last day of the
    last period that was reminded of; one that is `pending` stays, also once it is due.
    """
    profile = profile_of(preferences.office)
    if not preferences.work_search or not any(one.total for one in profile.office.minima):
        return None
    period = profile.rule.around(local_day(now, preferences.tz))
    for _ in range(_PERIODS_AHEAD):
        day = _last_business_day(period, preferences.country)
        if day is not None and (settled is None or period.last > settled):
            wall = datetime.combine(day, preferences.nudge_hour)
            due = to_utc(wall, preferences.tz)
            if due > now or period == pending:
                return PlannedReminder(period, wall, due)
        period = profile.rule.after(period)
    return None


def _last_business_day(period: Period, country: str | None) -> date | None:
    day = period.last
    while day >= period.first:
        if is_business_day(day, country):
            return day
        day -= DAY
    return None


@frozen
class WorkSearchReminder:
    """The reminder of a record, sent before its period closes."""

    person: Person
    record: SearchRecord
    due: datetime

    @property
    def deadline(self) -> datetime:
        """The end of the period: from then on it makes no sense."""
        return end_of(self.record.period, self.person)


def end_of(period: Period, person: Person) -> datetime:
    """Returns the instant at which a period ends."""
    return to_utc(datetime.combine(period.last + DAY, time()), person.tz)
