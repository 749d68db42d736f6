"""Actions too long for a click id: stored for their owner, for a while."""

from __future__ import annotations

import pytest

from storage.storage import Storage
from tests.storage.job_hunts import ADA, BEA, DAY, HOUR, MONDAY, ZONE, rows

LONG = '{"command": "applied", "args": "…"}' * 50


async def test_a_stored_action_opens_until_it_expires(storage: Storage) -> None:
    async with storage.units.begin(ADA, ZONE, MONDAY) as uow:
        (token,) = await uow.stored_actions.store([LONG], MONDAY + DAY)
        assert len(token) < 30
    async with storage.units.begin(ADA, ZONE, MONDAY + HOUR) as uow:
        assert await uow.stored_actions.get(token) == LONG
    async with storage.units.begin(ADA, ZONE, MONDAY + DAY) as uow:
        assert await uow.stored_actions.get(token) is None


async def test_nobody_opens_the_action_of_another_person(storage: Storage) -> None:
    async with storage.units.begin(ADA, ZONE, MONDAY) as uow:
        (token,) = await uow.stored_actions.store([LONG], MONDAY + DAY)
    async with storage.units.begin(BEA, ZONE, MONDAY) as uow:
        assert await uow.stored_actions.get(token) is None
        assert await uow.stored_actions.get("made up") is None


async def test_several_are_stored_at_once_and_each_opens_its_own(storage: Storage) -> None:
    async with storage.units.begin(ADA, ZONE, MONDAY) as uow:
        tokens = await uow.stored_actions.store(["one", "other", "one"], MONDAY + DAY)
        assert len(set(tokens)) == 3
        stored = [await uow.stored_actions.get(token) for token in tokens]
    assert stored == ["one", "other", "one"]


async def test_expired_actions_go_when_new_ones_come(storage: Storage) -> None:
    for n in range(4):
        async with storage.units.begin(ADA, ZONE, MONDAY + n * DAY) as uow:
            await uow.stored_actions.store([LONG], MONDAY + (n + 1) * DAY)
    assert (await rows(storage))["stored_actions"] == 1


@pytest.mark.parametrize("token", ["", "*", "\x00", "\ud800", "é", "a\n"], ids=ascii)
async def test_a_token_of_what_no_database_takes_opens_nothing(
    storage: Storage, token: str
) -> None:
    async with storage.units.begin(ADA, ZONE, MONDAY) as uow:
        assert await uow.stored_actions.get(token) is None
