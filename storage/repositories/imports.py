"""A person's imports that wait for their word."""

from __future__ import annotations

import asyncio
import zlib
from datetime import datetime

from sqlalchemy import delete, insert, select

from bot.ports.imports import ImportState
from storage.database import Database
from storage.repositories.repository import Repository
from storage.tables import imports

_LEVEL = 1  # a tenth of its size, in no time


class Imports(Repository):
    """A person's imports (`bot.ports.imports.Imports`)."""

    async def get(self, state: ImportState) -> str | None:
        """Returns what waits in that state, unless it has expired."""
        rows = await self._connection.execute(
            select(imports.c.content).where(
                imports.c.person_id == self._me,
                imports.c.state == state.value,
                imports.c.expires > self._now,
            )
        )
        packed = rows.scalar_one_or_none()
        return None if packed is None else zlib.decompress(packed).decode()

    async def keep(self, state: ImportState, content: str, expires: datetime) -> None:
        """Keeps an import until it expires, in the place of the one before it."""
        packed = await asyncio.to_thread(zlib.compress, content.encode("utf-8", "replace"), _LEVEL)
        await self.drop(state)
        await self._connection.execute(
            insert(imports).values(
                person_id=self._me, state=state.value, content=packed, expires=expires
            )
        )

    async def drop(self, state: ImportState) -> bool:
        """Drops what waits in that state; False if nothing did."""
        dropped = await self._connection.execute(
            delete(imports).where(imports.c.person_id == self._me, imports.c.state == state.value)
        )
        if dropped.rowcount:
            self._scope.erased = True
        return dropped.rowcount > 0


class ExpiredImports:
    """The imports of all people whose time is over."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def erase(self, now: datetime) -> int:
        """Erases what nobody asked about in time; returns how many."""
        async with self._database.writing() as connection:
            erased = await connection.execute(delete(imports).where(imports.c.expires <= now))
        return erased.rowcount
