"""Messages laid out for Slack: every command by its name here, a delivery on one page."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace

from adapters.slack.rendering.fit import fitting
from adapters.slack.scopes import FEW
from bot.command import Command
from bot.conversation.router import ROOT
from bot.message import Fact, Item, Message


class Renderer:
    """Lays messages out. Of an app with `few` commands they name the others as it takes them."""

    def __init__(self, commands: Iterable[Command], *, few: bool = False) -> None:
        self._others = _others(commands) if few else None

    def fit(self, message: Message) -> Message:
        """A delivery's message as it fits one page, its commands as Slack takes them."""
        return fitting(self.named(message))

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
