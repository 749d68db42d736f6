"""The console's clock, which a user moves by hand: the latest instant that it has reached."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import select, update

from storage.database import Database
from storage.repositories.repository import insert_if_new
from storage.tables import clock


class ConsoleClock:
    """The latest instant of a clock that is moved by hand, stored beside what it was moved for."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def latest(self) -> datetime | None:
        """Returns the latest instant reached; None if no clock was ever moved."""
        async with self._database.reading() as connection:
            moment: datetime | None = await connection.scalar(select(clock.c.reached))
            return moment

    async def reached(self, moment: datetime) -> None:
        """Stores an instant, unless the clock has reached a later one."""
        async with self._database.writing() as connection:
            new = insert_if_new(connection, clock).values(id=1, reached=moment)
            await connection.execute(new)
            later = update(clock).where(clock.c.reached < moment).values(reached=moment)
            await connection.execute(later)
