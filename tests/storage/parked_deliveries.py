"""Deliveries that wait out an outage."""

from __future__ import annotations

from sqlalchemy import exists, func, select

from storage.storage import Storage
from storage.tables import deliveries, outages


async def parked(storage: Storage) -> int:
    """Returns how many deliveries wait out an outage; each of them has one."""
    waits = deliveries.c.parked.is_not(None)
    alone = select(func.count()).where(
        waits, ~exists().where(outages.c.scope == deliveries.c.parked)
    )
    async with storage.database.reading() as connection:
        assert await connection.scalar(alone) == 0, "put aside for nothing, never to be probed"
        return await connection.scalar(select(func.count()).where(waits)) or 0
