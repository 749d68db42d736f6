"""A bot of its own for each test; what it does that Slack would not have fails the test."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from adapters.console.virtual_clock import VirtualClock
from tests.adapters.slack.harness import MONDAY, Bot, Home, registered
from tests.fakes.slack.client import Client
from tests.fakes.slack.slack import Slack


@pytest.fixture
async def home() -> AsyncIterator[Home]:
    """A Slack with a workspace; nobody is at home yet."""
    clock = VirtualClock(MONDAY)
    async with Slack(registered(), clock.now).serving() as slack:
        yield Home(slack, clock)
    slack.complaints.check()


@pytest.fixture
async def bot(home: Home) -> AsyncIterator[Bot]:
    """The bot at work, over HTTP."""
    async with home.running() as bot:
        yield bot


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


@pytest.fixture
def ada(home: Home, bot: Bot) -> Client:
    """Ada's Slack."""
    return bot.client(home.ada, home.workspace)


@pytest.fixture
def late(home: Home) -> None:
    """Has the bot answer every submitted form in the form itself, as if it took too long."""
    home.submission_seconds = 0
