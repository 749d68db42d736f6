"""Discord's invalid request limit: counts refused requests and stops asking before a ban.

More than 10,000 refusals (401, 403, 429) in ten minutes, and Discord bans the
address they came from. A refusal for a limit that is shared with others is not
counted by Discord, and neither is it here.
"""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Awaitable, Callable
from types import SimpleNamespace

import aiohttp
import discord

from adapters.discord.outbound.throttle import Throttle

WINDOW = 600.0
# A quarter of what is allowed: other processes may share the address.
MOST_REFUSALS = 2_500
_REFUSALS = (401, 403, 429)
_FAILED = 400


class TooManyInvalidRequests(discord.DiscordException):
    """Too many requests were refused; none is made for `seconds`."""

    def __init__(self, seconds: float) -> None:
        self.seconds = seconds
        super().__init__(f"too many refusals, no request for {seconds:.0f} s")


class InvalidRequestLimit:
    """Watches every request of one process; `failed` is called with the status of a failure."""

    def __init__(
        self,
        most: int = MOST_REFUSALS,
        monotonic: Callable[[], float] = time.monotonic,
        failed: Callable[[str], None] = lambda error: None,
    ) -> None:
        self._failed = failed
        self._most = most
        self._monotonic = monotonic
        self._refused: deque[float] = deque(maxlen=most)
        self.throttle = Throttle(monotonic)

    @property
    def refusals(self) -> int:
        """Returns how many requests were refused in the last ten minutes."""
        over = self._monotonic() - WINDOW
        while self._refused and self._refused[0] <= over:
            self._refused.popleft()
        return len(self._refused)

    @property
    def wait(self) -> float:
        """Returns for how many seconds nothing may be asked; 0 below the limit."""
        if self.refusals < self._most:
            return 0.0
        return self._refused[0] + WINDOW - self._monotonic()

    def refused(self) -> None:
        """Notes that Discord refused a request."""
        self._refused.append(self._monotonic())

    def trace(self, turn: Callable[[], Awaitable[None]] | None = None) -> aiohttp.TraceConfig:
        """Returns what watches an HTTP session, for `http_trace` of a client.

        With `turn`, every request waits for it first.
        """
        trace = aiohttp.TraceConfig()
        if turn is not None:
            trace.on_request_start.append(lambda session, context, params: turn())
        trace.on_request_start.append(self._before)
        trace.on_request_end.append(self._after)
        trace.on_request_exception.append(self._broken)
        return trace

    async def _before(
        self,
        session: aiohttp.ClientSession,
        context: SimpleNamespace,
        params: aiohttp.TraceRequestStartParams,
    ) -> None:
        # The gateway is no part of the count, and may always be connected to.
        if params.url.scheme.startswith("http") and (seconds := self.wait) > 0:
            raise TooManyInvalidRequests(seconds)

    async def _after(
        self,
        session: aiohttp.ClientSession,
        context: SimpleNamespace,
        params: aiohttp.TraceRequestEndParams,
    ) -> None:
        answer = params.response
        if answer.status >= _FAILED:
            self._failed(str(answer.status))
        if answer.status not in _REFUSALS:
            return
        if answer.headers.get("X-RateLimit-Scope") != "shared":
            self.refused()
        if answer.headers.get("X-RateLimit-Global"):
            self.throttle.slow_down()

    async def _broken(
        self,
        session: aiohttp.ClientSession,
        context: SimpleNamespace,
        params: aiohttp.TraceRequestExceptionParams,
    ) -> None:
        self._failed(type(params.exception).__name__)
