"""The processes that serve from this database, each with a row that it renews."""

from __future__ import annotations

from contextlib import suppress
from datetime import datetime, timedelta
from uuid import uuid4

from sqlalchemy import delete, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.database import Database
from storage.errors import StorageError
from storage.repositories.repository import insert_if_new
from storage.tables import processes

# A process that did not renew its row for so long is dead.
SERVING_FOR = timedelta(minutes=1)


class ServingProcess:
    """The row of this process."""

    def __init__(self, database: Database, role: str, version: str) -> None:
        self._database = database
        self._id = uuid4().hex
        self._row = {"id": self._id, "role": role, "version": version}

    async def renew(self, now: datetime) -> None:
        """Writes that this process serves; so it also shows that the database takes writes."""
        async with self._database.writing() as connection:
            mine = update(processes).where(processes.c.id == self._id).values(seen_at=now)
            if not (await connection.execute(mine)).rowcount:
                new = insert_if_new(connection, processes)
                await connection.execute(new.values(**self._row, started_at=now, seen_at=now))

    async def end(self) -> None:
        """Deletes the row."""
        async with self._database.writing() as connection:
            await connection.execute(delete(processes).where(processes.c.id == self._id))


async def check_writing(database: Database, now: datetime) -> None:
    """Writes a row and takes it back. Raises StorageError where the database takes no writes."""
    row = {"id": uuid4().hex, "role": "", "version": "", "started_at": now, "seen_at": now}
    with suppress(_TakenBack):
        async with database.writing() as connection:
            await connection.execute(insert_if_new(connection, processes).values(**row))
            raise _TakenBack


class _TakenBack(Exception):  # no error
    """Ends a transaction of which nothing stays."""


async def erase_dead(database: Database, now: datetime) -> None:
    """Deletes the rows of processes that ended without a word."""
    async with database.writing() as connection:
        await connection.execute(delete(processes).where(processes.c.seen_at < now - SERVING_FOR))


async def refuse_serving(connection: AsyncConnection, place: str, now: datetime) -> None:
    """Raises StorageError if a process serves from this database."""
    alive = select(processes).where(processes.c.seen_at > now - SERVING_FOR)
    found = (await connection.execute(alive.order_by(processes.c.seen_at.desc()).limit(1))).first()
    if found is not None:
        raise StorageError(
            f"A process serves from {place} (role {found.role}, seen at"
            f" {found.seen_at:%H:%M:%S} UTC): stop it first. One that was killed counts for"
            f" {SERVING_FOR.seconds} seconds."
        )
