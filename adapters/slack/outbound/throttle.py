"""Spaces messages out: one a second to a channel, and a fair share for each workspace."""

from __future__ import annotations

import asyncio
from collections import Counter, defaultdict, deque
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from datetime import datetime, timedelta
from time import monotonic

from adapters.slack.outbound.errors import RateLimited
from bot.delivery.retry_policy import LONGEST_WAIT
from bot.ports.clock import Clock
from bot.ports.messenger import RetryLater

SPACING = 1.0
MAX_CONCURRENT = 24
# What is left is for others, should one workspace answer slowly.
MAX_CONCURRENT_PER_WORKSPACE = 16
# With what a send itself takes, it is shorter than a delivery's lease.
MAX_QUEUE_SECONDS = 60.0
_MANY = 5_000


class SendSlots:
    """Slots to send at once; a free one goes to the workspace that holds the fewest."""

    def __init__(
        self, total: int = MAX_CONCURRENT, most_of_one: int = MAX_CONCURRENT_PER_WORKSPACE
    ) -> None:
        self._free = total
        self._most_of_one = most_of_one
        self._taken: Counter[str] = Counter()
        self._waiting: dict[str, deque[asyncio.Future[None]]] = defaultdict(deque)

    @asynccontextmanager
    async def slot(self, tenant: str) -> AsyncIterator[None]:
        """Holds a slot for a workspace; waits until one is free."""
        await self._take(tenant)
        try:
            yield
        finally:
            self._give_back(tenant)

    async def _take(self, tenant: str) -> None:
        turn: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._waiting[tenant].append(turn)
        self._hand_out()
        try:
            await turn
        except asyncio.CancelledError:
            if turn.done() and not turn.cancelled():
                self._give_back(tenant)
            raise

    def _give_back(self, tenant: str) -> None:
        self._free += 1
        self._taken[tenant] -= 1
        if not self._taken[tenant]:
            del self._taken[tenant]
        self._hand_out()

    def _hand_out(self) -> None:
        while self._free and (tenant := self._next()) is not None:
            turn = self._waiting[tenant].popleft()
            if not self._waiting[tenant]:
                del self._waiting[tenant]
            if turn.cancelled():
                continue
            turn.set_result(None)
            self._free -= 1
            self._taken[tenant] += 1

    def _next(self) -> str | None:
        """Returns the waiting workspace with the fewest slots; of equals, the longest waiting."""
        may = [one for one in self._waiting if self._taken[one] < self._most_of_one]
        return min(may, key=lambda tenant: self._taken[tenant], default=None)


class Throttle:
    """Gives each message its turn; refuses one that would wait too long."""

    def __init__(
        self, clock: Clock, spacing: float = SPACING, longest_queue: float = MAX_QUEUE_SECONDS
    ) -> None:
        self._clock = clock
        self._spacing = spacing
        self._longest_queue = longest_queue
        self._slots = SendSlots()
        self._resting: dict[str, datetime] = {}
        self._free: dict[tuple[str, str], float] = {}

    @asynccontextmanager
    async def turn(self, tenant: str, channel: str) -> AsyncIterator[None]:
        """Waits for the turn to send.

        Raises RateLimited where Slack asked that workspace to wait, and RetryLater where
        the queue is too long.
        """
        since = self._clock.now()
        async with AsyncExitStack() as held:
            try:
                async with asyncio.timeout(self._longest_queue):
                    await held.enter_async_context(self._slots.slot(tenant))
            except TimeoutError:
                raise RetryLater(self._longest_queue) from None
            self._check_rest(tenant)
            if (wait := self._reserve_turn(tenant, channel)) > 0:
                await asyncio.sleep(wait)
            # A machine that slept meanwhile must not send what another process has by now.
            if (self._clock.now() - since).total_seconds() > self._longest_queue + self._spacing:
                raise RetryLater(self._spacing)
            yield

    def rest(self, tenant: str, seconds: float) -> None:
        """Sends nothing to a workspace for so long, as Slack asked; ten minutes at most."""
        now = self._clock.now()
        until = now + min(timedelta(seconds=seconds), LONGEST_WAIT)
        self._resting[tenant] = max(self._resting.get(tenant, now), until)

    def _check_rest(self, tenant: str) -> None:
        now = self._clock.now()
        left = self._resting.get(tenant, now) - now
        if left > timedelta():
            raise RateLimited(left.total_seconds())
        self._resting.pop(tenant, None)

    def _reserve_turn(self, tenant: str, channel: str) -> float:
        """Reserves a channel's next turn; returns in how many seconds it is."""
        now = monotonic()
        if len(self._free) > _MANY:
            self._free = {key: free for key, free in self._free.items() if free > now}
        begin = max(now, self._free.get((tenant, channel), now))
        self._free[tenant, channel] = begin + self._spacing
        return begin - now
