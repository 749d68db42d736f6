"""Changes: what undo takes back, and what a second press finds."""

from __future__ import annotations

from dataclasses import replace

import pytest
from sqlalchemy.exc import IntegrityError

from bot.domain.applications.activity import ActivityKind
from storage.storage import Storage
from tests.storage.job_hunts import ADA, BEA, DAY, DUE, HOUR, MONDAY, ZONE, applied, log


async def test_the_last_change_is_found_while_it_is_young(storage: Storage) -> None:
    acme = await applied(storage)
    async with storage.units.begin(ADA, ZONE, DUE) as uow:
        await log(uow, acme, ActivityKind.HEARD_BACK, DUE)
        last = await uow.changes.last(DUE - HOUR)
        assert last is not None
        assert (last.command, last.summary, last.at) == ("heard_back", "logged heard_back", DUE)
        assert await uow.changes.get(last.id) == last
        assert await uow.changes.last(DUE + HOUR) is None


async def test_what_was_taken_back_is_passed_over(storage: Storage) -> None:
    acme = await applied(storage)
    async with storage.units.begin(ADA, ZONE, DUE) as uow:
        change = await log(uow, acme, ActivityKind.HEARD_BACK, DUE)
        await uow.changes.mark_undone(change)
        assert await uow.changes.get(change) is None
        last = await uow.changes.last(MONDAY)
    assert last is not None
    assert last.command == "applied"


async def test_a_change_names_what_it_touched(storage: Storage) -> None:
    acme, bolt = await applied(storage, "Acme"), await applied(storage, "Bolt")
    async with storage.units.begin(ADA, ZONE, DUE) as uow:
        change = await log(uow, acme, ActivityKind.HEARD_BACK, DUE)
        found = await uow.applications.get(acme)
        assert found is not None
        assert dict(await uow.changes.activities_of(change)) == {acme: [found.history[-1].id]}
        last = await log(uow, bolt, ActivityKind.HEARD_BACK, DUE)
        assert list(await uow.changes.activities_of(last)) == [bolt]


async def test_later_changes_are_those_of_the_same_application(storage: Storage) -> None:
    acme, bolt = await applied(storage, "Acme"), await applied(storage, "Bolt")
    async with storage.units.begin(ADA, ZONE, DUE) as uow:
        first = await log(uow, acme, ActivityKind.HEARD_BACK, DUE)
        await log(uow, bolt, ActivityKind.HEARD_BACK, DUE)
        assert await uow.changes.later_than(first) == []
        second = await log(uow, acme, ActivityKind.REJECTED, DUE)
        assert [change.id for change in await uow.changes.later_than(first)] == [second]
        await uow.changes.mark_undone(second)
        assert await uow.changes.later_than(first) == []


async def test_a_second_press_finds_the_first_until_it_is_taken_back(
    storage: Storage,
) -> None:
    acme = await applied(storage)
    async with storage.units.begin(ADA, ZONE, DUE) as uow:
        assert await uow.changes.by_press("click 1") is None
        change = await log(uow, acme, ActivityKind.HEARD_BACK, DUE, press="click 1")
    async with storage.units.begin(ADA, ZONE, DUE) as uow:
        before = await uow.changes.by_press("click 1")
        assert before is not None
        assert (before.id, before.press) == (change, "click 1")
        await uow.changes.mark_undone(change)
        assert await uow.changes.by_press("click 1") is None
        again = await log(uow, acme, ActivityKind.HEARD_BACK, DUE, press="click 1")
    assert again != change


async def test_the_same_press_is_never_recorded_twice(storage: Storage) -> None:
    async def press_twice() -> None:
        async with storage.units.begin(ADA, ZONE, DUE) as uow:
            await uow.changes.record("applied", "logged", "click 1")
            await uow.changes.record("applied", "logged", "click 1")

    with pytest.raises(IntegrityError):
        await press_twice()
    async with storage.units.begin(ADA, ZONE, DUE) as uow:
        assert await uow.changes.last(MONDAY) is None


async def test_a_change_remembers_what_the_person_was_like(storage: Storage) -> None:
    async with storage.units.begin(ADA, ZONE, MONDAY) as uow:
        before = uow.person
        change = await uow.changes.record("settings", "changed your name", None)
        await uow.changes.remember_person(change, before)
        await uow.people.save(replace(before, name="Ada"))
    async with storage.units.begin(ADA, ZONE, MONDAY) as uow:
        found = await uow.changes.get(change)
        assert uow.person.name == "Ada"
    assert found is not None
    assert found.before == before


async def test_nobody_sees_or_takes_back_anothers_change(storage: Storage) -> None:
    acme = await applied(storage)
    async with storage.units.begin(ADA, ZONE, DUE) as uow:
        change = await log(uow, acme, ActivityKind.HEARD_BACK, DUE, press="click 1")
    async with storage.units.begin(BEA, ZONE, DUE) as uow:
        assert await uow.changes.get(change) is None
        assert await uow.changes.last(MONDAY - DAY) is None
        assert dict(await uow.changes.activities_of(change)) == {}
        assert await uow.changes.later_than(change) == []
        assert await uow.changes.by_press("click 1") is None
        await uow.changes.mark_undone(change)
        await uow.changes.remember_person(change, uow.person)
    async with storage.units.begin(ADA, ZONE, DUE) as uow:
        found = await uow.changes.get(change)
    assert found is not None
    assert found.before is None
