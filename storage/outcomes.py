"""Outcomes: what became of deliveries, and what is owed after them."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Select, bindparam, delete, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.delivery import Outcome
from bot.domain.nudge import State
from bot.domain.person import Person
from storage.applications import applications_where
from storage.engine import by_index
from storage.people import everybody, person_from
from storage.planning import held_until, plan_all
from storage.tables import CLAIMED, applications, deliveries, nudges, people

# A statement names at most so many applications; databases limit what one may name.
AT_ONCE = 2_000
_MEMBER = update(nudges).where(
    nudges.c.person_id == bindparam("owner"),
    nudges.c.delivery_id == bindparam("of"),
    nudges.c.id == bindparam("which"),
    CLAIMED,
)


async def settle(connection: AsyncConnection, outcomes: Collection[Outcome], now: datetime) -> None:
    """Writes what became of deliveries, then makes their applications' nudges agree.

    One that is settled already, or whose person is gone, is passed over.
    """
    await by_index(connection)
    owners = await _locked(connection, {one.person for one in outcomes})
    unsettled = await _unsettled(connection, outcomes)
    valid = [one for one in outcomes if (one.delivery, one.person) in unsettled]
    ended = [one.delivery for one in valid if not one.retry]
    concerned = await _concerned(connection, ended)
    await _write(connection, valid, owners, now)
    await _keep_for_retry(connection, valid)
    await _close(connection, ended)
    for which in concerned:
        await plan_all(connection, which, owners, now)


async def _locked(connection: AsyncConnection, ids: Collection[int]) -> Mapping[int, Person]:
    """The people, locked in the order of their ids, so that no two wait for each other."""
    rows = await connection.execute(
        everybody().where(people.c.id.in_(ids)).order_by(people.c.id).with_for_update(of=people)
    )
    return {row.id: person_from(row) for row in rows}


async def _unsettled(
    connection: AsyncConnection, outcomes: Collection[Outcome]
) -> Collection[tuple[str, int]]:
    rows = await connection.execute(
        select(deliveries.c.id, deliveries.c.person_id).where(
            deliveries.c.id.in_([one.delivery for one in outcomes])
        )
    )
    return {(row.id, row.person_id) for row in rows}


async def _concerned(connection: AsyncConnection, ids: Sequence[str]) -> list[Select[Any]]:
    """Selects (person_id, application_id) of what the members of deliveries are about."""
    rows = await connection.execute(
        select(nudges.c.person_id, nudges.c.application_id)
        .where(nudges.c.delivery_id.in_(ids), CLAIMED)
        .distinct()
    )
    return [
        applications_where(
            applications.c.id.in_([row.application_id for row in part]),
            applications.c.person_id.in_({row.person_id for row in part}),
        )
        for part in rows.partitions(AT_ONCE)
    ]


async def _write(
    connection: AsyncConnection,
    outcomes: Sequence[Outcome],
    owners: Mapping[int, Person],
    now: datetime,
) -> None:
    """The members' new states."""
    told: list[dict[str, Any]] = []
    cancelled: list[dict[str, Any]] = []
    held: list[dict[str, Any]] = []
    for one in outcomes:
        of = {"owner": one.person, "of": one.delivery}
        delivered = {**of, "state": State.DELIVERED.value, "told": now, "reason": None}
        told += [{**delivered, "which": id} for id in one.delivered]
        given_up = delivered | {"state": State.UNDELIVERABLE.value, "reason": one.reason}
        told += [{**given_up, "which": id} for id in one.undeliverable]
        freed = {**of, "state": State.CANCELLED.value, "delivery_id": None}
        cancelled += [{**freed, "which": id} for id in one.cancelled]
        # Somebody who paused meanwhile waits for the end of the pause.
        paused = held_until(owners[one.person], now)
        freed |= {"state": State.PENDING.value}
        held += [
            {**freed, "which": id, "ready_at": max(until, paused or until)}
            for id, until in one.hold.items()
        ]
    for rows in (told, cancelled, held):
        if rows:
            await connection.execute(_MEMBER, rows)


async def _keep_for_retry(connection: AsyncConnection, outcomes: Sequence[Outcome]) -> None:
    again = [
        {"of": one.delivery, "retry": one.retry, "failed": int(one.failed)}
        for one in outcomes
        if one.retry
    ]
    if again:
        await connection.execute(
            update(deliveries)
            .where(deliveries.c.id == bindparam("of"))
            .values(
                leased=False,
                ready_at=bindparam("retry"),
                attempts=deliveries.c.attempts + bindparam("failed"),
            ),
            again,
        )


async def _close(connection: AsyncConnection, ids: Sequence[str]) -> None:
    # A member that the outcome does not name must not stay claimed for ever.
    await connection.execute(
        update(nudges)
        .where(nudges.c.delivery_id.in_(ids), CLAIMED)
        .values(state=State.PENDING.value, delivery_id=None)
    )
    await connection.execute(delete(deliveries).where(deliveries.c.id.in_(ids)))
