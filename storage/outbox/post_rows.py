"""Posts as rows and as the core has them, each with the delivery that brings it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import Row, insert, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.domain.groups.group_week import IN_CHANNEL, PlannedPost, PostKind, StoredPost
from bot.domain.reminders.nudge import ALL_ELSE, NudgeState
from storage.outbox.queue import new_delivery_row
from storage.repositories.repository import insert_if_new
from storage.tables import deliveries, posts


def post_from(row: Row[*tuple[Any, ...]]) -> StoredPost:
    """Returns the post of a row of `posts`."""
    planned = PlannedPost(
        row.key, PostKind(row.kind), row.week, row.wall, row.zone, row.due, row.person_id
    )
    return StoredPost(row.id, row.group_id, planned, NudgeState(row.state), row.text)


def post_row(planned: PlannedPost) -> dict[str, Any]:
    """Returns a planned post as a pending row."""
    return {
        "person_id": planned.person,
        "key": planned.key,
        "kind": planned.kind.value,
        "week": planned.week,
        "wall": planned.wall,
        "zone": planned.zone,
        "due": planned.due,
        "state": NudgeState.PENDING.value,
    }


def delivery_row(post: int, group: int, planned: PlannedPost) -> dict[str, Any]:
    """Returns the row of the outbox that delivers a post to its channel, or to its person."""
    if planned.kind in IN_CHANNEL:
        return new_delivery_row(planned.due, ALL_ELSE, group=group, post=post)
    return new_delivery_row(planned.due, ALL_ELSE, person=planned.person, post=post)


async def add_post(
    connection: AsyncConnection, group: int, planned: PlannedPost, text: str | None
) -> int | None:
    """Adds one that no rule plans; gives its id, or None where its key is there already."""
    made = await connection.execute(
        insert_if_new(connection, posts)
        .values(group_id=group, text=text, **post_row(planned))
        .returning(posts.c.id)
    )
    id: int | None = made.scalar_one_or_none()
    if id is not None:
        await connection.execute(insert(deliveries), [delivery_row(id, group, planned)])
    return id


async def read_post_ids(
    connection: AsyncConnection, these: Sequence[tuple[int, PlannedPost]]
) -> Mapping[tuple[int, str], int]:
    """Reads the ids of posts, by group and key."""
    found = await connection.execute(
        select(posts.c.group_id, posts.c.key, posts.c.id).where(
            posts.c.group_id.in_({id for id, _ in these}),
            posts.c.key.in_({planned.key for _, planned in these}),
        )
    )
    return {(group, key): id for group, key, id in found}
