"""The way in: the gateway's connections, held for as long as the process serves."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from itertools import chain, repeat
from typing import NoReturn

import aiohttp
import discord
import structlog

from adapters.discord.outbound.errors import why_not
from adapters.discord.settings import DiscordSettings
from adapters.shared.environment import BadSetting

PATIENCE = 120.0
LOOK_EVERY = 1.0
SLOWEST_BEAT = 30.0
PAUSES = (1.0, 5.0, 15.0, 30.0)

log = structlog.get_logger("discord")


class Dead(Exception):
    """No connection could be held for too long, or Discord wants none; a new process may help."""


class Gateway:
    """Holds the connections of an app that was built for them."""

    def __init__(
        self,
        app: discord.AutoShardedClient,
        settings: DiscordSettings,
        *,
        patience: float = PATIENCE,
        look_every: float = LOOK_EVERY,
    ) -> None:
        self._app = app
        self._token = settings.token
        self._patience = patience
        self._look_every = look_every
        self._at_work: asyncio.Task[None] | None = None

    @asynccontextmanager
    async def connected(self) -> AsyncIterator[None]:
        """Connects, and keeps connecting, until the end of the block."""
        async with self._app:
            self._at_work = asyncio.create_task(self._hold())
            try:
                yield
            finally:
                await self._app.close()
                # Where Discord was never reached, it would go on knocking.
                self._at_work.cancel()
                await asyncio.gather(self._at_work, return_exceptions=True)

    async def _hold(self) -> None:
        """Connects; from then on discord.py comes again by itself."""
        for pause in chain(PAUSES, repeat(PAUSES[-1])):
            try:
                await self._app.login(self._token)
                break
            except (discord.DiscordServerError, aiohttp.ClientError, OSError) as error:
                log.warning("no_login", error=type(error).__name__, again_in=pause)
                await self._app.http.close()
                self._app.http.connector = discord.utils.MISSING  # closed, and kept otherwise
                await asyncio.sleep(pause)
        await self._app.connect()

    async def is_up(self) -> bool:
        """Whether Discord can reach us."""
        app = self._app
        if app.is_closed() or not app.is_ready():
            return False
        shards = app.shards.values()
        return all(not one.is_closed() and one.latency < SLOWEST_BEAT for one in shards)

    async def watch(self) -> None:
        """Watches the connections. Raises Dead, or what ended them, once they are of no use.

        A token that Discord refuses is a BadSetting.
        """
        assert self._at_work is not None, "watched before it was connected"
        loop = asyncio.get_running_loop()
        alive = loop.time()
        while True:
            done, _ = await asyncio.wait({self._at_work}, timeout=self._look_every)
            if done:
                self._ended(self._at_work)
            if await self.is_up():
                alive = loop.time()
            elif loop.time() - alive > self._patience:
                log.error("gateway_dead", seconds=int(loop.time() - alive))
                raise Dead("Discord could not be reached.")

    def _ended(self, at_work: asyncio.Task[None]) -> NoReturn:
        try:
            at_work.result()
        except discord.LoginFailure as refused:
            raise BadSetting(why_not(refused)) from None
        raise Dead("Discord ended it.")
