"""Draws what comes unasked as a classic message, whose words a notification shows.

Of cards (Components V2) a notification shows nothing. The first press turns the message
into cards: its own update sets the flag for them, which cannot be unset.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from adapters.discord.rendering import components
from adapters.discord.rendering.cards import (
    LONGEST_TEXT,
    card_id,
    draw_button,
    fact_line,
    letter,
)
from adapters.discord.rendering.components import Component
from adapters.discord.rendering.escape import escape, pieces
from adapters.discord.rendering.nudge_queue import lines_of, open_menu
from adapters.shared.button_rows import row_places
from bot.message import Button, ButtonStyle, Draft, Item, Message, plain
from bot.texts.plain_text import one_line

LONGEST_CONTENT = 2_000
LONGEST_DESCRIPTION = 4_096
LONGEST_EMBEDS = 6_000
MOST_ROWS = 5

Embed = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Classic:
    """A message as it was before cards: words, rows, and letters too long for the words."""

    content: str
    components: list[Component]
    embeds: list[Embed] = field(default_factory=list)


def draw_classic(message: Message, click_ids: Sequence[str], delivery: str) -> Classic | None:
    """Draws a delivery; None for one without buttons, or with more than a classic message holds.

    Its first row bears the card id of the delivery, by which it is found again.
    """
    ids = iter(click_ids)
    rows = _queue_rows(message, ids) if message.queue else _rows(message, ids)
    if not rows or len(rows) > MOST_ROWS:
        return None
    rows[0]["id"] = card_id(delivery)
    if message.queue:
        return _fitting("\n".join(_queue_words(message)), rows)
    whole = "\n\n".join("\n".join(part) for part in _words(message, letters=True))
    if len(whole) <= LONGEST_CONTENT:
        return Classic(whole, rows)
    words = "\n\n".join("\n".join(part) for part in _words(message, letters=False))
    return _fitting(words, rows, _embeds(message))


def _fitting(content: str, rows: list[Component], embeds: Sequence[Embed] = ()) -> Classic | None:
    sizes = [len(one["description"]) + len(one.get("title", "")) for one in embeds]
    if len(content) > LONGEST_CONTENT or sum(sizes) > LONGEST_EMBEDS:
        return None
    if any(len(one["description"]) > LONGEST_DESCRIPTION for one in embeds):
        return None
    return Classic(content, rows, list(embeds))


def _queue_words(message: Message) -> Iterator[str]:
    yield _bold(plain(message.title))
    for line in lines_of(message, iter(["" for item in message.items for _ in item.buttons])):
        yield f"• {line.words}"


def _queue_rows(message: Message, ids: Iterator[str]) -> list[Component]:
    lines = lines_of(message, ids)
    own = [draw_button(one, next(ids)) for one in message.buttons]
    return [*open_menu(lines), *components.rows(own)]


def _words(message: Message, *, letters: bool) -> Iterator[list[str]]:
    """Returns the paragraphs: of one nudge all it says, of two the whole and then each."""
    only = message.items[0] if len(message.items) == 1 else None
    if only and only.title == message.title:
        yield list(_paragraph(only, plain(only.title), letters=letters))
        return
    yield list(_paragraph(message, plain(message.title), letters=letters))
    for number, item in enumerate(message.items, 1):
        numbered = f"{number}. {plain(item.title)}" if len(message.items) > 1 else plain(item.title)
        yield list(_paragraph(item, numbered, letters=letters))


def _paragraph(part: Message | Item, title: str, *, letters: bool) -> Iterator[str]:
    if title:
        yield _bold(title)
    yield from pieces(part.text, LONGEST_TEXT)
    yield from map(fact_line, part.facts)
    if letters:
        yield from letter(part.draft)


def _rows(message: Message, ids: Iterator[str]) -> list[Component]:
    """Draws the buttons: of two nudges each with the number of the one that it is for."""
    numbered = len(message.items) > 1
    rows: list[Component] = []
    primary = False

    def draw(one: Button, label: str = "") -> Component:
        nonlocal primary
        drawn = draw_button(one, next(ids), label)
        if one.style is ButtonStyle.PRIMARY and primary:  # two would say nothing
            drawn["style"] = components.PLAIN
        primary = primary or one.style is ButtonStyle.PRIMARY
        return drawn

    for number, item in enumerate(message.items, 1):
        labels = [f"{number}: {one.label}" if numbered else "" for one in item.buttons]
        drawn = [draw(one, label) for one, label in zip(item.buttons, labels, strict=True)]
        for places in row_places(item.buttons):
            rows += components.rows([drawn[one] for one in places])
    return [*rows, *components.rows([draw(one) for one in message.buttons])]


def _embeds(message: Message) -> list[Embed]:
    parts: list[tuple[str, Draft | None]] = [("", message.draft)]
    for number, item in enumerate(message.items, 1):
        parts.append((f"{number}" if len(message.items) > 1 else "", item.draft))
    return [
        {**({"title": title} if title else {}), "description": "\n".join(letter(draft))}
        for title, draft in parts
        if draft
    ]


def _bold(title: str) -> str:
    return f"**{escape(one_line(title))}**" if title else ""
