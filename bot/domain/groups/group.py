"""An accountability group: a channel, its schedule, and its members as they chose to appear."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from bot.domain.calendar.local_time import load_zone, local_day, to_utc
from bot.domain.groups.weekly_counts import NO_COUNTS, Counts
from bot.frozen import frozen

MOST_MEMBERS = 1_000
MONDAY, FRIDAY = 0, 4
WEEK = timedelta(days=7)


class Visibility(StrEnum):
    """The part of a member's data that the group may see."""

    NUMBERS = "share my numbers"
    JUST_ME = "just for me"


@frozen
class Channel:
    """The channel of a group: the platform, the tenant (a workspace or server), the channel."""

    platform: str
    tenant: str
    id: str
    name: str = ""

    def is_same(self, other: Channel) -> bool:
        """True if both are one channel, whatever its name was."""
        return replace(self, name="") == replace(other, name="")


@frozen
class Schedule:
    """The weekly schedule of a group's posts, in the group's zone."""

    zone: str = "UTC"
    country: str | None = None
    kick_off: int = MONDAY
    kick_off_at: time = time(9, 0)
    check_in: int = FRIDAY
    check_in_at: time = time(16, 0)

    @property
    def tz(self) -> ZoneInfo:
        """The time zone of the group."""
        return load_zone(self.zone)

    def week_of(self, moment: datetime) -> date:
        """Returns the Monday of the week that an instant lies in, in the group's zone."""
        return monday_of(local_day(moment, self.tz))

    def begin(self, week: date) -> datetime:
        """Returns the instant at which a week begins: Monday 00:00."""
        return to_utc(datetime.combine(week, time()), self.tz)


@frozen
class Group:
    """A group. `starter` may change it, member or not; None once the starter and all members left.

    `pause_reason` is why it is paused, in words for the starter; None while it runs.
    """

    id: int
    channel: Channel
    schedule: Schedule
    since: datetime
    starter: int | None = None
    pause_reason: str | None = None


@frozen
class MemberPause:
    """A member's pause: from an instant (its week is that of its own zone), until a day or open."""

    since: datetime
    until: date | None = None

    def covers(self, week: date) -> bool:
        """True if some of that week is rest."""
        return self.until is None or self.until > week

    def in_zone(self, zone: ZoneInfo) -> MemberPause:
        """Returns the pause, begun in the week that it was in that zone."""
        return replace(self, since=self.since.astimezone(zone))

    def keeps_streak(self, week: date) -> bool:
        """True if it keeps a streak in that week: it had begun by its end."""
        return self.covers(week) and monday_of(self.since.date()) <= week


@frozen
class Member:
    """A person in a group, under the name that the channel knows.

    `from_week` is the first week whose line may be shown, if they share their numbers:
    none from before they chose so. `streak` counts the weeks kept up to the last one
    that is over.
    """

    id: int
    person: int
    name: str
    visibility: Visibility
    from_week: date
    joined: datetime
    goal: Counts | None = None
    streak: int = 0
    pause: MemberPause | None = None

    def is_paused_in(self, week: date) -> bool:
        """True if a pause keeps their streak in that week."""
        return self.pause is not None and self.pause.keeps_streak(week)

    def in_zone(self, zone: ZoneInfo) -> Member:
        """Returns the same with their moments in their group's zone, in which its weeks are."""
        return replace(
            self,
            joined=self.joined.astimezone(zone),
            pause=self.pause and self.pause.in_zone(zone),
        )

    def with_visibility(self, visibility: Visibility, week: date) -> Member:
        """Returns the same member with another choice, which counts from that week on."""
        if visibility is self.visibility:
            return self
        return replace(self, visibility=visibility, from_week=week)


def new_member(person: int, name: str, visibility: Visibility, now: datetime, week: date) -> Member:
    """Returns a person who joins in that week."""
    return Member(0, person, name, visibility, from_week=week, joined=now)


def monday_of(day: date) -> date:
    """Returns the Monday of that day's week."""
    return day - timedelta(days=day.weekday())


@frozen
class WeekResult:
    """A member's week as the last post recorded it; `kept` is None until the week is over."""

    counted: Counts = NO_COUNTS
    kept: bool | None = None
    streak: int = 0
    reached: bool = False
    final: bool = False
