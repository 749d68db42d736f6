"""Everything that Discord keeps, in one hand."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from tests.fakes.discord.commands import Commands
from tests.fakes.discord.directory import Directory
from tests.fakes.discord.interactions import Interactions
from tests.fakes.discord.messages import Messages


class State:
    """The directory, the messages, what is done to the bot, and what the bot has registered."""

    def __init__(self, now: Callable[[], datetime]) -> None:
        self.directory = Directory(now)
        self.messages = Messages(self.directory)
        self.interactions = Interactions(self.directory, self.messages)
        self.commands = Commands(self.directory)
