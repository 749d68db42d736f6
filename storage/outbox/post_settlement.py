"""What became of posts: told, to be tried again, or waiting until their group goes on."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import bindparam, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.domain.groups.group import Group
from bot.domain.groups.group_post import PostOutcome
from bot.domain.groups.group_week import IN_CHANNEL, PlannedPost, PostKind
from bot.domain.reminders.nudge import NudgeState
from storage.outbox.post_plan import (
    add_post,
    forget_old,
    held_groups,
    hold_wins,
    people_of,
    plan_posts,
)
from storage.repositories.nudge_rows import UNTIL_RELEASED
from storage.tables import groups, posts

KEPT = timedelta(days=60)

_THIS = posts.c.id == bindparam("which")
_TOLD = (
    update(posts)
    .where(_THIS)
    .values(state=bindparam("state"), reason=bindparam("reason"), text=None)
)
_AGAIN = (
    update(posts)
    .where(_THIS)
    .values(ready_at=bindparam("ready_at"), attempts=posts.c.attempts - bindparam("back"))
)


async def settle(
    connection: AsyncConnection, outcomes: Collection[PostOutcome], now: datetime
) -> None:
    """Writes what became of posts; a channel that cannot be reached pauses its group."""
    known = await held_groups(connection, {one.telling.group.id for one in outcomes})
    written = []
    paused: dict[int, str] = {}
    for one in outcomes:
        post = one.telling.post
        # A group that was stopped meanwhile took its posts along.
        if post.group in known:
            written.append({"which": post.id, **_written(one)})
            if one.reason is not None and post.planned.kind in IN_CHANNEL:
                paused[post.group] = one.reason
    for columns in ({"state", "reason"}, {"ready_at", "back"}):
        rows = [row for row in written if columns < row.keys()]
        if rows:
            await connection.execute(_TOLD if "state" in columns else _AGAIN, rows)
    for id, reason in paused.items():
        await _pause(connection, known[id], reason, now)
    whom = None if paused else people_of(one.telling.post for one in outcomes)
    await plan_posts(connection, known.keys(), now, only=whom)
    await forget_old(connection, known.keys(), now - KEPT)


def _written(outcome: PostOutcome) -> dict[str, Any]:
    """What of a post changes."""
    if outcome.retry is not None:
        return {"ready_at": outcome.retry, "back": 0 if outcome.failed else 1}
    if outcome.reason is not None and outcome.telling.post.planned.kind is PostKind.WIN:
        return {"ready_at": UNTIL_RELEASED, "back": 1}  # it is as good news when the group goes on
    state = NudgeState.DELIVERED if outcome.reason is None else NudgeState.UNDELIVERABLE
    return {"state": state.value, "reason": outcome.reason}


async def _pause(connection: AsyncConnection, group: Group, reason: str, now: datetime) -> None:
    """Lets a group rest, and tells whoever started it what to mend."""
    await connection.execute(update(groups).where(groups.c.id == group.id).values(trouble=reason))
    await hold_wins(connection, group.id)
    if group.starter is not None:
        week = group.schedule.week_of(now)
        key = f"{PostKind.TROUBLE}:{now.isoformat()}"
        owed = PlannedPost(
            key, PostKind.TROUBLE, week, now.replace(tzinfo=None), "UTC", now, group.starter
        )
        await add_post(connection, group.id, owed, None)
