"""Runs what people type, press and track at Discord through the core, and returns results."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import partial

import aiohttp
import discord

from adapters.discord.actors import actor_of
from adapters.discord.inbound.form_flow import OPEN, SAVE, FormFlow
from adapters.discord.inbound.message_links import links_in
from adapters.discord.inbound.results import Answered, FormRequested, PageTurned, Result
from adapters.discord.outbound.page_builder import PageBuilder
from adapters.discord.rendering.pager import TURN
from adapters.shared.callback_data import decode, press_key, read_click
from adapters.shared.dropped_files import NO_MAIL, DroppedFile, answer_files
from bot.command import Command
from bot.conversation.actor import Actor
from bot.conversation.zone_guess import CHANGES_THE_ZONE
from bot.dispatcher import Dispatcher
from bot.message import Answer, Invocation, Message, Refused

PASTED = "message.txt"
NO_WORDS = "I can only read words. Try “applied Acme”, or “followthrough” to see what I can do."
# Before which sign a custom id names its command.
_NAME = re.compile(r"[!|]")
# Once the id of a second button that did the same as another; messages of that time have it.
_STORED = "kept:"
# Once the beginning of the id of the button that changes a guessed time zone.
_ZONE = "zone:"


def _dropped(file: discord.Attachment) -> DroppedFile:
    """Returns an attachment as a file; Discord makes one of a long text by itself."""
    return DroppedFile(
        file.filename, file.size, partial(_read, file), pasted=file.filename == PASTED
    )


async def _read(file: discord.Attachment) -> bytes:
    """Reads an attachment at its own address, without our token. Raises Refused."""
    try:
        return await file.read()
    except (discord.HTTPException, aiohttp.ClientError, TimeoutError):
        raise Refused(
            f"Discord didn't let me have “{file.filename}”. Nothing was saved: drop it again."
        ) from None


class Handlers:
    """Answers commands, buttons and messages."""

    def __init__(
        self,
        dispatcher: Dispatcher,
        page_builder: PageBuilder,
        form_flow: FormFlow,
    ) -> None:
        self._dispatcher = dispatcher
        self._page_builder = page_builder
        self._form_flow = form_flow

    def may_open_form(self, custom_id: str) -> bool:
        """True if a button opens a form that storage is asked for first."""
        name = _NAME.split(custom_id, maxsplit=1)[0]
        prefilled = any(one.name == name and one.prefills for one in self._dispatcher.commands)
        return prefilled or custom_id.startswith(OPEN)

    async def answer_command(
        self, command: Command, typed: Mapping[str, str], actor: Actor
    ) -> Result:
        """Answers a slash command with what was typed into its options."""
        return Answered(await self._dispatcher.run_options(command.name, typed, actor))

    async def answer_line(self, line: str, actor: Actor) -> Answered:
        """Answers what was written in a conversation with the bot."""
        if not line.strip():
            return Answered(Answer(Message(NO_WORDS)))
        return Answered(await self._dispatcher.run_line(line, actor))

    async def answer_files(
        self, line: str, files: Sequence[discord.Attachment], actor: Actor
    ) -> Answered:
        """Answers files that a user dropped, and what is written beside them."""
        dropped = [_dropped(file) for file in files]
        return Answered(await answer_files(self._dispatcher, dropped, line, actor))

    async def read_mail(self, message: discord.Message, actor: Actor) -> Answered:
        """Reads the mail that a message is or brings."""
        if message.attachments:
            return await self.answer_files("", message.attachments, actor)
        if not message.content.strip():
            return Answered(Answer(Message(NO_MAIL)))
        return Answered(await self._dispatcher.run_mail(message.content, actor))

    async def answer_edit(self, line: str, actor: Actor) -> Answered:
        """Answers a message that its author edited in a conversation with the bot."""
        return Answered(await self._dispatcher.run_edited(line, actor))

    def track(self, message: discord.Message) -> FormRequested:
        """Makes the form for a job that a user found in a message."""
        form = self._dispatcher.form_for_job(links_in(message))
        return FormRequested(self._form_flow.start(form))

    async def answer_press(self, interaction: discord.Interaction, custom_id: str) -> Result:
        """Answers a pressed button."""
        actor = actor_of(interaction)
        if custom_id.startswith(TURN):
            return PageTurned(await self._page_builder.turn(custom_id, actor))
        if custom_id.startswith(OPEN):
            return await self._form_flow.reopen(custom_id, actor)
        if custom_id.startswith(SAVE):
            return await self._form_flow.save(custom_id, actor)
        if custom_id.startswith(_ZONE):
            custom_id = CHANGES_THE_ZONE
        action = await self._read_click(custom_id, actor)
        pressed_on = interaction.message.id if interaction.message else interaction.id
        key = press_key(f"discord-{pressed_on}", action, self._dispatcher)
        return Answered(await self._dispatcher.run_action(action, replace(actor, press=key)))

    async def _read_click(self, custom_id: str, actor: Actor) -> Invocation:
        if custom_id.startswith(_STORED):
            token = custom_id.removeprefix(_STORED)
            stored = await self._dispatcher.stored_action(token, actor)
            return decode(stored, self._dispatcher.commands)
        return await read_click(custom_id, self._dispatcher, actor)
