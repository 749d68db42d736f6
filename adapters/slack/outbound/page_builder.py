"""Builds a message's pages: what does not fit a button is stored first, then it is drawn."""

from __future__ import annotations

from collections.abc import Sequence

from adapters.shared.callback_data import click_ids
from adapters.slack.rendering.blocks import Page, draw_pages
from adapters.slack.rendering.command_names import CommandNames
from adapters.slack.rendering.fit import fit_one_page
from bot.conversation.actor import Actor
from bot.dispatcher import Dispatcher
from bot.message import Message
from bot.presenters.nudge_queue import with_line_buttons


class PageBuilder:
    """Builds pages whose buttons work for their owner."""

    def __init__(self, dispatcher: Dispatcher, names: CommandNames) -> None:
        self._dispatcher = dispatcher
        self._names = names

    async def build(self, message: Message, owner: Actor | None) -> tuple[Page, ...]:
        """Builds the pages of a message; without an owner it is for all in a channel."""
        (pages,) = await self.build_all([message], owner)
        return pages

    async def build_one(self, message: Message, owner: Actor | None) -> tuple[Page, ...]:
        """Builds a delivery as one page, however much it has to say; else as many as it takes."""
        return await self.build(fit_one_page(self._in_words(message)), owner)

    async def build_all(
        self, messages: Sequence[Message], owner: Actor | None
    ) -> list[tuple[Page, ...]]:
        """Builds the pages of several messages, whose long clicks are stored together."""
        messages = [self._in_words(one) for one in messages]
        actions = [button.action for one in messages for button in one.all_buttons]
        ids = iter(await click_ids(actions, self._dispatcher, owner))
        return [draw_pages(one, [next(ids) for _ in one.all_buttons]) for one in messages]

    def _in_words(self, message: Message) -> Message:
        """Returns a message by this workspace's names, a queue with the buttons of its lines."""
        named = self._names.in_message(message)
        return with_line_buttons(named) if named.queue else named
