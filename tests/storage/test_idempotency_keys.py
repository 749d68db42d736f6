"""A request that was seen before is recognized, by every process, until it is forgotten."""

from __future__ import annotations

import asyncio

from storage.repositories.idempotency_keys import IdempotencyKeys
from storage.storage import Storage
from tests.storage.job_hunts import DAY, MONDAY


async def test_a_key_comes_for_the_first_time_once(storage: Storage) -> None:
    keys = IdempotencyKeys(storage.database)
    assert await keys.claim("a", MONDAY)
    assert not await keys.claim("a", MONDAY + DAY)
    assert await keys.claim("b", MONDAY)


async def test_of_many_at_once_one_is_first(storage: Storage) -> None:
    keys = IdempotencyKeys(storage.database)
    assert sum(await asyncio.gather(*(keys.claim("a", MONDAY) for _ in range(8)))) == 1


async def test_the_old_is_forgotten_and_the_young_is_not(storage: Storage) -> None:
    keys = IdempotencyKeys(storage.database)
    await keys.claim("old", MONDAY)
    await keys.claim("young", MONDAY + DAY)
    assert await keys.erase_before(MONDAY + DAY) == 1
    assert await keys.claim("old", MONDAY + DAY)
    assert not await keys.claim("young", MONDAY + DAY)
