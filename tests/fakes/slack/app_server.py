"""Puts an app where Slack finds it: behind an address of this machine, or at a socket."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING

from aiohttp import ClientSession, CookieJar, web

from tests.fakes.slack.signing import Signer
from tests.fakes.slack.transport import OverHttp, OverSocket

if TYPE_CHECKING:
    from tests.fakes.slack.slack import Slack

EVENTS = "/slack/events"


@asynccontextmanager
async def over_http(
    slack: Slack, application: web.Application, path: str = EVENTS
) -> AsyncIterator[OverHttp]:
    """Serves an app and gives the way to it."""
    runner = web.AppRunner(application, shutdown_timeout=1)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    url = f"http://127.0.0.1:{runner.addresses[0][1]}{path}"
    try:
        # Cookies on an address of this machine count here as in a browser.
        async with ClientSession(cookie_jar=CookieJar(unsafe=True)) as session:
            yield OverHttp(session, url, Signer(slack.app.signing_secret))
    finally:
        await runner.cleanup()


def over_socket(slack: Slack) -> OverSocket:
    """Returns the transport to an app that holds a socket by itself."""
    return OverSocket(slack.socket)
