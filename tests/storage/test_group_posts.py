"""Posts of a group in storage: published before sending, delivered once, paused where needed."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from datetime import time, timedelta

from bot.domain.delivery import DeliveryOutcome
from bot.domain.groups.group_week import PlannedPost, PostKind
from bot.domain.people.person import Preferences
from storage.storage import Storage, open_storage
from tests.storage.groups import FRIDAY, HUNTERS, SCHEDULE, deliver, joined, started, weekly
from tests.storage.job_hunts import (
    ADA,
    BEA,
    DAY,
    HOUR,
    LEASE,
    MONDAY,
    ZONE,
    applied,
)


async def test_a_post_is_ready_when_it_is_due(storage: Storage) -> None:
    await started(storage)
    assert await storage.outbox.next_ready() == FRIDAY
    assert await storage.outbox.claim(FRIDAY - HOUR, 10, LEASE) == ()
    (check_in,) = await weekly(storage)
    assert check_in.post.post.planned.kind is PostKind.CHECK_IN
    await deliver(storage, check_in)
    assert await storage.outbox.next_ready() == FRIDAY + timedelta(days=2, hours=17)


async def test_what_was_claimed_is_sent_again_as_it_was_published(database_url: str) -> None:
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


async def test_two_processes_never_send_the_same_post(database_url: str) -> None:
    async with open_storage(database_url) as one, open_storage(database_url) as other:
        await started(one)
        found = await asyncio.gather(*(weekly(storage) for storage in (one, other) * 3))
        assert sum(map(len, found)) == 1


async def test_an_unreachable_channel_pauses_its_group_and_the_starter_is_notified(
    storage: Storage,
) -> None:
    group = await started(storage)
    (check_in,) = await weekly(storage)
    why = "I am not in the channel. Invite me there."
    await storage.outbox.settle(
        [DeliveryOutcome(check_in, undeliverable=check_in.members, reason=why, refused=True)],
        FRIDAY,
    )
    (pause,) = await storage.outbox.claim(FRIDAY, 10, LEASE)
    assert pause.post.post.planned.kind is PostKind.PAUSED
    assert pause.post.group.pause_reason == why
    assert pause.post.person is not None
    assert pause.post.person.address == ADA
    await deliver(storage, pause)
    assert await storage.outbox.next_ready() is None, "the group rests"
    async with storage.units.begin(ADA, ZONE, FRIDAY) as uow:
        await uow.groups.save(replace(group, pause_reason=None, since=FRIDAY))
    assert await storage.outbox.next_ready() is not None


async def test_a_win_that_is_being_sent_is_not_sent_twice_when_its_group_changes(
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


async def test_part_of_a_post_that_was_asked_to_wait_may_be_there_already(
    storage: Storage,
) -> None:
    await started(storage)
    (check_in,) = await weekly(storage)
    later = FRIDAY + HOUR
    await storage.outbox.settle([DeliveryOutcome(check_in, retry=later, maybe_sent=True)], FRIDAY)
    (second,) = await storage.outbox.claim(later, 10, LEASE)
    assert (second.tries, second.maybe_sent) == (0, True)


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


async def test_what_came_too_late_makes_room_at_once_for_what_is_due_now(
    storage: Storage,
) -> None:
    await started(storage)
    await deliver(storage, *await weekly(storage))
    (post,) = await storage.outbox.claim(FRIDAY + 8 * DAY, 10, LEASE)
    assert (post.post.post.planned.kind, post.post.post.planned.due) == (
        PostKind.CHECK_IN,
        FRIDAY + 7 * DAY,
    )
