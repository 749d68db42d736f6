"""Hearing a line: which command it names and what follows, or what to say where it names none."""

from __future__ import annotations

from collections.abc import Sequence

from bot.command import Command
from bot.message import Refused
from bot.reading.commands import find_command, nearest

LONGEST_LINE = 8_000
ROOT = "followthrough"
_QUOTED = 40


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
    found = find_command(text, visible)
    if found is None:
        raise Refused(_unknown(text, visible))
    command, rest = found
    if command.name == ROOT and (inner := find_command(rest, visible)) and inner[1]:
        return inner  # "/followthrough applied Acme", where a name is taken
    return command, rest


def _unknown(text: str, visible: Sequence[Command]) -> str:
    typed = text.strip().split()[0][:_QUOTED] if text.strip() else ""
    near = nearest(text, visible)
    if near is not None:
        return f"I don't know “{typed}”. Did you mean /{near.name}? {near.summary}."
    return f"I don't know “{typed}”. /followthrough shows what I can do."
