"""Guides a form from its opening to its outcome: five fields at a time, nothing typed is lost."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

import discord

from adapters.discord.actors import is_direct_message
from adapters.discord.inbound.pending_forms import PendingForm
from adapters.discord.inbound.results import Answered, FormRequested, HelperShown, Result
from adapters.discord.outbound.page_builder import PageBuilder
from adapters.discord.rendering import components, modal_form
from adapters.discord.rendering.components import Page
from adapters.discord.rendering.escape import escape
from adapters.discord.rendering.views import DrawnModal
from adapters.shared.callback_data import LONGEST, decode, write
from bot.command import Command, Param
from bot.conversation.actor import Actor
from bot.dispatcher import Dispatcher
from bot.message import Answer, Form, Message, Tone, plain

# A form of one step needs no memory: its id carries the invocation. So does the
# first step of one in which nothing is filled in yet.
WHOLE, FIRST = "ask:", "more:"
# Everything else is kept under a token: to be opened, or to be sent as it is.
OPEN, SAVE = "form:", "save:"


class FormFlow:
    """Opens forms, stores them while they are half filled in, and submits them."""

    def __init__(self, dispatcher: Dispatcher, page_builder: PageBuilder) -> None:
        self._dispatcher = dispatcher
        self._page_builder = page_builder

    def start(self, form: Form) -> PendingForm:
        """Starts a form of the core."""
        asks = write(form.action, self._dispatcher.command(form.action.command))
        errors = {name: plain(error) for name, error in form.errors.items()}
        text = plain(form.text)
        return PendingForm(form.title, asks, form.fields, form.values, errors, text=text)

    async def modal(self, pending: PendingForm, actor: Actor) -> DrawnModal:
        """Makes the modal of the next step of a form."""
        asked = self._open_fields(pending)
        custom_id = self._short_id(pending, asked)
        if custom_id is None:
            custom_id = OPEN + await self._store(pending, actor)
        fields = modal_form.draw_fields(asked[: modal_form.AT_ONCE], pending.values, pending.errors)
        said = modal_form.draw_text(pending.title, pending.text, len(fields))
        return DrawnModal(modal_form.title(pending.title), custom_id, [*said, *fields])

    async def opener_card(
        self, pending: PendingForm, actor: Actor, message: tuple[int, int] | None = None
    ) -> Page:
        """Makes a card that opens a form, for where none can open by itself.

        `message` is the one that the form began on, if it began on one.
        """
        pending = replace(pending, helper=True, message=pending.message or message)
        if pending.errors:
            asked = {param.name: param for param in self._open_fields(pending)}
            errors = [f"**{_label(asked, n)}** {escape(why)}" for n, why in pending.errors.items()]
            words, label = "\n".join(["I kept what you typed.", *errors]), "Correct it"
        else:
            words, label = "This one needs a few words from you.", "Open the form"
        return await self._card(pending, actor, words, label)

    async def reopen(self, custom_id: str, actor: Actor) -> Result:
        """Opens a stored form again."""
        return FormRequested(await self._load(custom_id.removeprefix(OPEN), actor))

    async def save(self, custom_id: str, actor: Actor) -> Result:
        """Submits a stored form as it is."""
        pending = await self._load(custom_id.removeprefix(SAVE), actor)
        return await self._send(pending, actor)

    async def submit(self, interaction: discord.Interaction, actor: Actor) -> Result:
        """Takes a filled modal: the next step of its form, or its outcome."""
        data: Mapping[str, Any] = dict(interaction.data or {})
        typed = modal_form.read_inputs(data["components"])
        pending = await self._read_submission(data["custom_id"], actor)
        if not pending.helper:
            pending = replace(pending, message=target_of(interaction))
        left = tuple(name for name in pending.fields if name not in typed)
        pending = replace(pending, fields=left, values={**pending.values, **typed}, errors={})
        if not left:
            return await self._send(pending, actor)
        kept = replace(pending, helper=True)
        return HelperShown(await self._continue_card(kept, actor), again=pending.helper)

    async def _read_submission(self, custom_id: str, actor: Actor) -> PendingForm:
        if custom_id.startswith(OPEN):
            return await self._load(custom_id.removeprefix(OPEN), actor)
        asks = custom_id.removeprefix(WHOLE).removeprefix(FIRST)
        invocation = decode(asks, self._dispatcher.commands)
        command = self._dispatcher.command(invocation.command)
        more = command.missing(invocation.args) if custom_id.startswith(FIRST) else ()
        return PendingForm(command.summary, asks, tuple(param.name for param in more))

    async def _send(self, pending: PendingForm, actor: Actor) -> Result:
        invocation = decode(pending.asks, self._dispatcher.commands)
        answer = await self._dispatcher.submit_form(invocation, pending.values, actor)
        if isinstance(answer.reply, Form):
            again = self._to_correct(self.start(answer.reply))
            page = await self.opener_card(again, actor, pending.message)
            return HelperShown(page, again=pending.helper)
        nothing_done = answer.replacement is None and not self._command(pending).separate_answer
        if nothing_done or answer.reply.tone is Tone.WRONG:
            return await self._return_to_correct(pending, answer, answer.reply, actor)
        return Answered(answer, target=pending.message, helper=pending.helper)

    def _to_correct(self, pending: PendingForm) -> PendingForm:
        """Asks again for what was not understood, with as much of the rest as fits."""
        if not pending.errors:
            return pending
        asked = self._open_fields(pending)[: modal_form.AT_ONCE]
        return replace(pending, fields=tuple(param.name for param in asked))

    async def _return_to_correct(
        self, pending: PendingForm, answer: Answer, why: Message, actor: Actor
    ) -> Result:
        """Says why nothing was logged, with a button that opens the form again."""
        command = self._command(pending)
        names = tuple(one.name for one in command.fields if one.name in pending.values)
        kept = replace(pending, fields=names[: modal_form.AT_ONCE], helper=True)
        token = await self._store(kept, actor)
        again = components.button("Change my answers", OPEN + token)
        page = await self._page_builder.build(why, actor, extra=[again])
        return HelperShown(page, again=pending.helper, answer=answer)

    async def _continue_card(self, pending: PendingForm, actor: Actor) -> Page:
        asked = self._open_fields(pending)
        done = sum(1 for value in pending.values.values() if value)
        kept = "1 answer is" if done == 1 else f"{done} answers are"
        left = "1 question is" if len(asked) == 1 else f"{len(asked)} questions are"
        words = f"{kept} kept, {left} left."
        return await self._card(pending, actor, words, "Continue")

    async def _card(self, pending: PendingForm, actor: Actor, words: str, label: str) -> Page:
        token = await self._store(pending, actor)
        buttons = [components.button(label, OPEN + token, components.PRIMARY)]
        needed = any(param.required for param in self._open_fields(pending))
        if pending.values and not needed and not pending.errors:
            buttons.append(components.button("Save now", SAVE + token))
        text = f"### {escape(pending.title)}\n{words}"
        return [
            components.container(
                [components.text(text[: components.MOST_CHARACTERS]), *components.rows(buttons)]
            )
        ]

    def _short_id(self, pending: PendingForm, asked: Sequence[Param]) -> str | None:
        """Returns the id of a form that need not be stored; None for one that must."""
        if pending.helper:
            return None
        if len(asked) <= modal_form.AT_ONCE and not set(pending.values) - set(pending.fields):
            short = WHOLE + pending.asks
        elif not pending.values and self._asks_for_all(pending):
            short = FIRST + pending.asks
        else:
            return None
        return short if len(short) <= LONGEST else None

    def _asks_for_all(self, pending: PendingForm) -> bool:
        """True if the fields are those that the command asks for by itself."""
        invocation = decode(pending.asks, self._dispatcher.commands)
        missing = self._command(pending).missing(invocation.args)
        return tuple(param.name for param in missing) == pending.fields

    def _open_fields(self, pending: PendingForm) -> list[Param]:
        command = self._command(pending)
        params = [param for name in pending.fields if (param := command.param(name))]
        return modal_form.in_asking_order(params, pending.values, pending.errors)

    def _command(self, pending: PendingForm) -> Command:
        return self._dispatcher.command(decode(pending.asks, self._dispatcher.commands).command)

    async def _load(self, token: str, actor: Actor) -> PendingForm:
        return PendingForm.read(await self._dispatcher.stored_action(token, actor))

    async def _store(self, pending: PendingForm, actor: Actor) -> str:
        (token,) = await self._dispatcher.store_actions([pending.write()], actor)
        return token


def target_of(interaction: discord.Interaction) -> tuple[int, int] | None:
    """Returns the message that a form was opened on, if the bot can rewrite it for one person."""
    message = interaction.message
    if message is None or message.flags.ephemeral or not is_direct_message(interaction):
        return None
    return message.channel.id, message.id


def _label(asked: Mapping[str, Param], name: str) -> str:
    return escape(asked[name].label) if name in asked else ""
