"""The clock that is moved by hand never goes back."""

from __future__ import annotations

from storage.storage import Storage, open_storage
from tests.storage.job_hunts import DUE, HOUR, MONDAY


async def test_no_clock_was_moved_at_first(storage: Storage) -> None:
    assert await storage.console_clock.latest() is None


async def test_the_latest_moment_is_kept(storage: Storage) -> None:
    for moment in (MONDAY, DUE, MONDAY + HOUR):
        await storage.console_clock.reached(moment)
    assert await storage.console_clock.latest() == DUE


async def test_it_outlives_the_program(database_url: str) -> None:
    async with open_storage(database_url) as storage:
        await storage.console_clock.reached(DUE)
    async with open_storage(database_url) as storage:
        assert await storage.console_clock.latest() == DUE
