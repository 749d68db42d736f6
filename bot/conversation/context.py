"""The context of a command that writes: the history that it appends to."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from bot.command import ApplicationRef
from bot.conversation.questions import Asked
from bot.conversation.read_context import ReadContext
from bot.conversation.resolve_application import find_meant, not_known
from bot.domain.applications.activity import Activity, ActivityKind
from bot.domain.applications.application import Application
from bot.domain.applications.history import fold
from bot.domain.people.person import Person
from bot.domain.reminders.waiting_nudges import is_planned
from bot.message import Button, CommandRef, Invocation, Message, Refused, Text, Tone, nothing_to_do
from bot.ports.unit_of_work import UnitOfWork
from bot.texts import labels
from bot.texts.date_formats import say_day, say_when

MOST_APPLICATIONS = 5_000
MOST_ACTIVITIES = 500


@dataclass(slots=True)
class Context(ReadContext):
    """One invocation, and what it changes.

    Histories and preferences are written by `log` and `save` alone; `finish` then
    makes the nudges agree with them, in the same unit of work. `note` is added to
    the answer; `recorded` are the changes that it made; `prepared` is what the command
    worked out before the unit of work.
    """

    uow: UnitOfWork
    change: int | None = None
    note: str | Text = ""
    prepared: Any = None
    recorded: list[int] = field(default_factory=list)
    _changed: dict[int, Application] = field(default_factory=dict)
    _new: set[int] = field(default_factory=set)

    # --- reading ---------------------------------------------------------------

    async def get(self, id: int) -> Application:
        """Returns an application with what was logged just now. Raises Refused if it is gone."""
        return self._changed.get(id) or await ReadContext.get(self, id)

    async def find_or_log(self, ref: ApplicationRef) -> Application:
        """Returns the application that is meant; a new one is logged first, if that was agreed.

        Raises Refused with buttons that ask which one, or whether to log it and do
        what was asked for in one go.
        """
        if ref.id is not None or find_meant(ref.name, await self.summaries()):
            return await self.find(ref)
        if not ref.new:
            raise Asked(not_known(ref, self.invocation, await self.near(ref)))
        return await self._log_first(ref)

    async def _log_first(self, ref: ApplicationRef) -> Application:
        """Logs an application that is first mentioned by what came of it."""
        company = ref.company
        day = min(self.today, self.invocation.args.get("on") or self.today)
        self.note = Text(
            f"Your application to {company} is logged as of "
            f"{say_day(day, self.person, self.now)}; to correct that day: ",
            CommandRef("edit"),
            f" {company} on DATE",
        )
        applied = Activity(ActivityKind.APPLIED, day, self.now, company=company, role=ref.role)
        application = await self.create_application(company)
        return await self.log(application, applied, f"logged {company} and what came of it")

    async def check_still_planned(self, application: Application) -> None:
        """Raises Refused if the nudge that was answered has been settled since."""
        if self.nudge is None:
            return
        delivered = await self.delivered_at(application)
        if is_planned(self.nudge.planned.about, application, self.person.preferences, delivered):
            return
        answered = [a for a in application.history if a.nudge == self.about]
        if answered:
            day = say_when(answered[-1].on, self.person, self.now)
            raise nothing_to_do(f"Already done {day}.")
        logged = self.invocation.without_nudge()
        raise Refused(
            Message(
                title=f"{application.label}: settled since",
                text="That reminder was taken care of, so nothing was logged now. "
                "If this happened on top of it, log it here.",
                buttons=(
                    Button("Log it anyway", logged),
                    Button(
                        labels.OPEN,
                        Invocation("job", {"company": ApplicationRef(id=application.id)}),
                    ),
                ),
                tone=Tone.CAREFUL,
            )
        )

    async def delivered_at(self, application: Application) -> Mapping[str, datetime]:
        """Returns, by key, when each nudge of an application was delivered or given up."""
        if application.id in self._new:
            return {}
        return await self.uow.nudges.delivered_at(application.id)

    # --- writing ---------------------------------------------------------------

    async def begin(self, summary: str) -> int:
        """Records that this command changes something; `summary` says what, for undo."""
        if self.change is None:
            self.change = await self.record(summary, self.press)
        return self.change

    async def record(self, summary: str, press: str | None = None) -> int:
        """Records a change; `summary` says what it is, for undo."""
        change = await self.uow.changes.record(self.invocation.command, summary, press)
        self.recorded.append(change)
        return change

    async def create_application(self, company: str) -> Application:
        """Creates an application without a history. Raises Refused at the limit."""
        if len(await self.summaries()) >= MOST_APPLICATIONS:
            raise Refused(
                f"You have {MOST_APPLICATIONS:,} applications, which is as many as I keep. "
                "Delete one that is over, then log this one again: ",
                CommandRef("delete"),
                " COMPANY",
            )
        id = await self.uow.applications.create(company)
        self._new.add(id)
        return Application(id, company)

    async def log(self, application: Application, activity: Activity, summary: str) -> Application:
        """Appends to a history; returns the application as it then is.

        Raises Refused at the limit.
        """
        if len(application.full_history) >= MOST_ACTIVITIES:
            raise Refused(
                f"{application.label} has {MOST_ACTIVITIES} entries, which is as many as I keep "
                "for one application. Nothing was logged."
            )
        change = await self.begin(summary)
        stored = await self.uow.applications.append(application.id, activity, change)
        changed = fold(application.id, (*application.full_history, stored))
        if changed.email == application.email:
            changed = replace(changed, mail_subject=application.mail_subject)
        self._changed[application.id] = changed
        return changed

    async def save(self, person: Person, summary: str) -> None:
        """Saves a changed person, so that undo can restore them."""
        change = await self.begin(summary)
        await self.uow.changes.remember_person(change, self.person)
        await self.become(person)

    async def become(self, person: Person) -> None:
        """Saves a person, and makes their nudges agree with the new pause and preferences."""
        before = self.person
        await self.uow.people.save(person)
        if person.pause != before.pause:
            await self.hold_or_release()
        if person.preferences != before.preferences:
            await self.uow.nudges.replan()

    async def hold_or_release(self) -> None:
        """Holds all pending nudges if the person is paused, else releases them."""
        if self.person.is_paused(self.now):
            await self.uow.nudges.hold(self.person.held_until)
        else:
            await self.uow.nudges.hold(None, release=self.awake_from(self.person))

    async def finish(self) -> None:
        """Makes projections and nudges agree with what was logged."""
        for application in self._changed.values():
            await self.uow.applications.project(application)
            new = application.id in self._new
            planned = await self.planned(application)
            await self.uow.nudges.reconcile(application.id, planned, new=new)
