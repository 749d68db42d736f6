"""A year at a glance: what was done on each of its days."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta

from bot.domain.applications.activity import ActivityKind
from bot.domain.applications.application import Application
from bot.picture import DayCounts

WEEKS = 53
_COUNTED = {
    ActivityKind.APPLIED: "applications",
    ActivityKind.FOLLOWED_UP: "follow_ups",
    ActivityKind.THANKED: "thank_yous",
}


def first_day(today: date) -> date:
    """Returns the Monday with which the year up to today begins."""
    return today - timedelta(days=today.weekday(), weeks=WEEKS - 1)


def count_days(
    applications: Iterable[Application], today: date, now: datetime
) -> Sequence[DayCounts]:
    """Counts what was done on each day of the year up to today; an interview once it began.

    What was done on a day that nobody knows is in none.
    """
    found: Counter[tuple[date, str]] = Counter()
    for one in applications:
        found.update(
            (activity.on, _COUNTED[activity.kind])
            for activity in one.history
            if activity.kind in _COUNTED and not activity.undated
        )
        found.update(
            (round_.day, "interviews") for round_ in one.active_interviews if round_.start <= now
        )
    begin = first_day(today)
    days = (begin + timedelta(days=number) for number in range((today - begin).days + 1))
    return [
        DayCounts(
            found[day, "applications"],
            found[day, "follow_ups"],
            found[day, "interviews"],
            found[day, "thank_yous"],
        )
        for day in days
    ]
