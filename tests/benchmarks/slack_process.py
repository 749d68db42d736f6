"""Processes of their own beside Slack's rows: a Slack that checks nothing, and a bare bolt app.

    python -m tests.benchmarks.slack_process slack SECONDS_TO_ANSWER
    python -m tests.benchmarks.slack_process bolt URL_OF_THE_API

Each says its port on a line of its own and serves until it is killed.
"""

from __future__ import annotations

import asyncio
import sys
from contextlib import suppress
from itertools import count
from typing import Any

from aiohttp import web
from slack_bolt.async_app import AsyncAck, AsyncApp
from slack_sdk.web.async_client import AsyncWebClient

TOKEN = "xoxb-bench"  # noqa: S105  # it opens nothing
SECRET = "bench"  # noqa: S105  # nor does this
EVENTS = "/slack/events"
ANSWERS = "/answers"
COUNT = "/count"
TEAM = "T1"

Json = dict[str, Any]


class UncheckedSlack:
    """A Slack that says yes to everything, and counts what was answered and posted."""

    def __init__(self, seconds: float) -> None:
        self._seconds = seconds
        self._stamps = count(1)
        self._seen = 0
        self._more = asyncio.Condition()

    def application(self) -> web.Application:
        """Its methods, the address for answers, and how many messages it took."""
        made = web.Application()
        made.router.add_route("*", "/api/{method}", self._method)
        made.router.add_post(ANSWERS, self._answer)
        made.router.add_get(COUNT, self._count)
        return made

    async def _method(self, request: web.Request) -> web.Response:
        await request.read()
        method = request.match_info["method"]
        stamp = f"1700000000.{next(self._stamps):06}"
        if self._seconds:
            await asyncio.sleep(self._seconds)
        # An answer that takes more than half a second comes in a view that was opened for it.
        if method in ("chat.postMessage", "views.update"):
            await self._took_one()
        return web.json_response(
            {
                "ok": True,
                "team_id": TEAM,
                "team": "bench",
                "user_id": "UBOT",
                "bot_id": "B1",
                "ts": stamp,
                "channel": {"id": "D1"} if method == "conversations.open" else "D1",
                # The bot's greeting is there already.
                "messages": [{"bot_id": "B1", "ts": stamp, "text": "Hello"}],
                "user": {"id": "U1", "tz": "Europe/Berlin", "locale": "en-GB"},
                "view": {"id": "V1", "hash": stamp},
            }
        )

    async def _answer(self, request: web.Request) -> web.Response:
        await request.read()
        await self._took_one()
        return web.Response(text="ok")

    async def _count(self, request: web.Request) -> web.Response:
        """Answers with the number of messages, once there are at least so many."""
        least = int(request.query.get("least", "0"))
        async with self._more:
            await self._more.wait_for(lambda: self._seen >= least)
        return web.json_response(self._seen)

    async def _took_one(self) -> None:
        self._seen += 1
        async with self._more:
            self._more.notify_all()


def bolt(api: str) -> web.Application:
    """An app that acknowledges, and does nothing else."""
    client = AsyncWebClient(base_url=api, token=TOKEN)
    app = AsyncApp(signing_secret=SECRET, client=client)

    @app.command("/applied")
    async def applied(ack: AsyncAck) -> None:
        await ack()

    return app.server(port=0, path=EVENTS).web_app


async def _serve(application: web.Application) -> None:
    runner = web.AppRunner(application, access_log=None)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    print(runner.addresses[0][1], flush=True)
    await asyncio.Event().wait()


async def _main() -> None:
    match sys.argv[1:]:
        case ["slack", seconds]:
            await _serve(UncheckedSlack(float(seconds)).application())
        case ["bolt", api]:
            await _serve(bolt(api))


if __name__ == "__main__":
    with suppress(KeyboardInterrupt):
        asyncio.run(_main())
