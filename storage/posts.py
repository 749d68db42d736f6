"""Posts: what groups are to be told, planned by the same agreement as every nudge."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Row, bindparam, delete, func, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.domain.agreement import agree
from bot.domain.group import Group
from bot.domain.nudge import State
from bot.domain.week import WEEKLY, OwedPost, Post, PostKind, midweek_for, posts_for
from storage.grouprows import group_from, member_from
from storage.part import insert_if_new
from storage.people import everybody, person_from
from storage.tables import WAITING, groups, members, people, posts

_ONE = update(posts).where(posts.c.id == bindparam("which"))


def post_from(row: Row[*tuple[Any, ...]]) -> Post:
    """The post of a row of `posts`."""
    owed = OwedPost(
        row.key, PostKind(row.kind), row.week, row.wall, row.zone, row.due, row.person_id
    )
    return Post(row.id, row.group_id, owed, State(row.state), row.text)


def _row(owed: OwedPost) -> dict[str, Any]:
    """An owed post as a pending row."""
    return {
        "person_id": owed.person,
        "key": owed.key,
        "kind": owed.kind.value,
        "week": owed.week,
        "wall": owed.wall,
        "zone": owed.zone,
        "due": owed.due,
        "ready_at": owed.due,
        "state": State.PENDING.value,
        "attempts": 0,
    }


async def add_post(
    connection: AsyncConnection, group: int, owed: OwedPost, text: str | None
) -> int | None:
    """Adds one that no rule plans; gives its id, or None where its key is there already."""
    made = await connection.execute(
        insert_if_new(connection, posts)
        .values(group_id=group, text=text, **_row(owed))
        .returning(posts.c.id)
    )
    id: int | None = made.scalar_one_or_none()
    return id


async def next_ready(connection: AsyncConnection) -> datetime | None:
    """The earliest instant at which a claim would find a post."""
    first = await connection.execute(select(func.min(posts.c.ready_at)).where(WAITING))
    moment: datetime | None = first.scalar_one()
    return moment


async def groups_by_id(connection: AsyncConnection, ids: Collection[int]) -> Mapping[int, Group]:
    """The groups of those ids."""
    rows = await connection.execute(select(groups).where(groups.c.id.in_(ids)))
    return {row.id: group_from(row) for row in rows}


async def plan_posts(connection: AsyncConnection, ids: Collection[int], now: datetime) -> None:
    """Makes the weekly posts of groups agree with the rules, midweek lines included."""
    found = await groups_by_id(connection, ids)
    stored = await _stored(connection, ids)
    new: list[dict[str, Any]] = []
    moved: list[dict[str, Any]] = []
    gone: list[dict[str, Any]] = []
    for id, group in found.items():
        owed = [*posts_for(group, now), *await _midweeks(connection, group, now)]
        changes = agree(stored[id], owed, now)
        new += [{"group_id": id, **_row(one)} for one in changes.insert]
        moved += [{"which": which, **_row(one)} for which, one in changes.move]
        gone += [{"which": which, "state": State.CANCELLED.value} for which in changes.cancel]
    if new:
        await connection.execute(insert(posts), new)
    for rows in (moved, gone):
        if rows:
            await connection.execute(_ONE, rows)


async def _midweeks(connection: AsyncConnection, group: Group, now: datetime) -> Sequence[OwedPost]:
    theirs = select(members).where(
        members.c.group_id == group.id, members.c.goal.is_not(None), members.c.left.is_(False)
    )
    with_goals = [member_from(row) for row in await connection.execute(theirs)]
    known = await connection.execute(
        everybody()
        .join(members, members.c.person_id == people.c.id)
        .where(members.c.group_id == group.id, members.c.goal.is_not(None))
    )
    rhythms = {row.id: person_from(row).rhythm for row in known}
    return [
        post
        for member in with_goals
        for post in midweek_for(group, member, rhythms[member.person], now)
    ]


async def _stored(
    connection: AsyncConnection, ids: Collection[int]
) -> Mapping[int, Sequence[Post]]:
    """The weekly posts of groups, told ones included: these are not told again."""
    rows = await connection.execute(
        select(posts).where(
            posts.c.group_id.in_(ids), posts.c.kind.in_([kind.value for kind in WEEKLY])
        )
    )
    found: dict[int, list[Post]] = defaultdict(list)
    for row in rows:
        found[row.group_id].append(post_from(row))
    return found


async def forget_old(connection: AsyncConnection, ids: Collection[int], before: datetime) -> None:
    """Clears out what groups were told long ago; wins stay while their button may be pressed."""
    await connection.execute(
        delete(posts).where(
            posts.c.group_id.in_(ids), posts.c.due < before, posts.c.state != State.PENDING.value
        )
    )
