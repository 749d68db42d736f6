"""A group's board: its last publication and its members' results, in two statements."""

from __future__ import annotations

from sqlalchemy import and_, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.domain.group import Group
from bot.ports import Board
from storage.grouprows import member_from, publication_from, result_from
from storage.tables import members, publications, results


async def board_of(connection: AsyncConnection, group: Group) -> Board:
    """The group as it was last published; its members without results if it never was."""
    latest = await connection.execute(
        select(publications)
        .where(publications.c.group_id == group.id)
        .order_by(publications.c.week.desc())
        .limit(1)
    )
    row = latest.one_or_none()
    publication = publication_from(row) if row else None
    week = publication.week if publication else None
    rows = await connection.execute(
        select(
            members,
            results.c.counted,
            results.c.shown,
            results.c.kept,
            results.c.streak.label("streak_then"),
            results.c.reached,
            results.c.in_total,
            results.c.final,
        )
        .join_from(
            members,
            results,
            and_(results.c.member_id == members.c.id, results.c.week == week),
            isouter=True,
        )
        .where(members.c.group_id == group.id, members.c.left.is_(False))
        .order_by(members.c.id)
    )
    people = (
        (member_from(one), None if one.counted is None else result_from(one, one.streak_then))
        for one in rows
    )
    return Board(group, publication, tuple(people))
