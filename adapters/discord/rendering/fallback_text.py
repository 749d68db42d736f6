"""Draws a message as text alone, for when Discord refuses its components."""

from __future__ import annotations

from collections.abc import Iterator

from adapters.discord.rendering.escape import pieces
from bot.message import Item, Message, Text, join_texts

LONGEST = 2_000
_CUT = "…"


def draw_as_text(message: Message) -> str:
    """Returns all its text, drafts included, as far as one message holds it."""
    lines = [*_of(message), *(line for item in message.items for line in _of(item))]
    words = join_texts(*dict.fromkeys(lines), by="\n")
    first, *more = pieces(words, LONGEST - len(_CUT))
    return first + _CUT if more else first


def _of(part: Message | Item) -> Iterator[str | Text]:
    yield from filter(None, (part.title, part.text))
    if part.draft:
        yield from filter(None, (part.draft.subject, part.draft.body))
