"""The progress of work that takes a while: one message, rewritten as it goes on."""

from __future__ import annotations

from contextlib import suppress

import discord

from adapters.discord.outbound.page_builder import PageBuilder
from adapters.discord.rendering.views import DrawnView, in_place
from bot.conversation.actor import Actor
from bot.message import Message


class ProgressMessage:
    """A message to one user; that it cannot be shown keeps nothing from being done."""

    def __init__(
        self, page_builder: PageBuilder, actor: Actor, channel: discord.abc.Messageable
    ) -> None:
        self._page_builder = page_builder
        self._actor = actor
        self._channel = channel
        self._shown: discord.Message | None = None

    async def show(self, sentence: str) -> None:
        """Posts the sentence, or puts it in the place of the one before."""
        page = await self._page_builder.build(Message(sentence), self._actor)
        with suppress(discord.HTTPException):
            if self._shown is not None:
                await self._shown.edit(**in_place(page))
            else:
                self._shown = await self._channel.send(view=DrawnView(page))
