"""Outages: what cannot be reached by anyone waits aside, and one delivery at a time probes it.

A parked delivery always has its outage, or nothing would ever probe it: a process that parks holds
the outages meanwhile, and the one that ends an outage releases all that is parked by then.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import Row, bindparam, delete, exists, literal_column, select, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.repositories.repository import among
from storage.tables import deliveries, outages

# Ending one waits for those that park by it; its next probe may be set all the same.
_HELD = (
    select(outages.c.scope, outages.c.probe_at)
    .order_by(outages.c.scope)
    .with_for_update(read=True, key_share=True)
)
_PARK = update(deliveries).where(among(deliveries.c.id)).values(parked=bindparam("scope"))
_PROBE = (
    select(deliveries)
    .where(deliveries.c.parked == bindparam("scope"))
    .order_by(deliveries.c.tries, deliveries.c.rank, deliveries.c.ready_at)
    .limit(literal_column("1"))
    .with_for_update(skip_locked=True)
)
_TURN = (
    update(outages)
    .where(outages.c.scope == bindparam("which"), outages.c.probe_at <= bindparam("now"))
    .values(probe_at=bindparam("until"))
    .returning(outages.c.scope)
)
_END = delete(outages).where(outages.c.scope == bindparam("which"))
_NOBODY_PARKS = (
    select(outages.c.scope)
    .where(outages.c.scope == bindparam("which"))
    .with_for_update(skip_locked=True)
)
_END_IF_EMPTY = _END.where(~exists().where(deliveries.c.parked == outages.c.scope))
_RELEASE = update(deliveries).where(deliveries.c.parked == bindparam("which")).values(parked=None)


async def hold_outages(connection: AsyncConnection) -> dict[str, datetime]:
    """Reads by scope when the next probe of each outage is due; none ends before this transaction.

    Only so may it park anything.
    """
    return {row.scope: row.probe_at for row in await connection.execute(_HELD)}


async def begin(connection: AsyncConnection, scope: str, now: datetime, probe_at: datetime) -> None:
    """Begins an outage, or sets the next probe of one that goes on."""
    dialect = sqlite if connection.dialect.name == "sqlite" else postgresql
    new = dialect.insert(outages).values(scope=scope, since=now, probe_at=probe_at)
    await connection.execute(
        new.on_conflict_do_update(index_elements=["scope"], set_={"probe_at": probe_at})
    )


async def end(connection: AsyncConnection, scope: str) -> None:
    """Ends an outage: everything that waited it out is ready again."""
    await connection.execute(_END, {"which": scope})
    await connection.execute(_RELEASE, {"which": scope})


async def end_if_empty(connection: AsyncConnection, scope: str) -> bool:
    """Ends an outage by which nothing is parked, nor is about to be; True if it did."""
    if (await connection.execute(_NOBODY_PARKS, {"which": scope})).first() is None:
        return False
    # A statement of its own, which sees what was parked until the lock was had.
    return bool((await connection.execute(_END_IF_EMPTY, {"which": scope})).rowcount)


async def end_empty(connection: AsyncConnection) -> None:
    """Releases what waits out an outage that is over."""
    waits = deliveries.c.parked.is_not(None)
    await connection.execute(
        update(deliveries)
        .where(waits, deliveries.c.parked.not_in(select(outages.c.scope)))
        .values(parked=None)
    )


async def park(connection: AsyncConnection, parked: Mapping[str, Collection[str]]) -> None:
    """Puts deliveries aside, by the scope of the outage."""
    for scope, ids in parked.items():
        await connection.execute(_PARK, {"ids": list(ids), "scope": scope})


async def begin_probe(
    connection: AsyncConnection, scope: str, now: datetime, until: datetime
) -> bool:
    """True for the one process that may probe an outage now; the next may from `until` on."""
    values = {"which": scope, "now": now, "until": until}
    return (await connection.execute(_TURN, values)).first() is not None


async def take_next_parked(connection: AsyncConnection, scope: str) -> Row[*tuple[Any, ...]] | None:
    """Takes the least tried, and of these the most urgent, of what waits out an outage."""
    found = (await connection.execute(_PROBE, {"scope": scope})).one_or_none()
    if found is not None:
        await connection.execute(_PARK, {"ids": [found.id], "scope": None})
    return found


def find_outage(scopes: Iterable[str], outages: Collection[str]) -> str | None:
    """Returns the widest outage that concerns any of these scopes."""
    return next((scope for scope in scopes if scope in outages), None)
