"""The one way in: a line, a press or a filled form becomes an invocation and is answered.

Everything an invocation does happens in one unit of work; what it answers is
said only after that is committed.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from contextlib import AbstractAsyncContextManager
from dataclasses import replace
from datetime import timedelta
from typing import Any

from bot.command import ArgKind, Command
from bot.conversation.actor import Actor
from bot.conversation.context import Context
from bot.conversation.rate_limit import RateLimit
from bot.conversation.router import heard
from bot.message import Answer, Form, Invocation, Message, Refused, Tone
from bot.parsing.arguments import hangs_on_names, read_line
from bot.parsing.form_fields import read_fields
from bot.parsing.parse_context import ParseContext, ParseError
from bot.ports.clock import Clock
from bot.ports.unit_of_work import UnitOfWork, UnitOfWorkFactory
from bot.presenters.answer_notes import with_failures, with_note
from bot.presenters.nudge_digest import redraw

CLICKS_LAST = timedelta(days=30)
Read = Callable[[ParseContext], Mapping[str, Any]]


class Dispatcher:
    """Answers what people say, press and fill in.

    `pacing` limits how much anybody asks for; alone at a terminal nobody needs it.
    """

    def __init__(
        self,
        units: UnitOfWorkFactory,
        clock: Clock,
        commands: Sequence[Command],
        rate_limit: RateLimit | None = None,
    ) -> None:
        self._units = units
        self._clock = clock
        self.commands = tuple(commands)
        self._pacing = rate_limit
        self._by_name = {command.name: command for command in commands}

    def command(self, name: str) -> Command:
        """The command of that name. Raises Refused for a name that is none."""
        try:
            return self._by_name[name]
        except KeyError:
            raise Refused("That button is from another version of me. Try /followthrough") from None

    async def hear(self, text: str, actor: Actor) -> Answer:
        """Answers a line as typed."""
        try:
            command, rest = heard(text, self.commands)
        except Refused as refused:
            return Answer(refused.message)
        return await self._answer(
            Invocation(command.name), actor, lambda frame: read_line(command, rest, frame)
        )

    def form_for(self, text: str) -> Form | None:
        """The form that a line opens by itself, found without any database.

        Where a platform gives a form only moments to open, this comes before
        everything else. None for a line that can be answered at once; without
        fields where only storage can tell what the line says.
        """
        try:
            command, rest = heard(text, self.commands)
            args = read_line(command, rest, ParseContext(self._clock.now(), "UTC"))
        except (Refused, ParseError):
            return None
        form = self.form_of(Invocation(command.name, command.completes(args)))
        if form is not None and any(param.kind is ArgKind.APPLICATION for param in command.fields):
            asked = [param for param in command.fields if param.name in form.fields]
            return replace(form, fields=()) if hangs_on_names(rest, asked) else form
        return form

    def form_of(self, invocation: Invocation) -> Form | None:
        """The form that an invocation opens; without fields, storage has to fill it in."""
        try:
            command = self.command(invocation.command)
        except Refused:
            return None
        if missing := command.missing(invocation.args):
            return _form(command, invocation, tuple(p.name for p in missing))
        optional = (p.name for p in command.fields if not p.required)
        if command.prefills and not any(name in invocation.args for name in optional):
            return _form(command, invocation, ())
        return None

    async def press(self, invocation: Invocation, actor: Actor) -> Answer:
        """Answers a pressed button."""
        return await self._answer(invocation, actor)

    async def submit(
        self, invocation: Invocation, typed: Mapping[str, str], actor: Actor
    ) -> Answer:
        """Answers a filled form; what was not understood comes back with what was typed."""
        try:
            command = self.command(invocation.command)
        except Refused as refused:
            return Answer(refused.message)
        errors: dict[str, str] = {}
        shown = tuple(p.name for p in command.fields if p.name not in invocation.args)

        def read(frame: ParseContext) -> Mapping[str, Any]:
            args, found = read_fields(command, typed, frame, invocation.args)
            errors.update(found)
            if errors:
                raise ParseError(next(iter(errors.values())))
            return args

        def again(unread: ParseError) -> Answer:
            if unread.param in shown:
                errors[unread.param] = unread.sentence
            if not errors:
                return _misread(unread)
            return Answer(_form(command, invocation, shown, values=typed, errors=errors))

        return await self._answer(invocation, actor, read, again, submitted=True)

    async def keep(self, click: str, owner: Actor) -> str:
        """Keeps a click too long for its platform, for its owner; gives a random token."""
        async with self._begin(owner) as uow:
            return await uow.stored_actions.store(click, self._clock.now() + CLICKS_LAST)

    async def kept(self, token: str, actor: Actor) -> str:
        """The click kept under a token. Raises Refused where the caller has none."""
        async with self._begin(actor) as uow:
            click = await uow.stored_actions.get(token)
        if click is None:
            raise Refused("That button is too old to press. Try the command again.")
        return click

    def _begin(self, actor: Actor) -> AbstractAsyncContextManager[UnitOfWork]:
        now = self._clock.now()
        return self._units.begin(actor.address, actor.zone, now, actor.language)

    async def _answer(
        self,
        invocation: Invocation,
        actor: Actor,
        read: Read | None = None,
        again: Callable[[ParseError], Answer] | None = None,
        *,
        submitted: bool = False,
    ) -> Answer:
        """Runs an invocation; `again` answers what could not be read."""
        now = self._clock.now()
        try:
            command = self.command(invocation.command)
            if self._pacing is not None:
                self._pacing.count(actor.address, now)
            # Platforms are asked before the unit of work: nobody's rows wait for a network.
            side = await actor.side() if command.introduces else None
            place = await actor.stands(governs=command.governs)
            async with self._begin(actor) as uow:
                context = Context(uow, now, invocation, self.commands, place, actor.press, side)
                return await self._run(command, context, read, submitted=submitted)
        except ParseError as unread:
            return (again or _misread)(unread)
        except Refused as refused:
            return Answer(refused.message)

    async def _run(
        self, command: Command, context: Context, read: Read | None, *, submitted: bool
    ) -> Answer:
        if repeated := await self._repeated(context):
            return repeated
        await self._load_nudge(context)
        if read is not None:
            frame = await self._frame(command, context)
            args = {**context.invocation.args, **read(frame)}
            context.invocation = context.invocation.with_args(**command.completes(args))
        missing = command.missing(context.invocation.args)
        if missing and not submitted:
            names = tuple(p.name for p in missing)
            return Answer(_form(command, context.invocation, names))
        reply = await command.handler(context, **context.invocation.args)
        await context.finish()
        return await self._finished(command, context, reply)

    async def _repeated(self, context: Context) -> Answer | None:
        """The answer to a click or event that already did its work."""
        if context.press is None:
            return None
        before = await context.uow.changes.by_press(context.press)
        if before is None:
            return None
        return Answer(Message(text=f"Already done: you {before.summary}.", tone=Tone.CAREFUL))

    async def _load_nudge(self, context: Context) -> None:
        if context.invocation.nudge is None:
            return
        context.nudge = await context.uow.nudges.get(context.invocation.nudge)
        if context.nudge is None:
            raise Refused("That reminder isn't there any more. See what is due: /nudges")

    async def _frame(self, command: Command, context: Context) -> ParseContext:
        """What the words are read against; the person's companies only where it matters."""
        if not any(p.kind is ArgKind.APPLICATION or p.name == "company" for p in command.params):
            return context.frame
        names = tuple(entry.company for entry in await context.directory())
        return replace(context.frame, names=names)

    async def _finished(self, command: Command, context: Context, reply: Message | Form) -> Answer:
        if isinstance(reply, Form):
            return Answer(reply)
        reply = await with_failures(with_note(reply, context.note), context.uow)
        if command.shows and "page" not in context.invocation.args:
            return Answer(reply)
        if context.nudge is not None and context.nudge.delivery is not None:
            return Answer(reply, instead=await redraw(context, context.nudge, reply))
        return Answer(reply, instead=reply)


def _form(
    command: Command,
    invocation: Invocation,
    names: tuple[str, ...],
    *,
    values: Mapping[str, str] | None = None,
    errors: Mapping[str, str] | None = None,
) -> Form:
    return Form(command.summary, invocation, names, values or {}, errors or {})


def _misread(unread: ParseError) -> Answer:
    return Answer(Message(text=unread.sentence, tone=Tone.WRONG))
