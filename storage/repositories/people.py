"""The person of a unit of work: saved, and erased with everything."""

from __future__ import annotations

from collections.abc import Mapping

from sqlalchemy import delete, select, tuple_, union, update

from bot.domain.people.person import Person
from storage.repositories.groups import Groups
from storage.repositories.person_rows import settings_of
from storage.repositories.repository import Repository
from storage.tables import (
    activities,
    applications,
    changes,
    dismissed_mails,
    identities,
    imports,
    linked_accounts,
    mail_evidence,
    nudges,
    pending_questions,
    people,
    presence,
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
        await self._erase_presence()
        for table in _EVERYTHING:
            erased = await self._connection.execute(
                delete(table).where(table.c.person_id == self._me)
            )
            gone[table.name.replace("_", " ")] = erased.rowcount
        await self._connection.execute(delete(people).where(people.c.id == self._me))
        return gone

    async def _erase_presence(self) -> None:
        """Erases when the person last looked at a page, from any of their accounts."""
        mine = union(
            *(
                select(table.c.platform, table.c.tenant, table.c.user).where(
                    table.c.person_id == self._me
                )
                for table in (identities, linked_accounts)
            )
        )
        address = tuple_(presence.c.platform, presence.c.tenant, presence.c.user)
        await self._connection.execute(delete(presence).where(address.in_(mine)))
