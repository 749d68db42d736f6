"""People who were forgotten after a backup was made: a restore erases them again."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import inspect, select, union_all
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.domain.people.person import Address
from storage.repositories.forgotten_accounts import hash_address, remember_forgotten
from storage.repositories.people import People
from storage.repositories.person_rows import find_person
from storage.repositories.repository import Scope
from storage.tables import forgotten, identities, linked_accounts

# When each account was forgotten, by the hash of its address.
Forgotten = Mapping[str, datetime]


async def read_forgotten(connection: AsyncConnection) -> Forgotten:
    """Returns the forgotten accounts that a database knows of."""
    if not await connection.run_sync(lambda sync: inspect(sync).has_table(forgotten.name)):
        return {}
    rows = await connection.execute(select(forgotten))
    return {row.account: row.at for row in rows}


async def erase_again(
    connection: AsyncConnection, known: Forgotten, made_at: datetime, now: datetime
) -> int:
    """Erases the people of a backup who were forgotten after it was made; returns how many."""
    accounts = union_all(
        *(
            select(table.c.platform, table.c.tenant, table.c.user)
            for table in (identities, linked_accounts)
        )
    )
    later = {account for account, at in known.items() if at > made_at}
    erased = 0
    for row in (await connection.execute(accounts)).all() if later else ():
        address = Address(*row)
        if hash_address(address) not in later:
            continue
        person = await find_person(connection, address)
        if person is not None:  # an account of theirs may have come before
            await People(Scope(connection, person, now)).forget()
            erased += 1
    for account, at in known.items():
        await remember_forgotten(connection, [account], at)
    return erased
