"""A post to a group's channel, or to one of its people."""

from __future__ import annotations

from datetime import datetime

from bot.domain.groups.board import WeekBoard
from bot.domain.groups.group import WEEK, Channel, Group, Member
from bot.domain.groups.group_week import IN_CHANNEL, PostKind, StoredPost, check_in, kick_off
from bot.domain.groups.weekly_counts import NO_COUNTS, Counts
from bot.domain.people.person import Address, Person
from bot.frozen import frozen


@frozen
class SmallStep:
    """The next thing in a person's own pipeline: a nudge's kind and its application."""

    kind: str
    application: int
    company: str


@frozen
class GroupPost:
    """A post with all that is needed to send it.

    `person` is its reader or its author, `member` the same person in the group;
    `board` belongs to a kick-off (of the week before) and a check-in, `done` and `step`
    to a midweek line. A post that speaks of a silence is `quiet`: a midweek line then offers
    a pause, a kick-off says that the group rests.
    """

    post: StoredPost
    group: Group
    board: WeekBoard | None = None
    person: Person | None = None
    member: Member | None = None
    done: Counts = NO_COUNTS
    step: SmallStep | None = None
    quiet: bool = False

    @property
    def target(self) -> Channel | Address:
        """The channel that it goes to, or the one person."""
        if self.post.planned.kind in IN_CHANNEL:
            return self.group.channel
        assert self.person is not None  # a claim without one drops the post
        return self.person.address

    @property
    def deadline(self) -> datetime | None:
        """The instant until which it makes sense; None if it never ends.

        A kick-off and a check-in until the next of their kind, a midweek line until
        that week's check-in.
        """
        week, schedule = self.post.planned.week, self.group.schedule
        match self.post.planned.kind:
            case PostKind.KICK_OFF:
                return kick_off(week + WEEK, schedule) or schedule.begin(week + 2 * WEEK)
            case PostKind.CHECK_IN:
                return check_in(week + WEEK, schedule) or schedule.begin(week + 2 * WEEK)
            case PostKind.MIDWEEK:
                return check_in(week, schedule) or schedule.begin(week + WEEK)
            case _:
                return None
