"""Fits a delivery into one message, so that it is sent once or not at all."""

from __future__ import annotations

from dataclasses import replace

from adapters.slack.rendering.blocks import draw_pages
from bot.message import Button, Invocation, Item, Message
from bot.texts import labels

# As long as the click id of any button can be: what is measured fits with the real ones.
_CLICK = "x"


def fit_one_page(message: Message) -> Message:
    """Shortens a delivery's message to one page; returns any other as it is.

    First the least urgent give up their drafts for a button that shows them,
    then what is left over waits behind *Show the rest*.
    """
    if message.delivery is None or _fits(message):
        return message
    for kept in range(len(message.items) - 1, -1, -1):
        shorter = tuple(
            item if number < kept else without_draft(item)
            for number, item in enumerate(message.items)
        )
        if _fits(message.replace(items=shorter)):
            return message.replace(items=shorter)
    for kept in range(len(shorter) - 1, 0, -1):
        following = Invocation("rest", {"delivery": message.delivery, "start": kept})
        left = message.replace(
            items=shorter[:kept], buttons=(Button(labels.SHOW_THE_REST, following),)
        )
        if _fits(left):
            return left
    return left


def _fits(message: Message) -> bool:
    return len(draw_pages(message, [_CLICK] * len(message.all_buttons))) == 1


def without_draft(item: Item) -> Item:
    """Replaces an item's draft by a button, where one of its buttons names the application."""
    if item.draft is None:
        return item
    company = next(
        (
            button.action.args["company"]
            for button in item.buttons
            if "company" in button.action.args
        ),
        None,
    )
    if company is None:
        return item
    show = Button(labels.DRAFT, Invocation("draft", {"company": company}))
    return replace(item, draft=None, buttons=(*item.buttons, show))
