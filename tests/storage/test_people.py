"""People: met once, locked while they are worked for, forgotten without a trace."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from datetime import date, time

import pytest

from bot.domain.applications.activity import ActivityKind
from bot.domain.calendar.local_time import QuietHours
from bot.domain.people.person import Address, Pause, Preferences
from bot.domain.reminders.delivery import Outcome
from storage.unit_of_work import DatabaseMemory, opened
from tests.storage.life import ADA, BEA, DAY, DUE, LEASE, MONDAY, ZONE, applied, log, rows


async def test_somebody_new_is_met_with_their_zone(memory: DatabaseMemory) -> None:
    async with memory.work(ADA, ZONE, MONDAY) as work:
        assert work.person.preferences == Preferences(zone=ZONE)
        assert work.person.address == ADA
        assert work.person.known_since == MONDAY


async def test_somebody_known_keeps_id_and_zone(memory: DatabaseMemory) -> None:
    async with memory.work(ADA, ZONE, MONDAY) as work:
        first = work.person
    async with memory.work(ADA, "Asia/Tokyo", DUE) as work:
        assert work.person == first
    assert await memory.find(ADA) == first


async def test_nobody_is_found_where_nobody_spoke(memory: DatabaseMemory) -> None:
    assert await memory.find(ADA) is None


async def test_the_same_name_elsewhere_is_somebody_else(memory: DatabaseMemory) -> None:
    ids = set()
    for address in (ADA, replace(ADA, tenant="T2"), replace(ADA, platform="discord")):
        async with memory.work(address, ZONE, MONDAY) as work:
            ids.add(work.person.id)
    assert len(ids) == 3


async def test_settings_come_back_as_they_were_saved(memory: DatabaseMemory) -> None:
    async with memory.work(ADA, ZONE, MONDAY) as work:
        changed = replace(
            work.person,
            preferences=Preferences(
                "Asia/Kolkata", time(10, 30), QuietHours(time(22), time(7, 15)), "IN", (1, 2)
            ),
            language="de",
            name="Ada L.",
            pause=Pause(MONDAY, date(2026, 7, 1), DUE),
        )
        await work.save_person(changed)
        assert work.person == changed
    assert await memory.find(ADA) == changed


async def test_an_exception_leaves_nothing_behind(memory: DatabaseMemory) -> None:
    async def fail_halfway() -> None:
        async with memory.work(ADA, ZONE, MONDAY) as work:
            await work.new_application("Acme")
            raise RuntimeError

    with pytest.raises(RuntimeError):
        await fail_halfway()
    assert await memory.find(ADA) is None
    assert await rows(memory) == {}


async def test_many_who_meet_a_newcomer_at_once_meet_one_person(database_url: str) -> None:
    async with opened(database_url) as one, opened(database_url) as other:

        async def meet(memory: DatabaseMemory) -> int:
            async with memory.work(ADA, ZONE, MONDAY) as work:
                return work.person.id

        ids = await asyncio.gather(*(meet(memory) for memory in (one, other) * 4))
        assert len(set(ids)) == 1
        assert (await rows(one))["people"] == 1


async def test_one_persons_units_of_work_follow_one_another(database_url: str) -> None:
    async with opened(database_url) as one, opened(database_url) as other:
        await applied(one)

        async def add_a_letter(memory: DatabaseMemory) -> None:
            async with memory.work(ADA, ZONE, MONDAY) as work:
                person = work.person
                await asyncio.sleep(0)  # where another could come between
                await work.save_person(replace(person, name=person.name + "x"))

        await asyncio.gather(*(add_a_letter(memory) for memory in (one, other) * 5))
        person = await one.find(ADA)
        assert person is not None
        assert person.name == "x" * 10


async def test_forgetting_erases_everything_and_says_how_much(memory: DatabaseMemory) -> None:
    await life_of(memory, BEA)
    before = await rows(memory)
    await life_of(memory, ADA)
    async with memory.work(ADA, ZONE, DUE) as work:
        gone = await work.forget_person()
    assert gone == {
        "groups": 0,
        "applications": 1,
        "activities": 2,
        "nudges": 2,
        "changes": 2,
        "clicks": 1,
        "deliveries": 1,
        "linked sides": 0,
        "identities": 1,
    }
    assert await memory.find(ADA) is None
    assert await rows(memory) == before


async def test_somebody_forgotten_comes_back_as_somebody_new(memory: DatabaseMemory) -> None:
    async with memory.work(ADA, ZONE, MONDAY) as work:
        before = work.person.id
        await work.forget_person()
    async with memory.work(ADA, ZONE, DUE) as work:
        assert work.person.id > before
        assert work.person.known_since == DUE


async def test_settling_for_somebody_forgotten_meanwhile_does_nothing(
    memory: DatabaseMemory,
) -> None:
    await applied(memory)
    (delivery,) = await memory.claim(DUE, 10, LEASE)
    async with memory.work(ADA, ZONE, DUE) as work:
        await work.forget_person()
    nudge = delivery.nudges[0].id
    await memory.settle([Outcome(delivery, delivered=(nudge,))], DUE)
    assert await rows(memory) == {}


async def life_of(memory: DatabaseMemory, who: Address) -> None:
    """A bit of everything that is kept about a person."""
    id = await applied(memory, who=who)
    await memory.claim(DUE, 10, LEASE)
    async with memory.work(who, ZONE, DUE) as work:
        await log(work, id, ActivityKind.FOLLOWED_UP, DUE)
        await work.keep_click("something long", DUE + DAY)
