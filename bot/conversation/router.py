"""Hearing a line: which command it names and what follows, or what to say where it names none."""

from __future__ import annotations

import re
from collections.abc import Sequence

from bot.command import Command
from bot.message import Button, CommandRef, Invocation, Message, Refused, Style, Text
from bot.parsing.command_names import find_command, nearest
from bot.parsing.intents import is_thanks, said_as, said_whole
from bot.parsing.parse_context import ParseError
from bot.parsing.urls import looks_like_link, read_link
from bot.texts import labels

LONGEST_LINE = 8_000
ROOT = "followthrough"
_QUOTED = 40
_WORDS_AROUND_A_LINK = 20
_WITH_A_LINK = (
    ("applied", labels.I_APPLIED, Style.PRIMARY),
    ("plan", labels.PLAN_IT, Style.PLAIN),
)
_YOURE_WELCOME = Message(
    "You're welcome. Tell me when something happens; I keep an eye on the rest."
)
# What people say around a command.
_HELP = re.compile(
    rf"/?(?:{ROOT}\s+)?help(?:\s+(?:(?:me\s+)?(?:with|on)\s+)?(.+))?", re.IGNORECASE | re.DOTALL
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
        raise Refused(_unknown(text, visible))
    command, rest = found
    if command.name == ROOT and (inner := find_command(rest, visible)) and inner[1]:
        return inner  # "/followthrough applied Acme", where a name is taken
    return command, rest


def _helped(text: str, visible: Sequence[Command]) -> tuple[Command, str] | None:
    """*help pause* asks what it does, and does nothing; *help* alone asks what there is."""
    asked = _HELP.fullmatch(text.strip())
    root = find_command(ROOT, visible)
    if asked is None or root is None:
        return None
    if asked[1] is None:
        return root
    about = find_command(asked[1], visible)
    return (root[0], about[0].name) if about else None


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


def _pasted(text: str, visible: Sequence[Command]) -> Message | None:
    """What to say to a link: whether it is a job that they applied to, or one that they might."""
    link = next(filter(None, map(_link, text.split()[:_WORDS_AROUND_A_LINK])), None)
    if link is None:
        return None
    buttons = []
    for name, label, style in _WITH_A_LINK:
        for command in visible:
            if command.name == name:
                does = Invocation(name, command.completes({"link": link}))
                buttons.append(Button(label, does, style))
    return Message("Is that a job? Then I keep its link with it.", buttons=tuple(buttons))


def _link(word: str) -> str | None:
    try:
        return read_link(word) if looks_like_link(word) else None
    except ParseError:
        return None


def _unknown(text: str, visible: Sequence[Command]) -> Message | Text:
    if is_thanks(text):
        return _YOURE_WELCOME
    words = text.split()
    # Of "I interview people" the first word says nothing.
    typed = " ".join(words[: 2 if words[:1] == ["I"] else 1])[:_QUOTED]
    near = nearest(text, visible)
    if near is not None:
        name, summary = CommandRef(near.name), near.summary
        return Text(f"I don't know “{typed}”. Did you mean ", name, f"? {summary}.")
    pasted = _pasted(text, visible)
    help = CommandRef(ROOT)
    return pasted or Text(f"I don't know “{typed}”. ", help, " shows what I can do.")
