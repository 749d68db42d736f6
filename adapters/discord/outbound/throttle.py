"""Spaces messages out once Discord has answered with a global 429."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable

QUIET = 600.0
_SLOWEST, _FASTEST = 5.0, 40.0


class Throttle:
    """Spaces messages out once Discord has answered with a global 429.

    Then at most forty are sent a second, half as many after each further 429, since
    other processes send too; after ten minutes without one there is no limit again.
    """

    def __init__(self, monotonic: Callable[[], float] = time.monotonic) -> None:
        self._monotonic = monotonic
        self._slowed: float | None = None
        self._next = 0.0
        self.per_second: float | None = None

    def slow_down(self) -> None:
        """Halves the rate; refusals within one second count once."""
        now = self._monotonic()
        if self._slowed is not None and now - self._slowed < 1.0:
            return
        self._slowed = now
        slower = _FASTEST if self.per_second is None else self.per_second / 2
        self.per_second = max(_SLOWEST, slower)

    async def turn(self) -> None:
        """Waits until the next message may be sent."""
        if self._slowed is None or self.per_second is None:
            return
        now = self._monotonic()
        if now - self._slowed > QUIET:
            self._slowed = self.per_second = None
            return
        at = max(now, self._next)
        self._next = at + 1 / self.per_second
        await asyncio.sleep(at - now)
