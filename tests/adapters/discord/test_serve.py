"""The real process beside a Discord: it answers, delivers, is killed in between, and stops."""

from __future__ import annotations

import asyncio
import signal
import sys
from asyncio.subprocess import PIPE, Process
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select, update

from adapters.console.virtual_clock import VirtualClock
from storage.storage import open_storage
from storage.tables import deliveries, nudges
from tests.adapters.discord.harness import Harness
from tests.fakes.discord.client import Client
from tests.fakes.discord.directory import TOKEN
from tests.fakes.discord.faults import READ, SEND, held_after
from tests.fakes.discord.interactions import Interaction
from tests.fakes.discord.messages import NONCE_LASTS
from tests.fakes.discord.rest import BASE
from tests.fakes.discord.server import FakeDiscord
from tests.ports import free_port
from tests.program import options
from tests.timeouts import HANG

# A week, and the weekend that a reminder may have had to wait for.
AGO = timedelta(days=10)
OF_THE_PAST = datetime(2000, 1, 1, tzinfo=UTC)


@pytest.fixture
def clock() -> VirtualClock:
    return VirtualClock(datetime.now(UTC) - AGO)


@pytest.fixture
async def past(harness: Harness, ada: Client) -> Harness:
    """Gives a Discord where a user applied long enough ago by the real clock."""
    async with harness.running():
        # Where it is about noon, nobody is in their quiet hours.
        await ada.types("settings", zone=f"Etc/GMT{datetime.now(UTC).hour - 12:+d}")
        await ada.types("applied", company="Acme")
    return harness


@asynccontextmanager
async def serving(harness: Harness) -> AsyncIterator[Process]:
    """The bot as a process of its own, connected."""
    environment = {
        "FOLLOWTHROUGH_DATABASE_URL": harness.database,
        "FOLLOWTHROUGH_DISCORD_TOKEN": TOKEN,
        "FOLLOWTHROUGH_DISCORD_API_URL": harness.fake.url + BASE,
        "FOLLOWTHROUGH_DISCORD_GATEWAY_URL": harness.fake.gateway.url,
        "FOLLOWTHROUGH_PORT": str(free_port()),
    }
    child = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "adapters.app", "serve"), **options(environment), stdout=PIPE
    )
    try:
        yield child
    finally:
        if child.returncode is None:
            child.kill()
        await child.communicate()


async def connected(fake: FakeDiscord) -> None:
    """Waits until a process is at the gateway."""

    def up() -> bool:
        return any(one.line for one in fake.gateway.sessions.values())

    await fake.directory.signal.until(up, "the process at the gateway")


async def happens(event: asyncio.Event) -> None:
    async with asyncio.timeout(HANG):
        await event.wait()


async def stops(process: Process, gate: asyncio.Event | None = None) -> tuple[int, str]:
    """Sends SIGTERM and waits for the end; the exit status and the log.

    A gate is opened once the process says that it stops.
    """
    assert process.stdout is not None
    process.send_signal(signal.SIGTERM)
    log = b""
    async with asyncio.timeout(HANG):
        async for line in process.stdout:
            log += line
            if gate is not None and b"stopping" in line:
                gate.set()
        return await process.wait(), log.decode()


def reminders(ada: Client) -> list[str]:
    """Returns the titles of the reminders that Ada got."""
    unprompted = [ada.reads(one) for one in ada.sees() if one.cause is None]
    return [page.whole.title for page in unprompted]


async def state_of_the_nudge(harness: Harness) -> str:
    async with open_storage(harness.database) as storage, storage.database.reading() as connection:
        state = await connection.execute(select(nudges.c.state).where(nudges.c.number == 1))
        return str(state.scalars().first())


async def lease_runs_out(harness: Harness) -> None:
    async with open_storage(harness.database) as storage, storage.database.writing() as connection:
        await connection.execute(update(deliveries).values(leased_until=OF_THE_PAST))


async def test_killed_between_sending_and_settling_it_has_sent_once(
    past: Harness, fake: FakeDiscord, clock: VirtualClock, ada: Client
) -> None:
    sent, looked, gate = asyncio.Event(), asyncio.Event(), asyncio.Event()
    fake.faults.script(SEND, held_after(sent, gate))
    async with serving(past) as process:
        await connected(fake)
        asked: Interaction = await ada.types("pipeline")
        assert asked.original is not None
        assert "Acme" in [part.title for part in ada.reads(asked.original).parts]
        await happens(sent)
        process.kill()
        await process.wait()
    gate.set()
    await fake.gateway.gone()
    (title,) = reminders(ada)
    assert "Acme" in title
    assert await state_of_the_nudge(past) == "pending"
    await lease_runs_out(past)
    clock.move(clock.now() + 2 * NONCE_LASTS)  # Discord itself would not know it again
    fake.faults.script(READ, held_after(looked, gate))
    async with serving(past) as process:
        await connected(fake)
        await happens(looked)
        status, log = await stops(process)
    assert status == 0
    assert reminders(ada) == [title]
    assert await state_of_the_nudge(past) == "delivered"
    assert "Acme" not in log
    assert TOKEN not in log


async def test_a_stop_lets_what_is_being_sent_be_settled(
    past: Harness, fake: FakeDiscord, ada: Client
) -> None:
    sent, gate = asyncio.Event(), asyncio.Event()
    fake.faults.script(SEND, held_after(sent, gate))
    async with serving(past) as process:
        await happens(sent)
        status, _ = await stops(process, gate)
    assert status == 0
    assert len(reminders(ada)) == 1
    assert await state_of_the_nudge(past) == "delivered"
