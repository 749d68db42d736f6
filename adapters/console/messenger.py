"""How people at the console are told things."""

from __future__ import annotations

from adapters.console.screen import PLATFORM, Screen
from adapters.console.view_model import Kind
from bot.domain.groups.group import Channel
from bot.domain.people.person import Address
from bot.message import Message
from bot.ports.messenger import RetryLater

ANOTHER_DAY = 24 * 60 * 60


class ConsoleMessenger:
    """Shows a delivery to the person it is for, once."""

    def __init__(self, screen: Screen) -> None:
        self._screen = screen
        self._told: set[str] = set()

    async def send_direct(
        self, address: Address, message: Message, delivery: str, *, again: bool = False
    ) -> None:
        """Shows it; a repeat under the same delivery shows nothing.

        Raises RetryLater for somebody on another platform whose database this is:
        the program that reaches them shall find the reminder.
        """
        if address.platform != PLATFORM:
            raise RetryLater(ANOTHER_DAY)
        if delivery in self._told:
            return
        kind = Kind.NUDGE if message.nudges else Kind.GROUP
        await self._screen.post(message, f"@{address.user}", kind)
        self._told.add(delivery)

    async def send_channel(
        self, channel: Channel, message: Message, delivery: str, *, again: bool = False
    ) -> None:
        """Shows it to everybody in a channel; otherwise as `tell`."""
        if channel.platform != PLATFORM:
            raise RetryLater(ANOTHER_DAY)
        if delivery in self._told:
            return
        await self._screen.post(message, f"#{channel.id}", Kind.GROUP, private=False)
        self._told.add(delivery)
