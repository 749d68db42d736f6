"""Receives events over two sockets, so that a refresh loses nothing, and watches them."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from time import monotonic

import structlog
from slack_bolt.adapter.socket_mode.aiohttp import AsyncSocketModeHandler
from slack_bolt.async_app import AsyncApp

CONNECTIONS = 2
PATIENCE = 60.0
CHECK_EVERY = 1.0

log = structlog.get_logger("slack")


class SocketLost(Exception):
    """No socket could be held for too long; only a new process helps."""


class SocketReceiver:
    """Holds sockets to Slack."""

    def __init__(
        self,
        app: AsyncApp,
        app_token: str,
        *,
        patience: float = PATIENCE,
        check_every: float = CHECK_EVERY,
    ) -> None:
        self._app = app
        self._app_token = app_token
        self._patience = patience
        self._check_every = check_every
        self._handlers: list[AsyncSocketModeHandler] = []

    @asynccontextmanager
    async def connected(self) -> AsyncIterator[None]:
        """Connects, and keeps connecting, until the end of the block."""
        self._handlers = [
            AsyncSocketModeHandler(self._app, self._app_token) for _ in range(CONNECTIONS)
        ]
        # Connecting retries by itself; nothing has to wait for it here.
        tasks = [asyncio.ensure_future(_connect(one)) for one in self._handlers]
        try:
            yield
        finally:
            for one in self._handlers:
                await _close(one)
            for task in tasks:
                task.cancel()
            await asyncio.gather(*tasks, return_exceptions=True)
            self._handlers = []

    async def is_up(self) -> bool:
        """True if Slack can reach us."""
        return any([await one.client.is_connected() for one in self._handlers])

    async def watch(self) -> None:
        """Watches the sockets. Raises SocketLost once none was up for too long."""
        alive = monotonic()
        while True:
            await asyncio.sleep(self._check_every)
            if await self.is_up():
                alive = monotonic()
            elif monotonic() - alive > self._patience:
                log.error("sockets_lost", seconds=int(monotonic() - alive))
                raise SocketLost("Slack opens no socket. `followthrough doctor` says why.")


async def _connect(handler: AsyncSocketModeHandler) -> None:
    await handler.connect_async()  # type: ignore[no-untyped-call]  # bolt leaves it untyped


async def _close(handler: AsyncSocketModeHandler) -> None:
    await handler.close_async()  # type: ignore[no-untyped-call]  # bolt leaves it untyped
