"""Pages through long messages: one page at a time, with buttons to the ones beside it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from adapters.discord.rendering import components
from adapters.discord.rendering.components import Page

TURN = "page:"
_HERE = "here:"


def open_page(pages: Sequence[Page], at: int, token: str) -> Page:
    """Draws one of the pages that are stored under a token, with the buttons that turn them."""
    at = max(0, min(at, len(pages) - 1))
    last = len(pages) - 1
    pager = [
        components.button("Back", f"{TURN}{at - 1}:{token}", disabled=at == 0),
        components.button(f"Page {at + 1} of {last + 1}", f"{_HERE}{at}", disabled=True),
        components.button("Next", f"{TURN}{at + 1}:{token}", disabled=at == last),
    ]
    (card,) = pages[at]
    return [{**card, "components": [*card["components"], *components.rows(pager)]}]


def page_of(components: Iterable[Any]) -> int:
    """Returns the page that a message is opened at, from its buttons as discord.py gives them."""
    for one in components:
        custom_id = getattr(one, "custom_id", None) or ""
        if custom_id.startswith(_HERE):
            return int(custom_id.removeprefix(_HERE))
    return 0
