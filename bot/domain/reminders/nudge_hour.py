"""The nudge hour: the rules that pick the day, and the moment at which a nudge comes on it."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from bot.domain.applications.activity import Activity
from bot.domain.calendar import business_days
from bot.domain.calendar.local_time import local_day, to_utc
from bot.domain.people.person import Preferences, Window

DAY = timedelta(days=1)
TOO_OLD = timedelta(days=30)


def at_nudge_hour(day: date, preferences: Preferences) -> datetime:
    """Returns the instant of the person's nudge hour on that day."""
    return to_utc(datetime.combine(day, preferences.nudge_hour), preferences.tz)


def next_nudge_hour(after: datetime, preferences: Preferences) -> datetime:
    """Returns the first nudge hour on a business day after that instant."""
    for day in business_days.business_days_from(
        local_day(after, preferences.tz), preferences.country
    ):
        if (moment := at_nudge_hour(day, preferences)) > after:
            return moment
    raise AssertionError  # business days never end


def on_day(day: date, logged: datetime, preferences: Preferences) -> datetime:
    """Returns the nudge hour of that day; if not after *logged*, the next one on a business day."""
    moment = at_nudge_hour(day, preferences)
    return moment if moment > logged else next_nudge_hour(logged, preferences)


def before_deadline(
    deadline: date, business_days_before: int, logged: datetime, preferences: Preferences
) -> datetime | None:
    """Returns the nudge hour some business days before a deadline.

    Logged too late for that, it is the next nudge hour of any day up to the deadline;
    None if there is none left.
    """
    day = business_days.subtract_business_days(deadline, business_days_before, preferences.country)
    if (moment := at_nudge_hour(day, preferences)) > logged:
        return moment
    day = max(day, local_day(logged, preferences.tz))
    while day <= deadline:
        if (moment := at_nudge_hour(day, preferences)) > logged:
            return moment
        day += DAY
    return None


def in_window(day: date, window: Window, logged: datetime, preferences: Preferences) -> datetime:
    """Returns the moment in the window of `day` at which to nudge."""
    return on_day(business_days.pick_day(day, window, preferences.country), logged, preferences)


def is_too_old(activity: Activity, preferences: Preferences) -> bool:
    """True if it was logged more than 30 days after it was done, or on a day that nobody knows.

    Nothing is planned for it by itself.
    """
    if activity.undated:
        return True
    return local_day(activity.logged, preferences.tz) - activity.on > TOO_OLD
