"""Keys of what was handled already, so that every process recognizes a repeat."""

from __future__ import annotations

import asyncio
from collections.abc import Collection, Iterable
from datetime import datetime

from sqlalchemy import delete, select

from storage.database import Database
from storage.repositories.repository import insert_if_new
from storage.tables import idempotency_keys

# How many keys go into one statement.
MOST_AT_ONCE = 500
_Asked = tuple[str, datetime, "asyncio.Future[bool]"]


class IdempotencyKeys:
    """Stores keys.

    Keeping one costs a transaction, whose most expensive part is the disk. So
    all that are asked about while one is under way share the next.
    """

    def __init__(self, database: Database) -> None:
        self._database = database
        self._asked: list[_Asked] = []
        self._keeping: asyncio.Task[None] | None = None

    async def claim(self, key: str, now: datetime) -> bool:
        """Claims a key; False if it was claimed before, also by another process just now."""
        answer: asyncio.Future[bool] = asyncio.get_running_loop().create_future()
        self._asked.append((key, now, answer))
        if self._keeping is None:
            self._keeping = asyncio.create_task(self._keep_all())
        return await answer

    async def claimed(self, keys: Iterable[str]) -> Collection[str]:
        """Returns those of the keys that were claimed."""
        wanted = sorted(set(keys))
        found: set[str] = set()
        async with self._database.reading() as connection:
            for start in range(0, len(wanted), MOST_AT_ONCE):
                some = wanted[start : start + MOST_AT_ONCE]
                rows = await connection.execute(
                    select(idempotency_keys.c.key).where(idempotency_keys.c.key.in_(some))
                )
                found.update(rows.scalars())
        return found

    async def erase_before(self, before: datetime) -> int:
        """Erases keys that were claimed before then; returns how many."""
        async with self._database.writing() as connection:
            gone = await connection.execute(
                delete(idempotency_keys).where(idempotency_keys.c.at < before)
            )
        return gone.rowcount

    async def _keep_all(self) -> None:
        """Claims keys until none is asked for."""
        try:
            while self._asked:
                some, self._asked = self._asked[:MOST_AT_ONCE], self._asked[MOST_AT_ONCE:]
                try:
                    new = await self._keep({key: now for key, now, _ in reversed(some)})
                except Exception as error:  # the caller has to hear of it
                    for _, _, answer in some:
                        if not answer.done():
                            answer.set_exception(error)
                    continue
                for key, _, answer in some:
                    if not answer.done():
                        answer.set_result(key in new)
                        new.discard(key)
        finally:
            self._keeping = None

    async def _keep(self, keys: dict[str, datetime]) -> set[str]:
        """Stores keys; returns the new ones."""
        # In one order everywhere: two processes that keep the same never wait for each other.
        rows = [{"key": key, "at": keys[key]} for key in sorted(keys)]
        async with self._database.writing() as connection:
            inserted = await connection.execute(
                insert_if_new(connection, idempotency_keys).returning(idempotency_keys.c.key), rows
            )
            return set(inserted.scalars())
