"""Escapes texts for Discord: people's words as typed, never as markup, a link or a ping."""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import quote, urlsplit

from adapters.discord.rendering.command_mentions import CommandMention
from bot.message import Link, Moment, Part, Text, plain

# A backslash takes the meaning from any sign that follows it and is not shown. A
# colon before something begins an emoji (:fire:) or makes an address a link.
_ANYWHERE = re.compile(r"[\\`*_~|<>\[\]@]|:(?=\S)")
# Headings, small print and lists begin a line only; so do quotes, which are above.
_SIGN_FIRST = re.compile(r"^([ \t]*)([-+#])", re.MULTILINE)
_NUMBER_FIRST = re.compile(r"^([ \t]*[0-9]+)([.)])", re.MULTILINE)
_FENCE = re.compile(r"`{3,}")
# What would be drawn in another way than it is written.
_MARKUP = re.compile(
    r"[\\`*_~|<>]|https?://|\]\(|:\w+:|@(?:everyone|here)|^[ \t]*(?:[-+#]|\d+[.)]) ", re.MULTILINE
)
_ZERO_WIDTH_SPACE = "\u200b"
_IN_ADDRESS = "!#$%&'*+,/:;=?@[]~"
LONGEST_ADDRESS = 2_000


def escape(text: str) -> str:
    """Returns the text in Discord's markdown."""
    text = _ANYWHERE.sub(r"\\\g<0>", text)
    text = _SIGN_FIRST.sub(r"\1\\\2", text)
    return _NUMBER_FIRST.sub(r"\1\\\2", text)


def markdown(text: str | Text) -> str:
    """Draws the text with its typed values: a moment in the reader's own zone, a link to follow."""
    return escape(text) if isinstance(text, str) else "".join(map(_drawn, text))


def _drawn(part: Part) -> str:
    match part:
        case Moment(at):
            return f"<t:{int(at.timestamp())}:F>"
        case Link(url, label):
            return link(url, label)
        case CommandMention(name, id):
            return f"</{name}:{id}>"
        case _:
            return escape(plain(part))


def pieces(text: str | Text, longest: int) -> Iterator[str]:
    """Returns the same in parts of at most that many characters, cut between lines or words.

    Typed values in a text that has to be cut are drawn as plain words.
    """
    if text and len(whole := markdown(text).strip("\n")) <= longest:
        yield whole
        return
    text = plain(text)
    while text:
        raw = _fitting(text, longest)
        yield escape(raw.strip("\n"))
        text = text[len(raw) :].lstrip("\n")


def _fitting(text: str, longest: int) -> str:
    part = text[:longest]
    while (drawn := len(escape(part))) > longest:
        part = part[: len(part) * longest // drawn]
    if len(part) == len(text):
        return part
    cut = max(part.rfind("\n"), part.rfind(" "))
    return part[: cut + 1] if cut >= len(part) // 2 else part


def code(text: str) -> str:
    """Returns the text in a block that copies in one tap.

    Nothing is markup in it but the three backticks that end it; between those an
    invisible space keeps it whole, since Discord knows no longer fence.
    """
    body = _FENCE.sub(lambda run: _ZERO_WIDTH_SPACE.join(run[0]), text)
    return f"```\n{body or ' '}\n```"


def code_pieces(text: str, longest: int) -> Iterator[str]:
    """Returns the same in blocks of at most that many characters, cut between lines or words."""
    if text and len(whole := code(text.strip("\n"))) <= longest:
        yield whole
        return
    room = longest - len(code(" "))
    while text:
        part = text[:room]
        while len(code(part)) > longest:
            part = part[: len(part) // 2]
        cut = max(part.rfind("\n"), part.rfind(" "))
        if len(part) < len(text) and cut >= len(part) // 2:
            part = part[: cut + 1]
        yield code(part.strip("\n"))
        text = text[len(part) :].lstrip("\n")


def link(url: str, label: str) -> str:
    """Draws a link under our own words; an address that is none to follow stays text."""
    if urlsplit(url).scheme == "mailto":  # Discord opens no mail program
        return escape(label)
    address = quote(url, safe=_IN_ADDRESS)
    if urlsplit(url).scheme not in ("http", "https") or len(address) > LONGEST_ADDRESS:
        return escape(url[:LONGEST_ADDRESS])
    return f"[{escape(label)}](<{address}>)"


def to_copy(text: str) -> str:
    """Draws a text whose copy is exactly it: without escapes, in a block where it holds markup."""
    return code(text) if _MARKUP.search(text) else text
