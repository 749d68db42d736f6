"""Deliveries: what is due for one person, bound together before anybody is told."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from uuid import uuid4

from sqlalchemy import (
    Integer,
    and_,
    bindparam,
    case,
    delete,
    exists,
    func,
    select,
    union_all,
    update,
)
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.domain.reminders.delivery import Delivery
from bot.domain.reminders.nudge import Nudge, NudgeState
from storage.columns import Instant
from storage.database import by_index
from storage.repositories.activities import histories_of, read_histories
from storage.repositories.nudge_rows import UNTIL_RELEASED, nudges_of, read_nudges
from storage.repositories.person_rows import everybody, person_from
from storage.repositories.repository import among, insert_if_new
from storage.tables import CLAIMED, PENDING, deliveries, nudges, people

_NOW = bindparam("now", type_=Instant)
_LIMIT = bindparam("limit", type_=Integer)
_FIRST = union_all(
    select(func.min(nudges.c.ready_at).label("at")).where(PENDING),
    select(func.min(deliveries.c.ready_at)),
).subquery()
_NEXT_READY = select(func.min(_FIRST.c.at))
_RAN_OUT = (
    select(deliveries.c.id)
    .join_from(deliveries, people)
    .where(deliveries.c.ready_at <= _NOW)
    .order_by(deliveries.c.ready_at)
    .limit(_LIMIT)
    .with_for_update(of=people, skip_locked=True)
)
# Asked again under the lock: another process may just have leased it.
_LEASE = (
    update(deliveries)
    .where(among(deliveries.c.id), deliveries.c.ready_at <= _NOW)
    .values(
        attempts=deliveries.c.attempts + case((deliveries.c.leased, 1), else_=0),
        leased=True,
        ready_at=bindparam("until"),
    )
    .returning(deliveries.c.id)
)
_DUE = and_(PENDING, nudges.c.ready_at <= _NOW)
# In the order of the index and cut off early: a backlog costs no more than
# this batch. Somebody with several due takes several of its places.
_WAITING = (
    select(people.c.id)
    .join_from(nudges, people, nudges.c.person_id == people.c.id)
    .where(_DUE, ~exists().where(deliveries.c.person_id == nudges.c.person_id))
    .order_by(nudges.c.ready_at)
    .limit(_LIMIT)
    .with_for_update(of=people, skip_locked=True)
)
_BIND = (
    update(nudges)
    .where(nudges.c.person_id == deliveries.c.person_id, among(deliveries.c.id), _DUE)
    .values(state=NudgeState.CLAIMED.value, delivery_id=deliveries.c.id)
)
_BOUND = (
    select(nudges.c.person_id, nudges.c.application_id)
    .where(among(nudges.c.delivery_id), CLAIMED)
    .distinct()
)
_NUDGES, _HISTORIES = nudges_of(_BOUND), histories_of(_BOUND)
_RECIPIENTS = (
    everybody()
    .add_columns(deliveries.c.id.label("delivery"), deliveries.c.attempts)
    .join(deliveries, deliveries.c.person_id == people.c.id)
    .where(among(deliveries.c.id))
)

_FORGET = delete(deliveries).where(among(deliveries.c.id))


async def next_ready(connection: AsyncConnection) -> datetime | None:
    """The earliest instant at which a claim would find something.

    One statement that reads the first entry of two indices, whatever waits
    behind it.
    """
    moment: datetime | None = (await connection.execute(_NEXT_READY)).scalar_one()
    return moment if moment and moment < UNTIL_RELEASED else None


async def claim(
    connection: AsyncConnection, now: datetime, limit: int, lease: float
) -> Sequence[Delivery]:
    """Leases deliveries for at most `limit` people: those that ran out first, then new ones.

    On PostgreSQL people whom another process has locked are passed over, so
    that many can claim at once; on SQLite there is one writer.
    """
    await by_index(connection)
    until = now + timedelta(seconds=lease)
    ids = await _lease_again(connection, now, until, limit)
    if len(ids) < limit:
        ids += await _bind(connection, now, until, limit - len(ids))
    return await _load(connection, ids) if ids else ()


async def _lease_again(
    connection: AsyncConnection, now: datetime, until: datetime, limit: int
) -> list[str]:
    ran_out = await connection.execute(_RAN_OUT, {"now": now, "limit": limit})
    ids = list(ran_out.scalars())
    if not ids:
        return ids
    leased = await connection.execute(_LEASE, {"ids": ids, "now": now, "until": until})
    mine = set(leased.scalars())
    return [id for id in ids if id in mine]


async def _bind(
    connection: AsyncConnection, now: datetime, until: datetime, limit: int
) -> list[str]:
    """New deliveries for those who have something due and nothing unsettled."""
    found = await connection.execute(_WAITING, {"now": now, "limit": limit})
    rows = [
        {
            "id": uuid4().hex,
            "person_id": person,
            "attempts": 0,
            "leased": True,
            "ready_at": until,
        }
        for person in dict.fromkeys(found.scalars())
    ]
    if not rows:
        return []
    # Before the lock another process may have claimed somebody, and told them too:
    # then there is a delivery already, or nothing is due any more.
    await connection.execute(insert_if_new(connection, deliveries), rows)
    ids = [str(row["id"]) for row in rows]
    await connection.execute(_BIND, {"ids": ids, "now": now})
    return ids


async def _load(connection: AsyncConnection, ids: Sequence[str]) -> list[Delivery]:
    """Deliveries with all that telling them takes, in as many statements for one as for many."""
    known = await read_nudges(connection, _NUDGES, {"ids": ids})
    applications = await read_histories(connection, _HISTORIES, {"ids": ids})
    recipients = await connection.execute(_RECIPIENTS, {"ids": ids})
    loaded: dict[str, Delivery] = {}
    for row in recipients.all():
        mine = applications.get(row.id, {})
        theirs = {id: known[id] for id in mine}
        if members := _members(row.delivery, theirs):
            person = person_from(row)
            loaded[row.delivery] = Delivery(
                row.delivery, person, members, row.attempts, mine, theirs
            )
    if empty := [id for id in ids if id not in loaded]:
        await connection.execute(_FORGET, {"ids": empty})
    return [loaded[id] for id in ids if id in loaded]


def _members(delivery: str, known: Mapping[int, Sequence[Nudge]]) -> tuple[Nudge, ...]:
    bound = (
        nudge
        for nudges in known.values()
        for nudge in nudges
        if nudge.delivery == delivery and nudge.state is NudgeState.CLAIMED
    )
    return tuple(sorted(bound, key=lambda nudge: nudge.id))
