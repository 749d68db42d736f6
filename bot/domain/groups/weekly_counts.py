"""The counts of a week: applications, follow-ups, conversations; and the goal for them."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from zoneinfo import ZoneInfo

from bot.domain.applications.activity import Activity, ActivityKind, OutreachMethod
from bot.domain.applications.application import Application
from bot.domain.calendar.local_time import local_day
from bot.frozen import frozen

MAX_GOAL = 200  # of a kind in a week; nobody needs a goal beyond it

# What settles a follow-up that was due: the outreach or the try, their word, or the end.
SETTLES = frozenset(
    {
        ActivityKind.FOLLOWED_UP,
        ActivityKind.UNANSWERED_CALL,
        ActivityKind.HEARD_BACK,
        ActivityKind.INVITED,
        ActivityKind.BOOKED,
        ActivityKind.REJECTED,
        ActivityKind.OFFERED,
        ActivityKind.ACCEPTED,
        ActivityKind.WITHDREW,
        ActivityKind.GHOSTED,
    }
)


@frozen
class Counts:
    """A week in three figures. A call is a follow-up and a conversation."""

    applications: int = 0
    follow_ups: int = 0
    conversations: int = 0

    def __add__(self, other: Counts) -> Counts:
        return Counts(*(a + b for a, b in zip(self.all, other.all, strict=True)))

    def __sub__(self, other: Counts) -> Counts:
        return Counts(*(a - b for a, b in zip(self.all, other.all, strict=True)))

    @property
    def all(self) -> tuple[int, int, int]:
        """The figures in their order."""
        return self.applications, self.follow_ups, self.conversations

    @property
    def clamped(self) -> Counts:
        """The same counts, with figures that corrections took below zero at zero."""
        return Counts(*(max(0, one) for one in self.all))

    def reaches(self, goal: Counts | None) -> bool:
        """True if a goal that asks for something is met in all it asks for."""
        return goal is not None and any(goal.all) and not any((goal - self).clamped.all)


NO_COUNTS = Counts()


def counts_in(
    applications: Iterable[Application],
    first: date,
    last: date,
    zone: ZoneInfo,
    home: ZoneInfo,
    now: datetime,
) -> Counts:
    """Counts what a person did on the days from `first` to `last`, days being those of `zone`.

    `home` is the person's own zone. Thank-yous are follow-ups; an interview
    counts once it has begun.
    """
    applied = followed = talked = 0
    for application in applications:
        for activity in application.history:
            if not first <= day_in(activity, zone, home) <= last:
                continue
            applied += activity.kind is ActivityKind.APPLIED
            followed += activity.kind in (ActivityKind.FOLLOWED_UP, ActivityKind.THANKED)
            talked += (
                activity.kind is ActivityKind.FOLLOWED_UP
                and activity.method is OutreachMethod.PHONE
            )
        talked += sum(
            one.start <= now and first <= local_day(one.start, zone) <= last
            for one in application.active_interviews
        )
    return Counts(applied, followed, talked)


def day_in(activity: Activity, zone: ZoneInfo, home: ZoneInfo) -> date:
    """Returns the day of an activity in a zone.

    What was logged on the day it was done has a moment, and so a day in every
    zone; of what was logged later only the day is known, and stays.
    """
    if local_day(activity.logged, home) == activity.on:
        return local_day(activity.logged, zone)
    return activity.on


def is_kept(done: Counts, goal: Counts | None, asked: int, undone: int) -> bool:
    """True if a week was kept: the goal met, or every due follow-up done.

    Follow-through is scored, not volume; a week in which none was due and none was sent is
    not kept. `asked` is how many follow-ups were due, `undone` how many of them are not settled.
    """
    return done.reaches(goal) or (undone == 0 and (asked > 0 or done.follow_ups > 0))


def streak_after(streak: int, week_kept: bool, rested: bool) -> int:
    """Returns the weeks kept in a row: one more, as many after a pause, or a new beginning."""
    if week_kept:
        return streak + 1
    return streak if rested else 0
