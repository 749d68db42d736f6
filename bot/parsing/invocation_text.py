"""Invocations as lines of text, to be kept in another invocation and read back."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import UTC, datetime

from bot.command import Command
from bot.message import Invocation, Refused
from bot.parsing.parse_context import ParseContext, ParseError
from bot.parsing.values import read_value, write_value

_NOT_OURS = "That button isn't one of mine, or it is from another version of me."
# Written values are absolute, so nothing depends on the day they are read.
_LAST_DAY = ParseContext(datetime(2199, 12, 31, tzinfo=UTC), "UTC", "en")


def write_invocation(invocation: Invocation, command: Command) -> str:
    """An invocation as one line."""
    args = {
        param.name: write_value(param, invocation.args[param.name])
        for param in command.params
        if invocation.args.get(param.name) is not None
    }
    nudge = [] if invocation.nudge is None else [invocation.nudge]
    written = [command.name, args, *nudge]
    return json.dumps(written, ensure_ascii=False, separators=(",", ":"))


def read_invocation(text: str, commands: Sequence[Command]) -> Invocation:
    """The invocation of such a line. Raises Refused for anything else."""
    try:
        name, typed, *nudge = json.loads(text)
        command = next(one for one in commands if one.name == name)
        args = {}
        for key, value in typed.items():
            param = command.param(key)
            if param is None or not isinstance(value, str):
                raise Refused(_NOT_OURS)
            args[key] = read_value(param, value, _LAST_DAY)
        if not all(isinstance(one, int) for one in nudge):
            raise Refused(_NOT_OURS)
    except (ValueError, StopIteration, AttributeError, TypeError, ParseError):
        raise Refused(_NOT_OURS) from None
    return Invocation(name, args, nudge[0] if nudge else None)
