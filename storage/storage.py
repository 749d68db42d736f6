"""Everything that is stored in one database, opened together."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from bot.frozen import frozen
from storage.console_clock import ConsoleClock
from storage.database import Database
from storage.migrate import upgrade
from storage.outbox.outbox import Outbox
from storage.repositories.imports import ExpiredImports
from storage.repositories.presence import Presence
from storage.unit_of_work import UnitOfWorkFactory


@frozen
class Storage:
    """The units of work, the outbox and the rest of one database."""

    database: Database
    units: UnitOfWorkFactory
    outbox: Outbox
    presence: Presence
    expired_imports: ExpiredImports
    console_clock: ConsoleClock


def storage_in(database: Database) -> Storage:
    """Returns the storage in a database that is open and up to date."""
    return Storage(
        database,
        UnitOfWorkFactory(database),
        Outbox(database),
        Presence(database),
        ExpiredImports(database),
        ConsoleClock(database),
    )


@asynccontextmanager
async def open_storage(address: str) -> AsyncIterator[Storage]:
    """Opens the storage in the database at a URL, brought up to date, and closes it at the end."""
    database = Database(address)
    try:
        await upgrade(database)
        yield storage_in(database)
    finally:
        await database.close()
