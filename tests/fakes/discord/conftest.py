"""A Discord of its own for every test, and a person who uses it."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta

import pytest

from tests.fakes.discord.client import Client
from tests.fakes.discord.directory import TOKEN
from tests.fakes.discord.sample_bot import Bot
from tests.fakes.discord.server import FakeDiscord, discord_here


class Clock:
    """Discord's own clock, which only a test moves."""

    def __init__(self) -> None:
        self._at = datetime(2026, 6, 1, 8, tzinfo=UTC)

    def now(self) -> datetime:
        """Returns the time that it shows."""
        return self._at

    def waits(self, span: timedelta) -> None:
        """Goes on."""
        self._at += span


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
async def fake(clock: Clock) -> AsyncIterator[FakeDiscord]:
    async with discord_here(clock.now) as fake:
        yield fake


@pytest.fixture
def ada(fake: FakeDiscord) -> Client:
    return Client(fake, fake.directory.new_user("ada"))


@pytest.fixture
def bea(fake: FakeDiscord) -> Client:
    return Client(fake, fake.directory.new_user("bea"))


@pytest.fixture
async def bot(fake: FakeDiscord) -> AsyncIterator[Bot]:
    """Logged in only: nothing here needs the gateway."""
    bot = Bot()
    await bot.login(TOKEN)
    yield bot
    await bot.close()
