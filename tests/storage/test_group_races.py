"""Several people at one group at the same moment, on a PostgreSQL with a connection each."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest

from bot.delivery.worker import Worker
from bot.domain.groups.group import MOST_MEMBERS, Channel, Group, Schedule, Visibility, new_member
from bot.domain.people.person import Address
from bot.message import Message, plain
from bot.ports.unit_of_work import UnitOfWork
from storage.storage import Storage
from tests.bot.world import BERLIN, Platform, Time, World
from tests.storage.groups import crowded
from tests.storage.job_hunts import DAY, blocked_writer

pytestmark = pytest.mark.parametrize("database_url", ["postgres"], indirect=True)

HUNTERS = Channel("chat", "", "C1")


@pytest.fixture
def world(storage: Storage) -> World:
    return World(storage, Platform(), Time())


@asynccontextmanager
async def at_work(storage: Storage, world: World, who: str) -> AsyncIterator[UnitOfWork]:
    """Holds a person's command open, not yet committed."""
    async with storage.units.begin(Address("chat", "", who), BERLIN, world.time.now()) as uow:
        yield uow


async def meanwhile(storage: Storage, world: World, who: str, line: str) -> asyncio.Task[Message]:
    """Starts a command that has to wait for another one in progress."""
    typing = asyncio.create_task(world.types(line, who, "C1"))
    await blocked_writer(storage)
    return typing


async def group_of(storage: Storage, world: World) -> Group | None:
    async with at_work(storage, world, "eve") as uow:
        return await uow.groups.at(HUNTERS)


async def lives(storage: Storage, world: World) -> Group:
    group = await group_of(storage, world)
    assert group is not None
    return group


async def leaves(uow: UnitOfWork, group: Group) -> None:
    member = await uow.members.get(group.id)
    assert member is not None
    await uow.members.remove(group.id, member)


async def test_a_group_ends_when_its_last_member_and_its_starter_leave_at_once(
    storage: Storage, world: World
) -> None:
    await world.types("group start", "ada", "C1")
    await world.types("group join my numbers", "bea", "C1")
    group = await lives(storage, world)
    async with at_work(storage, world, "bea") as uow:
        await leaves(uow, group)
        starter = await meanwhile(storage, world, "ada", "group leave")
    assert "the group has ended" in (await starter).text
    assert await group_of(storage, world) is None


async def test_who_is_forgotten_while_a_group_becomes_theirs_leaves_no_group_behind(
    storage: Storage, world: World
) -> None:
    await world.types("group start", "ada", "C1")
    await world.types("group join my numbers", "bea", "C1")
    group = await lives(storage, world)
    async with at_work(storage, world, "bea") as forgotten:
        async with at_work(storage, world, "ada") as uow:
            await uow.groups.hand_over(group)
            forgetting = asyncio.create_task(forgotten.people.forget())
            await blocked_writer(storage)
        await forgetting
    assert await group_of(storage, world) is None


async def test_of_two_who_start_a_group_at_once_one_does_and_the_other_learns_it(
    storage: Storage, world: World
) -> None:
    async with at_work(storage, world, "ada") as uow:
        group = await uow.groups.create(HUNTERS, Schedule(BERLIN))
        assert group is not None
        await uow.groups.save(group)
        other = await meanwhile(storage, world, "bea", "group start")
    assert "just made" in (await other).text
    assert (await lives(storage, world)).starter == group.starter


async def test_the_last_place_in_a_group_is_taken_once(storage: Storage, world: World) -> None:
    await world.types("group start", "ada", "C1")
    group = await lives(storage, world)
    await crowded(storage, group, MOST_MEMBERS - 2)
    async with at_work(storage, world, "cyd") as uow:
        week = group.schedule.week_of(world.time.now())
        cyd = new_member(uow.person.id, "cyd", Visibility.NUMBERS, world.time.now(), week)
        await uow.members.save(group.id, cyd)
        other = await meanwhile(storage, world, "dan", "group join my numbers")
    assert "the most that a group" in (await other).text


@pytest.mark.parametrize("line", ["group join my numbers", "group goal 3", "group leave"])
async def test_a_group_that_is_stopped_meanwhile_is_said_to_be_gone(
    storage: Storage, world: World, line: str
) -> None:
    await world.types("group start", "ada", "C1")
    await world.types("group join my numbers", "bea", "C1")
    group = await lives(storage, world)
    who = "cyd" if "join" in line else "bea"
    async with at_work(storage, world, "ada") as uow:
        await uow.groups.erase(group.id)
        other = await meanwhile(storage, world, who, line)
    assert plain((await other).text).startswith("There is no accountability group here.")


async def test_who_leaves_while_a_check_in_is_published_is_in_no_final_total(
    storage: Storage, world: World
) -> None:
    await world.types("group start", "ada", "C1")
    await world.types("group join my numbers", "bea", "C1")
    group = await lives(storage, world)
    world.time.be("2026-06-05T16:00")
    async with at_work(storage, world, "bea") as uow:
        await leaves(uow, group)
        assert await storage.outbox.claim(world.time.now(), 10, 120.0) == (), "it waits for her"
    await world.worker.tick()
    ((_, check_in, _),) = world.platform.shown[-1:]
    assert (check_in.title, check_in.facts) == ("Check-in", ())


async def test_nobody_waits_for_each_other_for_ever(storage: Storage, world: World) -> None:
    """Many commands in one group run at once, and two workers deliver its posts."""
    await world.types("group start", "ada", "C1")
    people = ("bea", "cyd", "dan", "eve")
    other = Worker(storage.outbox, world.platform, world.time)
    for week in range(2):
        for line in ("group join my numbers", "group goal 2", "settings hour 10:00", "group leave"):
            for day in ("01T10", "03T10", "05T17"):
                world.time.be(f"2026-06-{day}:00")
                world.time.moment += week * 7 * DAY
                typed = (world.types(line, who, "C1") for who in people)
                await asyncio.gather(*typed, world.worker.tick(), other.tick())
    assert (await lives(storage, world)).starter is not None
