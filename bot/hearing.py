"""Hearing a line: which command it names and what follows, or what to say where it names none."""

from __future__ import annotations

import re
from collections.abc import Sequence

from bot.command import Command
from bot.message import Message, Refused
from bot.reading.commands import find_command, nearest
from bot.reading.sayings import is_thanks, said_as, said_whole

LONGEST_LINE = 8_000
ROOT = "followthrough"
_QUOTED = 40
_YOURE_WELCOME = Message(
    "You're welcome. Tell me when something happens; I keep an eye on the rest."
)
# What people say around a command.
_HELP_WITH = re.compile(
    rf"/?(?:{ROOT}\s+)?help\s+(?:(?:me\s+)?(?:with|on)\s+)?(.+)", re.IGNORECASE | re.DOTALL
)
_AROUND = re.compile(r"(?:[-–•·>]\s+)?(I(?:['’]ve|\s+have)?\s+)?(?:just\s+)?", re.IGNORECASE)
# Whoever says "I rejected Acme" or "I plan to" does not mean what the command logs.
_DONE_BY_ME = re.compile(
    r"(?!rejected|offered|ghosted)[a-z]+ed\b|heard\b|withdrew\b", re.IGNORECASE
)


def heard(text: str, commands: Sequence[Command]) -> tuple[Command, str]:
    """The command that a line names, and what follows it.

    Raises Refused, in words that say what to do, if it names none or is too long.
    """
    if len(text) > LONGEST_LINE:
        raise Refused(
            f"That is {len(text):,} characters; I read up to {LONGEST_LINE:,}. "
            "Nothing was saved: shorten it and send it again."
        )
    visible = tuple(command for command in commands if not command.hidden)
    if helped := _helped(text, visible):
        return helped
    text = said_whole(text) or text
    found = find_command(text, visible) or _said_otherwise(text, visible)
    if found is None:
        raise Refused(_YOURE_WELCOME if is_thanks(text) else _unknown(text, visible))
    command, rest = found
    if command.name == ROOT and (inner := find_command(rest, visible)) and inner[1]:
        return inner  # "/followthrough applied Acme", where a name is taken
    return command, rest


def _helped(text: str, visible: Sequence[Command]) -> tuple[Command, str] | None:
    """*help pause* asks what it does, and does nothing."""
    asked = _HELP_WITH.fullmatch(text.strip())
    about = find_command(asked[1], visible) if asked else None
    root = find_command(ROOT, visible)
    return (root[0], about[0].name) if root and about else None


def _said_otherwise(text: str, visible: Sequence[Command]) -> tuple[Command, str] | None:
    """*I just applied to Acme*, *- applied Acme*, *Acme rejected me*."""
    line = text.lstrip()
    around = _AROUND.match(line)
    said = line[around.end() :] if around else line
    if meant := said_as(said):
        name, rest = meant
        named = find_command(name, visible)
        return (named[0], rest) if named else None
    if around and around[1] and not _DONE_BY_ME.match(said):
        return None
    return find_command(said, visible)


def _unknown(text: str, visible: Sequence[Command]) -> str:
    words = text.split()
    # Of "I interview people" the first word says nothing.
    typed = " ".join(words[: 2 if words[:1] == ["I"] else 1])[:_QUOTED]
    near = nearest(text, visible)
    if near is not None:
        return f"I don't know “{typed}”. Did you mean /{near.name}? {near.summary}."
    return f"I don't know “{typed}”. /followthrough shows what I can do."
