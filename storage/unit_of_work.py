"""One person's data within one transaction, through one repository a noun."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncConnection

from bot.domain.people.person import Address, Person
from bot.ports.unit_of_work import ReadOnly
from storage.database import Database
from storage.repositories.account_links import AccountLinks
from storage.repositories.applications import Applications, companies_of
from storage.repositories.calendars import Calendars
from storage.repositories.changes import Changes
from storage.repositories.group_posts import GroupPosts
from storage.repositories.groups import Groups
from storage.repositories.imports import Imports
from storage.repositories.mailbox import OwnMailbox
from storage.repositories.mails import Mails
from storage.repositories.members import Members
from storage.repositories.notices import Notices
from storage.repositories.nudges import Nudges
from storage.repositories.pending_questions import PendingQuestions
from storage.repositories.people import People
from storage.repositories.person_rows import find_or_create_person, find_person, transient
from storage.repositories.repository import Scope
from storage.repositories.stored_actions import StoredActions
from storage.repositories.work_search import WorkSearch


class UnitOfWork:
    """One person's data within one transaction (`bot.ports.unit_of_work.UnitOfWork`)."""

    def __init__(self, connection: AsyncConnection, person: Person, now: datetime) -> None:
        scope = Scope(connection, person, now)
        self._scope = scope
        self.applications = Applications(scope)
        self.nudges = Nudges(scope)
        self.changes = Changes(scope)
        self.stored_actions = StoredActions(scope)
        self.pending_questions = PendingQuestions(scope)
        self.account_links = AccountLinks(scope)
        self.groups = Groups(scope)
        self.members = Members(scope)
        self.group_posts = GroupPosts(scope)
        self.mails = Mails(scope)
        self.mailbox = OwnMailbox(scope)
        self.imports = Imports(scope)
        self.work_search = WorkSearch(scope)
        self.calendars = Calendars(scope)
        self.notices = Notices(scope)
        self.people = People(scope)

    @property
    def person(self) -> Person:
        """The person as stored, locked against their own other commands."""
        return self._scope.person

    @property
    def erased(self) -> bool:
        """True if something was erased for good, and is to leave no trace."""
        return self._scope.erased


class UnitOfWorkFactory:
    """Opens units of work on a database (`bot.ports.unit_of_work.UnitOfWorkFactory`)."""

    def __init__(self, database: Database) -> None:
        self._database = database

    @asynccontextmanager
    async def begin(
        self,
        address: Address,
        zone: str,
        now: datetime,
        language: str = "en",
        name: str = "",
        zone_guessed: bool = False,
    ) -> AsyncIterator[UnitOfWork]:
        """Opens the unit of work of the person at an address, committed at the end.

        A new person gets that zone, that language of dates and that name. An exception
        rolls everything back.
        """
        newcomer = transient(address, zone, now, language, name, zone_guessed)
        async with self._database.writing() as connection:
            person = await find_or_create_person(connection, newcomer, now)
            uow = UnitOfWork(connection, person, now)
            yield uow
        if uow.erased:
            await self._database.wipe()

    @asynccontextmanager
    async def read_only(
        self,
        address: Address,
        zone: str,
        now: datetime,
        language: str = "en",
        name: str = "",
        zone_guessed: bool = False,
    ) -> AsyncIterator[ReadOnly]:
        """Opens a view of the person's data that locks nothing and waits for no writer.

        A person who is not known is a transient one. The database itself refuses to
        write, so that what is handed out is a whole unit of work.
        """
        async with self._database.snapshot() as connection:
            person = await find_person(connection, address)
            newcomer = transient(address, zone, now, language, name, zone_guessed)
            yield UnitOfWork(connection, person or newcomer, now)

    async def find_person(self, address: Address) -> Person | None:
        """Returns the person at an address, if they are known."""
        async with self._database.reading() as connection:
            return await find_person(connection, address)

    async def find_person_and_companies(
        self, address: Address
    ) -> tuple[Person, tuple[str, ...]] | None:
        """Returns the person at an address with the companies of their applications."""
        async with self._database.reading() as connection:
            person = await find_person(connection, address)
            return (person, await companies_of(connection, person.id)) if person else None
