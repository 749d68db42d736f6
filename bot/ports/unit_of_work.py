"""One person's data within one transaction: no call can reach another person's rows."""

from __future__ import annotations

from contextlib import AbstractAsyncContextManager
from datetime import datetime
from typing import Protocol

from bot.domain.people.person import Address, Person
from bot.ports.account_links import AccountLinkQueries, AccountLinks
from bot.ports.applications import ApplicationQueries, Applications
from bot.ports.calendars import CalendarQueries, Calendars
from bot.ports.changes import ChangeQueries, Changes
from bot.ports.group_posts import GroupPostQueries, GroupPosts
from bot.ports.groups import GroupQueries, Groups
from bot.ports.imports import ImportQueries, Imports
from bot.ports.mailbox import OwnMailbox, OwnMailboxQueries
from bot.ports.mails import MailQueries, Mails
from bot.ports.members import MemberQueries, Members
from bot.ports.notices import Notices
from bot.ports.nudges import NudgeQueries, Nudges
from bot.ports.pending_questions import PendingQuestionQueries, PendingQuestions
from bot.ports.people import People
from bot.ports.stored_actions import StoredActionQueries, StoredActions
from bot.ports.work_search import WorkSearch, WorkSearchQueries


class ReadOnly(Protocol):
    """One person's data as of one moment. It locks nothing, and nothing can be written."""

    @property
    def person(self) -> Person:
        """The person as stored; a transient one, with the id 0, if they are not known."""

    @property
    def applications(self) -> ApplicationQueries:
        """The person's applications."""

    @property
    def nudges(self) -> NudgeQueries:
        """The person's nudges."""

    @property
    def changes(self) -> ChangeQueries:
        """Returns the changes by the person's commands."""

    @property
    def stored_actions(self) -> StoredActionQueries:
        """The person's buttons that are too long for a click id."""

    @property
    def pending_questions(self) -> PendingQuestionQueries:
        """Returns the questions that the person was asked last."""

    @property
    def mails(self) -> MailQueries:
        """Returns the evidence kept of the person's mails."""

    @property
    def mailbox(self) -> OwnMailboxQueries:
        """The person's mailbox."""

    @property
    def imports(self) -> ImportQueries:
        """The person's imports that wait for their word."""

    @property
    def work_search(self) -> WorkSearchQueries:
        """Returns the person's search activities apart from their applications."""

    @property
    def calendars(self) -> CalendarQueries:
        """The person's calendar feed."""

    @property
    def account_links(self) -> AccountLinkQueries:
        """The person's linked accounts."""

    @property
    def groups(self) -> GroupQueries:
        """The person's groups."""

    @property
    def members(self) -> MemberQueries:
        """The person's membership of these groups."""

    @property
    def group_posts(self) -> GroupPostQueries:
        """The posts of these groups."""


class UnitOfWork(ReadOnly, Protocol):
    """One person's data to be changed: all of it is committed, or nothing.

    The person is locked against their own other commands.
    """

    @property
    def people(self) -> People:
        """Saves and erases the person."""

    @property
    def applications(self) -> Applications:
        """The same, to be changed."""

    @property
    def nudges(self) -> Nudges:
        """The same, to be changed."""

    @property
    def changes(self) -> Changes:
        """The same, to be changed."""

    @property
    def stored_actions(self) -> StoredActions:
        """The same, to be changed."""

    @property
    def pending_questions(self) -> PendingQuestions:
        """The same, to be changed."""

    @property
    def mails(self) -> Mails:
        """The same, to be changed."""

    @property
    def mailbox(self) -> OwnMailbox:
        """The same, to be changed."""

    @property
    def imports(self) -> Imports:
        """The same, to be changed."""

    @property
    def work_search(self) -> WorkSearch:
        """The same, to be changed."""

    @property
    def calendars(self) -> Calendars:
        """The same, to be changed."""

    @property
    def notices(self) -> Notices:
        """Returns the notices that the person is sent beside nudges and group posts."""

    @property
    def account_links(self) -> AccountLinks:
        """The same, to be changed."""

    @property
    def groups(self) -> Groups:
        """The same, to be changed."""

    @property
    def members(self) -> Members:
        """The same, to be changed."""

    @property
    def group_posts(self) -> GroupPosts:
        """The same, to be changed."""


class UnitOfWorkFactory(Protocol):
    """Opens units of work for the person at an address.

    `zone`, `language` for dates and `name` are those of a person who is not known yet;
    `zone_guessed` tells that the zone is only a guess.
    """

    def begin(
        self,
        address: Address,
        zone: str,
        now: datetime,
        language: str = "en",
        name: str = "",
        zone_guessed: bool = False,
    ) -> AbstractAsyncContextManager[UnitOfWork]:
        """Opens a unit of work, committed at the end; an exception rolls everything back."""

    def read_only(
        self,
        address: Address,
        zone: str,
        now: datetime,
        language: str = "en",
        name: str = "",
        zone_guessed: bool = False,
    ) -> AbstractAsyncContextManager[ReadOnly]:
        """Opens a view that waits for no writer; the database itself refuses to write in it."""

    async def find_person(self, address: Address) -> Person | None:
        """Returns the person at an address, if they are known."""

    async def find_person_and_companies(
        self, address: Address
    ) -> tuple[Person, tuple[str, ...]] | None:
        """Returns the person at an address with the companies of their applications."""
