"""One suite, every platform: a test asks for a platform and gets each of them in turn."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager

import pytest

from tests.conformance.console import at_the_console
from tests.conformance.person import Person, Platform
from tests.fakes.discord.platform import at_discord
from tests.fakes.slack.platform import at_slack_over_http, at_slack_over_sockets
from tests.migrated import tables_at_once  # noqa: F401  # a fixture for all here

PLATFORMS: dict[str, Callable[[], AbstractAsyncContextManager[Platform]]] = {
    "console": at_the_console,
    "discord": at_discord,
    "slack-http": at_slack_over_http,
    "slack-socket": at_slack_over_sockets,
}


@pytest.fixture(params=PLATFORMS)
async def platform(request: pytest.FixtureRequest) -> AsyncIterator[Platform]:
    async with PLATFORMS[request.param]() as platform:
        yield platform


@pytest.fixture
def ada(platform: Platform) -> Person:
    return platform.person("ada")


@pytest.fixture
def bea(platform: Platform) -> Person:
    return platform.person("bea")
