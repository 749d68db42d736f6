"""Groups and their members, as far as one person may reach them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from sqlalchemy import ColumnElement, delete, exists, func, insert, or_, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.domain.groups.group import Channel, Group, Member, Schedule
from bot.domain.groups.group_post import Board
from bot.domain.groups.group_week import PlannedPost, PostKind
from bot.domain.groups.weekly_counts import Counts
from storage.outbox.post_plan import add_post, held_groups, plan_posts, release_wins
from storage.outbox.weekly_counts import weeks_of
from storage.repositories.group_board import board_of
from storage.repositories.group_rows import (
    group_from,
    member_from,
    member_written,
    schedule_written,
)
from storage.repositories.repository import Part, insert_if_new
from storage.tables import groups, members, posts, publications


async def group_at(connection: AsyncConnection, channel: Channel) -> Group | None:
    """The group of a channel."""
    rows = await connection.execute(
        select(groups).where(
            groups.c.platform == channel.platform,
            groups.c.tenant == channel.tenant,
            groups.c.channel == channel.id,
        )
    )
    row = rows.one_or_none()
    return group_from(row) if row else None


class Groups(Part):
    """The groups that a person is in, started, or stands in the channel of."""

    async def group_here(self, channel: Channel) -> Group | None:
        """The group of a channel."""
        return await group_at(self._connection, channel)

    async def hold_group(self, group: int) -> Group | None:
        """A group as it now is, locked against others who would change it; None if it ended."""
        return (await held_groups(self._connection, [group])).get(group)

    async def my_groups(self) -> Sequence[Group]:
        """Those that the person is a member of or started, the oldest first."""
        rows = await self._connection.execute(
            select(groups).where(self._mine()).order_by(groups.c.id)
        )
        return [group_from(row) for row in rows]

    def _mine(self) -> ColumnElement[bool]:
        membership = exists().where(
            members.c.group_id == groups.c.id,
            members.c.person_id == self._me,
            members.c.left.is_(False),
        )
        return or_(groups.c.starter_id == self._me, membership)

    async def start_group(self, channel: Channel, schedule: Schedule) -> Group | None:
        """Makes a channel a group of the person's; None if somebody just did so."""
        made = await self._connection.execute(
            insert_if_new(self._connection, groups)
            .values(
                platform=channel.platform,
                tenant=channel.tenant,
                channel=channel.id,
                name=channel.name,
                starter_id=self._me,
                schedule=schedule_written(schedule),
                since=self._now,
            )
            .returning(groups.c.id)
        )
        id = made.scalar_one_or_none()
        return None if id is None else Group(id, channel, schedule, self._now, self._me)

    async def save_group(self, group: Group) -> None:
        """Keeps a changed group, and plans its posts anew."""
        await self._connection.execute(
            update(groups)
            .where(groups.c.id == group.id)
            .values(
                name=group.channel.name,
                starter_id=group.starter,
                schedule=schedule_written(group.schedule),
                since=group.since,
                trouble=group.trouble,
            )
        )
        if group.trouble is None:
            await release_wins(self._connection, group.id, self._now)
        await plan_posts(self._connection, [group.id], self._now)

    async def stop_group(self, group: int) -> None:
        """Erases a group with everything that was kept for it."""
        await self._connection.execute(delete(groups).where(groups.c.id == group))

    async def member(self, group: int) -> Member | None:
        """The person as a member, also as one who left a moment ago; locked against others."""
        rows = await self._connection.execute(
            select(members)
            .where(members.c.group_id == group, members.c.person_id == self._me)
            .with_for_update()
        )
        row = rows.one_or_none()
        return member_from(row) if row else None

    async def count_members(self, group: int) -> int:
        """How many members a group has."""
        counted = await self._connection.execute(
            select(func.count()).where(members.c.group_id == group, members.c.left.is_(False))
        )
        return counted.scalar_one()

    async def members_named(self, group: int, name: str) -> Sequence[Member]:
        """The members whom the channel knows under that name, locked against themselves."""
        there = members.c.group_id == group, members.c.left.is_(False)
        names = await self._connection.execute(select(members.c.id, members.c.name).where(*there))
        wanted = name.casefold()  # SQLite itself only knows the large letters of ASCII
        ids = [row.id for row in names if row.name.casefold() == wanted]
        rows = await self._connection.execute(
            select(members)
            .where(*there, members.c.id.in_(ids))
            .order_by(members.c.id)
            .with_for_update()
        )
        return [member_from(row) for row in rows]

    async def save_member(self, group: int, member: Member) -> None:
        """Keeps a member, new or changed, and plans what they are told."""
        row = member_written(member)
        if member.id:
            await self._connection.execute(
                update(members)
                .where(members.c.group_id == group, members.c.id == member.id)
                .values(**row)
            )
        else:
            row |= {"group_id": group, "person_id": member.person}
            await self._connection.execute(insert(members).values(**row))
        await plan_posts(self._connection, [group], self._now, only=[member.person])

    async def withdraw(self, group: int) -> None:
        """Withdraws the totals that stand, until the next post."""
        await self._withdraw([group])

    async def hand_over(self, group: Group) -> Group | None:
        """Gives a group to its oldest member, who is told; without one it ends."""
        rows = await self._connection.execute(
            select(members.c.person_id)
            .where(
                members.c.group_id == group.id,
                members.c.left.is_(False),
                members.c.person_id != (group.starter or 0),
            )
            .order_by(members.c.joined, members.c.id)
            .limit(1)
        )
        heir = rows.scalar_one_or_none()
        if heir is None:
            await self.stop_group(group.id)
            return None
        handed = replace(group, starter=heir)
        await self.save_group(handed)
        now = self._now
        owed = PlannedPost(
            f"{PostKind.TAKE_OVER}:{heir}:{now.isoformat()}",
            PostKind.TAKE_OVER,
            group.schedule.week_of(now),
            now.replace(tzinfo=None),
            "UTC",
            now,
            heir,
        )
        await self.add_post(group.id, owed)
        return handed

    async def add_post(self, group: int, owed: PlannedPost, text: str | None = None) -> int | None:
        """Has something told to the group's channel or one of its people; None for a repeat."""
        return await add_post(self._connection, group, owed, text)

    async def author(self, group: int, win: int) -> int | None:
        """Whose win a post was; None if there is no such win in the group."""
        rows = await self._connection.execute(
            select(posts.c.person_id).where(
                posts.c.id == win, posts.c.group_id == group, posts.c.kind == PostKind.WIN.value
            )
        )
        found: int | None = rows.scalar_one_or_none()
        return found

    async def erase_post(self, post: int) -> None:
        """Erases what was told or is to be told."""
        await self._connection.execute(delete(posts).where(posts.c.id == post))

    async def board(self, group: Group) -> Board:
        """The group as it was last published, by a fixed number of queries."""
        return await board_of(self._connection, group)

    async def my_week(self, group: Group, member: Member, week: date) -> Counts:
        """What the person did in that week so far, in the group's zone."""
        persons = {self._me: self._person}
        weeks = await weeks_of(self._connection, group, [member], persons, week, self._now)
        return weeks[member.id].counts[week]

    async def leave_all_groups(self) -> int:
        """Takes the person out of every group at once; how many they were in."""
        mine = (
            await held_groups(self._connection, [one.id for one in await self.my_groups()])
        ).values()
        joined = await self._connection.execute(
            delete(members).where(members.c.person_id == self._me)
        )
        await self._withdraw([group.id for group in mine])
        for group in mine:
            if group.starter == self._me:
                await self.hand_over(group)
        return joined.rowcount

    async def _withdraw(self, ids: Sequence[int]) -> None:
        await self._connection.execute(
            update(publications).where(publications.c.group_id.in_(ids)).values(withdrawn=True)
        )
