"""A person's calendar feed, and whose feed a secret opens."""

from __future__ import annotations

import hashlib
import secrets

from sqlalchemy import bindparam, delete, insert, select, update

from bot.domain.people.person import Address
from storage.database import Database
from storage.repositories.person_rows import people_with_addresses, person_from
from storage.repositories.repository import Repository
from storage.tables import calendars, people

BYTES = 16  # 128 random bits

_BUSY = select(calendars.c.busy).where(calendars.c.person_id == bindparam("me"))
_BY_SECRET = (
    people_with_addresses()
    .add_columns(calendars.c.busy)
    .join(calendars, calendars.c.person_id == people.c.id)
    .where(calendars.c.secret_hash == bindparam("hash"))
)


class Calendars(Repository):
    """A person's calendar feed."""

    async def busy(self) -> bool | None:
        """Returns True if the feed says only when they are busy; None without a feed."""
        found = await self._connection.execute(_BUSY, {"me": self._me})
        busy: bool | None = found.scalar_one_or_none()
        return busy

    async def renew(self) -> str:
        """Makes a new secret in place of an earlier one and returns it; it is stored hashed."""
        secret = secrets.token_urlsafe(BYTES)
        busy = await self.busy()
        await self.erase()
        await self._connection.execute(
            insert(calendars).values(
                person_id=self._me,
                secret_hash=_hashed(secret),
                busy=bool(busy),
                since=self._now,
            )
        )
        return secret

    async def set_busy(self, busy: bool) -> None:
        """Sets whether the feed says only when they are busy."""
        await self._connection.execute(
            update(calendars).where(calendars.c.person_id == self._me).values(busy=busy)
        )

    async def erase(self) -> bool:
        """Erases the feed; returns False if there was none."""
        erased = await self._connection.execute(
            delete(calendars).where(calendars.c.person_id == self._me)
        )
        return bool(erased.rowcount)


class CalendarFeeds:
    """Finds whose feed a secret opens."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def find(self, secret: str) -> tuple[Address, bool] | None:
        """Returns the address of a feed's owner, and True if it only says when they are busy."""
        async with self._database.reading() as connection:
            found = await connection.execute(_BY_SECRET, {"hash": _hashed(secret)})
            row = found.one_or_none()
        return (person_from(row).address, row.busy) if row else None


def _hashed(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()
