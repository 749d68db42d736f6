"""Every command, by hand, in the order of help."""

from __future__ import annotations

from bot.command import Command
from bot.commands import (
    applying,
    counting,
    following,
    hearing,
    helping,
    interviewing,
    myself,
    nudging,
    settings,
    showing,
    thanking,
    undoing,
    words,
)

COMMANDS: tuple[Command, ...] = (
    *applying.COMMANDS,
    *following.COMMANDS,
    *interviewing.COMMANDS,
    *thanking.COMMANDS,
    *hearing.COMMANDS,
    *words.COMMANDS,
    *showing.COMMANDS,
    *nudging.COMMANDS,
    *counting.COMMANDS,
    *undoing.COMMANDS,
    *settings.COMMANDS,
    *myself.COMMANDS,
    *helping.COMMANDS,
)
