"""Forms from their opening to their outcome: five fields at a time, nothing typed is ever lost."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

import discord

from adapters.discord.actors import is_alone
from adapters.discord.inbound.pending_forms import Pending
from adapters.discord.inbound.results import Asked, Helped, Result, Said
from adapters.discord.inbound.timezone_prompt import Newcomers
from adapters.discord.rendering import components, modal_form
from adapters.discord.rendering.components import Page
from adapters.discord.rendering.escape import escape
from adapters.discord.rendering.renderer import Easel
from adapters.discord.rendering.views import Questions
from adapters.shared.callback_data import LONGEST, decode, write
from bot.command import Command, Param
from bot.conversation.actor import Actor
from bot.dispatcher import Dispatcher
from bot.message import Form, Message, Tone

# A form of one step needs no memory: its id carries the invocation. So does the
# first step of one in which nothing stands yet.
WHOLE, FIRST = "ask:", "more:"
# Everything else is kept under a token: to be opened, or to be sent as it stands.
OPEN, SAVE = "form:", "save:"


class Asking:
    """Opens forms, keeps them while they are half filled in, and sends them."""

    def __init__(self, dispatch: Dispatcher, easel: Easel, newcomers: Newcomers) -> None:
        self._dispatch = dispatch
        self._easel = easel
        self._newcomers = newcomers

    def pending(self, form: Form) -> Pending:
        """A form of the core as it is asked here."""
        asks = write(form.asks, self._dispatch.command(form.asks.command))
        return Pending(form.title, asks, form.fields, form.values, form.errors)

    async def questions(self, pending: Pending, actor: Actor) -> Questions:
        """The next step of a form, to be opened at once."""
        asked = self._asked(pending)
        custom_id = self._short_id(pending, asked)
        if custom_id is None:
            custom_id = OPEN + await self._dispatch.keep(pending.write(), actor)
        fields = modal_form.fields(asked[: modal_form.AT_ONCE], pending.values, pending.errors)
        return Questions(modal_form.title(pending.title), custom_id, fields)

    async def opener(
        self, pending: Pending, actor: Actor, message: tuple[int, int] | None = None
    ) -> Page:
        """A card that opens a form, for where it cannot open by itself.

        `message` is the one that the form began on, if it began on one.
        """
        pending = replace(pending, helper=True, message=pending.message or message)
        if pending.errors:
            asked = {param.name: param for param in self._asked(pending)}
            told = [f"**{_label(asked, n)}** {escape(why)}" for n, why in pending.errors.items()]
            words, label = "\n".join(["I kept what you typed.", *told]), "Correct it"
        else:
            words, label = "This one needs a few words from you.", "Open the form"
        return await self._card(pending, actor, words, label)

    async def opened(self, custom_id: str, actor: Actor) -> Result:
        """What a button that opens a kept form comes to."""
        return Asked(await self._kept(custom_id.removeprefix(OPEN), actor))

    async def saved(self, custom_id: str, actor: Actor) -> Result:
        """What comes of sending a kept form as it stands."""
        pending = await self._kept(custom_id.removeprefix(SAVE), actor)
        return await self._send(pending, actor)

    async def submitted(self, interaction: discord.Interaction, actor: Actor) -> Result:
        """What comes of a form that was filled in: the next step, or its outcome."""
        data: Mapping[str, Any] = dict(interaction.data or {})
        typed = modal_form.typed(data["components"])
        pending = await self._begun(data["custom_id"], actor)
        if not pending.helper:
            pending = replace(pending, message=target_of(interaction))
        left = tuple(name for name in pending.fields if name not in typed)
        pending = replace(pending, fields=left, values={**pending.values, **typed}, errors={})
        if not left:
            return await self._send(pending, actor)
        kept = replace(pending, helper=True)
        return Helped(await self._next_step(kept, actor), again=pending.helper)

    async def _begun(self, custom_id: str, actor: Actor) -> Pending:
        if custom_id.startswith(OPEN):
            return await self._kept(custom_id.removeprefix(OPEN), actor)
        asks = custom_id.removeprefix(WHOLE).removeprefix(FIRST)
        invocation = decode(asks, self._dispatch.commands)
        command = self._dispatch.command(invocation.command)
        more = command.missing(invocation.args) if custom_id.startswith(FIRST) else ()
        return Pending(command.summary, asks, tuple(param.name for param in more))

    async def _send(self, pending: Pending, actor: Actor) -> Result:
        invocation = decode(pending.asks, self._dispatch.commands)
        zone = await self._newcomers.guessed(actor)
        answer = await self._dispatch.submit(invocation, pending.values, actor)
        if isinstance(answer.reply, Form):
            again = self._to_correct(self.pending(answer.reply))
            page = await self.opener(again, actor, pending.message)
            return Helped(page, again=pending.helper)
        nothing_done = answer.instead is None and not self._command(pending).shows
        if nothing_done or answer.reply.tone is Tone.WRONG:
            return await self._refused(pending, answer.reply, actor)
        said, extra = await self._newcomers.question(answer, zone, actor)
        return Said(said, extra, target=pending.message, helper=pending.helper)

    def _to_correct(self, pending: Pending) -> Pending:
        """Asks again for what was not understood, with as much of the rest as fits."""
        if not pending.errors:
            return pending
        asked = self._asked(pending)[: modal_form.AT_ONCE]
        return replace(pending, fields=tuple(param.name for param in asked))

    async def _refused(self, pending: Pending, why: Message, actor: Actor) -> Result:
        """Nothing was logged: says why, and opens the form again with what was typed."""
        command = self._command(pending)
        names = tuple(one.name for one in command.fields if one.name in pending.values)
        kept = replace(pending, fields=names[: modal_form.AT_ONCE], helper=True)
        token = await self._dispatch.keep(kept.write(), actor)
        again = components.button("Change my answers", OPEN + token)
        return Helped(await self._easel.draw(why, actor, extra=[again]), again=pending.helper)

    async def _next_step(self, pending: Pending, actor: Actor) -> Page:
        asked = self._asked(pending)
        done = sum(1 for value in pending.values.values() if value)
        kept = "1 answer is" if done == 1 else f"{done} answers are"
        left = "1 question is" if len(asked) == 1 else f"{len(asked)} questions are"
        words = f"{kept} kept, {left} left."
        return await self._card(pending, actor, words, "Continue")

    async def _card(self, pending: Pending, actor: Actor, words: str, label: str) -> Page:
        token = await self._dispatch.keep(pending.write(), actor)
        buttons = [components.button(label, OPEN + token, components.PRIMARY)]
        needed = any(param.required for param in self._asked(pending))
        if pending.values and not needed and not pending.errors:
            buttons.append(components.button("Save now", SAVE + token))
        told = f"### {escape(pending.title)}\n{words}"
        return [
            components.container(
                [components.text(told[: components.MOST_CHARACTERS]), *components.rows(buttons)]
            )
        ]

    def _short_id(self, pending: Pending, asked: Sequence[Param]) -> str | None:
        """The id of a form that needs no memory; None for one that does."""
        if pending.helper:
            return None
        if len(asked) <= modal_form.AT_ONCE and not set(pending.values) - set(pending.fields):
            short = WHOLE + pending.asks
        elif not pending.values and self._is_all_there_is(pending):
            short = FIRST + pending.asks
        else:
            return None
        return short if len(short) <= LONGEST else None

    def _is_all_there_is(self, pending: Pending) -> bool:
        """Whether the fields are those that the command asks for by itself."""
        invocation = decode(pending.asks, self._dispatch.commands)
        missing = self._command(pending).missing(invocation.args)
        return tuple(param.name for param in missing) == pending.fields

    def _asked(self, pending: Pending) -> list[Param]:
        command = self._command(pending)
        params = [param for name in pending.fields if (param := command.param(name))]
        return modal_form.first_things_first(params, pending.values, pending.errors)

    def _command(self, pending: Pending) -> Command:
        return self._dispatch.command(decode(pending.asks, self._dispatch.commands).command)

    async def _kept(self, token: str, actor: Actor) -> Pending:
        return Pending.read(await self._dispatch.kept(token, actor))


def target_of(interaction: discord.Interaction) -> tuple[int, int] | None:
    """The message that a form was opened on, where the bot can rewrite it for that one person."""
    message = interaction.message
    if message is None or message.flags.ephemeral or not is_alone(interaction):
        return None
    return message.channel.id, message.id


def _label(asked: Mapping[str, Param], name: str) -> str:
    return escape(asked[name].label) if name in asked else ""
