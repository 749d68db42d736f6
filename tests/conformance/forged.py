"""Click ids copied from another person's message."""

from __future__ import annotations

from adapters.shared.callback_data import write
from bot.catalog import COMMANDS
from bot.message import Invocation

BY_NAME = {command.name: command for command in COMMANDS}


def forged(command: str, nudge: int | None = None, **args: object) -> str:
    """The click id that a button of another person might have."""
    return write(Invocation(command, args, nudge), BY_NAME[command])
