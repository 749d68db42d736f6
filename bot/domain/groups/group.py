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
    """How much of a member the group may see."""

    NUMBERS = "my numbers"
    TOTAL = "only in the total"


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

    `from_week` is the first week in which they appear as they chose; `streak`
    the weeks kept up to the last one that is over; `left` means that they have left,
    and is stored only until their week is over.
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
    left: bool = False

    def shown_in(self, week: date) -> bool:
        """True if their own line may be shown for that week."""
        return not self.left and self.visibility is Visibility.NUMBERS and self.from_week <= week

    def hidden_in(self, week: date) -> bool:
        """True if that week's total may hold their numbers, and nothing else may."""
        return not self.left and self.visibility is Visibility.TOTAL and self.from_week <= week

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
        """Returns the same member with another choice, which counts from the next week.

        Within a week no member goes from one to the other: what was in a total
        must never appear in a line as well, nor the other way round.
        """
        if visibility is self.visibility:
            return self
        return replace(self, visibility=visibility, from_week=week + WEEK)


def new_member(
    person: int, name: str, visibility: Visibility, now: datetime, week: date, before: Member | None
) -> Member:
    """Returns a person who joins in that week; `before` is their former membership, if any.

    A line is shown at once, a total counts them from the next week on: it is
    made of the membership at the week's start. A member who has just left comes back
    with the next week, for a total that held them may be out already.
    """
    at_once = visibility is Visibility.NUMBERS and before is None
    return Member(
        id=before.id if before else 0,
        person=person,
        name=name,
        visibility=visibility,
        from_week=week if at_once else week + WEEK,
        joined=now,
    )


def monday_of(day: date) -> date:
    """Returns the Monday of that day's week."""
    return day - timedelta(days=day.weekday())


@frozen
class WeekResult:
    """A member's week as the last post found it.

    `counted` is what their history gave then, `shown` the same with late
    corrections of earlier weeks. `kept` is None until the week is over.
    `in_total` means that a published total includes it.
    """

    counted: Counts = NO_COUNTS
    shown: Counts = NO_COUNTS
    kept: bool | None = None
    streak: int = 0
    in_total: bool = False
    reached: bool = False
    final: bool = False
