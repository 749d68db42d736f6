"""The members of groups, as far as one person may reach them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from sqlalchemy import delete, func, insert, select, update

from bot.domain.groups.group import Group, Member
from bot.domain.groups.weekly_counts import Counts
from storage.outbox.post_plan import plan_posts
from storage.outbox.weekly_counts import count_weeks
from storage.repositories.group_rows import member_columns, member_from
from storage.repositories.repository import Repository
from storage.tables import members


class Members(Repository):
    """Reads and changes the person as a member, and members whom they may remove."""

    async def get(self, group: int) -> Member | None:
        """Returns the person as a member; None if they are none."""
        return await self._me_in(group, lock=False)

    async def lock(self, group: int) -> Member | None:
        """Returns the person as a member as `get` does, locked against other changes."""
        return await self._me_in(group, lock=True)

    async def _me_in(self, group: int, *, lock: bool) -> Member | None:
        mine = select(members).where(members.c.group_id == group, members.c.person_id == self._me)
        rows = await self._connection.execute(mine.with_for_update() if lock else mine)
        row = rows.one_or_none()
        return member_from(row) if row else None

    async def count(self, group: int) -> int:
        """Returns how many members a group has."""
        counted = await self._connection.execute(
            select(func.count()).where(members.c.group_id == group)
        )
        return counted.scalar_one()

    async def lock_named(self, group: int, name: str) -> Sequence[Member]:
        """Returns the members whom the channel knows by that name, locked likewise."""
        there = members.c.group_id == group
        names = await self._connection.execute(select(members.c.id, members.c.name).where(there))
        wanted = name.casefold()  # SQLite itself only knows the large letters of ASCII
        ids = [row.id for row in names if row.name.casefold() == wanted]
        rows = await self._connection.execute(
            select(members)
            .where(there, members.c.id.in_(ids))
            .order_by(members.c.id)
            .with_for_update()
        )
        return [member_from(row) for row in rows]

    async def week_so_far(self, group: Group, member: Member, week: date) -> Counts:
        """Counts what the person did in that week so far, in the group's zone."""
        persons = {self._me: self._scope.person}
        weeks = await count_weeks(self._connection, group, [member], persons, week, self._now)
        return weeks[member.id].counts[week]

    async def save(self, group: int, member: Member) -> None:
        """Saves a member, new or changed, and plans what they are sent."""
        row = member_columns(member)
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

    async def remove(self, group: int, member: Member) -> None:
        """Erases a member with their results, and cancels what they would be sent."""
        await self._connection.execute(
            delete(members).where(members.c.group_id == group, members.c.id == member.id)
        )
        await plan_posts(self._connection, [group], self._now, only=[member.person])
