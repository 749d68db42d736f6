"""What people do, as the core hears it: typed commands, pressed buttons, tracked messages."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import discord

from adapters.discord.actors import caller_of
from adapters.discord.inbound.form_flow import OPEN, SAVE, Asking
from adapters.discord.inbound.pending_forms import Pending
from adapters.discord.inbound.results import Asked, Result, Said, Turned
from adapters.discord.inbound.timezone_prompt import ZONE, Newcomers
from adapters.discord.rendering.renderer import KEPT, TURN, Easel
from adapters.shared.callback_data import clicked, decode, press_name, write
from bot.command import ArgKind, Command
from bot.conversation.actor import Actor
from bot.dispatcher import Dispatcher
from bot.message import Answer, Invocation, Message
from bot.parsing.parse_context import ParseContext, ParseError
from bot.parsing.values import read_value, write_value
from bot.ports.clock import Clock

TRACKED = "applied"
NO_WORDS = "I read words only. Try “applied Acme”, or “followthrough” to see what I can do."
_NAME = re.compile(r"[!|]")
_ADDRESS = re.compile(r"https?://[^\s<>()\[\]`|\"]+", re.IGNORECASE)
# What ends a sentence, or Discord's bold and struck words, and no address.
_AFTER_ADDRESS = ".,;:!?*~'”’"


class Deeds:
    """Turns deeds into invocations, or into forms that ask for what is missing."""

    def __init__(
        self,
        dispatch: Dispatcher,
        clock: Clock,
        easel: Easel,
        asking: Asking,
        newcomers: Newcomers,
    ) -> None:
        self._dispatch = dispatch
        self._clock = clock
        self._easel = easel
        self._asking = asking
        self._newcomers = newcomers

    def form_of(self, command: Command, typed: Mapping[str, str]) -> Asked | None:
        """The form that a command opens with what was typed, found without any database."""
        read = self._read(command, typed)
        full = {**typed, **command.completes(read)}
        missing = {param.name for param in command.missing(full)}
        if not missing:
            return None
        # A company is found when the form is sent; the rest stands in the form.
        bound = {
            param.name: read[param.name]
            for param in command.fields
            if param.kind is ArgKind.APPLICATION and param.name in read
        }
        return Asked(self._form(command, bound, {**self._words(command, full), **typed}, missing))

    def opens_form(self, custom_id: str) -> bool:
        """Whether a button opens a form for which the database has to be asked."""
        name = _NAME.split(custom_id, maxsplit=1)[0]
        prefilled = any(one.name == name and one.prefills for one in self._dispatch.commands)
        return prefilled or custom_id.startswith(OPEN)

    async def typed(self, command: Command, typed: Mapping[str, str], actor: Actor) -> Result:
        """What comes of a command with everything that it needs."""
        zone = await self._newcomers.guessed(actor)
        answer = await self._dispatch.submit(Invocation(command.name), typed, actor)
        return Said(*await self._newcomers.question(answer, zone, actor))

    async def said(self, line: str, actor: Actor) -> Said:
        """What comes of words in a conversation with the bot."""
        if not line.strip():
            return Said(Answer(Message(NO_WORDS)))
        zone = await self._newcomers.guessed(actor)
        answer = await self._dispatch.hear(line, actor)
        return Said(*await self._newcomers.question(answer, zone, actor))

    def tracked(self, words: str) -> Asked:
        """The form for a job that somebody found in a message."""
        command = self._dispatch.command(TRACKED)
        found = _ADDRESS.search(words)
        typed = {"link": found[0].rstrip(_AFTER_ADDRESS)} if found else {}
        full = {**typed, **command.completes(self._read(command, typed))}
        fields = {param.name for param in command.fields}
        return Asked(self._form(command, {}, self._words(command, full), fields))

    async def pressed(self, interaction: discord.Interaction, custom_id: str) -> Result:
        """What comes of a button."""
        actor = caller_of(interaction)
        if custom_id.startswith(TURN):
            return Turned(await self._easel.turned(custom_id, actor))
        if custom_id.startswith(OPEN):
            return await self._asking.opened(custom_id, actor)
        if custom_id.startswith(SAVE):
            return await self._asking.saved(custom_id, actor)
        if custom_id.startswith(ZONE):
            return Asked(self._newcomers.form(custom_id))
        invocation = await self._invocation(custom_id, actor)
        form = self._dispatch.form_of(invocation)
        if form is not None and form.fields:
            return Asked(self._asking.pending(form))
        where = interaction.message.id if interaction.message else interaction.id
        name = press_name(f"discord-{where}", invocation, self._dispatch)
        zone = await self._newcomers.guessed(actor)
        answer = await self._dispatch.press(invocation, replace(actor, press=name))
        return Said(*await self._newcomers.question(answer, zone, actor))

    async def _invocation(self, custom_id: str, actor: Actor) -> Invocation:
        if custom_id.startswith(KEPT):
            kept = await self._dispatch.kept(custom_id.removeprefix(KEPT), actor)
            return decode(kept, self._dispatch.commands)
        return await clicked(custom_id, self._dispatch, actor)

    def _read(self, command: Command, typed: Mapping[str, str]) -> dict[str, Any]:
        """What can be read already; what cannot is said when it is sent."""
        frame = ParseContext(self._clock.now(), "UTC")
        read = {}
        for name, text in typed.items():
            if param := command.param(name):
                try:
                    read[name] = read_value(param, text, frame)
                except ParseError:
                    continue
        return read

    def _words(self, command: Command, full: Mapping[str, Any]) -> dict[str, str]:
        return {
            param.name: value if isinstance(value, str) else write_value(param, value)
            for param in command.fields
            if (value := full.get(param.name)) is not None
        }

    def _form(
        self,
        command: Command,
        bound: Mapping[str, Any],
        values: Mapping[str, str],
        missing: set[str],
    ) -> Pending:
        asked = [
            param.name
            for param in command.fields
            if param.name not in bound and (param.name in missing or param.name in values)
        ]
        shown = {name: text for name, text in values.items() if name not in bound}
        asks = write(Invocation(command.name, bound), command)
        return Pending(command.summary, asks, tuple(asked), shown)
