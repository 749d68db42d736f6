"""Presence: one date for each identity, written once a day at most."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from bot.domain.people.person import Address
from storage.storage import Storage
from tests.bot.transactions import write_transactions
from tests.storage.job_hunts import ADA, BEA, MONDAY, ZONE, rows

TODAY = date(2026, 6, 1)
A_DAY = timedelta(days=1)


async def test_who_looked_is_known_for_each_identity(storage: Storage) -> None:
    await storage.presence.record(ADA, TODAY)
    elsewhere = replace(ADA, tenant="T2")
    assert await storage.presence.since(TODAY, [ADA, BEA, elsewhere]) == {ADA}
    assert await storage.presence.since(TODAY + A_DAY, [ADA]) == set()
    assert await storage.presence.since(TODAY, []) == set()


async def test_it_is_written_at_most_once_a_day(storage: Storage) -> None:
    await storage.presence.record(ADA, TODAY)
    with write_transactions(storage) as begun:
        await storage.presence.record(ADA, TODAY)
    assert begun == []
    with write_transactions(storage) as begun:
        await storage.presence.record(ADA, TODAY + A_DAY)
    assert begun == ["write"]
    assert await storage.presence.since(TODAY + A_DAY, [ADA]) == {ADA}
    assert await rows(storage) == {"presence": 1}


async def test_it_is_asked_about_many_at_once(storage: Storage) -> None:
    many = [Address("slack", "T1", str(number)) for number in range(450)]
    for one in many[::100]:
        await storage.presence.record(one, TODAY)
    assert await storage.presence.since(TODAY, many) == set(many[::100])


async def test_what_is_old_is_erased(storage: Storage) -> None:
    await storage.presence.record(ADA, TODAY)
    await storage.presence.record(BEA, TODAY + A_DAY)
    assert await storage.presence.forget(TODAY + A_DAY) == 1
    assert await storage.presence.since(TODAY, [ADA, BEA]) == {BEA}


async def test_it_goes_with_a_person_who_is_forgotten(storage: Storage) -> None:
    await storage.presence.record(ADA, TODAY)
    await storage.presence.record(BEA, TODAY)
    async with storage.units.begin(ADA, ZONE, MONDAY) as uow:
        await uow.people.forget()
    assert await rows(storage) == {"presence": 1}
    assert await storage.presence.since(TODAY, [ADA, BEA]) == {BEA}
