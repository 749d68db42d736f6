"""Leases of deliveries: their people are locked, an outage is looked for, then they are leased."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Row, bindparam, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.domain.delivery import Delivery, scopes_of
from bot.domain.people.person import Person
from storage.outbox.outages import find_outage, park
from storage.repositories.person_rows import people_with_addresses, person_from
from storage.repositories.repository import among
from storage.tables import deliveries, people

Rows = Sequence[Row[*tuple[Any, ...]]]

_FREE = (
    people_with_addresses()
    .where(among(people.c.id))
    .order_by(people.c.id)
    .with_for_update(of=people, skip_locked=True)
)
_LEASE = (
    update(deliveries)
    .where(deliveries.c.id == bindparam("which"))
    .values(leased_until=bindparam("until"))
)
_PUT_OFF = (
    update(deliveries)
    .where(deliveries.c.id == bindparam("which"))
    .values(ready_at=bindparam("until"))
)


async def lock_free_people(connection: AsyncConnection, rows: Rows) -> Mapping[int, Person]:
    """Locks the people whom deliveries are for, but for those whom another process has locked."""
    found = await connection.execute(_FREE, {"ids": [row.to_person for row in rows]})
    return {row.id: person_from(row) for row in found.all()}


async def park_unreachable(
    connection: AsyncConnection,
    rows: Rows,
    persons: Mapping[int, Person],
    outages: Collection[str],
) -> tuple[Rows, bool]:
    """Puts aside what an outage keeps from those people; returns the rest, and True if any was."""
    parked: dict[str, list[str]] = defaultdict(list)
    reachable = []
    for row in rows:
        if (person := persons.get(row.to_person)) is None:
            continue
        address = person.address
        if scope := find_outage(scopes_of(address.platform, address.tenant), outages):
            parked[scope].append(row.id)
        else:
            reachable.append(row)
    await park(connection, parked)
    return reachable, bool(parked)


async def lease(connection: AsyncConnection, taken: Sequence[Delivery], until: datetime) -> None:
    """Leases deliveries until an instant."""
    if taken:
        await connection.execute(_LEASE, [{"which": one.id, "until": until} for one in taken])


async def put_off(connection: AsyncConnection, until: Mapping[str, datetime]) -> None:
    """Puts deliveries off, by their ids, each until its own instant."""
    if until:
        rows = [{"which": id, "until": instant} for id, instant in until.items()]
        await connection.execute(_PUT_OFF, rows)
