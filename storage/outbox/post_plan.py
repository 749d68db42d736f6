"""Plans posts to groups, reconciled with the rules as every nudge is."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date, datetime

from sqlalchemy import ColumnElement, bindparam, delete, insert, or_, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.domain.groups.group import Group
from bot.domain.groups.group_week import (
    WEEKLY,
    PlannedPost,
    PostKind,
    StoredPost,
    midweek_for,
    posts_for,
)
from bot.domain.reminders.nudge import NudgeState
from bot.domain.reminders.reconcile import Reconciliation, reconcile
from storage.outbox.group_locks import lock_groups
from storage.outbox.post_rows import delivery_row, post_from, post_row, read_post_ids
from storage.repositories.group_rows import member_from
from storage.repositories.nudge_rows import UNTIL_RELEASED
from storage.repositories.person_rows import people_with_addresses, person_from
from storage.repositories.repository import among, insert_if_new
from storage.tables import WAITING, deliveries, members, people, posts

_WINS = (
    select(posts.c.id)
    .where(posts.c.group_id == bindparam("of"), posts.c.kind == PostKind.WIN.value, WAITING)
    .scalar_subquery()
)
_HOLD_WINS = update(deliveries).where(deliveries.c.post_id.in_(_WINS))
_ONE = update(posts).where(posts.c.id == bindparam("which"))
# What a worker may be sending just now is settled by it.
_UNQUEUE = delete(deliveries).where(
    among(deliveries.c.post_id), deliveries.c.leased_until.is_(None)
)


def recipients_of(these: Iterable[StoredPost]) -> set[int]:
    """Returns the ids of the people whom midweek lines are for."""
    return {
        one.planned.person
        for one in these
        if one.planned.kind is PostKind.MIDWEEK and one.planned.person is not None
    }


async def hold_wins(connection: AsyncConnection, group: int) -> None:
    """Has what members shared wait until their group goes on."""
    await connection.execute(_HOLD_WINS.values(ready_at=UNTIL_RELEASED), {"of": group})


async def release_wins(connection: AsyncConnection, group: int, now: datetime) -> None:
    """Makes the wins that were held ready to be posted."""
    waited = _HOLD_WINS.where(deliveries.c.ready_at == UNTIL_RELEASED)
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
    found = await lock_groups(connection, ids)
    midweeks = await _plan_midweeks(connection, found, now, only)
    weeks = [post.week for group in found.values() for post in posts_for(group, now)]
    since = min([*weeks, *(post.week for _, post in midweeks)], default=None)
    stored = await _read_stored(connection, ids, since, only)
    planned = {
        id: [
            *posts_for(group, now, _settled_keys(stored[id])),
            *(p for of, p in midweeks if of == id),
        ]
        for id, group in found.items()
    }
    await _carry_out(connection, {id: reconcile(stored[id], planned[id], now) for id in found})


async def _carry_out(
    connection: AsyncConnection, changes: Mapping[int, Reconciliation[PlannedPost]]
) -> None:
    """Inserts, moves and cancels posts, and queues them: as many statements for many groups."""
    new = [(id, planned) for id, change in changes.items() for planned in change.insert]
    moved = [(id, *one) for id, change in changes.items() for one in change.move]
    gone = [which for change in changes.values() for which in change.cancel]
    if new:
        await connection.execute(
            insert(posts), [{"group_id": id, **post_row(one)} for id, one in new]
        )
        ids = await read_post_ids(connection, new)
        rows = [delivery_row(ids[id, planned.key], id, planned) for id, planned in new]
        await connection.execute(insert(deliveries), rows)
    if moved or gone:
        await connection.execute(_UNQUEUE, {"ids": [*(which for _, which, _ in moved), *gone]})
    if moved:
        await connection.execute(
            _ONE, [{"which": which, **post_row(one)} for _, which, one in moved]
        )
        replanned = [delivery_row(which, id, one) for id, which, one in moved]
        await connection.execute(insert_if_new(connection, deliveries), replanned)
    if gone:
        cancelled = {"state": NudgeState.CANCELLED.value}
        await connection.execute(_ONE, [{"which": which, **cancelled} for which in gone])


def _settled_keys(stored: Sequence[StoredPost]) -> Collection[str]:
    """Returns the keys of the posts that were sent or given up."""
    return {
        one.planned.key
        for one in stored
        if one.state not in (NudgeState.PENDING, NudgeState.CANCELLED)
    }


async def plan_midweeks(connection: AsyncConnection, person: int, now: datetime) -> None:
    """Makes a person's midweek lines in all their groups agree with their preferences."""
    theirs = select(members.c.group_id).where(
        members.c.person_id == person, members.c.goal.is_not(None)
    )
    ids = list((await connection.execute(theirs)).scalars())
    if ids:
        await plan_posts(connection, ids, now, only=[person])


async def _plan_midweeks(
    connection: AsyncConnection,
    known: Mapping[int, Group],
    now: datetime,
    only: Collection[int] | None,
) -> Sequence[tuple[int, PlannedPost]]:
    """Plans the midweek lines of members, each with its group's id."""
    if only is not None and not only:
        return ()
    theirs = [members.c.group_id.in_(known), members.c.goal.is_not(None)]
    if only is not None:
        theirs.append(members.c.person_id.in_(only))
    rows = list(await connection.execute(select(members).where(*theirs)))
    who = {row.person_id for row in rows}
    theirs_too = await connection.execute(people_with_addresses().where(people.c.id.in_(who)))
    preferences = {row.id: person_from(row).preferences for row in theirs_too}
    return [
        (row.group_id, post)
        for row in rows
        for post in midweek_for(
            known[row.group_id], member_from(row), preferences[row.person_id], now
        )
    ]


async def _read_stored(
    connection: AsyncConnection,
    ids: Collection[int],
    since: date | None,
    only: Collection[int] | None,
) -> Mapping[int, Sequence[StoredPost]]:
    """Reads the weekly posts of groups: pending ones, and since that week settled ones too."""
    which: list[ColumnElement[bool]] = [
        posts.c.group_id.in_(ids),
        posts.c.kind.in_([kind.value for kind in WEEKLY]),
    ]
    pending = posts.c.state == NudgeState.PENDING.value
    which.append(pending if since is None else or_(pending, posts.c.week >= since))
    if only is not None:
        which.append(or_(posts.c.person_id.is_(None), posts.c.person_id.in_(only)))
    rows = await connection.execute(select(posts).where(*which))
    found: dict[int, list[StoredPost]] = defaultdict(list)
    for row in rows:
        found[row.group_id].append(post_from(row))
    return found


async def erase_old_posts(
    connection: AsyncConnection, ids: Collection[int], before: datetime
) -> None:
    """Erases posts that were sent long ago; wins stay while their button may be pressed."""
    await connection.execute(
        delete(posts).where(
            posts.c.group_id.in_(ids),
            posts.c.due < before,
            posts.c.state != NudgeState.PENDING.value,
        )
    )
