"""The groups that a person is in or started."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Protocol

from bot.domain.groups.group import Channel, Group, Member, Schedule
from bot.domain.groups.group_post import Board
from bot.domain.groups.group_week import PlannedPost
from bot.domain.groups.weekly_counts import Counts


class Groups(Protocol):
    """A person's groups."""

    async def group_here(self, channel: Channel) -> Group | None:
        """The group of a channel."""

    async def hold_group(self, group: int) -> Group | None:
        """A group as it now is, locked against others who would change it; None if it ended."""

    async def my_groups(self) -> Sequence[Group]:
        """Those that the person is a member of or started, the oldest first."""

    async def start_group(self, channel: Channel, schedule: Schedule) -> Group | None:
        """Makes a channel a group of the person's; None if somebody just did so."""

    async def save_group(self, group: Group) -> None:
        """Keeps a changed group, and plans its posts anew."""

    async def stop_group(self, group: int) -> None:
        """Erases a group with everything that was kept for it."""

    async def member(self, group: int) -> Member | None:
        """The person as a member, also as one who left a moment ago."""

    async def count_members(self, group: int) -> int:
        """How many members a group has."""

    async def members_named(self, group: int, name: str) -> Sequence[Member]:
        """The members whom the channel knows under that name."""

    async def save_member(self, group: int, member: Member) -> None:
        """Keeps a member, new or changed, and plans what they are told."""

    async def withdraw(self, group: int) -> None:
        """Withdraws the totals that stand, until the next post."""

    async def hand_over(self, group: Group) -> Group | None:
        """Gives a group to its oldest member, who is told; without one it ends."""

    async def add_post(self, group: int, owed: PlannedPost, text: str | None = None) -> int | None:
        """Has something told to the group's channel or one of its people; None for a repeat."""

    async def author(self, group: int, win: int) -> int | None:
        """Whose win a post was; None if there is no such win in the group."""

    async def erase_post(self, post: int) -> None:
        """Erases what was told or is to be told."""

    async def board(self, group: Group) -> Board:
        """The group as it was last published, by a fixed number of queries."""

    async def my_week(self, group: Group, member: Member, week: date) -> Counts:
        """What the person did in that week so far, in the group's zone."""
