"""What came in already, by a key, so that a repeat is recognised everywhere."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import delete

from storage.engine import Database
from storage.part import insert_if_new
from storage.tables import seen


class Seen:
    """Keys that were seen."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def first(self, key: str, now: datetime) -> bool:
        """Whether that key comes for the first time; of two at once only one is told so."""
        async with self._database.writing() as connection:
            inserted = await connection.execute(
                insert_if_new(connection, seen).values(key=key, at=now)
            )
        return bool(inserted.rowcount)

    async def forget(self, before: datetime) -> int:
        """Clears out what was seen before then; how many keys went."""
        async with self._database.writing() as connection:
            gone = await connection.execute(delete(seen).where(seen.c.at < before))
        return gone.rowcount
