"""The ports of Discord's adapter to storage: channels of direct messages, and turns to send."""

from __future__ import annotations

from typing import Protocol

from bot.domain.people.person import Address


class DmChannels(Protocol):
    """The channel of each user's direct messages."""

    async def find(self, address: Address) -> str | None:
        """Returns the channel of a user's direct messages, if one is known."""

    async def save(self, address: Address, channel: str | None) -> None:
        """Stores the channel of a user's direct messages; None for one that is gone."""


class RequestTurns(Protocol):
    """Turns to send requests, shared between all processes of a bot."""

    async def lease(self, count: int, spacing: float) -> float:
        """Leases turns `spacing` seconds apart; returns in how many seconds the first is."""
