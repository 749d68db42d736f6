"""What a command works with: who asks, when, where, and the history it writes to."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from bot.command import Command, Mention
from bot.conversation.actor import Conversation
from bot.conversation.resolve_application import meant, not_known, which_one
from bot.domain.applications.activity import Activity, ActivityKind
from bot.domain.applications.application import Application
from bot.domain.applications.history import fold
from bot.domain.calendar.local_time import instant
from bot.domain.people.account_link import Side
from bot.domain.people.person import Person
from bot.domain.reminders.cadence import nudges_for
from bot.domain.reminders.nudge import Nudge, PlannedNudge
from bot.message import Button, Invocation, Message, Refused, Tone, needless
from bot.parsing.parse_context import ParseContext
from bot.ports.applications import ApplicationSummary
from bot.ports.unit_of_work import UnitOfWork
from bot.texts.date_formats import say_day, say_when

MOST_APPLICATIONS = 5_000
MOST_ACTIVITIES = 500


@dataclass(slots=True)
class Context:
    """One invocation at work.

    Nothing is written but through `log` and `save`; `finish` then makes the
    nudges agree with the history, in the same unit of work. `side` is there for
    a command that introduces whoever speaks; `note` is added to what it answers.
    """

    uow: UnitOfWork
    now: datetime
    invocation: Invocation
    commands: Sequence[Command] = ()
    place: Conversation = field(default_factory=Conversation)
    press: str | None = None
    side: Side | None = None
    nudge: Nudge | None = None
    change: int | None = None
    note: str = ""
    _changed: dict[int, Application] = field(default_factory=dict)
    _new: set[int] = field(default_factory=set)
    _directory: Sequence[ApplicationSummary] | None = None

    @property
    def person(self) -> Person:
        """Who asks."""
        return self.uow.person

    @property
    def today(self) -> date:
        """The day it is for them."""
        return self.person.today(self.now)

    @property
    def frame(self) -> ParseContext:
        """What their words are read against."""
        return ParseContext(self.now, self.person.preferences.zone, self.person.language)

    @property
    def about(self) -> str | None:
        """What a nudge's button settles: the nudge in all its appearances."""
        return self.nudge.planned.about if self.nudge else None

    # --- finding ---------------------------------------------------------------

    async def find(self, mention: Mention, *, or_log: bool = False) -> Application:
        """The application that is meant.

        Raises Refused with buttons that ask which one, or that offer to log it;
        with `or_log`, to log it and do what was asked for in one go.
        """
        if mention.id is not None:
            found = self._changed.get(mention.id) or await self.uow.applications.get(mention.id)
            if found is None or found.stage is None:
                raise Refused("I can't find that one any more. See what there is: /pipeline")
            return found
        fitting = meant(mention.name, await self.directory())
        if len(fitting) == 1:
            return await self.find(Mention(id=fitting[0].id))
        if fitting:
            raise Refused(which_one(mention, fitting, self.invocation))
        if mention.new and or_log:
            return await self._log_first(mention)
        raise Refused(not_known(mention, self.invocation if or_log else None))

    async def directory(self) -> Sequence[ApplicationSummary]:
        """Every application that stood when the command began, asked for once."""
        if self._directory is None:
            self._directory = await self.uow.applications.summaries()
        return self._directory

    async def _log_first(self, mention: Mention) -> Application:
        """Logs an application that came to light by what came of it."""
        company = mention.company
        day = min(self.today, self.invocation.args.get("on") or self.today)
        self.note = (
            f"Your application to {company} is logged as of {say_day(day, self.person, self.now)}; "
            f"to correct that day: /edit {company} on DATE"
        )
        applied = Activity(ActivityKind.APPLIED, day, self.now, company=company, role=mention.role)
        application = await self.open_application(company)
        return await self.log(application, applied, f"logged {company} and what came of it")

    async def still_owed(self, application: Application) -> None:
        """Raises Refused if the nudge that was answered has been settled since."""
        if self.nudge is None:
            return
        if any(one.about == self.about for one in await self.owed(application)):
            return
        answered = [a for a in application.history if a.nudge == self.about]
        if answered:
            day = say_when(answered[-1].on, self.person, self.now)
            raise needless(f"Already done {day}.")
        logged = self.invocation.without_nudge()
        raise Refused(
            Message(
                title=f"{application.label}: settled since",
                text="That reminder was taken care of, so I logged nothing just now. "
                "If this happened on top of it, log it here.",
                buttons=(
                    Button("Log it anyway", logged),
                    Button("Show it", Invocation("job", {"company": Mention(id=application.id)})),
                ),
                tone=Tone.CAREFUL,
            )
        )

    # --- writing ---------------------------------------------------------------

    async def begin(self, summary: str) -> int:
        """Notes that this command changes something; `summary` says what, for undo."""
        if self.change is None:
            self.change = await self.uow.changes.record(
                self.invocation.command, summary, self.press
            )
        return self.change

    async def open_application(self, company: str) -> Application:
        """Room for a new application. Raises Refused at the limit."""
        if len(await self.directory()) >= MOST_APPLICATIONS:
            raise Refused(
                f"You have {MOST_APPLICATIONS:,} applications, which is as many as I keep. "
                "Delete one that is over, then log this one again: /delete COMPANY"
            )
        id = await self.uow.applications.create(company)
        self._new.add(id)
        return Application(id, company)

    async def log(self, application: Application, activity: Activity, summary: str) -> Application:
        """Adds to a history; gives the application as it then is. Raises Refused at the limit."""
        if len(application.everything) >= MOST_ACTIVITIES:
            raise Refused(
                f"{application.label} has {MOST_ACTIVITIES} entries, which is as many as I keep "
                "for one application. Nothing was logged."
            )
        change = await self.begin(summary)
        stored = await self.uow.applications.append(application.id, activity, change)
        changed = fold(application.id, (*application.everything, stored))
        self._changed[application.id] = changed
        return changed

    async def save(self, person: Person, summary: str) -> None:
        """Keeps a changed person, so that undo can restore them."""
        change = await self.begin(summary)
        await self.uow.changes.remember_person(change, self.person)
        await self.become(person)

    async def become(self, person: Person) -> None:
        """Makes the person and all their nudges as `person` wants them."""
        before = self.person
        await self.uow.people.save(person)
        if person.pause != before.pause:
            await self.hold_or_release()
        if person.preferences != before.preferences:
            await self.uow.nudges.replan()

    async def hold_or_release(self) -> None:
        """Holds what is pending where the person is paused, and nothing of it where not."""
        if self.person.is_paused(self.now):
            await self.uow.nudges.hold(self.person.held_until)
        else:
            await self.uow.nudges.hold(None, release=self.wakes(self.person))

    def wakes(self, person: Person) -> datetime:
        """Now, or the end of the quiet hours that it falls in."""
        quiet = person.preferences.quiet.around(person.wall(self.now))
        return instant(quiet[1], person.tz) if quiet else self.now

    async def finish(self) -> None:
        """Makes projections and nudges agree with what was logged."""
        for application in self._changed.values():
            await self.uow.applications.project(application)
            new = application.id in self._new
            owed = await self.owed(application)
            await self.uow.nudges.reconcile(application.id, owed, new=new)

    async def owed(self, application: Application) -> tuple[PlannedNudge, ...]:
        """What is owed for an application as it now is."""
        return nudges_for(application, self.person.preferences, await self._told(application))

    async def coming(self, application: Application) -> Sequence[PlannedNudge]:
        """What is owed and was not told yet; what was told keeps its key wherever it moves."""
        told = await self._told(application)
        owed = nudges_for(application, self.person.preferences, told)
        return [one for one in owed if one.key not in told]

    async def _told(self, application: Application) -> Mapping[str, datetime]:
        return (
            {}
            if application.id in self._new
            else await self.uow.nudges.delivered_at(application.id)
        )
