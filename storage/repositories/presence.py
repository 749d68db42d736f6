"""Presence: the day on which each identity last opened a page, written at most daily."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import asdict
from datetime import date

from sqlalchemy import delete, select, tuple_, update

from bot.domain.people.person import Address
from storage.database import Database
from storage.repositories.repository import insert_if_new
from storage.tables import presence

# How many addresses go into one statement.
MOST_AT_ONCE = 200
_ADDRESS = (presence.c.platform, presence.c.tenant, presence.c.user)


class Presence:
    """The last day on which each person looked at a page of theirs."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def record(self, address: Address, today: date) -> None:
        """Records that a person opened a page; a second time on a day writes nothing."""
        if await self.since(today, [address]):
            return
        mine = (presence.c[name] == value for name, value in asdict(address).items())
        async with self._database.writing() as connection:
            new = insert_if_new(connection, presence)
            await connection.execute(new.values(**asdict(address), last_seen=today))
            await connection.execute(update(presence).where(*mine).values(last_seen=today))

    async def since(self, day: date, addresses: Collection[Address]) -> Collection[Address]:
        """Returns those of the addresses that were seen on that day or later."""
        wanted = [tuple(asdict(address).values()) for address in addresses]
        found: set[Address] = set()
        async with self._database.reading() as connection:
            for start in range(0, len(wanted), MOST_AT_ONCE):
                some = tuple_(*_ADDRESS).in_(wanted[start : start + MOST_AT_ONCE])
                rows = await connection.execute(
                    select(*_ADDRESS).where(some, presence.c.last_seen >= day)
                )
                found.update(Address(*row) for row in rows)
        return found

    async def forget(self, before: date) -> int:
        """Erases the dates before a day; returns how many."""
        async with self._database.writing() as connection:
            gone = await connection.execute(delete(presence).where(presence.c.last_seen < before))
        return gone.rowcount
