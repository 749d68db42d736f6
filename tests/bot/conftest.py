"""A small world of its own for each test of the core."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest

from storage.storage import open_storage
from tests.bot.world import Platform, Time, World
from tests.migrated import tables_at_once  # noqa: F401  # a fixture for all here


@pytest.fixture
async def world() -> AsyncIterator[World]:
    """A bot with nobody to tell anything yet."""
    async with open_storage("sqlite+aiosqlite://") as storage:
        yield World(storage, Platform(), Time())
