"""Changes the typed values in what a message says, such as the commands that it names."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from bot.message import Fact, Item, Message, Part, Text

Change = Callable[[Part], Part]


def change_parts(message: Message, change: Change) -> Message:
    """Returns the message with every part of its words changed; what is sent on stays as it is."""
    return message.replace(
        text=change_text(message.text, change),
        title=change_text(message.title, change),
        facts=tuple(_changed_fact(one, change) for one in message.facts),
        items=tuple(_changed_item(one, change) for one in message.items),
    )


def change_text(text: str | Text, change: Change) -> str | Text:
    """Returns the text with every part changed."""
    return text if isinstance(text, str) else Text(*map(change, text))


def _changed_item(item: Item, change: Change) -> Item:
    return replace(
        item,
        title=change_text(item.title, change),
        text=change_text(item.text, change),
        facts=tuple(_changed_fact(one, change) for one in item.facts),
    )


def _changed_fact(fact: Fact, change: Change) -> Fact:
    match fact.value:
        case str():
            return fact
        case Text() as text:
            return replace(fact, value=Text(*map(change, text)))
        case part:
            return replace(fact, value=change(part))
