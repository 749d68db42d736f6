"""Posts of groups leased with their content; what makes no sense any more is dropped."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from datetime import datetime

from sqlalchemy import delete, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.domain.delivery import Delivery, scopes_of
from bot.domain.groups.group_post import GroupPost
from bot.domain.groups.group_week import StoredPost
from bot.domain.reminders.nudge import NudgeState
from storage.outbox.group_locks import lock_free_groups
from storage.outbox.leases import Rows, lease, put_off
from storage.outbox.outages import find_outage, park
from storage.outbox.post_content import read_contents
from storage.outbox.post_plan import plan_posts, recipients_of
from storage.outbox.post_rows import post_from
from storage.repositories.repository import among
from storage.tables import deliveries, posts

_POSTS = select(posts).where(among(posts.c.id))
_CANCEL = update(posts).where(among(posts.c.id)).values(state=NudgeState.CANCELLED.value)
# A cancelled one would be planned again at once: the rules owe it.
_WITHHOLD = (
    update(posts)
    .where(among(posts.c.id))
    .values(state=NudgeState.UNDELIVERABLE.value, reason="The group rests.")
)
_DROP = delete(deliveries).where(among(deliveries.c.post_id))


async def claim_posts(
    connection: AsyncConnection,
    rows: Rows,
    now: datetime,
    until: datetime,
    outages: Collection[str],
) -> tuple[list[Delivery], bool]:
    """Leases posts that are ready until an instant; True if it did anything about any of them.

    Locks their groups; those that are being changed are passed over. What makes no
    sense any more is dropped, of stale posts all but the newest; what cannot be sent because
    of an outage is put aside.
    """
    found = await connection.execute(_POSTS, {"ids": [row.post_id for row in rows]})
    stored = {row.id: post_from(row) for row in found.all()}
    groups = await lock_free_groups(connection, {post.group for post in stored.values()})
    by_group: dict[int, list[StoredPost]] = defaultdict(list)
    for post in stored.values():
        by_group[post.group].append(post)
    contents: dict[int, GroupPost] = {}
    held: dict[int, datetime] = {}
    gone: list[StoredPost] = []
    withheld: list[StoredPost] = []
    aside: dict[int, str] = {}
    for id, group in groups.items():
        there = scopes_of(group.channel.platform, group.channel.tenant)
        theirs = by_group[id]
        if scope := find_outage(there, outages):
            aside |= {post.id: scope for post in theirs}
            continue
        made = await read_contents(connection, group, theirs, now)
        contents |= made.contents
        held |= made.held
        withheld += made.withheld
        known = {*made.contents, *made.held, *(one.id for one in made.withheld)}
        gone += [one for one in theirs if one.id not in known]
    taken = []
    for row in rows:
        if (content := contents.get(row.post_id)) is not None:
            delivery = Delivery(row.id, content, row.rank, row.tries, row.maybe_sent)
            if scope := find_outage(delivery.scopes, outages):  # of the one person it is for
                aside[row.post_id] = scope
            else:
                taken.append(delivery)
    await _write(connection, rows, taken, held, aside, until)
    await _drop(connection, gone, withheld, now)
    return taken, bool(groups)


async def _write(
    connection: AsyncConnection,
    rows: Rows,
    taken: Sequence[Delivery],
    held: Mapping[int, datetime],
    aside: Mapping[int, str],
    until: datetime,
) -> None:
    parked: dict[str, list[str]] = defaultdict(list)
    for row in rows:
        if row.post_id in aside:
            parked[aside[row.post_id]].append(row.id)
    await park(connection, parked)
    await lease(connection, taken, until)
    later = {row.id: held[row.post_id] for row in rows if row.post_id in held}
    await put_off(connection, later)


async def _drop(
    connection: AsyncConnection,
    gone: Sequence[StoredPost],
    withheld: Sequence[StoredPost],
    now: datetime,
) -> None:
    dropped = [*gone, *withheld]
    if not dropped:
        return
    await connection.execute(_DROP, {"ids": [one.id for one in dropped]})
    if gone:
        await connection.execute(_CANCEL, {"ids": [one.id for one in gone]})
    if withheld:
        await connection.execute(_WITHHOLD, {"ids": [one.id for one in withheld]})
    groups = {one.group for one in dropped}
    await plan_posts(connection, groups, now, only=recipients_of(dropped))
