"""The person of a unit of work: saved, and forgotten."""

from __future__ import annotations

from collections.abc import Mapping

from sqlalchemy import update

from bot.domain.people.person import Person
from storage.repositories.forget_me import erase_person
from storage.repositories.groups import Groups
from storage.repositories.person_rows import settings_of
from storage.repositories.repository import Repository
from storage.tables import people


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
        groups = await Groups(self._scope).leave_all()
        return {"groups": groups, **await erase_person(self._connection, self._me, self._now)}
