"""Groups in the database: told once, published before they are told, paused when they must be."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import time, timedelta

import pytest
from sqlalchemy import insert, select

from bot.domain.groups.group import MOST_MEMBERS, Channel, Group, Member, Schedule, Shares, newcomer
from bot.domain.groups.group_post import PostOutcome, Telling
from bot.domain.groups.group_week import PlannedPost, PostKind
from bot.domain.groups.weekly_counts import Counts
from bot.domain.people.person import Address, Preferences
from storage.tables import identities, members, people
from storage.unit_of_work import DatabaseMemory, opened
from tests.storage.life import ADA, BEA, DAY, HOUR, LEASE, MONDAY, ZONE, applied, somebody_waits
from tests.storage.test_cost import statements_of

HUNTERS = Channel("slack", "T1", "C1", "hunters")
SCHEDULE = Schedule(zone=ZONE)
FRIDAY = MONDAY + 4 * DAY + 6 * HOUR


async def started(memory: DatabaseMemory, channel: Channel = HUNTERS) -> Group:
    """Ada starts a group on Monday at 10:00."""
    async with memory.work(ADA, ZONE, MONDAY) as work:
        group = await work.start_group(channel, SCHEDULE)
        assert group is not None
        await work.save_group(group)
    return group


async def joined(
    memory: DatabaseMemory, group: Group, who: Address, shares: Shares = Shares.NUMBERS
) -> Member:
    """Somebody joins it, with a goal of two applications."""
    async with memory.work(who, ZONE, MONDAY) as work:
        week = SCHEDULE.week_of(MONDAY)
        member = newcomer(work.person.id, who.user, shares, MONDAY, week, None)
        await work.save_member(group.id, replace(member, goal=Counts(2)))
        known = await work.member(group.id)
    assert known is not None
    return known


async def told(memory: DatabaseMemory, *tellings: Telling) -> None:
    """Everything was told."""
    await memory.settle_posts([PostOutcome(one) for one in tellings], FRIDAY)


async def weekly(memory: DatabaseMemory) -> list[Telling]:
    """What is due on Friday at 16:00."""
    return list(await memory.claim_posts(FRIDAY, 100, LEASE))


async def test_a_post_is_ready_when_it_is_due(memory: DatabaseMemory) -> None:
    await started(memory)
    assert await memory.next_ready() == FRIDAY
    assert await memory.claim_posts(FRIDAY - HOUR, 10, LEASE) == ()
    (check_in,) = await weekly(memory)
    assert check_in.post.planned.kind is PostKind.CHECK_IN
    await told(memory, check_in)
    assert await memory.next_ready() == FRIDAY + timedelta(days=2, hours=17)


async def test_what_was_claimed_is_told_again_as_it_was_published(database_url: str) -> None:
    async with opened(database_url) as dead, opened(database_url) as alive:
        group = await started(dead)
        await joined(dead, group, BEA)
        await applied(dead, who=BEA)
        (lost,) = [one for one in await weekly(dead) if one.post.planned.person is None]
        await applied(dead, "Late", who=BEA, now=FRIDAY)
        assert [one for one in await weekly(alive) if one.post.id == lost.post.id] == []
        later = FRIDAY + HOUR
        (again,) = await alive.claim_posts(later, 10, LEASE)
        assert again.delivery == lost.delivery
        assert again.board == lost.board
        assert again.attempts == 1


async def test_two_processes_never_tell_the_same_post(database_url: str) -> None:
    async with opened(database_url) as one, opened(database_url) as other:
        await started(one)
        found = await asyncio.gather(*(weekly(memory) for memory in (one, other) * 3))
        assert sum(map(len, found)) == 1


async def test_an_unreachable_channel_pauses_its_group_and_the_starter_is_told(
    memory: DatabaseMemory,
) -> None:
    group = await started(memory)
    (check_in,) = await weekly(memory)
    why = "I am not in the channel. Invite me there."
    await memory.settle_posts([PostOutcome(check_in, reason=why)], FRIDAY)
    (trouble,) = await memory.claim_posts(FRIDAY, 10, LEASE)
    assert trouble.post.planned.kind is PostKind.TROUBLE
    assert trouble.group.trouble == why
    assert trouble.person is not None
    assert trouble.person.address == ADA
    await told(memory, trouble)
    assert await memory.next_ready() is None, "the group rests"
    async with memory.work(ADA, ZONE, FRIDAY) as work:
        await work.save_group(replace(group, trouble=None, since=FRIDAY))
    assert await memory.next_ready() is not None


async def test_a_win_that_is_being_told_is_not_told_twice_when_its_group_changes(
    memory: DatabaseMemory,
) -> None:
    group = await started(memory)
    bea = await joined(memory, group, BEA)
    week = SCHEDULE.week_of(MONDAY)
    win = PlannedPost(
        "win", PostKind.WIN, week, FRIDAY.replace(tzinfo=None), "UTC", MONDAY, bea.person
    )
    async with memory.work(BEA, ZONE, MONDAY) as work:
        await work.add_post(group.id, win, "An interview!")
    (claimed,) = await memory.claim_posts(MONDAY, 10, LEASE)
    assert claimed.post.planned.kind is PostKind.WIN
    async with memory.work(ADA, ZONE, MONDAY) as work:
        await work.save_group(group)
    assert await memory.claim_posts(MONDAY, 10, LEASE) == ()


async def test_a_try_that_failed_comes_again(memory: DatabaseMemory) -> None:
    await started(memory)
    (check_in,) = await weekly(memory)
    again = FRIDAY + HOUR
    await memory.settle_posts([PostOutcome(check_in, retry=again, failed=True)], FRIDAY)
    assert await memory.next_ready() == again
    (second,) = await memory.claim_posts(again, 10, LEASE)
    assert (second.delivery, second.attempts) == (check_in.delivery, 1)
    assert (check_in.again, second.again) == (False, True)


async def test_of_a_post_that_was_asked_to_wait_a_part_may_stand_already(
    memory: DatabaseMemory,
) -> None:
    await started(memory)
    (check_in,) = await weekly(memory)
    later = FRIDAY + HOUR
    await memory.settle_posts([PostOutcome(check_in, retry=later)], FRIDAY)
    (second,) = await memory.claim_posts(later, 10, LEASE)
    assert (second.attempts, second.again) == (0, True)


async def test_who_is_forgotten_leaves_nothing_in_any_group(memory: DatabaseMemory) -> None:
    group = await started(memory)
    await joined(memory, group, BEA, Shares.TOTAL)
    await told(memory, *await weekly(memory))
    async with memory.work(BEA, ZONE, FRIDAY) as work:
        assert (await work.forget_person())["groups"] == 1
    async with memory.work(ADA, ZONE, FRIDAY) as work:
        board = await work.board(group)
        assert board.lines == ()
        assert board.publication is not None
        assert board.publication.withdrawn
        assert (await work.forget_person())["groups"] == 0
    async with memory.work(BEA, ZONE, FRIDAY) as work:
        assert await work.group_here(HUNTERS) is None, "nobody is left to look after it"


async def crowded(memory: DatabaseMemory, group: Group, many: int) -> None:
    """So many members like Bea, who has a goal, beside her."""
    bea = await joined(memory, group, BEA)
    async with memory.database.writing() as connection:
        person, address, member = [
            dict((await connection.execute(select(table).where(mine))).one()._mapping)
            for table, mine in (
                (people, people.c.id == bea.person),
                (identities, identities.c.person_id == bea.person),
                (members, members.c.id == bea.id),
            )
        ]
        del member["id"]
        numbers = range(group.id * 10_000, group.id * 10_000 + many)
        await connection.execute(insert(people), [person | {"id": id} for id in numbers])
        await connection.execute(
            insert(identities), [address | {"person_id": id, "user": f"u{id}"} for id in numbers]
        )
        await connection.execute(
            insert(members), [member | {"person_id": id, "name": f"u{id}"} for id in numbers]
        )
    async with memory.work(ADA, ZONE, MONDAY) as work:
        await work.save_group(group)


async def costs_of_a_week(memory: DatabaseMemory, group: Group, many: int) -> dict[str, int]:
    """How many statements a group's week takes."""
    costs: dict[str, int] = {}

    @contextmanager
    def counting(name: str) -> Iterator[None]:
        with statements_of(memory) as sent:
            yield
        costs[name] = len(sent)

    for name, moment, posts in (("midweek", MONDAY + 2 * DAY, many + 1), ("check-in", FRIDAY, 1)):
        with counting(f"{name} claimed"):
            tellings = await memory.claim_posts(moment, 2 * MOST_MEMBERS, LEASE)
        assert len(tellings) == posts
        with counting(f"{name} settled"):
            await memory.settle_posts([PostOutcome(one) for one in tellings], moment)
    async with memory.work(BEA, ZONE, FRIDAY) as work:
        mine = await work.member(group.id)
        assert mine is not None
        with counting("board"):
            await work.board(group)
        with counting("own week"):
            await work.my_week(group, mine, SCHEDULE.week_of(FRIDAY))
        with counting("goal"):
            await work.save_member(group.id, replace(mine, goal=Counts(3)))
    return costs


async def test_a_week_costs_as_many_statements_for_a_thousand_as_for_ten(
    memory: DatabaseMemory,
) -> None:
    costs = []
    for many, channel in ((9, HUNTERS), (MOST_MEMBERS - 1, replace(HUNTERS, id="C2"))):
        group = await started(memory, channel)
        await crowded(memory, group, many)
        costs.append(await costs_of_a_week(memory, group, many))
    assert costs[0] == costs[1]
    assert costs[0]["board"] == 2
    assert max(costs[0].values()) < 20


async def test_a_channel_of_the_same_id_elsewhere_is_another_channel(
    memory: DatabaseMemory,
) -> None:
    await started(memory)
    async with memory.work(BEA, ZONE, MONDAY) as work:
        assert await work.group_here(HUNTERS) is not None
        assert await work.group_here(replace(HUNTERS, tenant="T2")) is None
        assert await work.group_here(replace(HUNTERS, platform="discord")) is None


async def test_a_new_nudge_hour_or_zone_moves_the_midweek_line_at_once(
    memory: DatabaseMemory,
) -> None:
    group = await started(memory)
    await joined(memory, group, BEA)
    wednesday = MONDAY + 2 * DAY
    assert await memory.next_ready() == wednesday - HOUR
    for preferences, due in (
        (Preferences(ZONE, nudge_hour=time(12)), wednesday + 2 * HOUR),
        (Preferences("Asia/Tokyo", nudge_hour=time(12)), wednesday - 5 * HOUR),
    ):
        async with memory.work(BEA, ZONE, MONDAY) as work:
            await work.save_person(replace(work.person, preferences=preferences))
            await work.plan_anew()
        assert await memory.next_ready() == due


async def test_a_board_holds_nothing_of_those_who_stay_hidden(memory: DatabaseMemory) -> None:
    group = await started(memory)
    for who, shares in ((ADA, Shares.NUMBERS), (BEA, Shares.TOTAL)):
        await joined(memory, group, who, shares)
        await applied(memory, who=who)
    await told(memory, *await weekly(memory))
    async with memory.work(ADA, ZONE, FRIDAY) as work:
        (line,) = (await work.board(group)).lines
    assert (line.name, line.shown) == (ADA.user, Counts(1))


async def test_what_came_too_late_makes_room_at_once_for_what_is_due_now(
    memory: DatabaseMemory,
) -> None:
    await started(memory)
    await told(memory, *await weekly(memory))
    (post,) = await memory.claim_posts(FRIDAY + 8 * DAY, 10, LEASE)
    assert (post.post.planned.kind, post.post.planned.due) == (PostKind.CHECK_IN, FRIDAY + 7 * DAY)


async def test_a_member_is_found_by_name_whatever_its_letters(memory: DatabaseMemory) -> None:
    group = await started(memory)
    emile = replace(BEA, user="Émile Straße")
    member = await joined(memory, group, emile)
    async with memory.work(ADA, ZONE, MONDAY) as work:
        for typed in ("Émile Straße", "émile straße", "ÉMILE STRASSE"):
            assert list(await work.members_named(group.id, typed)) == [member], typed
        assert await work.members_named(group.id, "Emil") == []


@pytest.mark.parametrize("database_url", ["postgres"], indirect=True)
async def test_who_is_taken_out_while_they_set_a_goal_is_out(memory: DatabaseMemory) -> None:
    group = await started(memory)
    await joined(memory, group, BEA)

    async def sets_a_goal() -> None:
        async with memory.work(BEA, ZONE, MONDAY) as work:
            member = await work.member(group.id)
            assert member is not None
            await work.save_member(group.id, replace(member, goal=Counts(5)))

    async with memory.work(ADA, ZONE, MONDAY) as work:
        (member,) = await work.members_named(group.id, "bea")
        await work.save_member(group.id, replace(member, left=True))
        setting = asyncio.create_task(sets_a_goal())
        await somebody_waits(memory)
    await setting
    async with memory.work(BEA, ZONE, MONDAY) as work:
        assert await work.my_groups() == []


@pytest.mark.parametrize("database_url", ["postgres"], indirect=True)
async def test_who_sets_a_goal_while_they_are_taken_out_is_out(memory: DatabaseMemory) -> None:
    group = await started(memory)
    await joined(memory, group, BEA)

    async def takes_out() -> None:
        async with memory.work(ADA, ZONE, MONDAY) as work:
            (member,) = await work.members_named(group.id, "bea")
            assert member.goal == Counts(5)
            await work.save_member(group.id, replace(member, left=True))

    async with memory.work(BEA, ZONE, MONDAY) as work:
        member = await work.member(group.id)
        assert member is not None
        await work.save_member(group.id, replace(member, goal=Counts(5)))
        taking = asyncio.create_task(takes_out())
        await somebody_waits(memory)
    await taking
    async with memory.work(BEA, ZONE, MONDAY) as work:
        assert await work.my_groups() == []
