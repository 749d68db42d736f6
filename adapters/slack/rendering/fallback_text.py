"""Draws a message as text alone, for when Slack refuses its blocks."""

from __future__ import annotations

from collections.abc import Iterator

from adapters.slack.rendering.limits import FALLBACK
from adapters.slack.rendering.mrkdwn import escape_to_fit
from bot.message import Draft, Item, Message, plain


def draw_as_text(message: Message) -> str:
    """Draws everything to read in a message, drafts included."""
    lines = [*_of(message), *(line for item in message.items for line in _of(item))]
    return escape_to_fit("\n".join(dict.fromkeys(lines)), FALLBACK)


def _of(part: Message | Item) -> Iterator[str]:
    yield from filter(None, (plain(part.title), plain(part.text)))
    if part.draft:
        yield from _letter(part.draft)


def _letter(draft: Draft) -> Iterator[str]:
    if draft.subject:
        yield f"Subject: {draft.subject}"
    yield draft.body
