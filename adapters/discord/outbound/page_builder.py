"""Builds a message's pages: what does not fit a button is stored first, then they are drawn."""

from __future__ import annotations

import json
from collections.abc import Sequence

from adapters.discord.rendering.cards import draw_pages
from adapters.discord.rendering.classic import Classic, draw_classic
from adapters.discord.rendering.command_mentions import CommandMentions
from adapters.discord.rendering.components import Component, Page
from adapters.discord.rendering.nudge_queue import draw_queue
from adapters.discord.rendering.pager import TURN, open_page
from adapters.shared.callback_data import click_ids
from bot.conversation.actor import Actor
from bot.dispatcher import Dispatcher
from bot.message import Message, Refused
from bot.presenters.nudge_queue import with_line_buttons


class PageBuilder:
    """Builds pages whose buttons work for their owner."""

    def __init__(self, dispatcher: Dispatcher, mentions: CommandMentions | None = None) -> None:
        self._dispatcher = dispatcher
        self._mentions = mentions or CommandMentions()

    async def build(
        self, message: Message, owner: Actor, *, at: int = 0, extra: Sequence[Component] = ()
    ) -> Page:
        """Builds a message opened at a page; the others are stored until they are turned to."""
        built = await self.build_all(message, owner, extra)
        if len(built) == 1:
            return built[0]
        (token,) = await self._dispatcher.store_actions([json.dumps({"pages": built})], owner)
        return open_page(built, at, token)

    async def build_all(
        self, message: Message, owner: Actor | None, extra: Sequence[Component] = ()
    ) -> list[Page]:
        """Builds all pages of a message, without the buttons that turn them.

        Without an owner the message is for everybody in a channel.
        """
        message = self._mentions.in_message(with_line_buttons(message))
        ids = await self._click_ids(message, owner)
        draw = draw_queue if message.queue else draw_pages
        return draw(message, ids, extra)

    async def build_delivery(self, message: Message, owner: Actor, delivery: str) -> Classic | Page:
        """Builds what comes unasked: a classic message, whose words are seen in a notification."""
        lines = self._mentions.in_message(with_line_buttons(message))
        ids = await self._click_ids(lines, owner)
        return draw_classic(lines, ids, delivery) or await self.build(message, owner)

    async def _click_ids(self, message: Message, owner: Actor | None) -> Sequence[str]:
        actions = [button.action for button in message.all_buttons]
        return await click_ids(actions, self._dispatcher, owner, distinct=True)

    async def turn(self, custom_id: str, owner: Actor) -> Page:
        """Builds the page that a button turns to. Raises Refused for pages of another person."""
        number, _, token = custom_id.removeprefix(TURN).partition(":")
        stored = await self._dispatcher.stored_action(token, owner)
        try:
            return open_page(json.loads(stored)["pages"], int(number), token)
        except (ValueError, KeyError, TypeError):
            raise Refused("That page isn't there anymore. Try the command again.") from None
