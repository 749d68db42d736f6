"""Posts of groups that commands add or erase."""

from __future__ import annotations

from sqlalchemy import delete, select

from bot.domain.groups.group_week import PlannedPost, PostKind
from bot.domain.reminders.nudge import NudgeState
from storage.outbox.post_rows import add_post
from storage.repositories.repository import Repository
from storage.tables import posts


class GroupPosts(Repository):
    """The posts of the groups that a person is in."""

    async def add(self, group: int, planned: PlannedPost, text: str | None = None) -> int | None:
        """Adds a post that no rule plans; returns its id, or None for a repeat."""
        return await add_post(self._connection, group, planned, text)

    async def author(self, group: int, win: int) -> int | None:
        """Returns the author's id of a group's win; None if there is no such win."""
        rows = await self._connection.execute(
            select(posts.c.person_id).where(
                posts.c.id == win, posts.c.group_id == group, posts.c.kind == PostKind.WIN.value
            )
        )
        found: int | None = rows.scalar_one_or_none()
        return found

    async def was_welcomed(self, group: int) -> bool:
        """True unless the post that starts a group was refused and never got there since."""
        rows = await self._connection.execute(
            select(posts.c.state).where(
                posts.c.group_id == group, posts.c.kind == PostKind.WELCOME.value
            )
        )
        states = set(rows.scalars())
        return NudgeState.UNDELIVERABLE not in states or NudgeState.DELIVERED in states

    async def erase(self, post: int) -> None:
        """Erases a post, whether it was sent or not."""
        await self._connection.execute(delete(posts).where(posts.c.id == post))
