"""The real process starts, answers, delivers, and stops on request."""

from __future__ import annotations

import asyncio
import re
import socket

import pytest
from sqlalchemy import select

from adapters.app.serve import serve
from adapters.app.settings import Settings
from adapters.shared.environment import BadSetting
from adapters.slack.oauth.token_cipher import Secret, TokenCipher
from storage.repositories.installations import Installations
from storage.storage import open_storage
from storage.tables import processes
from tests.adapters.slack.harness import KEY, Harness
from tests.adapters.slack.process import held, nudged, process
from tests.fakes.slack.app_server import over_socket
from tests.fakes.slack.client import Client
from tests.timeouts import HANG


async def serving(harness: Harness) -> list[str]:
    """The roles of the processes that serve from the database."""
    async with open_storage(harness.database) as storage, storage.database.reading() as connection:
        return list(await connection.scalars(select(processes.c.role)))


async def say_that_the_disk_is_full(harness: Harness) -> None:
    """Refuses what people log from here on, in the words of a database on a full disk."""
    refusing = (
        "CREATE TRIGGER refusing BEFORE INSERT ON activities"
        " BEGIN SELECT RAISE(ABORT, 'database or disk is full'); END"
    )
    async with open_storage(harness.database) as storage, storage.database.writing() as connection:
        await connection.exec_driver_sql(refusing)


async def test_it_comes_up_delivers_answers_and_stops(past: Harness) -> None:
    async with process(past) as bot:
        await bot.ready()
        assert await bot.get("/healthz") == (200, '{"ok": true}')
        await past.slack.signal.until(lambda: nudged(past), "the nudge")
        ada = Client(past.slack, past.workspace, past.ada, over_socket(past.slack))
        await ada.slash("/pipeline")
        await past.slack.signal.until(lambda: "Acme" in ada.screen[0].revision.text, "the answer")
        assert await serving(past) == ["all"]
        await say_that_the_disk_is_full(past)
        await ada.slash("/applied Globex")
        await past.slack.signal.until(
            lambda: "disk that I write to is full" in ada.page(ada.screen[0]).whole.text,
            "the error message",
        )
        _, metrics = await bot.get("/metrics")
        for counted in (
            'deliveries_total{outcome="sent",platform="slack"} 1.0',
            'delivery_lateness_seconds_count{kind="follow_up"} 1.0',
            'failed_requests_total{kind="command",platform="slack",reason="disk_full"} 1.0',
            "database_writable 1.0",
        ):
            assert f"followthrough_{counted}" in metrics
        age = re.search(r"^followthrough_oldest_due_seconds (\S+)", metrics, re.MULTILINE)
        assert age, "nothing says how long the queue has waited"
        assert "Acme" not in metrics
        assert past.ada.id not in metrics
        status, log = await bot.stops()
    assert status == 0
    assert await serving(past) == []
    assert "Acme" not in log
    assert str(past.settings.bot_token) not in log
    assert nudged(past) == 1


async def test_a_stop_lets_what_is_being_sent_finish(past: Harness) -> None:
    gate = past.slack.faults.hold("chat.postMessage")
    reached = held(gate)
    async with process(past) as bot:
        async with asyncio.timeout(HANG):
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


async def test_a_worker_holds_no_socket_and_a_gateway_sends_nothing(past: Harness) -> None:
    async with process(past, FOLLOWTHROUGH_ROLE="gateway") as gateway:
        await gateway.ready()
        assert past.slack.socket.connections > 0
        await gateway.stops()
    assert nudged(past) == 0
    async with process(past, FOLLOWTHROUGH_ROLE="worker") as worker:
        await past.slack.signal.until(lambda: nudged(past), "the nudge")
        assert past.slack.socket.connections == 0
        await worker.stops()


async def test_over_http_it_takes_what_is_signed_and_shows_the_page_of_an_installation(
    past: Harness,
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


async def test_a_port_that_is_taken_is_said(past: Harness) -> None:
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


async def test_a_host_that_is_no_name_is_said() -> None:
    environment = {
        "FOLLOWTHROUGH_DATABASE_URL": "sqlite+aiosqlite://",
        "FOLLOWTHROUGH_SLACK_BOT_TOKEN": "xoxb-1",
        "FOLLOWTHROUGH_SLACK_SIGNING_SECRET": "secret",
        "FOLLOWTHROUGH_HOST": "jobs..example",
    }
    with pytest.raises(BadSetting, match="FOLLOWTHROUGH_HOST"):
        await serve(Settings.read(environment), asyncio.Event())


async def test_keys_that_open_nothing_stop_the_start(past: Harness) -> None:
    other = KEY.replace("M", "N", 1)
    async with open_storage(past.database) as storage:
        secret = TokenCipher([other]).encrypt(Secret("xoxb-1"))
        await Installations(storage.database).save(
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
