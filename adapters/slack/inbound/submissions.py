"""Runs submitted forms at Slack, and shows in the form itself what is wrong with it."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from adapters.shared.callback_data import decode
from adapters.shared.error_messages import error_message_for
from adapters.slack.home.home_tab import HomeTab
from adapters.slack.inbound.error_messages import BROKE, AlreadyReported
from adapters.slack.inbound.handlers import Handlers
from adapters.slack.inbound.modals import Modals
from adapters.slack.inbound.payloads import Event
from adapters.slack.rendering.command_names import CommandNames
from adapters.slack.rendering.modal_form import (
    FormState,
    block_errors,
    placeholder,
    read_typed,
    repeat_form,
)
from bot.conversation.actor import Actor
from bot.dispatcher import Dispatcher
from bot.message import Answer, Form, Invocation, Message, Refused, Tone

# Slack waits three seconds for a submitted form; this leaves it one for the road.
SECONDS_FOR_A_FORM = 2.0
Acknowledge = Callable[..., Awaitable[Any]]


@dataclass(frozen=True, slots=True)
class Submissions:
    """Answers submitted forms; `seconds` is how long one may take to be answered in place."""

    dispatcher: Dispatcher
    handlers: Handlers
    modals: Modals
    names: CommandNames
    home: HomeTab
    seconds: float = SECONDS_FOR_A_FORM

    async def answer(self, event: Event, view: Mapping[str, Any], ack: Acknowledge) -> None:
        """Answers a submitted form, in the form itself while something is wrong with it."""
        state = FormState.from_metadata(view["private_metadata"])
        event = replace(event, origin=state.origin)
        work = asyncio.ensure_future(self._submitted(event, state.click, read_typed(view)))
        done, _ = await asyncio.wait({work}, timeout=self.seconds)
        if not done:
            await ack(response_action="update", view=placeholder())
        actor, asked, answer, error = await work
        if not done:
            await self._show_late(event, actor, view, asked, answer)
        elif isinstance(answer.reply, Form) and (
            errors := block_errors(self.names.in_form(answer.reply), view)
        ):
            await ack(response_action="errors", errors=errors)
        elif changed := self._next_view(event, view, asked, answer):
            await ack(response_action="update", view=changed)
            self.dispatcher.mark_shown(answer)
        elif isinstance(answer.reply, Message) and (event.origin.home or event.origin.modal):
            self.home.mark_changed(event.user)
            shown = await self.modals.show(answer.reply, actor)
            await ack(response_action="update", view=shown)
            self.dispatcher.mark_shown(answer)
        else:
            await ack()
            await self.handlers.show(event, actor, answer)
        if error is not None:
            raise AlreadyReported from error

    async def _submitted(
        self, event: Event, click: str, typed: Mapping[str, str]
    ) -> tuple[Actor, Invocation | None, Answer, Exception | None]:
        """Runs a form. Of what breaks the form itself speaks: it still holds what was typed."""
        actor, asked = self.handlers.actor(event, press=event.id), None
        try:
            asked = decode(click, self.dispatcher.commands)
            return actor, asked, await self.dispatcher.submit_form(asked, typed, actor), None
        except Refused as refused:
            return actor, asked, Answer(refused.message), None
        except Exception as error:
            return actor, asked, Answer(error_message_for(error, BROKE)), error

    async def _show_late(
        self,
        event: Event,
        actor: Actor,
        view: Mapping[str, Any],
        asked: Invocation | None,
        answer: Answer,
    ) -> None:
        """Shows in the form itself what came of it after Slack has stopped waiting."""
        changed = self._next_view(event, view, asked, answer)
        if changed is not None:
            if not await self.modals.change(event.user, view["id"], changed):
                await self.handlers.post(event, actor, answer.reply)  # it was closed meanwhile
            self.dispatcher.mark_shown(answer)
        elif isinstance(answer.reply, Message):
            await self.handlers.show(event, actor, answer)
            shown = await self.modals.show(answer.reply, actor)
            await self.modals.change(event.user, view["id"], shown)

    def _next_view(
        self, event: Event, view: Mapping[str, Any], asked: Invocation | None, answer: Answer
    ) -> dict[str, Any] | None:
        """Returns the next view of a form that is not done: another one, or its errors."""
        if isinstance(answer.reply, Form):
            return self.modals.draw_form(answer.reply, event.origin)
        if asked is None or answer.reply.tone is not Tone.WRONG:
            return None
        sentence = self.names.in_text(answer.reply.text)
        return repeat_form(view, asked, self.dispatcher.command(asked.command), sentence)
