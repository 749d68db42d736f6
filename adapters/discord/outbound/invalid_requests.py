"""Discord's patience: requests it refused are counted, and nothing more is asked in time.

More than 10,000 refusals (401, 403, 429) in ten minutes, and Discord bans the
address they came from. A refusal for a limit that is shared with others is not
counted by Discord, and neither is it here.
"""

from __future__ import annotations

import asyncio
import time
from collections import deque
from collections.abc import Awaitable, Callable
from types import SimpleNamespace

import aiohttp
import discord

WINDOW = 600.0
# A quarter of what is allowed: other processes may share the address.
MOST_REFUSALS = 2_500
_REFUSALS = (401, 403, 429)
_SLOWEST, _FASTEST = 5.0, 40.0


class Overstepped(discord.DiscordException):
    """Too much was refused lately; `seconds` is how long nothing more is asked."""

    def __init__(self, seconds: float) -> None:
        self.seconds = seconds
        super().__init__(f"too many refusals, asking nothing for {seconds:.0f} s")


class Limits:
    """Watches every request of one process; `pace` is for those that can wait their turn."""

    def __init__(
        self, most: int = MOST_REFUSALS, monotonic: Callable[[], float] = time.monotonic
    ) -> None:
        self._most = most
        self._monotonic = monotonic
        self._refused: deque[float] = deque(maxlen=most)
        self.pace = Pace(monotonic)

    @property
    def refusals(self) -> int:
        """How many requests were refused in the last ten minutes."""
        over = self._monotonic() - WINDOW
        while self._refused and self._refused[0] <= over:
            self._refused.popleft()
        return len(self._refused)

    @property
    def wait(self) -> float:
        """How many seconds nothing may be asked; 0 where all is well."""
        if self.refusals < self._most:
            return 0.0
        return self._refused[0] + WINDOW - self._monotonic()

    def refused(self) -> None:
        """Notes that Discord refused a request."""
        self._refused.append(self._monotonic())

    def trace(self, turn: Callable[[], Awaitable[None]] | None = None) -> aiohttp.TraceConfig:
        """Makes an HTTP session watched: for `http_trace` of a client.

        With `turn`, every request waits for it first.
        """
        trace = aiohttp.TraceConfig()
        if turn is not None:
            trace.on_request_start.append(lambda session, context, params: turn())
        trace.on_request_start.append(self._before)
        trace.on_request_end.append(self._after)
        return trace

    async def _before(
        self,
        session: aiohttp.ClientSession,
        context: SimpleNamespace,
        params: aiohttp.TraceRequestStartParams,
    ) -> None:
        # The gateway is no part of the count, and may always be connected to.
        if params.url.scheme.startswith("http") and (seconds := self.wait) > 0:
            raise Overstepped(seconds)

    async def _after(
        self,
        session: aiohttp.ClientSession,
        context: SimpleNamespace,
        params: aiohttp.TraceRequestEndParams,
    ) -> None:
        answer = params.response
        if answer.status not in _REFUSALS:
            return
        if answer.headers.get("X-RateLimit-Scope") != "shared":
            self.refused()
        if answer.headers.get("X-RateLimit-Global"):
            self.pace.slow_down()


class Pace:
    """How fast things are sent: as fast as they come, until Discord says that it is too fast.

    Then at most forty a second, half as many each time it says so again, since
    other processes send too; after ten quiet minutes freely again.
    """

    def __init__(self, monotonic: Callable[[], float] = time.monotonic) -> None:
        self._monotonic = monotonic
        self._slowed: float | None = None
        self._next = 0.0
        self.per_second: float | None = None

    def slow_down(self) -> None:
        """Goes slower; what is refused at the same time counts once."""
        now = self._monotonic()
        if self._slowed is not None and now - self._slowed < 1.0:
            return
        self._slowed = now
        slower = _FASTEST if self.per_second is None else self.per_second / 2
        self.per_second = max(_SLOWEST, slower)

    async def turn(self) -> None:
        """Waits until the next may be sent."""
        if self._slowed is None or self.per_second is None:
            return
        now = self._monotonic()
        if now - self._slowed > WINDOW:
            self._slowed = self.per_second = None
            return
        at = max(now, self._next)
        self._next = at + 1 / self.per_second
        await asyncio.sleep(at - now)
