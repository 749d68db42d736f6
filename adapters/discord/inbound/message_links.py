"""The links in a message, with their labels and the previews that Discord shows of them."""

from __future__ import annotations

import re
from collections.abc import Iterator

import discord

from bot.parsing.shared_links import SharedLink

_ADDRESS = re.compile(
    r"(?:\[(?P<label>[^\[\]]{1,200})\]\(\s*)?(?P<address>https?://[^\s<>()\[\]`|\"]+)",
    re.IGNORECASE,
)
# What ends a sentence, or Discord's bold and struck words, and no address.
_AFTER_ADDRESS = ".,;:!?*~'”’"


def links_in(message: discord.Message) -> Iterator[SharedLink]:
    """Finds the links of a message: in its text, then in the embeds that bots post jobs in."""
    yield from _in_text(message.content)
    for embed in message.embeds:
        if embed.url:
            yield SharedLink(embed.url, "", embed.title or "", embed.author.name or "")
        yield from _in_text(f"{embed.title or ''}\n{embed.description or ''}")


def _in_text(text: str) -> Iterator[SharedLink]:
    for found in _ADDRESS.finditer(text):
        yield SharedLink(found["address"].rstrip(_AFTER_ADDRESS), found["label"] or "")
