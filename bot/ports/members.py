"""The members of the groups that a person is in."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Protocol

from bot.domain.groups.group import Group, Member
from bot.domain.groups.weekly_counts import Counts


class MemberQueries(Protocol):
    """Reads the person as a member."""

    async def get(self, group: int) -> Member | None:
        """Returns the person as a member; None if they are none."""

    async def count(self, group: int) -> int:
        """Returns how many members a group has."""

    async def week_so_far(self, group: Group, member: Member, week: date) -> Counts:
        """Counts what the person did in that week so far, in the group's zone."""


class Members(MemberQueries, Protocol):
    """Reads and changes the person as a member, and members whom they may remove."""

    async def lock(self, group: int) -> Member | None:
        """Returns the person as a member as `get` does, locked against other changes."""

    async def lock_named(self, group: int, name: str) -> Sequence[Member]:
        """Returns the members whom the channel knows by that name, locked likewise."""

    async def save(self, group: int, member: Member) -> None:
        """Saves a member, new or changed, and plans what they are sent."""

    async def remove(self, group: int, member: Member) -> None:
        """Erases a member with their results, and cancels what they would be sent."""
