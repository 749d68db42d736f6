"""Discord on this machine: the HTTP API and the gateway on one server, discord.py sent there."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from datetime import UTC, datetime

import yarl
from aiohttp import web
from discord.gateway import DiscordWebSocket
from discord.http import Route

from tests.fakes.discord.faults import Faults
from tests.fakes.discord.gateway import Gateway
from tests.fakes.discord.rest import BASE, Rest
from tests.fakes.discord.state import State

GATEWAY = "/gateway"


class FakeDiscord(State):
    """Discord: what it keeps, what it is asked, what goes wrong."""

    def __init__(self, now: Callable[[], datetime] = lambda: datetime.now(UTC)) -> None:
        super().__init__(now)
        self.faults = Faults()
        self.gateway = Gateway(self.directory)
        self.rest = Rest(self, self.faults)
        self.url = ""

    def server(self) -> web.Application:
        """The web application with both."""
        app = web.Application(client_max_size=32 * 1024 * 1024)
        app.router.add_get(GATEWAY, self.gateway.serve)
        self.rest.routes(app)
        return app

    def live_at(self, url: str) -> None:
        """Knows its own address, which it tells clients."""
        self.url = self.directory.uploads.home = url
        self.gateway.url = self.rest.gateway_url = url.replace("http", "ws", 1) + GATEWAY


@asynccontextmanager
async def discord_here(
    now: Callable[[], datetime] = lambda: datetime.now(UTC),
) -> AsyncIterator[FakeDiscord]:
    """Gives a Discord of its own, to which every client of discord.py connects meanwhile.

    At the end it fails if the bot has done what Discord would have refused.
    """
    fake = FakeDiscord(now)
    runner = web.AppRunner(fake.server(), shutdown_timeout=1)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    fake.live_at(f"http://127.0.0.1:{runner.addresses[0][1]}")
    before = Route.BASE, DiscordWebSocket.DEFAULT_GATEWAY
    Route.BASE = fake.url + BASE
    DiscordWebSocket.DEFAULT_GATEWAY = yarl.URL(fake.gateway.url)
    try:
        yield fake
    finally:
        Route.BASE, DiscordWebSocket.DEFAULT_GATEWAY = before
        fake.gateway.close()
        await runner.cleanup()
    for route in fake.faults.left():
        fake.directory.violations.add(
            route, "was not asked as often as a fault was scripted for it"
        )
    fake.directory.violations.check()
