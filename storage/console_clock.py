"""The console's clock, which a user moves by hand: the latest instant that it has reached.

Only the console needs it, so its table is made when a clock is first moved.
"""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Column, Integer, MetaData, Table, inspect, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.column_types import Instant
from storage.database import Database
from storage.repositories.repository import insert_if_new
from storage.tables.common import NAMES

# One row at most.
clock = Table(
    "clock",
    MetaData(naming_convention=NAMES),
    Column("id", Integer, primary_key=True, autoincrement=False),
    Column("reached", Instant, nullable=False),
)


class ConsoleClock:
    """The latest instant of a clock that is moved by hand, stored beside what it was moved for."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._exists = False

    async def latest(self) -> datetime | None:
        """Returns the latest instant reached; None if no clock was ever moved."""
        async with self._database.reading() as connection:
            if not await self._has_table(connection):
                return None
            moment: datetime | None = await connection.scalar(select(clock.c.reached))
            return moment

    async def reached(self, moment: datetime) -> None:
        """Stores an instant, unless the clock has reached a later one."""
        async with self._database.writing() as connection:
            if not await self._has_table(connection):
                await connection.run_sync(clock.create)
            new = insert_if_new(connection, clock).values(id=1, reached=moment)
            await connection.execute(new)
            later = update(clock).where(clock.c.reached < moment).values(reached=moment)
            await connection.execute(later)

    async def _has_table(self, connection: AsyncConnection) -> bool:
        if not self._exists:
            name = clock.name
            self._exists = await connection.run_sync(lambda sync: inspect(sync).has_table(name))
        return self._exists
