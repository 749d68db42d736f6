"""A fake Slack for each test; what the app does that Slack would not have fails the test."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import datetime

import pytest
from slack_sdk.web.async_client import AsyncWebClient

from adapters.console.virtual_clock import VirtualClock
from tests.fakes.slack.slack import Slack
from tests.fakes.slack.workspace import Workspace

MONDAY = datetime.fromisoformat("2026-06-01T10:00:00+02:00")


@pytest.fixture
def clock() -> VirtualClock:
    """Gives the fake's clock, which only a test moves."""
    return VirtualClock(MONDAY)


@pytest.fixture
async def slack(clock: VirtualClock) -> AsyncIterator[Slack]:
    """A fake that answers; no complaint may be left at the end."""
    async with Slack(now=clock.now).serving() as slack:
        yield slack
    slack.violations.check()


@pytest.fixture
def hunters(slack: Slack) -> Workspace:
    """A workspace in which ada and bea live in Berlin."""
    workspace = slack.workspace("hunters")
    workspace.user("ada", "Europe/Berlin", "de-DE")
    workspace.user("bea", "America/New_York")
    return workspace


@pytest.fixture
def client(slack: Slack, hunters: Workspace) -> AsyncWebClient:
    token = slack.installed(hunters).token
    return AsyncWebClient(token=token, base_url=slack.api_url, retry_handlers=[])
