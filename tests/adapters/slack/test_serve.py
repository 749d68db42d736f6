"""The real process: it comes up, answers, delivers, and stops when it is told."""

from __future__ import annotations

import asyncio
import signal
import socket
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Literal

import pytest
from aiohttp import ClientConnectorError, ClientSession

from adapters.console.clock import VirtualClock
from adapters.environment import BadSetting
from adapters.serve import serve
from adapters.settings import Settings
from adapters.slack.vault import Secret, Vault
from storage.installations import Installations
from storage.memory import opened
from tests.adapters.slack.home import KEY, Home, registered
from tests.slack.client import Client
from tests.slack.hosting import over_socket
from tests.slack.slack import Slack

PROGRAM = """
import asyncio, os
from adapters.logs import configure
from adapters.serve import serve
from adapters.settings import Settings
configure()
asyncio.run(serve(Settings.read(os.environ)))
"""
PATIENCE = 45.0


@dataclass
class Process:
    """The bot as a process of its own."""

    child: asyncio.subprocess.Process
    url: str
    session: ClientSession

    async def get(self, path: str) -> tuple[int, str]:
        """What it answers."""
        async with self.session.get(f"{self.url}{path}") as answer:
            return answer.status, await answer.text()

    async def ready(self) -> None:
        """Waits until it is ready for work."""
        async with asyncio.timeout(PATIENCE):
            while True:
                try:
                    if (await self.get("/readyz"))[0] == 200:
                        return
                except ClientConnectorError:
                    pass
                assert self.child.returncode is None, "it ended by itself"
                await asyncio.sleep(0.05)

    async def stops(self) -> tuple[int, str]:
        """Sends SIGTERM and waits for the end; the exit status and the log."""
        self.child.send_signal(signal.SIGTERM)
        async with asyncio.timeout(PATIENCE):
            out, _ = await self.child.communicate()
        assert self.child.returncode is not None
        return self.child.returncode, out.decode()


@pytest.fixture
async def past(tmp_path: Path) -> AsyncIterator[Home]:
    """A Slack where somebody has applied eight days ago, by the real clock."""
    clock = VirtualClock(datetime.now(UTC) - timedelta(days=8))
    async with Slack(registered(), clock.now).serving() as slack:
        home = Home(slack, clock, f"sqlite+aiosqlite:///{tmp_path / 'bot.sqlite3'}")
        # Where it is about noon, nobody is in their quiet hours.
        home.ada.zone = f"Etc/GMT{datetime.now(UTC).hour - 12:+d}"
        async with home.running() as bot:
            await bot.client(home.ada, home.workspace).slash("/applied Acme")
            await bot.settled()
        yield home
    slack.complaints.check()


def a_free_port() -> int:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        port: int = taken.getsockname()[1]
        return port


@asynccontextmanager
async def process(home: Home, **more: str) -> AsyncIterator[Process]:
    """The bot over sockets, as a process of its own."""
    port = a_free_port()
    environment = {
        "PATH": "",
        "FOLLOWTHROUGH_DATABASE_URL": home.database,
        "FOLLOWTHROUGH_SLACK_BOT_TOKEN": str(home.settings.bot_token),
        "FOLLOWTHROUGH_SLACK_APP_TOKEN": home.slack.app.app_token,
        "FOLLOWTHROUGH_SLACK_API_URL": home.slack.api_url,
        "FOLLOWTHROUGH_PORT": str(port),
        **more,
    }
    child = await asyncio.create_subprocess_exec(
        sys.executable, "-c", PROGRAM, env=environment, stdout=asyncio.subprocess.PIPE
    )
    async with ClientSession() as session:
        yield Process(child, f"http://127.0.0.1:{port}", session)
        if child.returncode is None:
            child.kill()
            await child.communicate()


def nudged(home: Home) -> int:
    return sum(1 for message in home.workspace.messages if message.metadata)


async def test_it_comes_up_delivers_answers_and_stops(past: Home) -> None:
    async with process(past) as bot:
        await bot.ready()
        assert await bot.get("/healthz") == (200, '{"ok": true}')
        await past.slack.bell.until(lambda: nudged(past), "the nudge", PATIENCE)
        ada = Client(past.slack, past.workspace, past.ada, over_socket(past.slack))
        await ada.slash("/pipeline")
        await past.slack.bell.until(
            lambda: "Acme" in ada.screen[0].look.text, "the answer", PATIENCE
        )
        _, metrics = await bot.get("/metrics")
        assert 'followthrough_told_total{outcome="told",platform="slack"} 1.0' in metrics
        assert "Acme" not in metrics
        assert past.ada.id not in metrics
        status, log = await bot.stops()
    assert status == 0
    assert "Acme" not in log
    assert str(past.settings.bot_token) not in log
    assert nudged(past) == 1


def held(gate: asyncio.Event) -> asyncio.Event:
    """Set once a call waits at the gate."""
    reached, wait = asyncio.Event(), gate.wait

    async def announced() -> Literal[True]:
        reached.set()
        return await wait()

    gate.wait = announced  # type: ignore[method-assign]  # nothing else tells
    return reached


async def test_a_stop_lets_what_is_being_told_finish(past: Home) -> None:
    gate = past.slack.faults.hold("chat.postMessage")
    reached = held(gate)
    async with process(past) as bot:
        async with asyncio.timeout(PATIENCE):
            await reached.wait()
        stopping = asyncio.create_task(bot.stops())
        await asyncio.sleep(0)
        gate.set()
        assert (await stopping)[0] == 0
    assert nudged(past) == 1
    async with process(past) as again:
        await again.ready()
        await again.stops()
    assert nudged(past) == 1


async def test_a_worker_holds_no_socket_and_a_gateway_tells_nobody(past: Home) -> None:
    async with process(past, FOLLOWTHROUGH_ROLE="gateway") as gateway:
        await gateway.ready()
        assert past.slack.socket.connections > 0
        await gateway.stops()
    assert nudged(past) == 0
    async with process(past, FOLLOWTHROUGH_ROLE="worker") as worker:
        await past.slack.bell.until(lambda: nudged(past), "the nudge", PATIENCE)
        assert past.slack.socket.connections == 0
        await worker.stops()


async def test_over_http_it_takes_what_is_signed_and_shows_the_page_of_an_installation(
    past: Home,
) -> None:
    secrets = {
        "FOLLOWTHROUGH_SLACK_BOT_TOKEN": "",
        "FOLLOWTHROUGH_SLACK_APP_TOKEN": "",
        "FOLLOWTHROUGH_SLACK_CLIENT_ID": past.slack.app.client_id,
        "FOLLOWTHROUGH_SLACK_CLIENT_SECRET": past.slack.app.client_secret,
        "FOLLOWTHROUGH_SLACK_SIGNING_SECRET": past.slack.app.signing_secret,
        "FOLLOWTHROUGH_KEYS": KEY,
        "FOLLOWTHROUGH_PUBLIC_URL": "https://jobs.example",
        "FOLLOWTHROUGH_ROLE": "web",
    }
    async with process(past, **secrets) as bot:
        await bot.ready()
        status, page = await bot.get("/slack/install")
        assert status == 200
        assert "Add to Slack" in page
        async with bot.session.post(f"{bot.url}/slack/events", data="x=1") as refused:
            assert refused.status == 401
        status, log = await bot.stops()
        assert status == 0
        assert past.slack.app.client_secret not in log


async def test_settings_that_cannot_work_are_said_at_once() -> None:
    with pytest.raises(BadSetting, match="FOLLOWTHROUGH_DATABASE_URL"):
        await serve(Settings())
    with pytest.raises(BadSetting, match="doctor"):
        await serve(Settings(database_url="sqlite+aiosqlite://"))


async def test_a_port_that_is_taken_is_said(past: Home) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        environment = {
            "FOLLOWTHROUGH_DATABASE_URL": "sqlite+aiosqlite://",
            "FOLLOWTHROUGH_SLACK_BOT_TOKEN": "xoxb-1",
            "FOLLOWTHROUGH_SLACK_SIGNING_SECRET": "secret",
            "FOLLOWTHROUGH_PORT": str(taken.getsockname()[1]),
        }
        with pytest.raises(BadSetting, match="FOLLOWTHROUGH_PORT"):
            await serve(Settings.read(environment), asyncio.Event())


async def test_keys_that_open_nothing_stop_the_start(past: Home) -> None:
    other = KEY.replace("M", "N", 1)
    async with opened(past.database) as memory:
        secret = Vault([other]).close(Secret("xoxb-1"))
        await Installations(memory.database).save(
            "T1", enterprise=None, bot_user="U1", secret=secret, expires=None
        )
    environment = {
        "FOLLOWTHROUGH_DATABASE_URL": past.database,
        "FOLLOWTHROUGH_SLACK_CLIENT_ID": "1.2",
        "FOLLOWTHROUGH_SLACK_CLIENT_SECRET": "secret",
        "FOLLOWTHROUGH_SLACK_SIGNING_SECRET": "secret",
        "FOLLOWTHROUGH_KEYS": KEY,
        "FOLLOWTHROUGH_PUBLIC_URL": "https://jobs.example",
    }
    with pytest.raises(BadSetting, match="FOLLOWTHROUGH_KEYS"):
        await serve(Settings.read(environment), asyncio.Event())
