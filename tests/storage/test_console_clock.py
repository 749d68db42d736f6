"""The clock that is moved by hand never goes back."""

from __future__ import annotations

from storage.unit_of_work import DatabaseMemory, opened
from tests.storage.life import DUE, HOUR, MONDAY


async def test_no_clock_was_moved_at_first(memory: DatabaseMemory) -> None:
    assert await memory.latest() is None


async def test_the_latest_moment_is_kept(memory: DatabaseMemory) -> None:
    for moment in (MONDAY, DUE, MONDAY + HOUR):
        await memory.reached(moment)
    assert await memory.latest() == DUE


async def test_it_outlives_the_program(database_url: str) -> None:
    async with opened(database_url) as memory:
        await memory.reached(DUE)
    async with opened(database_url) as memory:
        assert await memory.latest() == DUE
