"""Posts to a group's channel, or to one of its people."""

from __future__ import annotations

from typing import Protocol

from bot.domain.groups.group_week import PlannedPost


class GroupPostQueries(Protocol):
    """Reads the posts of groups."""

    async def author(self, group: int, win: int) -> int | None:
        """Returns the author's id of a group's win; None if there is no such win."""

    async def was_welcomed(self, group: int) -> bool:
        """True unless the post that starts a group was refused and never got there since."""


class GroupPosts(GroupPostQueries, Protocol):
    """Adds and erases the posts that commands make; the weekly ones are planned by the rules."""

    async def add(self, group: int, planned: PlannedPost, text: str | None = None) -> int | None:
        """Adds a post that no rule plans; returns its id, or None for a repeat."""

    async def erase(self, post: int) -> None:
        """Erases a post, whether it was sent or not."""
