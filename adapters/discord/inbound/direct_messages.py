"""Direct messages with the bot: each is read as a command, and so is an edit of it."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Coroutine, Sequence
from dataclasses import replace
from datetime import datetime
from functools import partial
from itertools import count
from typing import Any

import aiohttp
import discord
import structlog

from adapters.discord.actors import address_of, describe_user, name_of
from adapters.discord.channel_rights import write_obstacle
from adapters.discord.inbound.handlers import Handlers
from adapters.discord.inbound.interaction_runner import InteractionRunner
from adapters.discord.inbound.progress import ProgressMessage
from adapters.discord.inbound.replied_message import nudges_replied_to
from adapters.discord.locale_zones import UNKNOWN
from adapters.discord.outbound.nonces import nonce
from adapters.discord.outbound.page_builder import PageBuilder
from adapters.discord.rendering.components import Page
from adapters.discord.rendering.views import DrawnView, as_uploads
from bot.conversation.actor import Actor
from bot.message import File

MOST_REMEMBERED_EDITS = 10_000

log = structlog.get_logger("discord")


class DirectMessages:
    """Answers direct messages."""

    def __init__(
        self,
        client: discord.Client,
        page_builder: PageBuilder,
        handlers: Handlers,
        runner: InteractionRunner,
    ) -> None:
        self._client = client
        self._page_builder = page_builder
        self._handlers = handlers
        self._runner = runner
        # By message; that a preview was added to an edited message comes as the same edit.
        self._edits: OrderedDict[int, datetime] = OrderedDict()

    def is_new_edit(self, message: discord.Message) -> bool:
        """True once for each edit of a message by its author; a link's preview is no edit."""
        edited = message.edited_at
        if message.author.bot or edited is None or not message.content.strip():
            return False
        if self._edits.get(message.id) == edited:
            return False
        self._edits[message.id] = edited
        if len(self._edits) > MOST_REMEMBERED_EDITS:
            self._edits.popitem(last=False)
        return True

    async def answer(self, message: discord.Message, edited: datetime | None = None) -> None:
        """Answers a message, or its edit at that moment."""
        actor = self._actor_of(message)
        handlers, dropped = self._handlers, message.attachments
        if dropped:
            progress = ProgressMessage(self._page_builder, actor, message.channel)
            actor = replace(actor, show_progress=progress.show)
        work = (
            handlers.answer_edit(message.content, actor)
            if edited
            else handlers.answer_files(message.content, dropped, actor)
            if dropped
            else handlers.answer_line(message.content, actor)
        )
        try:
            await self._runner.reply_to_message(actor, work, _sender(message, edited))
        except discord.HTTPException as error:  # who wrote may take no messages themselves
            log.warning("answer_failed", late=False, status=error.status, code=error.code)

    def _actor_of(self, message: discord.Message) -> Actor:
        author = message.author
        return Actor(
            address_of(author.id),
            UNKNOWN,
            press=_name_of(message),
            introduce=partial(describe_user, author),
            replied_to=partial(nudges_replied_to, message),
            name=name_of(author),
            zone_guessed=True,
            write_obstacle=partial(write_obstacle, self._client, author.id),
        )


def _name_of(message: discord.Message) -> str:
    return f"discord-{message.id}"


def _sender(
    message: discord.Message, edited: datetime | None
) -> Callable[[Page, Sequence[File]], Coroutine[Any, Any, None]]:
    """Returns what sends the pages of an answer, each under a nonce of its own."""
    name = _name_of(message)
    reply = f"{name}-{edited.timestamp()}" if edited else name
    sent = count()

    async def send(page: Page, files: Sequence[File]) -> None:
        number = next(sent)
        key = f"{reply}-{number}" if number else reply

        def answer() -> Coroutine[Any, Any, Any]:
            view, uploads = DrawnView(page), as_uploads(files)
            return message.channel.send(view=view, files=uploads, nonce=nonce(key))

        await _send_again_once(answer)

    return send


async def _send_again_once(answer: Callable[[], Coroutine[Any, Any, Any]]) -> None:
    """Sends, and once more after a broken connection: by its nonce it shows once."""
    try:
        await answer()
    except (aiohttp.ClientError, OSError, discord.DiscordServerError):
        await answer()
