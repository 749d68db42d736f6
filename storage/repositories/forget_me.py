"""Forget-me: erases everything about a person, by account and by table."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from datetime import datetime
from itertools import product

from sqlalchemy import delete, select, union
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.domain.people.person import Address, greeting_key
from storage.repositories.forgotten_accounts import hash_address, remember_forgotten
from storage.tables import (
    activities,
    applications,
    calendars,
    changes,
    command_counts,
    dismissed_mails,
    idempotency_keys,
    identities,
    imports,
    linked_accounts,
    mail_evidence,
    mailboxes,
    notices,
    nudges,
    pending_questions,
    people,
    presence,
    search_activities,
    search_details,
    search_edits,
    stored_actions,
)

# Rows that refer to others come first, so that each is counted before a cascade erases it.
_EVERYTHING = (
    activities,
    nudges,
    stored_actions,
    pending_questions,
    mail_evidence,
    dismissed_mails,
    imports,
    search_edits,
    search_activities,
    search_details,
    calendars,
    notices,
    mailboxes,
    applications,
    changes,
    linked_accounts,
    identities,
)


async def erase_person(
    connection: AsyncConnection, person: int, now: datetime
) -> Mapping[str, int]:
    """Erases a person who is in no group; returns the numbers of erased rows, by noun."""
    accounts = await _accounts(connection, person)
    await remember_forgotten(connection, map(hash_address, accounts), now)
    await _erase_by_account(connection, accounts)
    gone: dict[str, int] = {}
    for table in _EVERYTHING:
        erased = await connection.execute(delete(table).where(table.c.person_id == person))
        gone[table.name.replace("_", " ")] = erased.rowcount
    await connection.execute(delete(people).where(people.c.id == person))
    return gone


async def _accounts(connection: AsyncConnection, person: int) -> Sequence[Address]:
    """Returns the person's accounts."""
    mine = union(
        *(
            select(table.c.platform, table.c.tenant, table.c.user).where(
                table.c.person_id == person
            )
            for table in (identities, linked_accounts)
        )
    )
    return [Address(*row) for row in await connection.execute(mine)]


async def _erase_by_account(connection: AsyncConnection, accounts: Sequence[Address]) -> None:
    """Erases what is stored of an account, known or not: visits, commands, its greeting."""
    for table, account in product((presence, command_counts), accounts):
        mine = (table.c[name] == value for name, value in asdict(account).items())
        await connection.execute(delete(table).where(*mine))
    keys = idempotency_keys.c.key.in_([greeting_key(account) for account in accounts])
    await connection.execute(delete(idempotency_keys).where(keys))
