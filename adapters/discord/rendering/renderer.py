"""Messages drawn for one reader: every button under its id, pages kept until they are turned to."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from typing import Any

from adapters.discord.rendering import components
from adapters.discord.rendering.cards import pages
from adapters.discord.rendering.components import Component, Page
from adapters.shared.callback_data import click_id, write
from bot.conversation.actor import Actor
from bot.dispatcher import Dispatcher
from bot.message import Button, Message, Refused

TURN = "page:"
_HERE = "here:"
# Two buttons of one message may not share an id: the second one's click is kept.
KEPT = "kept:"


class Easel:
    """Draws messages."""

    def __init__(self, dispatch: Dispatcher) -> None:
        self._dispatch = dispatch

    async def draw(
        self, message: Message, reader: Actor, *, at: int = 0, extra: Sequence[Component] = ()
    ) -> Page:
        """A message as it is sent, opened at a page."""
        drawn = await self.spread(message, reader, extra)
        if len(drawn) == 1:
            return drawn[0]
        token = await self._dispatch.keep(json.dumps({"pages": drawn}), reader)
        return _opened(drawn, at, token)

    async def spread(
        self, message: Message, reader: Actor, extra: Sequence[Component] = ()
    ) -> list[Page]:
        """All pages of a message, without the buttons that turn them."""
        ids = await self._ids(message, reader)
        return pages(message, lambda button: ids[id(button)], extra)

    async def turned(self, custom_id: str, reader: Actor) -> Page:
        """The page that a button turns to. Raises Refused for pages that are none of theirs."""
        number, _, token = custom_id.removeprefix(TURN).partition(":")
        kept = await self._dispatch.kept(token, reader)
        try:
            drawn = json.loads(kept)["pages"]
            return _opened(drawn, int(number), token)
        except (ValueError, KeyError, TypeError):
            raise Refused("That page isn't there any more. Try the command again.") from None

    async def _ids(self, message: Message, reader: Actor) -> dict[int, str]:
        """The custom id of every button, no two alike."""
        ids: dict[int, str] = {}
        for button in _buttons(message):
            given = await click_id(button.does, self._dispatch, reader)
            if given in ids.values():
                command = self._dispatch.command(button.does.command)
                given = KEPT + await self._dispatch.keep(write(button.does, command), reader)
            ids[id(button)] = given
        return ids


def page_of(components: Iterable[Any]) -> int:
    """The page that a message is opened at, from its buttons as discord.py gives them."""
    for one in components:
        custom_id = getattr(one, "custom_id", None) or ""
        if custom_id.startswith(_HERE):
            return int(custom_id.removeprefix(_HERE))
    return 0


def _buttons(message: Message) -> list[Button]:
    return [*(button for item in message.items for button in item.buttons), *message.buttons]


def _opened(drawn: Sequence[Page], at: int, token: str) -> Page:
    """One of the pages, with buttons to the ones beside it."""
    at = max(0, min(at, len(drawn) - 1))
    last = len(drawn) - 1
    pager = [
        components.button("Back", f"{TURN}{at - 1}:{token}", disabled=at == 0),
        components.button(f"Page {at + 1} of {last + 1}", f"{_HERE}{at}", disabled=True),
        components.button("Next", f"{TURN}{at + 1}:{token}", disabled=at == last),
    ]
    (card,) = drawn[at]
    return [{**card, "components": [*card["components"], *components.rows(pager)]}]
