"""Holds the connections to the gateway for as long as the process serves."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from itertools import chain, repeat
from typing import NoReturn

import aiohttp
import discord
import structlog

from adapters.discord.outbound.error_log import explain_error
from adapters.discord.settings import DiscordSettings
from adapters.shared.environment import BadSetting

PATIENCE = 120.0
CHECK_EVERY = 1.0
SLOWEST_HEARTBEAT = 30.0
RETRY_PAUSES = (1.0, 5.0, 15.0, 30.0)

log = structlog.get_logger("discord")


class GatewayLost(Exception):
    """No connection could be held for too long, or Discord wants none; a new process may help."""


class Gateway:
    """Holds the connections of an app that was built for them."""

    def __init__(
        self,
        app: discord.AutoShardedClient,
        settings: DiscordSettings,
        *,
        patience: float = PATIENCE,
        check_every: float = CHECK_EVERY,
    ) -> None:
        self._app = app
        self._token = settings.token
        self._patience = patience
        self._check_every = check_every
        self._connection: asyncio.Task[None] | None = None

    @asynccontextmanager
    async def connected(self) -> AsyncIterator[None]:
        """Connects, and keeps connecting, until the end of the block."""
        async with self._app:
            self._connection = asyncio.create_task(self._connect())
            try:
                yield
            finally:
                await self._app.close()
                # Where Discord was never reached, it would go on trying.
                self._connection.cancel()
                await asyncio.gather(self._connection, return_exceptions=True)

    async def _connect(self) -> None:
        """Connects; from then on discord.py reconnects by itself."""
        for pause in chain(RETRY_PAUSES, repeat(RETRY_PAUSES[-1])):
            try:
                await self._app.login(self._token)
                break
            except (discord.DiscordServerError, aiohttp.ClientError, OSError) as error:
                log.warning("login_failed", error=type(error).__name__, retry_seconds=pause)
                await self._app.http.close()
                self._app.http.connector = discord.utils.MISSING  # closed, and kept otherwise
                await asyncio.sleep(pause)
        await self._app.connect()

    async def is_up(self) -> bool:
        """True if Discord can reach us."""
        app = self._app
        if app.is_closed() or not app.is_ready():
            return False
        shards = app.shards.values()
        return all(not one.is_closed() and one.latency < SLOWEST_HEARTBEAT for one in shards)

    async def watch(self) -> None:
        """Watches the connections. Raises GatewayLost, or what ended them.

        A token that Discord refuses is a BadSetting.
        """
        assert self._connection is not None, "watched before it was connected"
        loop = asyncio.get_running_loop()
        alive = loop.time()
        while True:
            done, _ = await asyncio.wait({self._connection}, timeout=self._check_every)
            if done:
                self._raise_end(self._connection)
            if await self.is_up():
                alive = loop.time()
            elif loop.time() - alive > self._patience:
                log.error("gateway_lost", seconds=int(loop.time() - alive))
                raise GatewayLost("Discord could not be reached.")

    def _raise_end(self, connection: asyncio.Task[None]) -> NoReturn:
        try:
            connection.result()
        except discord.LoginFailure as refused:
            raise BadSetting(explain_error(refused)) from None
        raise GatewayLost("Discord ended it.")
