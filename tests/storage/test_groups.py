"""Groups in storage: published before sending, delivered once, paused where they must be."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import time, timedelta

import pytest
from sqlalchemy import insert, select

from bot.domain.delivery import Delivery, DeliveryOutcome
from bot.domain.groups.group import (
    MOST_MEMBERS,
    Channel,
    Group,
    Member,
    Schedule,
    Visibility,
    new_member,
)
from bot.domain.groups.group_week import PlannedPost, PostKind
from bot.domain.groups.weekly_counts import Counts
from bot.domain.people.person import Address, Preferences
from storage.storage import Storage, open_storage
from storage.tables import identities, members, people
from tests.storage.job_hunts import (
    ADA,
    BEA,
    DAY,
    HOUR,
    LEASE,
    MONDAY,
    ZONE,
    applied,
    somebody_waits,
)
from tests.storage.job_hunts import told as everything_of
from tests.storage.test_cost import statements_of

HUNTERS = Channel("slack", "T1", "C1", "hunters")
SCHEDULE = Schedule(zone=ZONE)
FRIDAY = MONDAY + 4 * DAY + 6 * HOUR


async def started(storage: Storage, channel: Channel = HUNTERS) -> Group:
    """Ada starts a group on Monday at 10:00."""
    async with storage.units.begin(ADA, ZONE, MONDAY) as uow:
        group = await uow.groups.create(channel, SCHEDULE)
        assert group is not None
        await uow.groups.save(group)
    return group


async def joined(
    storage: Storage, group: Group, who: Address, shares: Visibility = Visibility.NUMBERS
) -> Member:
    """Adds a member with a goal of two applications."""
    async with storage.units.begin(who, ZONE, MONDAY) as uow:
        week = SCHEDULE.week_of(MONDAY)
        member = new_member(uow.person.id, who.user, shares, MONDAY, week)
        await uow.members.save(group.id, replace(member, goal=Counts(2)))
        known = await uow.members.get(group.id)
    assert known is not None
    return known


async def told(storage: Storage, *deliveries: Delivery) -> None:
    """Settles all as delivered."""
    await storage.outbox.settle([everything_of(one) for one in deliveries], FRIDAY)


async def weekly(storage: Storage) -> list[Delivery]:
    """Claims what is due on Friday at 16:00."""
    return list(await storage.outbox.claim(FRIDAY, 100, LEASE))


async def test_a_post_is_ready_when_it_is_due(storage: Storage) -> None:
    await started(storage)
    assert await storage.outbox.next_ready() == FRIDAY
    assert await storage.outbox.claim(FRIDAY - HOUR, 10, LEASE) == ()
    (check_in,) = await weekly(storage)
    assert check_in.post.post.planned.kind is PostKind.CHECK_IN
    await told(storage, check_in)
    assert await storage.outbox.next_ready() == FRIDAY + timedelta(days=2, hours=17)


async def test_what_was_claimed_is_told_again_as_it_was_published(database_url: str) -> None:
    async with open_storage(database_url) as dead, open_storage(database_url) as alive:
        group = await started(dead)
        await joined(dead, group, BEA)
        await applied(dead, who=BEA)
        (lost,) = [one for one in await weekly(dead) if one.post.post.planned.person is None]
        await applied(dead, "Late", who=BEA, now=FRIDAY)
        assert [one for one in await weekly(alive) if one.post.post.id == lost.post.post.id] == []
        later = FRIDAY + HOUR
        (again,) = await alive.outbox.claim(later, 10, LEASE)
        assert again.id == lost.id
        assert again.post.board == lost.post.board
        assert again.maybe_sent


async def test_two_processes_never_tell_the_same_post(database_url: str) -> None:
    async with open_storage(database_url) as one, open_storage(database_url) as other:
        await started(one)
        found = await asyncio.gather(*(weekly(storage) for storage in (one, other) * 3))
        assert sum(map(len, found)) == 1


async def test_an_unreachable_channel_pauses_its_group_and_the_starter_is_told(
    storage: Storage,
) -> None:
    group = await started(storage)
    (check_in,) = await weekly(storage)
    why = "I am not in the channel. Invite me there."
    await storage.outbox.settle(
        [DeliveryOutcome(check_in, undeliverable=check_in.members, reason=why, refused=True)],
        FRIDAY,
    )
    (trouble,) = await storage.outbox.claim(FRIDAY, 10, LEASE)
    assert trouble.post.post.planned.kind is PostKind.PAUSED
    assert trouble.post.group.pause_reason == why
    assert trouble.post.person is not None
    assert trouble.post.person.address == ADA
    await told(storage, trouble)
    assert await storage.outbox.next_ready() is None, "the group rests"
    async with storage.units.begin(ADA, ZONE, FRIDAY) as uow:
        await uow.groups.save(replace(group, pause_reason=None, since=FRIDAY))
    assert await storage.outbox.next_ready() is not None


async def test_a_win_that_is_being_told_is_not_told_twice_when_its_group_changes(
    storage: Storage,
) -> None:
    group = await started(storage)
    bea = await joined(storage, group, BEA)
    week = SCHEDULE.week_of(MONDAY)
    win = PlannedPost(
        "win", PostKind.WIN, week, FRIDAY.replace(tzinfo=None), "UTC", MONDAY, bea.person
    )
    async with storage.units.begin(BEA, ZONE, MONDAY) as uow:
        await uow.group_posts.add(group.id, win, "An interview!")
    (claimed,) = await storage.outbox.claim(MONDAY, 10, LEASE)
    assert claimed.post.post.planned.kind is PostKind.WIN
    async with storage.units.begin(ADA, ZONE, MONDAY) as uow:
        await uow.groups.save(group)
    assert await storage.outbox.claim(MONDAY, 10, LEASE) == ()


async def test_a_try_that_failed_comes_again(storage: Storage) -> None:
    await started(storage)
    (check_in,) = await weekly(storage)
    again = FRIDAY + HOUR
    await storage.outbox.settle(
        [DeliveryOutcome(check_in, retry=again, failed=True, maybe_sent=True)], FRIDAY
    )
    assert await storage.outbox.next_ready() == again
    (second,) = await storage.outbox.claim(again, 10, LEASE)
    assert (second.id, second.tries) == (check_in.id, 1)
    assert (check_in.maybe_sent, second.maybe_sent) == (False, True)


async def test_of_a_post_that_was_asked_to_wait_a_part_may_stand_already(
    storage: Storage,
) -> None:
    await started(storage)
    (check_in,) = await weekly(storage)
    later = FRIDAY + HOUR
    await storage.outbox.settle([DeliveryOutcome(check_in, retry=later, maybe_sent=True)], FRIDAY)
    (second,) = await storage.outbox.claim(later, 10, LEASE)
    assert (second.tries, second.maybe_sent) == (0, True)


async def test_who_is_forgotten_leaves_nothing_in_any_group(storage: Storage) -> None:
    group = await started(storage)
    await joined(storage, group, BEA)
    await applied(storage, who=BEA)
    await told(storage, *await weekly(storage))
    async with storage.units.begin(BEA, ZONE, FRIDAY) as uow:
        assert (await uow.people.forget())["groups"] == 1
    async with storage.units.begin(ADA, ZONE, FRIDAY) as uow:
        board = await uow.groups.board(group)
        assert board.this_week.lines == ()
        assert board.last_check_in is None
        assert (await uow.people.forget())["groups"] == 0
    async with storage.units.begin(BEA, ZONE, FRIDAY) as uow:
        assert await uow.groups.at(HUNTERS) is None, "nobody is left to look after it"


async def crowded(storage: Storage, group: Group, many: int) -> None:
    """So many members like Bea, who has a goal, beside her."""
    bea = await joined(storage, group, BEA)
    async with storage.database.writing() as connection:
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
    async with storage.units.begin(ADA, ZONE, MONDAY) as uow:
        await uow.groups.save(group)


async def costs_of_a_week(storage: Storage, group: Group, many: int) -> dict[str, int]:
    """Returns how many statements a group's week takes."""
    costs: dict[str, int] = {}

    @contextmanager
    def counting(name: str) -> Iterator[None]:
        with statements_of(storage) as sent:
            yield
        costs[name] = len(sent)

    for name, moment, posts in (("midweek", MONDAY + 2 * DAY, many + 1), ("check-in", FRIDAY, 1)):
        with counting(f"{name} claimed"):
            deliveries = await storage.outbox.claim(moment, 2 * MOST_MEMBERS, LEASE)
        assert len(deliveries) == posts
        with counting(f"{name} settled"):
            await storage.outbox.settle([everything_of(one) for one in deliveries], moment)
    async with storage.units.begin(BEA, ZONE, FRIDAY) as uow:
        mine = await uow.members.get(group.id)
        assert mine is not None
        with counting("board"):
            await uow.groups.board(group)
        with counting("own week"):
            await uow.members.week_so_far(group, mine, SCHEDULE.week_of(FRIDAY))
        with counting("goal"):
            await uow.members.save(group.id, replace(mine, goal=Counts(3)))
    return costs


async def test_a_week_costs_as_many_statements_for_a_thousand_as_for_ten(
    storage: Storage,
) -> None:
    costs = []
    for many, channel in ((9, HUNTERS), (MOST_MEMBERS - 1, replace(HUNTERS, id="C2"))):
        group = await started(storage, channel)
        await crowded(storage, group, many)
        costs.append(await costs_of_a_week(storage, group, many))
    assert costs[0] == costs[1]
    assert costs[0]["board"] == 7
    assert max(costs[0].values()) < 24


async def test_a_channel_of_the_same_id_elsewhere_is_another_channel(
    storage: Storage,
) -> None:
    await started(storage)
    async with storage.units.begin(BEA, ZONE, MONDAY) as uow:
        assert await uow.groups.at(HUNTERS) is not None
        assert await uow.groups.at(replace(HUNTERS, tenant="T2")) is None
        assert await uow.groups.at(replace(HUNTERS, platform="discord")) is None


async def test_a_new_nudge_hour_or_zone_moves_the_midweek_line_at_once(
    storage: Storage,
) -> None:
    group = await started(storage)
    await joined(storage, group, BEA)
    wednesday = MONDAY + 2 * DAY
    assert await storage.outbox.next_ready() == wednesday - HOUR
    for preferences, due in (
        (Preferences(ZONE, nudge_hour=time(12)), wednesday + 2 * HOUR),
        (Preferences("Asia/Tokyo", nudge_hour=time(12)), wednesday - 5 * HOUR),
    ):
        async with storage.units.begin(BEA, ZONE, MONDAY) as uow:
            await uow.people.save(replace(uow.person, preferences=preferences))
            await uow.nudges.replan()
        assert await storage.outbox.next_ready() == due


async def test_a_board_holds_nothing_of_those_who_stay_hidden(storage: Storage) -> None:
    group = await started(storage)
    for who, shares in ((ADA, Visibility.NUMBERS), (BEA, Visibility.JUST_ME)):
        await joined(storage, group, who, shares)
        await applied(storage, who=who)
    await told(storage, *await weekly(storage))
    async with storage.units.begin(ADA, ZONE, FRIDAY) as uow:
        board = await uow.groups.board(group)
    assert board.last_check_in is not None
    for week in (board.this_week, board.last_check_in):
        assert [(line.name, line.counts) for line in week.lines] == [(ADA.user, Counts(1))]
        assert week.total == Counts(1)


async def test_what_came_too_late_makes_room_at_once_for_what_is_due_now(
    storage: Storage,
) -> None:
    await started(storage)
    await told(storage, *await weekly(storage))
    (post,) = await storage.outbox.claim(FRIDAY + 8 * DAY, 10, LEASE)
    assert (post.post.post.planned.kind, post.post.post.planned.due) == (
        PostKind.CHECK_IN,
        FRIDAY + 7 * DAY,
    )


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
        await somebody_waits(storage)
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
        await somebody_waits(storage)
    await taking
    async with storage.units.begin(BEA, ZONE, MONDAY) as uow:
        assert await uow.groups.mine() == []
