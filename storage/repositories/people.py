"""The person of a unit of work: saved, and erased with everything."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from itertools import product

from sqlalchemy import delete, select, union, update

from bot.domain.people.person import Address, Person, greeting_key
from storage.repositories.forgotten_accounts import hash_address, remember_forgotten
from storage.repositories.groups import Groups
from storage.repositories.person_rows import settings_of
from storage.repositories.repository import Repository
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


class People(Repository):
    """The person of a unit of work: saved and erased."""

    async def save(self, person: Person) -> None:
        """Saves changed settings, pause or language."""
        await self._connection.execute(
            update(people).where(people.c.id == self._me).values(settings=settings_of(person))
        )
        self._scope.person = person

    async def forget(self) -> Mapping[str, int]:
        """Erases everything about the person; returns the numbers of erased rows, by noun."""
        self._scope.erased = True
        gone = {"groups": await Groups(self._scope).leave_all()}
        accounts = await self._accounts()
        await remember_forgotten(self._connection, map(hash_address, accounts), self._now)
        await self._erase_by_account(accounts)
        for table in _EVERYTHING:
            erased = await self._connection.execute(
                delete(table).where(table.c.person_id == self._me)
            )
            gone[table.name.replace("_", " ")] = erased.rowcount
        await self._connection.execute(delete(people).where(people.c.id == self._me))
        return gone

    async def _accounts(self) -> Sequence[Address]:
        """Returns the person's accounts."""
        mine = union(
            *(
                select(table.c.platform, table.c.tenant, table.c.user).where(
                    table.c.person_id == self._me
                )
                for table in (identities, linked_accounts)
            )
        )
        return [Address(*row) for row in await self._connection.execute(mine)]

    async def _erase_by_account(self, accounts: Sequence[Address]) -> None:
        """Erases what is stored of an account, known or not: visits, commands, its greeting."""
        for table, account in product((presence, command_counts), accounts):
            mine = (table.c[name] == value for name, value in asdict(account).items())
            await self._connection.execute(delete(table).where(*mine))
        keys = idempotency_keys.c.key.in_([greeting_key(account) for account in accounts])
        await self._connection.execute(delete(idempotency_keys).where(keys))
