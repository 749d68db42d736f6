"""The clock that somebody moves by hand: the latest moment it came to."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.repositories.repository import insert_if_new
from storage.tables import clock


async def latest(connection: AsyncConnection) -> datetime | None:
    """The latest moment reached; None if no clock was ever moved."""
    moment: datetime | None = await connection.scalar(select(clock.c.reached))
    return moment


async def reach(connection: AsyncConnection, moment: datetime) -> None:
    """Remembers a moment, unless a later one was reached before."""
    await connection.execute(insert_if_new(connection, clock).values(id=1, reached=moment))
    await connection.execute(update(clock).where(clock.c.reached < moment).values(reached=moment))
