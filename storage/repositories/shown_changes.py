"""Records which changes people have seen the answers to, in batches."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Collection
from contextlib import asynccontextmanager, suppress

from sqlalchemy import true, update

from storage.database import Database
from storage.errors import StorageError
from storage.repositories.repository import among
from storage.tables import changes

# How long what was shown waits for more of it, so that one transaction stores it all.
SECONDS_TO_GATHER = 1.0
_STORE = update(changes).where(among(changes.c.id)).values(shown=true())


class ShownChanges:
    """Notes the changes whose answers were shown (`bot.ports.shown_changes.ShownChanges`).

    A process that ends between showing and storing leaves a change that is mentioned once
    more than needed; none is left unmentioned.
    """

    def __init__(self, database: Database) -> None:
        self._database = database
        self._unstored: set[int] = set()
        self._storing: asyncio.Task[None] | None = None
        self._closing = asyncio.Event()

    def add(self, changes: Collection[int]) -> None:
        """Notes that the answers that name these changes were shown."""
        self._unstored.update(changes)
        if self._unstored and self._storing is None:
            self._storing = asyncio.create_task(self._gather_and_store())

    def __contains__(self, change: int) -> bool:
        """True if an answer that names the change was shown, and that is not stored yet."""
        return change in self._unstored

    async def close(self) -> None:
        """Stores what is not stored yet."""
        self._closing.set()
        if self._storing is not None:
            await self._storing
        await self._store()

    async def _gather_and_store(self) -> None:
        try:
            with suppress(TimeoutError):
                async with asyncio.timeout(SECONDS_TO_GATHER):
                    await self._closing.wait()
            await self._store()
        finally:
            self._storing = None
            if self._unstored and not self._closing.is_set():
                self.add(())

    async def _store(self) -> None:
        """Stores what was noted; what a database that fails did not take stays noted."""
        some = sorted(self._unstored)
        if not some:
            return
        with suppress(StorageError):
            async with self._database.writing() as connection:
                await connection.execute(_STORE, {"ids": some})
            self._unstored.difference_update(some)


@asynccontextmanager
async def storing_shown_changes(database: Database) -> AsyncIterator[ShownChanges]:
    """Opens the notes; what is not stored yet is stored at the end."""
    shown = ShownChanges(database)
    try:
        yield shown
    finally:
        await shown.close()
