"""Hashes of the accounts that said forget-me: a backup restored later is erased of them again.

What erases a person is in `forget_me.py`.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from datetime import datetime, timedelta

from sqlalchemy import delete, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.domain.people.person import Address
from storage.database import Database
from storage.repositories.repository import insert_if_new
from storage.tables import forgotten

# No backup is to be kept for longer (docs/operate.md).
KEPT = timedelta(days=400)


def hash_address(address: Address) -> str:
    """Returns the hash of an account.

    Ids are short: it hides them from a reader, not from a search through all ids.
    """
    named = "\0".join((address.platform, address.tenant, address.user))
    return hashlib.sha256(named.encode()).hexdigest()


async def remember_forgotten(
    connection: AsyncConnection, hashes: Iterable[str], at: datetime
) -> None:
    """Stores that accounts were forgotten then, unless they were so later."""
    for one in sorted(set(hashes)):
        new = insert_if_new(connection, forgotten)
        await connection.execute(new.values(account=one, at=at))
        later = update(forgotten).where(forgotten.c.account == one, forgotten.c.at < at)
        await connection.execute(later.values(at=at))


async def erase_old_hashes(database: Database, now: datetime) -> int:
    """Erases the hashes of accounts that no backup can hold any more; returns how many."""
    async with database.writing() as connection:
        old = delete(forgotten).where(forgotten.c.at < now - KEPT)
        return (await connection.execute(old)).rowcount
