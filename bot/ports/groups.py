"""The groups that a person is in or started."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from bot.domain.groups.board import Board, WeekBoard
from bot.domain.groups.group import Channel, Group, Schedule


class GroupQueries(Protocol):
    """Reads a person's groups, and the group of the channel where they are."""

    async def at(self, channel: Channel) -> Group | None:
        """Returns the group of a channel."""

    async def mine(self) -> Sequence[Group]:
        """Returns the groups that the person is a member of or started, the oldest first."""

    async def board(self, group: Group) -> Board:
        """Returns the group's board as it is now, by a fixed number of queries."""

    async def weeks(self, group: Group) -> Sequence[WeekBoard]:
        """Returns the recorded weeks of those who share now, each from when on they shared."""


class Groups(GroupQueries, Protocol):
    """Reads and changes these groups."""

    async def lock(self, group: int) -> Group | None:
        """Returns a group as it now is, locked against other changes; None if it ended."""

    async def create(self, channel: Channel, schedule: Schedule) -> Group | None:
        """Makes a channel a group started by the person; None if it just became one."""

    async def save(self, group: Group) -> None:
        """Saves a changed group, and plans its posts again."""

    async def erase(self, group: int) -> None:
        """Erases a group with everything that was stored for it."""

    async def hand_over(self, group: Group) -> Group | None:
        """Hands a group over to its oldest member, who is informed; without one, erases it."""
