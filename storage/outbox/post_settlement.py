"""Settles posts, and plans what their groups are owed next."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta

from sqlalchemy import bindparam, insert, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.domain.delivery import DeliveryOutcome
from bot.domain.groups.group import Group
from bot.domain.groups.group_week import IN_CHANNEL, PlannedPost, PostKind
from bot.domain.reminders.nudge import NudgeState
from storage.outbox.post_plan import erase_old_posts, hold_wins, plan_posts, recipients_of
from storage.outbox.post_rows import add_post
from storage.outbox.queue import new_delivery_row
from storage.repositories.nudge_rows import UNTIL_RELEASED
from storage.tables import deliveries, groups, posts

KEPT = timedelta(days=60)

_SETTLE = (
    update(posts)
    .where(posts.c.id == bindparam("which"))
    .values(state=bindparam("state"), reason=bindparam("reason"), text=None)
)


async def settle_posts(
    connection: AsyncConnection,
    outcomes: Sequence[DeliveryOutcome],
    known: Mapping[int, Group],
    now: datetime,
) -> None:
    """Stores what became of posts; a channel that definitely refuses pauses its group."""
    paused: dict[int, tuple[str, PostKind]] = {}
    settled = []
    for one in outcomes:
        content = one.delivery.post
        if one.refused and one.reason is not None and content.post.planned.kind in IN_CHANNEL:
            first = content.post.planned.kind is PostKind.WELCOME
            kind = PostKind.NOT_STARTED if first else PostKind.PAUSED
            paused[content.group.id] = one.reason, kind
            if content.post.planned.kind is PostKind.WIN:
                await _hold_win(connection, one)
                continue
        if not one.retry:
            delivered = content.post.id in one.delivered
            cancelled = content.post.id in one.cancelled
            state = NudgeState.DELIVERED if delivered else NudgeState.UNDELIVERABLE
            state = NudgeState.CANCELLED if cancelled else state
            settled.append({"which": content.post.id, "state": state.value, "reason": one.reason})
    if settled:
        await connection.execute(_SETTLE, settled)
    for id, (reason, kind) in paused.items():
        await _pause_group(connection, known[id], reason, kind, now)
    whom = None if paused else recipients_of(one.delivery.post.post for one in outcomes)
    await plan_posts(connection, known.keys(), now, only=whom)
    await erase_old_posts(connection, known.keys(), now - KEPT)


async def _hold_win(connection: AsyncConnection, outcome: DeliveryOutcome) -> None:
    """Holds a win until its group resumes."""
    post = outcome.delivery.post
    row = new_delivery_row(
        UNTIL_RELEASED, outcome.delivery.rank, group=post.group.id, post=post.post.id
    )
    await connection.execute(insert(deliveries), [row])


async def _pause_group(
    connection: AsyncConnection, group: Group, reason: str, kind: PostKind, now: datetime
) -> None:
    """Pauses a group, and queues a message of that kind to its starter about what to fix."""
    await connection.execute(
        update(groups).where(groups.c.id == group.id).values(pause_reason=reason)
    )
    await hold_wins(connection, group.id)
    if group.starter is not None:
        week = group.schedule.week_of(now)
        key = f"{kind}:{now.isoformat()}"
        planned = PlannedPost(key, kind, week, now.replace(tzinfo=None), "UTC", now, group.starter)
        await add_post(connection, group.id, planned, None)
