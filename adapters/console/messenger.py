"""Delivers messages to people and channels at the console."""

from __future__ import annotations

from adapters.console.screen import PLATFORM, Screen
from adapters.console.view_model import ViewKind
from bot.domain.groups.group import Channel
from bot.domain.people.person import Address
from bot.message import Message
from bot.ports.messenger import RetryLater

RETRY_SECONDS = 24 * 60 * 60


class ConsoleMessenger:
    """Shows each delivery once (`bot.ports.messenger.Messenger`)."""

    def __init__(self, screen: Screen) -> None:
        self._screen = screen
        self._delivered: set[str] = set()

    async def send_direct(
        self, address: Address, message: Message, delivery: str, *, maybe_sent: bool = False
    ) -> None:
        """Shows a message to a person; a repeat of the same delivery shows nothing.

        Raises RetryLater for a person on another platform in the same database:
        the process that serves that platform delivers it.
        """
        if address.platform != PLATFORM:
            raise RetryLater(RETRY_SECONDS)
        if delivery in self._delivered:
            return
        kind = ViewKind.NUDGE if message.nudges else ViewKind.GROUP
        await self._screen.post(message, f"@{address.user}", kind)
        self._delivered.add(delivery)

    async def send_channel(
        self, channel: Channel, message: Message, delivery: str, *, maybe_sent: bool = False
    ) -> None:
        """Shows a message in a channel; raises as `send_direct` does."""
        if channel.platform != PLATFORM:
            raise RetryLater(RETRY_SECONDS)
        if delivery in self._delivered:
            return
        await self._screen.post(message, f"#{channel.id}", ViewKind.GROUP, private=False)
        self._delivered.add(delivery)
