"""Keeps Discord's global limit: fifty requests a second for a bot, over all its processes.

Each request waits for its turn. Turns are evenly spaced and leased from one row for half a
second at a time, so that no send costs a write. Answers to interactions are not counted: their
endpoints are not bound to the bot's global limit (docs.discord.com/developers/topics/rate-limits).
"""

from __future__ import annotations

import asyncio
import time
from collections import deque
from collections.abc import Callable

import discord

from adapters.discord.ports import RequestTurns

# A little below fifty, for clocks that differ and requests that overtake each other.
PER_SECOND = 49.5
FEW, MANY = 5, 25
# A turn that was not used in time is void: two at once would be too fast.
STALE = 0.02
MAX_QUEUE_SECONDS = 60.0


class TurnMissed(discord.DiscordException):
    """The turn came too late, as after the machine slept: another process may have sent by now."""


class ProcessTurns:
    """Turns of one process alone (`adapters.discord.ports.RequestTurns`)."""

    def __init__(self, monotonic: Callable[[], float] = time.monotonic) -> None:
        self._monotonic = monotonic
        self._next = 0.0

    async def lease(self, count: int, spacing: float) -> float:
        """Leases turns `spacing` seconds apart; returns in how many seconds the first is."""
        now = self._monotonic()
        begin = max(now, self._next)
        self._next = begin + count * spacing
        return begin - now


class GlobalRateLimit:
    """Gives every request of one process its turn. Raises TurnMissed where it comes too late."""

    def __init__(
        self,
        turns: RequestTurns | None = None,
        per_second: float = PER_SECOND,
        monotonic: Callable[[], float] = time.monotonic,
    ) -> None:
        self._leases = turns or ProcessTurns(monotonic)
        self._spacing = 1 / per_second
        self._monotonic = monotonic
        self._turns: deque[float] = deque()
        self._leased_at = 0.0
        self._lock = asyncio.Lock()
        self._ahead: asyncio.Task[None] | None = None

    async def turn(self) -> None:
        """Waits until the next request may be sent; in the order in which they came."""
        since = time.time()
        async with self._lock:
            at = await self._next()
        if (wait := at - self._monotonic()) > 0:
            await asyncio.sleep(wait)
        if time.time() - since > MAX_QUEUE_SECONDS:
            raise TurnMissed

    async def _next(self) -> float:
        now = self._monotonic()
        while self._turns and self._turns[0] < now - STALE:
            self._turns.popleft()
        while not self._turns:
            await (self._ahead or self._lease())
        turn = self._turns.popleft()
        if len(self._turns) < FEW and self._ahead is None and now - self._leased_at < 1.0:
            self._ahead = asyncio.ensure_future(self._lease_ahead())
        return turn

    async def _lease_ahead(self) -> None:
        try:
            await self._lease()
        finally:
            self._ahead = None

    async def _lease(self) -> None:
        now = self._monotonic()
        many = MANY if now - self._leased_at < 1.0 else FEW
        self._leased_at = now
        wait = await self._leases.lease(many, self._spacing)
        first = self._monotonic() + wait
        self._turns.extend(first + number * self._spacing for number in range(many))
