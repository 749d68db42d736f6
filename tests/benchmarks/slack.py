"""Slack: from a command to its acknowledgment, beside a bolt app that only acknowledges."""

from __future__ import annotations

import asyncio
import os
import sys
from collections.abc import AsyncIterator, Callable, Coroutine
from contextlib import AsyncExitStack, asynccontextmanager
from itertools import count
from statistics import median
from time import perf_counter
from typing import Any
from urllib.parse import urlencode

from aiohttp import ClientConnectorError, ClientSession, ClientTimeout, TCPConnector

from tests.benchmarks.databases import Site
from tests.benchmarks.harness import Row, Scale, alternate, ms, percentile, times
from tests.benchmarks.people import company
from tests.benchmarks.slack_process import ANSWERS, COUNT, EVENTS, SECRET, TEAM, TOKEN
from tests.fakes.slack.signing import FORM, Request, Signer
from tests.ports import free_port
from tests.program import options

A_SECOND = 50
PATIENCE = ClientTimeout(total=120)
SIDE = (sys.executable, "-m", "tests.benchmarks.slack_process")
SERVE = (sys.executable, "-m", "adapters.app", "serve")


async def rows(site: Site, scale: Scale) -> AsyncIterator[Row]:
    """Measures a steady fifty a second, and all at once; each writes an application."""
    async with AsyncExitStack() as stack:
        connector = TCPConnector(limit=0)
        session = await stack.enter_async_context(
            ClientSession(connector=connector, timeout=PATIENCE)
        )
        slack = await stack.enter_async_context(beside("slack", "0"))
        bolt = await stack.enter_async_context(beside("bolt", f"{slack}/api/"))
        bot = await stack.enter_async_context(_bot(session, await site.empty(), slack))
        ours = CommandStream(session, bot, slack, answers=True)
        bare = CommandStream(session, bolt, slack, answers=False)
        for what, gap, limit, aim in (
            (f"acknowledge {A_SECOND} a second", 1 / A_SECOND, 1.0, 1.2),
            (f"acknowledge {scale.commands_at_once} at once", 0.0, 3.0, 1.0),
        ):
            runs = [lane.run(scale.commands_at_once, gap) for lane in (ours, bare)]
            last, bare_last = await alternate(scale.rounds, *runs)
            middle, bare_middle = ours.middle(), bare.middle()
            figures = (site.name, ms(middle), "bare bolt", ms(bare_middle))
            yield Row(f"{what}, p50", *figures, times(middle / bare_middle))
            yield Row(
                f"{what}, p99",
                site.name,
                ms(last),
                "bare bolt",
                ms(bare_last),
                times(last / bare_last),
                f"≤ {times(aim)}, < {limit:.0f} s",
                last <= aim * bare_last and last < limit,
            )


class CommandStream:
    """Commands to one app, and how long each took to be acknowledged."""

    def __init__(self, session: ClientSession, app: str, slack: str, *, answers: bool) -> None:
        self._session = session
        self._url = f"{app}{EVENTS}"
        self._slack = slack
        self._answers = answers
        self._numbers = count()
        self._middles: list[float] = []

    def run(self, many: int, gap: float) -> Callable[[], Coroutine[Any, Any, float]]:
        """So many commands, one every `gap` seconds; gives their 99th percentile."""
        self._middles = []

        async def run() -> float:
            before = await self._answered(0)
            # In every round the same people: none of them is new but in the first.
            sent = [self._request(f"U{one}") for one in range(many)]
            begin = perf_counter() + gap
            took = await asyncio.gather(
                *(self._send(request, begin + n * gap) for n, request in enumerate(sent))
            )
            if self._answers:  # the work that each one began is not left to the other's turn
                await self._answered(before + many)
            self._middles.append(median(took))
            return percentile(took, 0.99)

        return run

    def middle(self) -> float:
        """The median of the rounds' medians, without the round that warms up."""
        return median(self._middles[1:])

    async def _send(self, request: Request, at: float) -> float:
        if (wait := at - perf_counter()) > 0:
            await asyncio.sleep(wait)
        begin = perf_counter()
        async with self._session.post(
            self._url, data=request.body.encode(), headers=request.headers
        ) as answer:
            await answer.read()
            if answer.status != 200:
                raise RuntimeError(f"not acknowledged: HTTP {answer.status}")
        return perf_counter() - begin

    async def _answered(self, least: int) -> int:
        async with self._session.get(f"{self._slack}{COUNT}", params={"least": least}) as answer:
            return int(await answer.text())

    def _request(self, user: str) -> Request:
        number = next(self._numbers)
        command = {
            "command": "/applied",
            "text": f"{company(number)} as Baker yesterday",
            "user_id": user,
            "user_name": "ada",
            "team_id": TEAM,
            "team_domain": "hunters",
            "channel_id": "C1",
            "channel_name": "jobs",
            "api_app_id": "A1",
            "trigger_id": f"{number}.1.bench",
            "response_url": f"{self._slack}{ANSWERS}",
        }
        return Signer(SECRET)(urlencode(command), FORM)


@asynccontextmanager
async def beside(*what: str) -> AsyncIterator[str]:
    """One of the processes beside; its address."""
    async with _process(*SIDE, *what) as process:
        assert process.stdout is not None
        port = int(await process.stdout.readline())
        yield f"http://127.0.0.1:{port}"


@asynccontextmanager
async def _bot(session: ClientSession, database: str, slack: str) -> AsyncIterator[str]:
    """The program itself, serving over HTTP; its address."""
    port = free_port()
    url = f"http://127.0.0.1:{port}"
    environment = {
        "FOLLOWTHROUGH_DATABASE_URL": database,
        "FOLLOWTHROUGH_SLACK_BOT_TOKEN": TOKEN,
        "FOLLOWTHROUGH_SLACK_SIGNING_SECRET": SECRET,
        "FOLLOWTHROUGH_SLACK_API_URL": f"{slack}/api/",
        "FOLLOWTHROUGH_PORT": str(port),
    }
    async with _process(*SERVE, **environment) as process:
        while not await _is_ready(session, url):
            if process.returncode is not None:
                raise RuntimeError("followthrough serve ended by itself: nothing to measure")
            await asyncio.sleep(0.05)
        yield url


async def _is_ready(session: ClientSession, url: str) -> bool:
    try:
        async with session.get(f"{url}/readyz") as answer:
            return answer.status == 200
    except ClientConnectorError:
        return False


@asynccontextmanager
async def _process(*command: str, **more: str) -> AsyncIterator[asyncio.subprocess.Process]:
    process = await asyncio.create_subprocess_exec(
        *command, **options({"PATH": os.environ["PATH"], **more}), stdout=asyncio.subprocess.PIPE
    )
    try:
        yield process
    finally:
        process.terminate()
        await process.communicate()
