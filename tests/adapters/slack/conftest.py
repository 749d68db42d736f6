"""A bot of its own for each test; what it does that Slack would not have fails the test."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from adapters.console.virtual_clock import VirtualClock
from tests.adapters.slack.harness import MONDAY, Bot, Harness, registered
from tests.fakes.slack.client import Client
from tests.fakes.slack.slack import Slack


@pytest.fixture
async def harness() -> AsyncIterator[Harness]:
    """A Slack with a workspace; no bot runs yet."""
    clock = VirtualClock(MONDAY)
    async with Slack(registered(), clock.now).serving() as slack:
        yield Harness(slack, clock)
    slack.violations.check()


@pytest.fixture
async def bot(harness: Harness) -> AsyncIterator[Bot]:
    """The bot at work, over HTTP."""
    async with harness.running() as bot:
        yield bot


@pytest.fixture
async def past(tmp_path: Path) -> AsyncIterator[Harness]:
    """Gives a Slack where a user applied eight days ago by the real clock."""
    clock = VirtualClock(datetime.now(UTC) - timedelta(days=8))
    async with Slack(registered(), clock.now).serving() as slack:
        harness = Harness(slack, clock, f"sqlite+aiosqlite:///{tmp_path / 'bot.sqlite3'}")
        # Where it is about noon, nobody is in their quiet hours.
        harness.ada.zone = f"Etc/GMT{datetime.now(UTC).hour - 12:+d}"
        async with harness.running() as bot:
            await bot.client(harness.ada, harness.workspace).slash("/applied Acme")
            await bot.settled()
        yield harness
    slack.violations.check()


@pytest.fixture
def ada(harness: Harness, bot: Bot) -> Client:
    """Ada's Slack."""
    return bot.client(harness.ada, harness.workspace)


@pytest.fixture
def late(harness: Harness) -> None:
    """Has the bot answer every submitted form in the form itself, as if it took too long."""
    harness.submission_seconds = 0


@pytest.fixture
async def applied(bot: Bot, ada: Client) -> None:
    """Ada has applied a week ago: her follow-up is due at nine."""
    await ada.slash("/applied Acme")
    await bot.settled()
    bot.clock.move(bot.clock.now() + timedelta(days=7))
