"""Posts: what groups are to be told, planned by the same agreement as every nudge."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Row,
    bindparam,
    delete,
    func,
    insert,
    or_,
    select,
    update,
)
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.domain.groups.group import Group
from bot.domain.groups.group_week import WEEKLY, PlannedPost, Post, PostKind, midweek_for, posts_for
from bot.domain.reminders.nudge import NudgeState
from bot.domain.reminders.reconcile import reconcile
from storage.repositories.group_rows import group_from, member_from
from storage.repositories.nudge_rows import UNTIL_RELEASED
from storage.repositories.person_rows import everybody, person_from
from storage.repositories.repository import insert_if_new
from storage.tables import WAITING, groups, members, people, posts

_WINS = update(posts).where(
    posts.c.group_id == bindparam("of"), posts.c.kind == PostKind.WIN.value, WAITING
)
_ONE = update(posts).where(posts.c.id == bindparam("which"))


def post_from(row: Row[*tuple[Any, ...]]) -> Post:
    """The post of a row of `posts`."""
    owed = PlannedPost(
        row.key, PostKind(row.kind), row.week, row.wall, row.zone, row.due, row.person_id
    )
    return Post(row.id, row.group_id, owed, NudgeState(row.state), row.text)


def _row(owed: PlannedPost) -> dict[str, Any]:
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
        "state": NudgeState.PENDING.value,
        "attempts": 0,
    }


async def add_post(
    connection: AsyncConnection, group: int, owed: PlannedPost, text: str | None
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
    return moment if moment and moment < UNTIL_RELEASED else None


async def held_groups(connection: AsyncConnection, ids: Collection[int]) -> Mapping[int, Group]:
    """The groups of those ids as they now are, locked against everybody else who changes them.

    In the order of their ids, and after one's own people: so no two wait for each other.
    """
    rows = await connection.execute(
        select(groups)
        .where(groups.c.id.in_(ids))
        .order_by(groups.c.id)
        .with_for_update(key_share=True)
    )
    return {row.id: group_from(row) for row in rows}


def people_of(these: Iterable[Post]) -> set[int]:
    """Whom midweek lines are for."""
    return {
        one.planned.person
        for one in these
        if one.planned.kind is PostKind.MIDWEEK and one.planned.person is not None
    }


async def hold_wins(connection: AsyncConnection, group: int) -> None:
    """Has what members shared wait until their group goes on."""
    await connection.execute(_WINS.values(ready_at=UNTIL_RELEASED), {"of": group})


async def release_wins(connection: AsyncConnection, group: int, now: datetime) -> None:
    """Lets what waited for that be posted."""
    waited = _WINS.where(posts.c.ready_at == UNTIL_RELEASED)
    await connection.execute(waited.values(ready_at=now), {"of": group})


async def plan_posts(
    connection: AsyncConnection,
    ids: Collection[int],
    now: datetime,
    only: Collection[int] | None = None,
) -> None:
    """Makes the weekly posts of groups agree with the rules, by a fixed number of statements.

    Midweek lines are planned for all members, or `only` for these people.
    """
    found = await held_groups(connection, ids)
    midweeks = await _midweeks(connection, found, now, only)
    weeks = [post.week for group in found.values() for post in posts_for(group, now)]
    since = min([*weeks, *(post.week for _, post in midweeks)], default=None)
    stored = await _stored(connection, ids, since, only)
    owed = {
        id: [*posts_for(group, now, _told(stored[id])), *(p for of, p in midweeks if of == id)]
        for id, group in found.items()
    }
    new: list[dict[str, Any]] = []
    moved: list[dict[str, Any]] = []
    gone: list[dict[str, Any]] = []
    for id in found:
        changes = reconcile(stored[id], owed[id], now)
        new += [{"group_id": id, **_row(one)} for one in changes.insert]
        moved += [{"which": which, **_row(one)} for which, one in changes.move]
        gone += [{"which": which, "state": NudgeState.CANCELLED.value} for which in changes.cancel]
    if new:
        await connection.execute(insert(posts), new)
    for rows in (moved, gone):
        if rows:
            await connection.execute(_ONE, rows)


def _told(stored: Sequence[Post]) -> Collection[str]:
    """The keys of those that do not wait any more, nor were dropped."""
    return {
        one.planned.key
        for one in stored
        if one.state not in (NudgeState.PENDING, NudgeState.CANCELLED)
    }


async def plan_midweeks(connection: AsyncConnection, person: int, now: datetime) -> None:
    """Makes a person's midweek lines in all their groups agree with how they live now."""
    theirs = select(members.c.group_id).where(
        members.c.person_id == person, members.c.goal.is_not(None), members.c.left.is_(False)
    )
    ids = list((await connection.execute(theirs)).scalars())
    if ids:
        await plan_posts(connection, ids, now, only=[person])


async def _midweeks(
    connection: AsyncConnection,
    known: Mapping[int, Group],
    now: datetime,
    only: Collection[int] | None,
) -> Sequence[tuple[int, PlannedPost]]:
    """The midweek lines that are owed, each with its group's id."""
    if only is not None and not only:
        return ()
    theirs = [members.c.group_id.in_(known), members.c.goal.is_not(None), members.c.left.is_(False)]
    if only is not None:
        theirs.append(members.c.person_id.in_(only))
    rows = list(await connection.execute(select(members).where(*theirs)))
    who = {row.person_id for row in rows}
    theirs_too = await connection.execute(everybody().where(people.c.id.in_(who)))
    preferences = {row.id: person_from(row).preferences for row in theirs_too}
    return [
        (row.group_id, post)
        for row in rows
        for post in midweek_for(
            known[row.group_id], member_from(row), preferences[row.person_id], now
        )
    ]


async def _stored(
    connection: AsyncConnection,
    ids: Collection[int],
    since: date | None,
    only: Collection[int] | None,
) -> Mapping[int, Sequence[Post]]:
    """The weekly posts of groups that wait, and since that week told ones too, not told again."""
    which: list[ColumnElement[bool]] = [
        posts.c.group_id.in_(ids),
        posts.c.kind.in_([kind.value for kind in WEEKLY]),
    ]
    pending = posts.c.state == NudgeState.PENDING.value
    which.append(pending if since is None else or_(pending, posts.c.week >= since))
    if only is not None:
        which.append(or_(posts.c.person_id.is_(None), posts.c.person_id.in_(only)))
    rows = await connection.execute(select(posts).where(*which))
    found: dict[int, list[Post]] = defaultdict(list)
    for row in rows:
        found[row.group_id].append(post_from(row))
    return found


async def forget_old(connection: AsyncConnection, ids: Collection[int], before: datetime) -> None:
    """Clears out what groups were told long ago; wins stay while their button may be pressed."""
    await connection.execute(
        delete(posts).where(
            posts.c.group_id.in_(ids),
            posts.c.due < before,
            posts.c.state != NudgeState.PENDING.value,
        )
    )
