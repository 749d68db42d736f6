"""A group's week: when its kick-off, midweek line and check-in come.

The week is Monday 00:00 to Sunday 24:00 in the group's zone.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from datetime import date, datetime, timedelta
from enum import StrEnum

from bot.domain.calendar import business_days
from bot.domain.calendar.local_time import to_utc, to_wall_time
from bot.domain.groups.group import WEEK, Group, Member, Schedule
from bot.domain.people.person import Preferences
from bot.domain.reminders.nudge import NudgeState
from bot.frozen import frozen

DAY = timedelta(days=1)
WEDNESDAY = 2
LOOK_BACK = 5  # weeks; what came due longer ago is not caught up with


class PostKind(StrEnum):
    """The kind of a group's post: those of its week, and those in between."""

    WELCOME = "welcome"
    RESUMED = "resumed"
    KICK_OFF = "kick_off"
    MIDWEEK = "midweek"
    CHECK_IN = "check_in"
    WIN = "win"
    FUNNEL = "funnel"
    PAUSED = "paused"
    NOT_STARTED = "not_started"
    TAKE_OVER = "take_over"
    VISIBILITY_CHANGED = "visibility_changed"


IN_CHANNEL = frozenset(
    {
        PostKind.WELCOME,
        PostKind.RESUMED,
        PostKind.KICK_OFF,
        PostKind.CHECK_IN,
        PostKind.WIN,
        PostKind.FUNNEL,
    }
)
WEEKLY = frozenset({PostKind.KICK_OFF, PostKind.MIDWEEK, PostKind.CHECK_IN})


@frozen
class PlannedPost:
    """A post that ought to exist: its key is the same at every replanning.

    `week` is the Monday of the week it comes in; `person` whom it is for, if
    not for the channel; `wall` the naive time in `zone`.
    """

    key: str
    kind: PostKind
    week: date
    wall: datetime
    zone: str
    due: datetime
    person: int | None = None


def kick_off(week: date, schedule: Schedule) -> datetime | None:
    """Returns the kick-off of a week. A holiday moves it by a day; after two, it is skipped."""
    day = week + schedule.kick_off * DAY
    for candidate in (day, day + DAY):
        if business_days.is_business_day(candidate, schedule.country):
            return to_utc(datetime.combine(candidate, schedule.kick_off_at), schedule.tz)
    return None


def check_in(week: date, schedule: Schedule) -> datetime | None:
    """Returns the check-in of a week. A holiday moves it back, though not before the kick-off."""
    day = week + schedule.check_in * DAY
    while not business_days.is_business_day(day, schedule.country):
        day -= DAY
    moment = to_utc(datetime.combine(day, schedule.check_in_at), schedule.tz)
    earliest = kick_off(week, schedule) or schedule.begin(week)
    return moment if moment > earliest else None


def midweek(week: date, preferences: Preferences) -> datetime:
    """Returns Wednesday at the member's own nudge hour."""
    return to_utc(datetime.combine(week + WEDNESDAY * DAY, preferences.nudge_hour), preferences.tz)


def posts_for(group: Group, now: datetime, sent: Collection[str] = ()) -> tuple[PlannedPost, ...]:
    """Returns the latest post that came due, and the next one: at most one to catch up with.

    `sent` are the keys of the posts sent already: one of them that is due again, because its
    day or hour was changed since, is not the next one.
    """
    if group.pause_reason is not None:
        return ()
    week = group.schedule.week_of(now)
    due: list[PlannedPost] = []
    for post in _from(week - LOOK_BACK * WEEK, group.schedule):
        if post.due <= group.since:
            continue
        if post.due <= now:
            due.append(post)
        elif post.key not in sent:
            return (*due[-1:], post)
    raise AssertionError  # weeks never end


def _from(week: date, schedule: Schedule) -> Iterator[PlannedPost]:
    while True:
        for kind, moment in (
            (PostKind.KICK_OFF, kick_off(week, schedule)),
            (PostKind.CHECK_IN, check_in(week, schedule)),
        ):
            if moment is not None:
                wall = to_wall_time(moment, schedule.tz)
                yield PlannedPost(f"{kind}:{week}", kind, week, wall, schedule.zone, moment)
        week += WEEK


def midweek_for(
    group: Group, member: Member, preferences: Preferences, now: datetime
) -> tuple[PlannedPost, ...]:
    """Returns the next midweek line of a member who has a goal and does not rest."""
    if group.pause_reason is not None or member.goal is None:
        return ()
    member = member.in_zone(group.schedule.tz)
    week = group.schedule.week_of(now)
    while (moment := midweek(week, preferences)) <= now or member.is_paused_in(week):
        if member.is_paused_in(week) and member.pause and member.pause.until is None:
            return ()
        week += WEEK
    key = f"{PostKind.MIDWEEK}:{week}:{member.id}"  # of the member, who may become another person
    wall = to_wall_time(moment, preferences.tz)
    return (
        PlannedPost(key, PostKind.MIDWEEK, week, wall, preferences.zone, moment, member.person),
    )


@frozen
class StoredPost:
    """A stored post. `text` is what a member wrote, for a win, or their funnel; erased once it
    is sent."""

    id: int
    group: int
    planned: PlannedPost
    state: NudgeState
    text: str | None = None
