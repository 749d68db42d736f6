"""Changes: what undo takes back, and what a second press finds."""

from __future__ import annotations

from dataclasses import replace

import pytest
from sqlalchemy.exc import IntegrityError

from bot.domain.applications.activity import ActivityKind
from storage.unit_of_work import DatabaseMemory
from tests.storage.life import ADA, BEA, DAY, DUE, HOUR, MONDAY, ZONE, applied, log


async def test_the_last_change_is_found_while_it_is_young(memory: DatabaseMemory) -> None:
    acme = await applied(memory)
    async with memory.work(ADA, ZONE, DUE) as work:
        await log(work, acme, ActivityKind.HEARD_BACK, DUE)
        last = await work.last_change(DUE - HOUR)
        assert last is not None
        assert (last.command, last.summary, last.at) == ("heard_back", "logged heard_back", DUE)
        assert await work.change(last.id) == last
        assert await work.last_change(DUE + HOUR) is None


async def test_what_was_taken_back_is_passed_over(memory: DatabaseMemory) -> None:
    acme = await applied(memory)
    async with memory.work(ADA, ZONE, DUE) as work:
        change = await log(work, acme, ActivityKind.HEARD_BACK, DUE)
        await work.take_back(change)
        assert await work.change(change) is None
        last = await work.last_change(MONDAY)
    assert last is not None
    assert last.command == "applied"


async def test_a_change_names_what_it_touched(memory: DatabaseMemory) -> None:
    acme, bolt = await applied(memory, "Acme"), await applied(memory, "Bolt")
    async with memory.work(ADA, ZONE, DUE) as work:
        change = await log(work, acme, ActivityKind.HEARD_BACK, DUE)
        found = await work.application(acme)
        assert found is not None
        assert dict(await work.touched(change)) == {acme: [found.history[-1].id]}
        last = await log(work, bolt, ActivityKind.HEARD_BACK, DUE)
        assert list(await work.touched(last)) == [bolt]


async def test_later_changes_are_those_of_the_same_application(memory: DatabaseMemory) -> None:
    acme, bolt = await applied(memory, "Acme"), await applied(memory, "Bolt")
    async with memory.work(ADA, ZONE, DUE) as work:
        first = await log(work, acme, ActivityKind.HEARD_BACK, DUE)
        await log(work, bolt, ActivityKind.HEARD_BACK, DUE)
        assert await work.later_changes(first) == []
        second = await log(work, acme, ActivityKind.REJECTED, DUE)
        assert [change.id for change in await work.later_changes(first)] == [second]
        await work.take_back(second)
        assert await work.later_changes(first) == []


async def test_a_second_press_finds_the_first_until_it_is_taken_back(
    memory: DatabaseMemory,
) -> None:
    acme = await applied(memory)
    async with memory.work(ADA, ZONE, DUE) as work:
        assert await work.already("click 1") is None
        change = await log(work, acme, ActivityKind.HEARD_BACK, DUE, press="click 1")
    async with memory.work(ADA, ZONE, DUE) as work:
        before = await work.already("click 1")
        assert before is not None
        assert (before.id, before.press) == (change, "click 1")
        await work.take_back(change)
        assert await work.already("click 1") is None
        again = await log(work, acme, ActivityKind.HEARD_BACK, DUE, press="click 1")
    assert again != change


async def test_the_same_press_never_stands_twice(memory: DatabaseMemory) -> None:
    async def press_twice() -> None:
        async with memory.work(ADA, ZONE, DUE) as work:
            await work.record("applied", "logged", "click 1")
            await work.record("applied", "logged", "click 1")

    with pytest.raises(IntegrityError):
        await press_twice()
    async with memory.work(ADA, ZONE, DUE) as work:
        assert await work.last_change(MONDAY) is None


async def test_a_change_remembers_what_the_person_was_like(memory: DatabaseMemory) -> None:
    async with memory.work(ADA, ZONE, MONDAY) as work:
        before = work.person
        change = await work.record("settings", "changed your name", None)
        await work.remember_person(change, before)
        await work.save_person(replace(before, name="Ada"))
    async with memory.work(ADA, ZONE, MONDAY) as work:
        found = await work.change(change)
        assert work.person.name == "Ada"
    assert found is not None
    assert found.before == before


async def test_nobody_sees_or_takes_back_anothers_change(memory: DatabaseMemory) -> None:
    acme = await applied(memory)
    async with memory.work(ADA, ZONE, DUE) as work:
        change = await log(work, acme, ActivityKind.HEARD_BACK, DUE, press="click 1")
    async with memory.work(BEA, ZONE, DUE) as work:
        assert await work.change(change) is None
        assert await work.last_change(MONDAY - DAY) is None
        assert dict(await work.touched(change)) == {}
        assert await work.later_changes(change) == []
        assert await work.already("click 1") is None
        await work.take_back(change)
        await work.remember_person(change, work.person)
    async with memory.work(ADA, ZONE, DUE) as work:
        found = await work.change(change)
    assert found is not None
    assert found.before is None
