"""The bot as a real process beside the fake Slack: started, stopped, killed."""

from __future__ import annotations

import asyncio
import signal
import sys
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Literal

from aiohttp import ClientConnectorError, ClientSession

from tests.adapters.slack.harness import Harness
from tests.ports import free_port
from tests.program import FAR_AWAY, options
from tests.timeouts import HANG

PROGRAM = ("-m", "adapters.app", "serve")


@dataclass
class Process:
    """The bot as a process of its own."""

    child: asyncio.subprocess.Process
    url: str
    session: ClientSession

    async def get(self, path: str) -> tuple[int, str]:
        """Returns the response to a GET request."""
        async with self.session.get(f"{self.url}{path}") as answer:
            return answer.status, await answer.text()

    async def ready(self) -> None:
        """Waits until it is ready for work."""
        async with asyncio.timeout(HANG):
            while True:
                try:
                    if (await self.get("/readyz"))[0] == 200:
                        return
                except ClientConnectorError:
                    pass
                assert self.child.returncode is None, "it ended by itself"
                await asyncio.sleep(0.05)

    async def killed(self) -> None:
        """Ends it as a machine that loses power does."""
        self.child.kill()
        await self.child.communicate()

    async def stops(self) -> tuple[int, str]:
        """Sends SIGTERM and waits for the end; the exit status and the log."""
        self.child.send_signal(signal.SIGTERM)
        async with asyncio.timeout(HANG):
            out, _ = await self.child.communicate()
        assert self.child.returncode is not None
        return self.child.returncode, out.decode()


def program_with(limit: str, seconds: float) -> Sequence[str]:
    """The program with one of its limits changed."""
    module, _, name = limit.rpartition(".")
    changed = f"import {module} as module; module.{name} = {seconds}"
    return ("-c", f"{changed}; from adapters.app.cli import main; main()", "serve")


@asynccontextmanager
async def process(
    harness: Harness, program: Sequence[str] = PROGRAM, folder: str = FAR_AWAY, **more: str
) -> AsyncIterator[Process]:
    """The bot as a process of its own: over sockets, unless `more` says otherwise.

    In a folder of a person's own, its `.env` says the rest.
    """
    port = free_port()
    environment = {
        "FOLLOWTHROUGH_SLACK_API_URL": harness.slack.api_url,
        "FOLLOWTHROUGH_PORT": str(port),
    }
    if folder == FAR_AWAY:
        environment |= {
            "FOLLOWTHROUGH_DATABASE_URL": harness.database,
            "FOLLOWTHROUGH_SLACK_BOT_TOKEN": str(harness.settings.bot_token),
            "FOLLOWTHROUGH_SLACK_APP_TOKEN": harness.slack.app.app_token,
            **more,
        }
    child = await asyncio.create_subprocess_exec(
        *(sys.executable, *program),
        **options(environment, folder),
        stdout=asyncio.subprocess.PIPE,
    )
    async with ClientSession() as session:
        bot = Process(child, f"http://127.0.0.1:{port}", session)
        yield bot
        if child.returncode is None:
            await bot.killed()


def nudged(harness: Harness) -> int:
    return sum(1 for message in harness.workspace.messages if message.metadata)


def held(gate: asyncio.Event) -> asyncio.Event:
    """Set once a call waits at the gate."""
    reached, wait = asyncio.Event(), gate.wait

    async def announced() -> Literal[True]:
        reached.set()
        return await wait()

    gate.wait = announced  # type: ignore[method-assign]  # nothing else tells
    return reached
