"""A small world of its own for each test of the core."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest

from storage.unit_of_work import opened
from tests.bot.world import Platform, Time, World


@pytest.fixture
async def world() -> AsyncIterator[World]:
    """A bot with nobody to tell anything yet."""
    async with opened("sqlite+aiosqlite://") as memory:
        yield World(memory, Platform(), Time())
