"""One person's data within one transaction: no call can reach another person's rows."""

from __future__ import annotations

from contextlib import AbstractAsyncContextManager
from datetime import datetime
from typing import Protocol

from bot.domain.people.person import Address, Person
from bot.ports.account_links import AccountLinks
from bot.ports.applications import Applications
from bot.ports.changes import Changes
from bot.ports.group_posts import GroupPosts
from bot.ports.groups import Groups
from bot.ports.members import Members
from bot.ports.nudges import Nudges
from bot.ports.people import People
from bot.ports.stored_actions import StoredActions


class UnitOfWork(Protocol):
    """One person's data within one transaction, through one repository a noun."""

    @property
    def person(self) -> Person:
        """The person as stored, locked against their own other commands."""

    @property
    def people(self) -> People:
        """Saves and erases the person."""

    @property
    def applications(self) -> Applications:
        """The person's applications."""

    @property
    def nudges(self) -> Nudges:
        """The person's nudges."""

    @property
    def changes(self) -> Changes:
        """What the person's commands changed."""

    @property
    def stored_actions(self) -> StoredActions:
        """The person's stored buttons."""

    @property
    def account_links(self) -> AccountLinks:
        """The person's linked accounts."""

    @property
    def groups(self) -> Groups:
        """The person's groups."""

    @property
    def members(self) -> Members:
        """The members of these groups."""

    @property
    def group_posts(self) -> GroupPosts:
        """The posts of these groups."""


class UnitOfWorkFactory(Protocol):
    """Opens units of work."""

    def begin(
        self, address: Address, zone: str, now: datetime, language: str = "en"
    ) -> AbstractAsyncContextManager[UnitOfWork]:
        """Opens the unit of work of the person at an address, committed at the end.

        A new person gets that zone and that language of dates. An exception rolls
        everything back.
        """

    async def find_person(self, address: Address) -> Person | None:
        """Returns the person at an address, if they are known."""

    async def find_person_and_companies(
        self, address: Address
    ) -> tuple[Person, tuple[str, ...]] | None:
        """Returns the person at an address with the companies of their applications."""
