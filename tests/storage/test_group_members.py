"""Members of a group in storage: found, hidden, taken out, forgotten."""

from __future__ import annotations

import asyncio
from dataclasses import replace

import pytest

from bot.domain.groups.group import (
    Visibility,
)
from bot.domain.groups.weekly_counts import Counts
from storage.storage import Storage
from tests.storage.groups import FRIDAY, HUNTERS, deliver, joined, started, weekly
from tests.storage.job_hunts import (
    ADA,
    BEA,
    MONDAY,
    ZONE,
    applied,
    blocked_writer,
)


async def test_who_is_forgotten_leaves_nothing_in_any_group(storage: Storage) -> None:
    group = await started(storage)
    await joined(storage, group, BEA)
    await applied(storage, who=BEA)
    await deliver(storage, *await weekly(storage))
    async with storage.units.begin(BEA, ZONE, FRIDAY) as uow:
        assert (await uow.people.forget())["groups"] == 1
    async with storage.units.begin(ADA, ZONE, FRIDAY) as uow:
        board = await uow.groups.board(group)
        assert board.this_week.lines == ()
        assert board.last_check_in is None
        assert (await uow.people.forget())["groups"] == 0
    async with storage.units.begin(BEA, ZONE, FRIDAY) as uow:
        assert await uow.groups.at(HUNTERS) is None, "nobody is left to look after it"


async def test_a_board_holds_nothing_of_those_who_stay_hidden(storage: Storage) -> None:
    group = await started(storage)
    for who, shares in ((ADA, Visibility.NUMBERS), (BEA, Visibility.JUST_ME)):
        await joined(storage, group, who, shares)
        await applied(storage, who=who)
    await deliver(storage, *await weekly(storage))
    async with storage.units.begin(ADA, ZONE, FRIDAY) as uow:
        board = await uow.groups.board(group)
    assert board.last_check_in is not None
    for week in (board.this_week, board.last_check_in):
        assert [(line.name, line.counts) for line in week.lines] == [(ADA.user, Counts(1))]
        assert week.total == Counts(1)


async def test_a_member_is_found_by_name_whatever_its_letters(storage: Storage) -> None:
    group = await started(storage)
    emile = replace(BEA, user="Émile Straße")
    member = await joined(storage, group, emile)
    async with storage.units.begin(ADA, ZONE, MONDAY) as uow:
        for typed in ("Émile Straße", "émile straße", "ÉMILE STRASSE"):
            assert list(await uow.members.lock_named(group.id, typed)) == [member], typed
        assert await uow.members.lock_named(group.id, "Emil") == []


@pytest.mark.parametrize("database_url", ["postgres"], indirect=True)
async def test_who_is_taken_out_while_they_set_a_goal_is_out(storage: Storage) -> None:
    group = await started(storage)
    await joined(storage, group, BEA)

    async def sets_a_goal() -> None:
        async with storage.units.begin(BEA, ZONE, MONDAY) as uow:
            assert await uow.members.lock(group.id) is None

    async with storage.units.begin(ADA, ZONE, MONDAY) as uow:
        (member,) = await uow.members.lock_named(group.id, "bea")
        await uow.members.remove(group.id, member)
        setting = asyncio.create_task(sets_a_goal())
        await blocked_writer(storage)
    await setting
    async with storage.units.begin(BEA, ZONE, MONDAY) as uow:
        assert await uow.groups.mine() == []


@pytest.mark.parametrize("database_url", ["postgres"], indirect=True)
async def test_who_sets_a_goal_while_they_are_taken_out_is_out(storage: Storage) -> None:
    group = await started(storage)
    await joined(storage, group, BEA)

    async def takes_out() -> None:
        async with storage.units.begin(ADA, ZONE, MONDAY) as uow:
            (member,) = await uow.members.lock_named(group.id, "bea")
            assert member.goal == Counts(5)
            await uow.members.remove(group.id, member)

    async with storage.units.begin(BEA, ZONE, MONDAY) as uow:
        member = await uow.members.get(group.id)
        assert member is not None
        await uow.members.save(group.id, replace(member, goal=Counts(5)))
        taking = asyncio.create_task(takes_out())
        await blocked_writer(storage)
    await taking
    async with storage.units.begin(BEA, ZONE, MONDAY) as uow:
        assert await uow.groups.mine() == []
