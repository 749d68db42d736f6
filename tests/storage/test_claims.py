"""Claims of deliveries: what is due for one person is bound to one delivery, once."""

from __future__ import annotations

import asyncio
from collections import Counter
from dataclasses import replace

from bot.domain.reminders.nudge import NudgeState
from storage.storage import Storage, open_storage
from tests.storage.job_hunts import (
    ADA,
    BEA,
    DAY,
    DUE,
    HOUR,
    LEASE,
    MONDAY,
    ZONE,
    applied,
    as_delivered,
)

LATER = DUE + HOUR


async def test_nothing_is_claimed_before_it_is_due(storage: Storage) -> None:
    assert await storage.outbox.next_ready() is None
    await applied(storage)
    assert await storage.outbox.next_ready() == DUE
    assert await storage.outbox.claim(DUE - HOUR, 10, LEASE) == ()


async def test_all_that_is_due_for_one_person_is_one_delivery(storage: Storage) -> None:
    ids = [await applied(storage, f"No {n}") for n in range(3)]
    (delivery,) = await storage.outbox.claim(DUE, 10, LEASE)
    assert delivery.digest.person == await storage.units.find_person(ADA)
    assert delivery.tries == 0
    assert [nudge.application for nudge in delivery.digest.nudges] == ids
    assert {nudge.state for nudge in delivery.digest.nudges} == {NudgeState.PENDING}
    assert {nudge.delivery for nudge in delivery.digest.nudges} == {delivery.id}


async def test_a_delivery_brings_what_the_rule_asks_for(storage: Storage) -> None:
    acme, bolt = await applied(storage, "Acme"), await applied(storage, "Bolt", now=MONDAY + DAY)
    (first,) = await storage.outbox.claim(DUE, 10, LEASE)
    await storage.outbox.settle([as_delivered(first)], DUE)
    ready = await storage.outbox.next_ready()
    assert ready is not None
    (second,) = await storage.outbox.claim(ready, 10, LEASE)
    keys = {nudge.application: nudge.planned.key for nudge in first.digest.nudges}
    async with storage.units.begin(ADA, ZONE, ready) as uow:
        assert dict(second.digest.applications) == {
            id: await uow.applications.get(id) for id in second.digest.applications
        }
    assert set(second.digest.applications) <= {acme, bolt}
    assert {id: second.digest.settled_at(id) for id in second.digest.applications} == {
        id: {keys[id]: DUE} if id in keys else {} for id in second.digest.applications
    }


async def test_each_person_has_their_own_delivery(storage: Storage) -> None:
    for who in (ADA, BEA):
        await applied(storage, who=who)
    deliveries = await storage.outbox.claim(DUE, 10, LEASE)
    assert {delivery.digest.person.address for delivery in deliveries} == {ADA, BEA}


async def test_a_batch_is_for_so_many_people_at_most(storage: Storage) -> None:
    people = [replace(ADA, user=f"u{n}") for n in range(5)]
    for who in people:
        await applied(storage, who=who)
    batches = [await storage.outbox.claim(DUE, 2, LEASE) for _ in range(4)]
    assert [len(batch) for batch in batches] == [2, 2, 1, 0]
    assert len({delivery.digest.person.id for batch in batches for delivery in batch}) == 5


async def test_what_is_longest_due_is_claimed_first(storage: Storage) -> None:
    await applied(storage, who=BEA, now=MONDAY + DAY * 3)
    await applied(storage, who=ADA)
    (delivery,) = await storage.outbox.claim(DUE + 7 * DAY, 1, LEASE)
    assert delivery.digest.person.address == ADA


async def test_two_processes_never_claim_the_same(database_url: str) -> None:
    async with open_storage(database_url) as one, open_storage(database_url) as other:
        people = [replace(ADA, user=f"u{n}") for n in range(12)]
        for n, who in enumerate(people):
            await applied(one, f"No {n}", who=who)

        async def work_through(storage: Storage) -> list[int]:
            claimed: list[int] = []
            while batch := await storage.outbox.claim(DUE, 2, LEASE):
                claimed += [nudge.id for one in batch for nudge in one.digest.nudges]
                await storage.outbox.settle([as_delivered(delivery) for delivery in batch], DUE)
            return claimed

        found = await asyncio.gather(*(work_through(storage) for storage in (one, other) * 2))
        # A process that comes while all the rest are locked goes home early.
        found.append(await work_through(one))
        times = Counter(id for claimed in found for id in claimed)
        assert len(times) == 12
        assert set(times.values()) == {1}


async def test_a_lease_that_ran_out_is_claimed_again_unchanged(database_url: str) -> None:
    async with open_storage(database_url) as dead, open_storage(database_url) as alive:
        await applied(dead, "Acme")
        (lost,) = await dead.outbox.claim(DUE, 10, LEASE)
        await applied(dead, "Bolt")
        assert await alive.outbox.claim(DUE, 10, LEASE) == ()
        (again,) = await alive.outbox.claim(LATER, 10, LEASE)
        assert (again.id, again.digest.nudges) == (lost.id, lost.digest.nudges)
        assert (lost.maybe_sent, again.maybe_sent) == (False, True)
        await alive.outbox.settle([as_delivered(again)], LATER)
        (rest,) = await alive.outbox.claim(LATER, 10, LEASE)
        assert rest.id != lost.id


async def test_only_one_process_takes_over_a_lost_lease(database_url: str) -> None:
    async with open_storage(database_url) as one, open_storage(database_url) as other:
        await applied(one)
        await one.outbox.claim(DUE, 10, LEASE)
        claims = await asyncio.gather(
            *(storage.outbox.claim(LATER, 10, LEASE) for storage in (one, other) * 3)
        )
        assert sum(len(claim) for claim in claims) == 1


async def test_what_ran_out_comes_before_what_is_new(storage: Storage) -> None:
    await applied(storage, who=ADA)
    (lost,) = await storage.outbox.claim(DUE, 10, LEASE)
    await applied(storage, who=BEA, now=MONDAY + 3 * DAY)
    (first,) = await storage.outbox.claim(DUE + DAY, 1, LEASE)
    (second,) = await storage.outbox.claim(DUE + DAY, 1, LEASE)
    assert (first.id, second.digest.person.address) == (lost.id, BEA)


async def test_a_person_with_an_unsettled_delivery_gets_no_other(storage: Storage) -> None:
    await applied(storage, "Acme")
    (delivery,) = await storage.outbox.claim(DUE, 10, LEASE)
    await applied(storage, "Bolt")
    assert await storage.outbox.claim(DUE, 10, LEASE) == ()
    await storage.outbox.settle([as_delivered(delivery)], DUE)
    (other,) = await storage.outbox.claim(DUE, 10, LEASE)
    assert [
        other.digest.applications[nudge.application].company for nudge in other.digest.nudges
    ] == ["Bolt"]


async def test_a_lease_without_members_is_not_claimed_again(storage: Storage) -> None:
    acme, bolt = await applied(storage, "Acme"), await applied(storage, "Bolt")
    await storage.outbox.claim(DUE, 10, LEASE)
    async with storage.units.begin(ADA, ZONE, DUE) as uow:
        await uow.applications.erase(acme)
        await uow.applications.erase(bolt)
    assert await storage.outbox.claim(LATER, 10, LEASE) == ()
    assert await storage.outbox.next_ready() is None
