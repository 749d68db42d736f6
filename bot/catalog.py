"""Every command, by hand, in the order of help."""

from __future__ import annotations

from bot.command import Command
from bot.commands import (
    applying,
    counting,
    following,
    grouping,
    hearing,
    helping,
    interviewing,
    joining,
    linking,
    looking,
    myself,
    nudging,
    planning,
    settings,
    showing,
    snoozing,
    thanking,
    undoing,
    winning,
    words,
)

COMMANDS: tuple[Command, ...] = (
    *planning.COMMANDS,
    *applying.COMMANDS,
    *following.COMMANDS,
    *interviewing.COMMANDS,
    *thanking.COMMANDS,
    *hearing.COMMANDS,
    *words.COMMANDS,
    *showing.COMMANDS,
    *nudging.COMMANDS,
    *snoozing.COMMANDS,
    *counting.COMMANDS,
    *undoing.COMMANDS,
    *joining.COMMANDS,
    *looking.COMMANDS,
    *winning.COMMANDS,
    *grouping.COMMANDS,
    *settings.COMMANDS,
    *myself.COMMANDS,
    *linking.COMMANDS,
    *helping.COMMANDS,
)
