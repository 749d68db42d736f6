"""Everything that Discord keeps, in one hand."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from tests.fakes.discord.commands import Commands
from tests.fakes.discord.directory import World
from tests.fakes.discord.interactions import Interactions
from tests.fakes.discord.messages import Messages


class State:
    """The world, what is said in it, what is done to the bot, and what the bot has registered."""

    def __init__(self, now: Callable[[], datetime]) -> None:
        self.world = World(now)
        self.messages = Messages(self.world)
        self.interactions = Interactions(self.world, self.messages)
        self.commands = Commands(self.world)
