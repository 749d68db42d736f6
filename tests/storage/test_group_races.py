"""Several people at one group at the same moment, on a PostgreSQL with a connection each."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace

import pytest

from bot.delivery.worker import Worker
from bot.domain.groups.group import MOST_MEMBERS, Channel, Group, Schedule, Shares, newcomer
from bot.domain.people.person import Address
from bot.message import Message
from bot.ports.unit_of_work import Work
from storage.unit_of_work import DatabaseMemory
from tests.bot.world import BERLIN, Platform, Time, World
from tests.storage.life import DAY, somebody_waits
from tests.storage.test_groups import crowded

pytestmark = pytest.mark.parametrize("database_url", ["postgres"], indirect=True)

HUNTERS = Channel("chat", "", "C1")


@pytest.fixture
def world(memory: DatabaseMemory) -> World:
    return World(memory, Platform(), Time())


@asynccontextmanager
async def at_work(memory: DatabaseMemory, world: World, who: str) -> AsyncIterator[Work]:
    """Somebody's command, not yet committed."""
    async with memory.work(Address("chat", "", who), BERLIN, world.time.now()) as work:
        yield work


async def meanwhile(
    memory: DatabaseMemory, world: World, who: str, line: str
) -> asyncio.Task[Message]:
    """What somebody types while another command goes on, which it has to wait for."""
    typing = asyncio.create_task(world.types(line, who, "C1"))
    await somebody_waits(memory)
    return typing


async def group_of(memory: DatabaseMemory, world: World) -> Group | None:
    async with at_work(memory, world, "eve") as work:
        return await work.group_here(HUNTERS)


async def lives(memory: DatabaseMemory, world: World) -> Group:
    group = await group_of(memory, world)
    assert group is not None
    return group


async def leaves(work: Work, group: Group) -> None:
    member = await work.member(group.id)
    assert member is not None
    await work.save_member(group.id, replace(member, left=True))


async def test_a_group_ends_when_its_last_member_and_its_starter_leave_at_once(
    memory: DatabaseMemory, world: World
) -> None:
    await world.types("group start", "ada", "C1")
    await world.types("group join my numbers", "bea", "C1")
    group = await lives(memory, world)
    async with at_work(memory, world, "bea") as work:
        await leaves(work, group)
        starter = await meanwhile(memory, world, "ada", "group leave")
    assert "the group has ended" in (await starter).text
    assert await group_of(memory, world) is None


async def test_who_is_forgotten_while_a_group_becomes_theirs_leaves_no_group_behind(
    memory: DatabaseMemory, world: World
) -> None:
    await world.types("group start", "ada", "C1")
    await world.types("group join my numbers", "bea", "C1")
    group = await lives(memory, world)
    async with at_work(memory, world, "bea") as forgotten:
        async with at_work(memory, world, "ada") as work:
            await work.hand_over(group)
            forgetting = asyncio.create_task(forgotten.forget_person())
            await somebody_waits(memory)
        await forgetting
    assert await group_of(memory, world) is None


async def test_of_two_who_start_a_group_at_once_one_does_and_the_other_is_told(
    memory: DatabaseMemory, world: World
) -> None:
    async with at_work(memory, world, "ada") as work:
        group = await work.start_group(HUNTERS, Schedule(BERLIN))
        assert group is not None
        await work.save_group(group)
        other = await meanwhile(memory, world, "bea", "group start")
    assert "just now" in (await other).text
    assert (await lives(memory, world)).starter == group.starter


async def test_the_last_place_in_a_group_is_taken_once(
    memory: DatabaseMemory, world: World
) -> None:
    await world.types("group start", "ada", "C1")
    group = await lives(memory, world)
    await crowded(memory, group, MOST_MEMBERS - 2)
    async with at_work(memory, world, "cyd") as work:
        week = group.schedule.week_of(world.time.now())
        cyd = newcomer(work.person.id, "cyd", Shares.NUMBERS, world.time.now(), week, None)
        await work.save_member(group.id, cyd)
        other = await meanwhile(memory, world, "dan", "group join my numbers")
    assert "as many as fit" in (await other).text


@pytest.mark.parametrize("line", ["group join my numbers", "group goal 3", "group leave"])
async def test_a_group_that_is_stopped_meanwhile_is_said_to_be_gone(
    memory: DatabaseMemory, world: World, line: str
) -> None:
    await world.types("group start", "ada", "C1")
    await world.types("group join my numbers", "bea", "C1")
    group = await lives(memory, world)
    who = "cyd" if "join" in line else "bea"
    async with at_work(memory, world, "ada") as work:
        await work.stop_group(group.id)
        other = await meanwhile(memory, world, who, line)
    assert (await other).text.startswith("There is no accountability group here.")


async def test_who_leaves_while_a_check_in_is_published_is_in_no_total_that_stands(
    memory: DatabaseMemory, world: World
) -> None:
    await world.types("group start", "ada", "C1")
    await world.types("group join my numbers", "bea", "C1")
    group = await lives(memory, world)
    world.time.be("2026-06-05T16:00")
    async with at_work(memory, world, "bea") as work:
        await leaves(work, group)
        assert await memory.claim_posts(world.time.now(), 10, 120.0) == (), "it waits for her"
        await work.withdraw(group.id)
    await world.worker.tick()
    ((_, check_in, _),) = world.platform.shown[-1:]
    assert (check_in.title, check_in.facts) == ("Check-in", ())


async def test_nobody_waits_for_each_other_for_ever(memory: DatabaseMemory, world: World) -> None:
    """What many do in one group at once, and two who tell it: nothing breaks, nobody is lost."""
    await world.types("group start", "ada", "C1")
    people = ("bea", "cyd", "dan", "eve")
    other = Worker(memory, world.platform, world.time)
    for week in range(2):
        for line in ("group join my numbers", "group goal 2", "settings hour 10:00", "group leave"):
            for day in ("01T10", "03T10", "05T17"):
                world.time.be(f"2026-06-{day}:00")
                world.time.moment += week * 7 * DAY
                typed = (world.types(line, who, "C1") for who in people)
                await asyncio.gather(*typed, world.worker.tick(), other.tick())
    assert (await lives(memory, world)).starter is not None
