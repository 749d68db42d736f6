"""Groups, as far as one person may reach them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from sqlalchemy import ColumnElement, delete, exists, or_, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.domain.groups.board import Board, WeekBoard
from bot.domain.groups.group import Channel, Group, Schedule
from bot.domain.groups.group_week import PlannedPost, PostKind
from storage.outbox.group_locks import lock_groups
from storage.outbox.post_plan import plan_posts, release_wins
from storage.outbox.post_rows import add_post
from storage.repositories.group_board import read_board, read_week_boards
from storage.repositories.group_rows import group_from, schedule_json
from storage.repositories.repository import Repository, insert_if_new
from storage.tables import groups, members


async def group_at(connection: AsyncConnection, channel: Channel) -> Group | None:
    """Returns the group of a channel."""
    rows = await connection.execute(
        select(groups).where(
            groups.c.platform == channel.platform,
            groups.c.tenant == channel.tenant,
            groups.c.channel == channel.id,
        )
    )
    row = rows.one_or_none()
    return group_from(row) if row else None


class Groups(Repository):
    """The groups that a person is in or started, and that of the channel where they are."""

    async def at(self, channel: Channel) -> Group | None:
        """Returns the group of a channel."""
        return await group_at(self._connection, channel)

    async def lock(self, group: int) -> Group | None:
        """Returns a group as it now is, locked against other changes; None if it ended."""
        return (await lock_groups(self._connection, [group])).get(group)

    async def mine(self) -> Sequence[Group]:
        """Returns the groups that the person is a member of or started, the oldest first."""
        rows = await self._connection.execute(
            select(groups).where(self._mine()).order_by(groups.c.id)
        )
        return [group_from(row) for row in rows]

    def _mine(self) -> ColumnElement[bool]:
        membership = exists().where(
            members.c.group_id == groups.c.id,
            members.c.person_id == self._me,
        )
        return or_(groups.c.starter_id == self._me, membership)

    async def create(self, channel: Channel, schedule: Schedule) -> Group | None:
        """Makes a channel a group started by the person; None if it just became one."""
        made = await self._connection.execute(
            insert_if_new(self._connection, groups)
            .values(
                platform=channel.platform,
                tenant=channel.tenant,
                channel=channel.id,
                name=channel.name,
                starter_id=self._me,
                schedule=schedule_json(schedule),
                since=self._now,
            )
            .returning(groups.c.id)
        )
        id = made.scalar_one_or_none()
        return None if id is None else Group(id, channel, schedule, self._now, self._me)

    async def save(self, group: Group) -> None:
        """Saves a changed group, and plans its posts again."""
        await self._connection.execute(
            update(groups)
            .where(groups.c.id == group.id)
            .values(
                name=group.channel.name,
                starter_id=group.starter,
                schedule=schedule_json(group.schedule),
                since=group.since,
                pause_reason=group.pause_reason,
            )
        )
        if group.pause_reason is None:
            await release_wins(self._connection, group.id, self._now)
        await plan_posts(self._connection, [group.id], self._now)

    async def erase(self, group: int) -> None:
        """Erases a group with everything that was stored for it."""
        await self._connection.execute(delete(groups).where(groups.c.id == group))

    async def hand_over(self, group: Group) -> Group | None:
        """Hands a group over to its oldest member, who is informed; without one, erases it."""
        rows = await self._connection.execute(
            select(members.c.person_id)
            .where(
                members.c.group_id == group.id,
                members.c.person_id != (group.starter or 0),
            )
            .order_by(members.c.joined, members.c.id)
            .limit(1)
        )
        heir = rows.scalar_one_or_none()
        if heir is None:
            await self.erase(group.id)
            return None
        handed = replace(group, starter=heir)
        await self.save(handed)
        now = self._now
        planned = PlannedPost(
            f"{PostKind.TAKE_OVER}:{heir}:{now.isoformat()}",
            PostKind.TAKE_OVER,
            group.schedule.week_of(now),
            now.replace(tzinfo=None),
            "UTC",
            now,
            heir,
        )
        await add_post(self._connection, group.id, planned, None)
        return handed

    async def board(self, group: Group) -> Board:
        """Returns the group's board as it is now, by a fixed number of queries."""
        return await read_board(self._connection, group, self._now)

    async def weeks(self, group: Group) -> Sequence[WeekBoard]:
        """Returns the recorded weeks of those who share now, each from when on they shared."""
        return await read_week_boards(self._connection, group)

    async def leave_all(self) -> int:
        """Takes the person out of all groups at once; returns how many they were in."""
        mine = (await lock_groups(self._connection, [one.id for one in await self.mine()])).values()
        joined = await self._connection.execute(
            delete(members).where(members.c.person_id == self._me)
        )
        for group in mine:
            if group.starter == self._me:
                await self.hand_over(group)
        return joined.rowcount
