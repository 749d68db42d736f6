"""Messages drawn for one reader: every button under its id, every command by its name here."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace

from adapters.shared.callback_data import click_id
from adapters.slack.rendering.action_ids import unharmed
from adapters.slack.rendering.blocks import Page, buttons_of, draw
from adapters.slack.rendering.fit import fitting
from adapters.slack.scopes import FEW
from bot.command import Command
from bot.conversation.actor import Actor
from bot.conversation.router import ROOT
from bot.dispatcher import Dispatcher
from bot.message import Fact, Item, Message


class Easel:
    """Draws messages. Of an app with `few` commands they name the others as it takes them."""

    def __init__(self, dispatch: Dispatcher, *, few: bool = False) -> None:
        self._dispatch = dispatch
        self._others = _others(dispatch.commands) if few else None

    async def draw(
        self, message: Message, owner: Actor, *, whole: bool = False
    ) -> tuple[Page, ...]:
        """The message drawn, its buttons alive for their owner; a delivery `whole`, on one page."""
        message = self.named(message)
        if whole:
            message = fitting(message)
        clicks = [
            unharmed(await click_id(button.does, self._dispatch, owner))
            for button in buttons_of(message)
        ]
        return draw(message, clicks)

    def named(self, message: Message) -> Message:
        """The message with every command as Slack takes it. What is sent on stays as it is."""
        if self._others is None:
            return message
        return message.but(
            text=self._words(message.text),
            title=self._words(message.title),
            facts=tuple(self._fact(one) for one in message.facts),
            items=tuple(self._item(one) for one in message.items),
        )

    def _item(self, item: Item) -> Item:
        facts = tuple(self._fact(one) for one in item.facts)
        return replace(
            item, title=self._words(item.title), text=self._words(item.text), facts=facts
        )

    def _fact(self, fact: Fact) -> Fact:
        if not isinstance(fact.value, str):
            return fact
        return replace(fact, value=self._words(fact.value))

    def _words(self, text: str) -> str:
        return self._others.sub(rf"/{ROOT} \g<name>", text) if self._others else text


def _others(commands: Iterable[Command]) -> re.Pattern[str]:
    """Where a text names a command that has no name of its own."""
    words = sorted({one.name.split()[0] for one in commands} - FEW, key=len, reverse=True)
    return re.compile(rf"(?<![^\s(“])/(?P<name>{'|'.join(words)})(?![\w/-])")
