"""A group at the console."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest

from tests.adapters.console.hunters import Hunters, hunters


@pytest.fixture
async def group() -> AsyncIterator[Hunters]:
    """A channel that coach made a group, on Monday 1 June at 10:00."""
    async with hunters() as group:
        await group.says("coach", "/group start")
        yield group
