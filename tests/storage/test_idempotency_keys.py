"""What was seen before is recognised, by everybody at once, until it is forgotten."""

from __future__ import annotations

import asyncio

from storage.repositories.idempotency_keys import Seen
from storage.storage import Storage
from tests.storage.life import DAY, MONDAY


async def test_a_key_comes_for_the_first_time_once(storage: Storage) -> None:
    seen = Seen(storage.database)
    assert await seen.first("a", MONDAY)
    assert not await seen.first("a", MONDAY + DAY)
    assert await seen.first("b", MONDAY)


async def test_of_many_at_once_one_is_first(storage: Storage) -> None:
    seen = Seen(storage.database)
    assert sum(await asyncio.gather(*(seen.first("a", MONDAY) for _ in range(8)))) == 1


async def test_the_old_is_forgotten_and_the_young_is_not(storage: Storage) -> None:
    seen = Seen(storage.database)
    await seen.first("old", MONDAY)
    await seen.first("young", MONDAY + DAY)
    assert await seen.forget(MONDAY + DAY) == 1
    assert await seen.first("old", MONDAY + DAY)
    assert not await seen.first("young", MONDAY + DAY)
