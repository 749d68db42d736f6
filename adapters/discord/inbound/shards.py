"""Times when a shard may identify: Discord takes few at a time from all processes.

Of the shards with the same number modulo `max_concurrency`, one may do so every
five seconds. One process alone keeps count. Several keep to the clock on the
wall: each shard has slots of its own, so that they need not talk to each other.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Awaitable, Callable

from adapters.discord.settings import Shards

SECONDS_APART = 5.0
# A slot is longer than the gap that Discord wants, and used at its beginning only:
# clocks may differ by as much as is left, which is a second or so.
SLOT = 7.5
SLOT_START = 1.0


class IdentifyQueue:
    """Queues this process's shards."""

    def __init__(
        self,
        shards: Shards | None,
        *,
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
        wall: Callable[[], float] = time.time,
    ) -> None:
        self._shards = shards
        self._sleep = sleep
        self._wall = wall
        self._last: dict[int, float] = {}
        self.at_once = 1

    async def wait_for_turn(self, shard: int) -> None:
        """Waits until a shard may identify."""
        while (seconds := self.seconds_until_turn(shard, self._wall())) > 0:
            await self._sleep(seconds)
        self._last[shard % self.at_once] = self._wall()

    def seconds_until_turn(self, shard: int, now: float) -> float:
        """Returns how many seconds a shard has to wait from a moment on."""
        last = self._last.get(shard % self.at_once)
        since = 0.0 if last is None else max(0.0, last + SECONDS_APART - now)
        if self._shards is None or self._shards.alone:
            return since
        rounds = -(-self._shards.total // self.at_once)
        if rounds == 1:
            return since
        begins = shard // self.at_once * SLOT
        into = (now - begins) % (rounds * SLOT)
        return max(since, 0.0 if into < SLOT_START else rounds * SLOT - into)
