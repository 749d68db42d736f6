"""The bot beside a fake Discord, and people who use it."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import datetime
from pathlib import Path

import pytest

from adapters.console.virtual_clock import VirtualClock
from tests.adapters.discord.harness import Bot, Harness
from tests.fakes.discord.client import Client
from tests.fakes.discord.server import FakeDiscord, discord_here


@pytest.fixture
def clock() -> VirtualClock:
    return VirtualClock(datetime.fromisoformat("2026-06-01T10:00:00+02:00"))


@pytest.fixture
async def fake(clock: VirtualClock) -> AsyncIterator[FakeDiscord]:
    async with discord_here(clock.now) as fake:
        yield fake


@pytest.fixture
async def harness(fake: FakeDiscord, clock: VirtualClock, tmp_path: Path) -> Harness:
    harness = Harness(fake, clock, f"sqlite+aiosqlite:///{tmp_path / 'followthrough.sqlite3'}")
    await harness.register()
    return harness


@pytest.fixture
async def bot(harness: Harness) -> AsyncIterator[Bot]:
    async with harness.running() as bot:
        yield bot


@pytest.fixture
def ada(fake: FakeDiscord) -> Client:
    return Client(fake, fake.directory.new_user("ada", locale="de"))


@pytest.fixture
def bea(fake: FakeDiscord) -> Client:
    return Client(fake, fake.directory.new_user("bea", locale="de"))
