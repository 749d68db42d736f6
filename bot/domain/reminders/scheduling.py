"""A nudge before its appearances, and the picking of its moment."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from bot.domain.applications.activity import Activity
from bot.domain.calendar import business_days as businessdays
from bot.domain.calendar.local_time import day_of, instant
from bot.domain.people.person import Rhythm, Window
from bot.domain.reminders.nudge import Kind

TOO_OLD = timedelta(days=30)


@dataclass(frozen=True, slots=True)
class Due:
    """Why a nudge is due, when, and what it hangs on.

    `anchor` names the activities whose change makes it another nudge; `moment`
    is the instant; `subject` the interview it is about, if it is about one.
    """

    kind: Kind
    number: int
    anchor: str
    moment: datetime
    subject: int | None = None


def at_nudge_hour(day: date, rhythm: Rhythm) -> datetime:
    """The instant of the person's nudge hour on that day."""
    return instant(datetime.combine(day, rhythm.nudge_hour), rhythm.tz)


def next_nudge_hour(after: datetime, rhythm: Rhythm) -> datetime:
    """The first nudge hour on a business day after that instant."""
    for day in businessdays.business_days_from(day_of(after, rhythm.tz), rhythm.country):
        if (moment := at_nudge_hour(day, rhythm)) > after:
            return moment
    raise AssertionError  # business days never end


def on_day(day: date, logged: datetime, rhythm: Rhythm) -> datetime:
    """The nudge hour of that day; if not after *logged*, the next one on a business day."""
    moment = at_nudge_hour(day, rhythm)
    return moment if moment > logged else next_nudge_hour(logged, rhythm)


def in_window(day: date, window: Window, logged: datetime, rhythm: Rhythm) -> datetime:
    """The moment in the window of `day` at which to nudge."""
    return on_day(businessdays.pick(day, window, rhythm.country), logged, rhythm)


def too_old(activity: Activity, rhythm: Rhythm) -> bool:
    """Whether it was logged more than 30 days after it was done: no nudge by itself."""
    return day_of(activity.logged, rhythm.tz) - activity.on > TOO_OLD
