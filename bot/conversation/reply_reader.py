"""Reads a line as the reply to what was asked before it: a question, or a reminder."""

from __future__ import annotations

from collections.abc import Sequence

from bot.command import Command
from bot.conversation.actor import Actor
from bot.conversation.nudge_words import nudge_reply
from bot.conversation.pending_question import (
    WAITS,
    pending_question,
    read_question,
    write_question,
)
from bot.conversation.questions import ANSWER_NUDGE, Asked
from bot.conversation.replies import may_be_reply, read_reply
from bot.message import Invocation, Message
from bot.parsing.parse_context import ParseContext
from bot.ports.clock import Clock
from bot.ports.unit_of_work import UnitOfWorkFactory
from bot.queries.open_nudges import open_nudges


class ReplyReader:
    """Keeps what was asked of a person, and reads their next line as the reply to it.

    A question is asked and answered between the two alone, and answered once.
    """

    def __init__(self, units: UnitOfWorkFactory, clock: Clock, commands: Sequence[Command]) -> None:
        self._units = units
        self._clock = clock
        self._commands = commands
        self._by_name = {command.name: command for command in commands}

    async def keep(self, asked: Asked, actor: Actor) -> None:
        """Keeps a question until the line that answers it, or until it is too old."""
        if actor.place.channel is not None:
            return
        question = write_question(pending_question(asked), self._by_name)
        now = self._clock.now()
        async with self._units.begin(actor.address, actor.zone, now, actor.language) as uow:
            await uow.pending_questions.keep(actor.address, question, now + WAITS)

    async def read(
        self, text: str, actor: Actor, context: ParseContext
    ) -> Invocation | Message | None:
        """Returns what a line answers, a question before a nudge; None for a new message.

        A reply to a reminder's own message answers that reminder.
        """
        if actor.place.channel is not None or not may_be_reply(text):
            return None
        says = nudge_reply(text, context)
        nudges = await actor.replied_to() if says and actor.replied_to else frozenset()
        if nudges:
            of = " ".join(map(str, sorted(nudges)))
            return Invocation(ANSWER_NUDGE, {"said": text, "of": of})
        where = (actor.address, actor.zone, self._clock.now(), actor.language)
        async with self._units.read_only(*where) as view:
            kept = await view.pending_questions.get(actor.address)
            question = read_question(kept, self._commands) if kept else None
            reply = read_reply(text, question, self._commands, context) if question else None
            if reply is None:
                waits = bool(says) and bool(await open_nudges(view, context.now))
                return Invocation(ANSWER_NUDGE, {"said": text}) if waits else None
        async with self._units.begin(*where) as uow:
            return reply if await uow.pending_questions.drop(actor.address) else None
