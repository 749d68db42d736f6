"""The context of a command that only reads: the person, the moment, the place, their data."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from bot.command import ApplicationRef, Command
from bot.conversation.actor import Conversation, WriteObstacle
from bot.conversation.questions import Asked
from bot.conversation.resolve_application import (
    CAREFUL,
    begins_with,
    find_meant,
    is_it,
    is_loose,
    nearest_to,
    no_such,
    which_one,
)
from bot.domain.applications.application import Application
from bot.domain.people.account_link import Account
from bot.domain.people.person import Person
from bot.domain.reminders.cadence import nudges_for
from bot.domain.reminders.next_step import NextStep, next_step
from bot.domain.reminders.nudge import Nudge, PlannedNudge
from bot.message import CommandRef, Invocation, Refused
from bot.parsing.parse_context import ParseContext
from bot.ports.applications import ApplicationSummary
from bot.ports.mailbox_queue import MailboxSetup
from bot.ports.typesetter import Typesetter
from bot.ports.unit_of_work import ReadOnly


@dataclass(slots=True)
class ReadContext:
    """One invocation, and what it may read.

    `public_url` is our address on the web, if there is one, without a slash at the end;
    `typesetter` makes PDFs.
    `account` is there for a command that introduces the person to others; `nudge` is
    the one whose button was pressed; `mailbox_setup` is what the operator set up for mailboxes;
    `write_obstacle` asks the platform what keeps the person from writing in a channel.
    """

    uow: ReadOnly
    now: datetime
    invocation: Invocation
    commands: Sequence[Command] = ()
    place: Conversation = field(default_factory=Conversation)
    public_url: str | None = None
    typesetter: Typesetter | None = None
    mailbox_setup: MailboxSetup | None = None
    press: str | None = None
    account: Account | None = None
    nudge: Nudge | None = None
    write_obstacle: WriteObstacle | None = None
    _summaries: Sequence[ApplicationSummary] | None = None

    @property
    def person(self) -> Person:
        """The person who asks."""
        return self.uow.person

    @property
    def today(self) -> date:
        """The calendar day it is for them."""
        return self.person.today(self.now)

    @property
    def parse_context(self) -> ParseContext:
        """The context in which their words are read."""
        preferences = self.person.preferences
        return ParseContext(
            self.now, preferences.zone, self.person.language, country=preferences.country
        )

    @property
    def about(self) -> str | None:
        """The nudge that the pressed button settles, in all its appearances."""
        return self.nudge.planned.about if self.nudge else None

    async def find(self, ref: ApplicationRef) -> Application:
        """Returns the application that is meant.

        Raises Refused with buttons that ask which one, or with the nearest if there is none.
        """
        if ref.id is not None:
            return await self.get(ref.id)
        fitting = find_meant(ref.name, await self.summaries())
        if len(fitting) == 1:
            if self.invocation.command in CAREFUL and is_loose(ref, fitting[0]):
                raise Asked(is_it(ref, fitting[0], self.invocation))
            return await self.get(fitting[0].id)
        if fitting:
            raise Asked(which_one(ref, fitting, self.invocation))
        near = nearest_to(ref, await self.summaries())
        unknown = no_such(ref, near, self.invocation)
        raise Asked(unknown) if near else Refused(unknown)

    async def near(self, ref: ApplicationRef) -> tuple[ApplicationSummary, Invocation] | None:
        """Finds the application whose company is in a name that fits none, and what it would do."""
        found = begins_with(ref, await self.summaries())
        if found is None:
            return None
        return found, self.invocation.with_args(company=ApplicationRef(id=found.id))

    async def get(self, id: int) -> Application:
        """Returns the application with that id. Raises Refused if it is gone."""
        found = await self.uow.applications.get(id)
        if found is None or found.stage is None:
            raise Refused(
                "I can't find that one anymore. See what there is: ", CommandRef("pipeline")
            )
        return found

    async def summaries(self) -> Sequence[ApplicationSummary]:
        """Returns all applications as they were when the command began, read once."""
        if self._summaries is None:
            self._summaries = await self.uow.applications.summaries()
        return self._summaries

    async def planned(self, application: Application) -> tuple[PlannedNudge, ...]:
        """Returns the nudges that ought to exist for an application as it now is."""
        delivered = await self.delivered_at(application)
        return nudges_for(application, self.person.preferences, delivered)

    async def coming(self, application: Application) -> Sequence[PlannedNudge]:
        """Returns the planned nudges not delivered yet; their keys stay wherever they move."""
        delivered = await self.delivered_at(application)
        planned = nudges_for(application, self.person.preferences, delivered)
        return [one for one in planned if one.key not in delivered]

    async def next_step(self, application: Application) -> NextStep | None:
        """Returns the next step of an application as it now is."""
        delivered = await self.delivered_at(application)
        return next_step(application, self.person.preferences, delivered, self.now)

    async def delivered_at(self, application: Application) -> Mapping[str, datetime]:
        """Returns, by key, when each nudge of an application was delivered or given up."""
        return await self.uow.nudges.delivered_at(application.id)

    def awake_from(self, person: Person) -> datetime:
        """Returns now, or the end of the quiet hours if now is in them."""
        return person.quiet_until(self.now) or self.now
