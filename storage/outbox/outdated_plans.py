"""Plans by today's rules what an older version planned, a few people at a time."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import delete, select
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.outbox.nudge_plan import carry_out, plans_for
from storage.outbox.nudge_settlement import lock_people
from storage.repositories.applications import applications_where
from storage.repositories.repository import among
from storage.tables import applications, outdated_plans

_SOME = select(outdated_plans.c.person_id).order_by(outdated_plans.c.person_id)
_DONE = delete(outdated_plans).where(among(outdated_plans.c.person_id))


async def replan(connection: AsyncConnection, now: datetime, limit: int) -> int:
    """Plans the nudges of at most so many people; returns how many it were, 0 if none is left.

    Two processes that meet at the same people plan them one after the other, to the same end.
    """
    some = await connection.execute(_SOME.limit(limit))
    ids = list(some.scalars())
    if not ids:
        return 0
    people = await lock_people(connection, ids)
    theirs = applications_where(applications.c.person_id.in_(sorted(people)))
    await carry_out(connection, await plans_for(connection, theirs, people, now))
    await connection.execute(_DONE, {"ids": ids})
    return len(ids)
