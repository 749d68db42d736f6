"""One message a second to a channel, and no workspace before all the others."""

from __future__ import annotations

import asyncio
from collections import defaultdict
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from datetime import datetime, timedelta
from time import monotonic

from adapters.slack.outbound.errors import Limited
from bot.ports.clock import Clock
from bot.ports.messenger import RetryLater

SPACING = 1.0
AT_ONCE = 24
AT_ONCE_IN_A_WORKSPACE = 4
# With what a telling itself takes, it is shorter than a delivery's lease.
LONGEST_QUEUE = 60.0
_MANY = 5_000


class Pace:
    """Who may send when. What has to wait longer than a moment is told so, and holds nobody up."""

    def __init__(
        self, clock: Clock, spacing: float = SPACING, longest_queue: float = LONGEST_QUEUE
    ) -> None:
        self._clock = clock
        self._spacing = spacing
        self._longest_queue = longest_queue
        self._places = asyncio.Semaphore(AT_ONCE)
        self._of = _each(AT_ONCE_IN_A_WORKSPACE)
        self._resting: dict[str, datetime] = {}
        self._free: dict[tuple[str, str], float] = {}

    @asynccontextmanager
    async def turn(self, tenant: str, channel: str) -> AsyncIterator[None]:
        """A turn to send.

        Raises Limited where Slack asked that workspace to rest, and RetryLater where
        those before take too long.
        """
        async with AsyncExitStack() as held:
            try:
                async with asyncio.timeout(self._longest_queue):
                    # A workspace with hundreds of people due takes few of the places at a time.
                    await held.enter_async_context(self._of[tenant])
                    await held.enter_async_context(self._places)
            except TimeoutError:
                raise RetryLater(self._longest_queue) from None
            self._awake(tenant)
            if (wait := self._reserved(tenant, channel)) > 0:
                await asyncio.sleep(wait)
            yield

    def rest(self, tenant: str, seconds: float) -> None:
        """Slack asked to leave a workspace alone for so long."""
        now = self._clock.now()
        until = now + timedelta(seconds=seconds)
        self._resting[tenant] = max(self._resting.get(tenant, now), until)

    def _awake(self, tenant: str) -> None:
        now = self._clock.now()
        left = self._resting.get(tenant, now) - now
        if left > timedelta():
            raise Limited(left.total_seconds())
        self._resting.pop(tenant, None)

    def _reserved(self, tenant: str, channel: str) -> float:
        """How long until a channel is free, which is then taken."""
        now = monotonic()
        if len(self._free) > _MANY:
            self._free = {key: free for key, free in self._free.items() if free > now}
        begin = max(now, self._free.get((tenant, channel), now))
        self._free[tenant, channel] = begin + self._spacing
        return begin - now


def _each(many: int) -> defaultdict[str, asyncio.Semaphore]:
    """So many places in every workspace."""
    return defaultdict(lambda: asyncio.Semaphore(many))
