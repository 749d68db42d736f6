"""A group's board: the lines of those who share their numbers, and of nobody else."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from bot.domain.groups.group import Group
from bot.domain.groups.weekly_counts import NO_COUNTS, Counts
from bot.frozen import frozen


@frozen
class MemberLine:
    """The line of a member who shares their numbers, for one week."""

    name: str
    counts: Counts = NO_COUNTS
    streak: int = 0
    reached: bool = False
    resting: bool = False

    @property
    def says_something(self) -> bool:
        """True if there is anything to show; who did nothing is not named."""
        return any(self.counts.all) or self.streak > 0 or self.resting


@frozen
class WeekBoard:
    """One week of those who share their numbers.

    Its total adds up these lines and nothing else: there is no figure that a member who
    shares nothing has a part in, so none can be worked out by subtraction.
    """

    group: Group
    week: date
    lines: Sequence[MemberLine] = ()

    @property
    def total(self) -> Counts:
        """Returns the sum of what these members did."""
        return sum((line.counts for line in self.lines), NO_COUNTS)


@frozen
class Board:
    """The week of those who share, and the last check-in, if there was one."""

    this_week: WeekBoard
    last_check_in: WeekBoard | None = None
