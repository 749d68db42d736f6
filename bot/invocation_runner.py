"""Runs what was asked for: one invocation, one unit of work, one answer.

What it answers is said only after that is committed. What the person changed before
without having seen the answer is said, too.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from contextlib import AbstractAsyncContextManager
from dataclasses import replace
from datetime import timedelta

from bot.command import Command
from bot.conversation.actor import Actor, Conversation
from bot.conversation.context import Context
from bot.conversation.read_context import ReadContext
from bot.conversation.zone_guess import ask_for_zone, take_over_profile
from bot.domain.people.account_link import Account
from bot.message import Answer, CommandRef, Form, Invocation, Message, Refused, Tone
from bot.ports.changes import Change
from bot.ports.clock import Clock
from bot.ports.mailbox_queue import MailboxSetup
from bot.ports.shown_changes import ShownChanges
from bot.ports.typesetter import Typesetter
from bot.ports.unit_of_work import ReadOnly, UnitOfWork, UnitOfWorkFactory
from bot.presenters.answer_notes import with_failures, with_note, with_unshown
from bot.presenters.nudge_digest import redraw
from bot.presenters.settled_nudge import with_undo_of

# An answer is on its way for so long, or that it was shown is not stored yet.
ANSWER_TAKES = timedelta(seconds=5)
# How many of the last changes are looked at for one whose answer was not shown.
LAST_CHANGES = 3
# Shows what could not be delivered itself, so that a note on it would only send people there.
LISTS_FAILURES = "nudges"


class RepeatedEvent(Exception):
    """The platform repeated an event that was handled before."""


class InvocationRunner:
    """Runs the commands of invocations.

    `shown` is for platforms that may fail to show an answer; `public_url` is our address on
    the web.
    """

    def __init__(
        self,
        units: UnitOfWorkFactory,
        clock: Clock,
        commands: Sequence[Command],
        shown: ShownChanges | None = None,
        public_url: str | None = None,
        typesetter: Typesetter | None = None,
        mailbox_setup: MailboxSetup | None = None,
    ) -> None:
        self._units = units
        self._clock = clock
        self._commands = commands
        self._public_url = public_url
        self._typesetter = typesetter
        self._mailbox_setup = mailbox_setup
        self._shown = shown

    async def run(self, command: Command, invocation: Invocation, actor: Actor) -> Answer:
        """Runs an invocation in one unit of work, a read-only one where it changes nothing.

        Raises RepeatedEvent where the actor's event is a repeat, Refused in words.
        """
        # Platforms are asked before the unit of work: no row stays locked for a network call.
        account = await actor.account() if command.needs_account else None
        place = await actor.resolve_place(checks_place=command.checks_place)
        try:
            return await self._handle(command, invocation, actor, place, account)
        except Refused as refused:
            if self._shown is not None:
                async with self.read_only(actor) as view:
                    unshown = await self._unshown(view)
                refused.message = with_unshown(refused.message, unshown)
                refused.changes = _ids(unshown)
            raise

    async def check_form(self, command: Command, invocation: Invocation, actor: Actor) -> None:
        """Raises Refused where a form would ask in vain."""
        if command.checks_form is None:
            return
        place = await actor.resolve_place(checks_place=False)
        async with self.read_only(actor) as view:
            now = self._clock.now()
            await command.checks_form(ReadContext(view, now, invocation, self._commands, place))

    async def _handle(
        self,
        command: Command,
        invocation: Invocation,
        actor: Actor,
        place: Conversation,
        account: Account | None,
    ) -> Answer:
        asked = (
            self._clock.now(),
            invocation,
            self._commands,
            place,
            self._public_url,
            self._typesetter,
            self._mailbox_setup,
            actor.press,
            account,
        )
        ask = actor.write_obstacle
        if command.readonly:
            async with self.read_only(actor) as view:
                return await self._show(command, ReadContext(view, *asked, write_obstacle=ask))
        prepared = None
        if command.prepares is not None:
            async with self.read_only(actor) as view:
                prepared = await command.prepares(ReadContext(view, *asked, write_obstacle=ask))
        async with self.begin(actor) as uow:
            if actor.event and not await uow.changes.claim_event(actor.event):
                raise RepeatedEvent
            await uow.pending_questions.drop(actor.address)
            return await self._change(command, Context(uow, *asked, prepared=prepared), actor)

    async def _show(self, command: Command, context: ReadContext) -> Answer:
        """Runs a command that changes nothing, so that a repeat may run again."""
        await self._load_nudge(context)
        reply = await command.handler(context, **context.invocation.args)
        if isinstance(reply, Form) or reply.verbatim:
            return Answer(reply)
        unshown = await self._unshown(context.uow)
        if command.name != LISTS_FAILURES:
            reply = with_failures(reply, await context.uow.nudges.unmentioned_failures())
        answer = await self._finished(command, context, with_unshown(reply, unshown))
        return replace(answer, changes=_ids(unshown))

    async def _change(self, command: Command, context: Context, actor: Actor) -> Answer:
        """Runs a command that may change something, once."""
        if repeated := await self._repeated(context):
            return repeated
        learned = ""
        if actor.name or context.person.zone_guess is not None:
            learned = await take_over_profile(context, actor)
        await self._load_nudge(context)
        reply = await command.handler(context, **context.invocation.args)
        await context.finish()
        if isinstance(reply, Form):
            return Answer(reply)
        failures = await context.uow.nudges.mention_failures()
        unshown = await self._unshown(context.uow)
        if context.note or failures or unshown:
            reply = with_unshown(with_failures(with_note(reply, context.note), failures), unshown)
        if learned:
            reply = with_note(reply, learned)
        elif context.person.zone_guess is not None:
            reply = await ask_for_zone(context, reply)
        answer = await self._finished(command, context, reply)
        return replace(answer, changes=(*_ids(unshown), *context.recorded))

    async def _unshown(self, view: ReadOnly) -> Sequence[Change]:
        """Returns what the person changed lately without having seen the answer to it."""
        if self._shown is None:
            return ()
        until = self._clock.now() - ANSWER_TAKES
        found = await view.changes.unshown(until, LAST_CHANGES)
        return [change for change in found if change.id not in self._shown]

    async def _repeated(self, context: Context) -> Answer | None:
        """Returns the answer to a click or event that was handled before; None for a new one."""
        if context.press is None:
            return None
        before = await context.uow.changes.by_press(context.press)
        if before is None:
            return None
        said = Message(text=f"Already done: you {before.summary}.", tone=Tone.CAREFUL)
        return Answer(said, changes=(before.id,))

    async def _load_nudge(self, context: ReadContext) -> None:
        if context.invocation.nudge is None:
            return
        context.nudge = await context.uow.nudges.get(context.invocation.nudge)
        if context.nudge is None:
            raise Refused(
                "That reminder isn't there anymore. See what is due: ", CommandRef("nudges")
            )

    async def _finished(self, command: Command, context: ReadContext, reply: Message) -> Answer:
        if command.separate_answer and "page" not in context.invocation.args:
            return Answer(reply)
        if context.nudge is not None and context.nudge.delivery is not None:
            redrawn = await redraw(context, context.nudge, reply)
            return Answer(with_undo_of(context.nudge, reply), replacement=redrawn)
        return Answer(reply, replacement=reply)

    def begin(self, actor: Actor) -> AbstractAsyncContextManager[UnitOfWork]:
        """Opens the actor's unit of work, as of now."""
        return self._units.begin(*actor.unit(self._clock.now()))

    def read_only(self, actor: Actor) -> AbstractAsyncContextManager[ReadOnly]:
        """Opens the actor's data as of now, to be read alone."""
        return self._units.read_only(*actor.unit(self._clock.now()))


def _ids(changes: Iterable[Change]) -> tuple[int, ...]:
    return tuple(change.id for change in changes)
