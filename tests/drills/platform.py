"""The platforms of a drill: the two fakes that fail."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Protocol

from bot.domain.groups.group import Channel
from bot.domain.people.person import Address


class FailingPlatform(Protocol):
    """A platform that processes deliver to, and that may refuse connections."""

    @property
    def environment(self) -> Mapping[str, str]:
        """The settings of a process that delivers here."""

    @property
    def channel(self) -> Channel:
        """The channel of the group."""

    @property
    def taken(self) -> int:
        """The number of messages it took."""

    @property
    def complaints(self) -> Sequence[str]:
        """Returns what the bot did that the platform would have refused."""

    def address(self, number: int) -> Address:
        """Returns the address where one of the people is reached."""

    def shown(self) -> Mapping[int, Sequence[datetime]]:
        """The moments at which it took each nudge."""

    def deliveries_to_group(self) -> Sequence[str]:
        """The delivery of each message that it took for the group."""

    async def start(self) -> None:
        """Listens, always at the same port."""

    async def stop(self) -> None:
        """Refuses connections from here on."""
