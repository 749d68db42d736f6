"""Limits the connections to the web server, so that half-sent requests keep nobody else out."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable

from aiohttp import web
from aiohttp.typedefs import Middleware

SECONDS_FOR_HEADERS = 10.0
SECONDS_FOR_A_BODY = 10.0
MOST_CONNECTIONS = 500
_TOO_SLOW = 408

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


class ConnectionLimit:
    """Counts connections; one that sends no whole request in time is closed.

    Where there are too many, the oldest that has sent none yet makes room for a new one.
    """

    def __init__(
        self, most: int = MOST_CONNECTIONS, seconds_for_headers: float = SECONDS_FOR_HEADERS
    ) -> None:
        self.most = most
        self.seconds_for_headers = seconds_for_headers
        self._open: set[asyncio.BaseTransport] = set()
        # Those without a request so far, the oldest first.
        self._silent: dict[asyncio.BaseTransport, asyncio.TimerHandle] = {}

    @property
    def count(self) -> int:
        """Returns how many connections are open."""
        return len(self._open)

    def protocol(self, server: Callable[[], asyncio.Protocol]) -> asyncio.Protocol:
        """Returns the protocol of a new connection, which a server's own works behind."""
        return _Connection(self, server())

    def opened(self, transport: asyncio.Transport) -> bool:
        """Counts a connection; False if there is no room for it."""
        if len(self._open) >= self.most:
            oldest = next(iter(self._silent), None)
            if not isinstance(oldest, asyncio.Transport):
                return False
            self.closed(oldest)
            oldest.abort()
        self._open.add(transport)
        loop = asyncio.get_running_loop()
        self._silent[transport] = loop.call_later(self.seconds_for_headers, transport.abort)
        return True

    def closed(self, transport: asyncio.BaseTransport) -> None:
        """Counts a connection no more."""
        self._open.discard(transport)
        self._heard(transport)

    def _heard(self, transport: asyncio.BaseTransport) -> None:
        timer = self._silent.pop(transport, None)
        if timer is not None:
            timer.cancel()

    def middleware(self) -> Middleware:
        """Returns what notes that a request's head came, and bounds the time for its body."""

        @web.middleware
        async def read_in_time(request: web.Request, handler: Handler) -> web.StreamResponse:
            if request.transport is not None:
                self._heard(request.transport)
            try:
                async with asyncio.timeout(SECONDS_FOR_A_BODY):
                    await request.read()
            except TimeoutError:
                # The rest of it may come yet, so the connection is of no more use.
                answer = web.json_response({"error": "Request Timeout"}, status=_TOO_SLOW)
                answer.force_close()
                return answer
            return await handler(request)

        return read_in_time


class _Connection(asyncio.Protocol):
    """A connection: what happens on it is passed on, once it is let in."""

    def __init__(self, limit: ConnectionLimit, inner: asyncio.Protocol) -> None:
        self._limit = limit
        self._inner = inner
        self._transport: asyncio.Transport | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Lets a connection in, or closes it."""
        assert isinstance(transport, asyncio.Transport)
        if not self._limit.opened(transport):
            transport.abort()
            return
        self._transport = transport
        self._inner.connection_made(transport)

    def connection_lost(self, error: Exception | None) -> None:
        """Passes it on."""
        if self._transport is not None:
            self._limit.closed(self._transport)
            self._inner.connection_lost(error)

    def data_received(self, data: bytes) -> None:
        """Passes it on."""
        if self._transport is not None:
            self._inner.data_received(data)

    def eof_received(self) -> bool | None:
        """Passes it on."""
        return self._inner.eof_received() if self._transport is not None else None

    def pause_writing(self) -> None:
        """Passes it on."""
        self._inner.pause_writing()

    def resume_writing(self) -> None:
        """Passes it on."""
        self._inner.resume_writing()
