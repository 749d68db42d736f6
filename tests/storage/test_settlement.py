"""Settlement: what was sent, dropped, held or failed, and what changed since the claim."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, time

import pytest

from bot.domain.applications.activity import ActivityKind
from bot.domain.delivery import DeliveryOutcome
from bot.domain.people.person import Address, Pause
from bot.domain.reminders.nudge import NudgeState
from storage.storage import Storage
from tests.storage.job_hunts import (
    ADA,
    BEA,
    DAY,
    DUE,
    ENOUGH,
    HOUR,
    LEASE,
    MONDAY,
    ZONE,
    applied,
    as_delivered,
    log,
    names,
)

LATER = DUE + HOUR


async def test_what_was_sent_is_settled_and_repeated_in_time(storage: Storage) -> None:
    acme = await applied(storage)
    (delivery,) = await storage.outbox.claim(DUE, 10, LEASE)
    await storage.outbox.settle([as_delivered(delivery)], LATER)
    async with storage.units.begin(ADA, ZONE, LATER) as uow:
        nudge = await uow.nudges.get(delivery.digest.nudges[0].id)
        assert nudge is not None
        assert (nudge.state, nudge.settled_at, nudge.delivery) == (
            NudgeState.DELIVERED,
            LATER,
            delivery.id,
        )
        assert await uow.nudges.of_delivery(delivery.id) == [nudge]
        assert await names(uow, acme) == {
            "follow_up 1": "delivered",
            "follow_up 1 again": "pending",
        }
    assert await storage.outbox.next_ready() == DUE + 2 * DAY


async def test_what_makes_no_sense_any_more_is_dropped(storage: Storage) -> None:
    acme = await applied(storage)
    (delivery,) = await storage.outbox.claim(DUE, 10, LEASE)
    async with storage.units.begin(ADA, ZONE, DUE) as uow:
        await log(uow, acme, ActivityKind.WITHDREW, DUE)
    dropped = tuple(nudge.id for nudge in delivery.digest.nudges)
    await storage.outbox.settle([DeliveryOutcome(delivery, cancelled=dropped)], DUE)
    async with storage.units.begin(ADA, ZONE, DUE) as uow:
        assert await names(uow, acme) == {}
        assert await uow.nudges.of_delivery(delivery.id) == []
    assert await storage.outbox.next_ready() is None


async def test_what_is_held_is_claimed_in_its_time(storage: Storage) -> None:
    await applied(storage)
    (delivery,) = await storage.outbox.claim(DUE, 10, LEASE)
    held = {nudge.id: LATER for nudge in delivery.digest.nudges}
    await storage.outbox.settle([DeliveryOutcome(delivery, hold=held)], DUE)
    assert await storage.outbox.claim(DUE, 10, LEASE) == ()
    (again,) = await storage.outbox.claim(LATER, 10, LEASE)
    assert again.id != delivery.id
    assert [nudge.id for nudge in again.digest.nudges] == list(delivery.members)


async def test_a_pause_since_the_claim_outlasts_a_hold(storage: Storage) -> None:
    await applied(storage)
    (delivery,) = await storage.outbox.claim(DUE, 10, LEASE)
    async with storage.units.begin(ADA, ZONE, DUE) as uow:
        await uow.people.save(replace(uow.person, pause=Pause(DUE, date(2026, 6, 15))))
    held = {nudge.id: LATER for nudge in delivery.digest.nudges}
    await storage.outbox.settle([DeliveryOutcome(delivery, hold=held)], DUE)
    assert await storage.outbox.next_ready() == DUE + 7 * DAY


async def test_a_failed_try_is_counted_and_a_wait_is_not(storage: Storage) -> None:
    await applied(storage)
    (delivery,) = await storage.outbox.claim(DUE, 10, LEASE)
    await storage.outbox.settle([DeliveryOutcome(delivery, retry=LATER)], DUE)
    assert await storage.outbox.next_ready() == LATER
    assert await storage.outbox.claim(DUE, 10, LEASE) == ()
    (waited,) = await storage.outbox.claim(LATER, 10, LEASE)
    assert (waited.id, waited.tries, waited.members) == (delivery.id, 0, delivery.members)
    await storage.outbox.settle([DeliveryOutcome(delivery, retry=LATER, failed=True)], LATER)
    (failed,) = await storage.outbox.claim(LATER, 10, LEASE)
    assert (failed.id, failed.tries, failed.maybe_sent) == (delivery.id, 1, False)
    await storage.outbox.settle(
        [DeliveryOutcome(failed, retry=LATER, failed=True, maybe_sent=True)], LATER
    )
    (unsure,) = await storage.outbox.claim(LATER, 10, LEASE)
    assert (unsure.id, unsure.tries, unsure.maybe_sent) == (delivery.id, 2, True)


async def test_who_lost_the_lease_settles_nothing_twice(storage: Storage) -> None:
    await applied(storage)
    (slow,) = await storage.outbox.claim(DUE, 10, LEASE)
    (quick,) = await storage.outbox.claim(LATER, 10, LEASE)
    await storage.outbox.settle([as_delivered(quick)], LATER)
    failed = tuple(nudge.id for nudge in slow.digest.nudges)
    await storage.outbox.settle(
        [DeliveryOutcome(slow, undeliverable=failed, reason="Too slow.")], LATER + HOUR
    )
    async with storage.units.begin(ADA, ZONE, LATER) as uow:
        (nudge,) = await uow.nudges.recently_delivered(ENOUGH)
    assert (nudge.state, nudge.settled_at) == (NudgeState.DELIVERED, LATER)


async def test_who_lost_the_lease_frees_nothing_that_another_is_sending(storage: Storage) -> None:
    await applied(storage)
    (slow,) = await storage.outbox.claim(DUE, 10, LEASE)
    (quick,) = await storage.outbox.claim(LATER, 10, LEASE)
    await storage.outbox.settle([DeliveryOutcome(slow, retry=LATER, failed=True)], LATER)
    assert await storage.outbox.claim(LATER, 10, LEASE) == ()
    (third,) = await storage.outbox.claim(LATER + HOUR, 10, LEASE)
    assert (third.id, third.maybe_sent) == (quick.id, True)


async def test_two_deliveries_of_one_application_plan_what_follows_once(storage: Storage) -> None:
    acme, begins = await applied(storage), MONDAY + DAY
    async with storage.units.begin(ADA, ZONE, MONDAY) as uow:
        await log(uow, acme, ActivityKind.BOOKED, MONDAY, start=begins, end=begins + HOUR)
    async with storage.units.begin(ADA, ZONE, begins + 2 * HOUR) as uow:
        await log(uow, acme, ActivityKind.REJECTED, begins + 2 * HOUR)
    nine = begins + DAY - HOUR  # at which the rejection is to be answered
    (thanks,) = await storage.outbox.claim(nine - HOUR / 2, 10, LEASE * 60)
    async with storage.units.begin(ADA, ZONE, nine) as uow:
        in_the_afternoon = replace(uow.person.preferences, nudge_hour=time(15))
        await uow.people.save(replace(uow.person, preferences=in_the_afternoon))
    (answer,) = await storage.outbox.claim(nine, 10, LEASE)
    await storage.outbox.settle([as_delivered(thanks), as_delivered(answer)], nine)
    async with storage.units.begin(ADA, ZONE, nine) as uow:
        found = await names(uow, acme)
    assert found["answer_rejection"] == found["thank_you 2"] == "delivered"
    assert found["answer_rejection again"] == "pending"


async def test_an_outcome_reaches_no_other_delivery(storage: Storage) -> None:
    await applied(storage, who=ADA)
    await applied(storage, who=BEA)
    one, other = await storage.outbox.claim(DUE, 10, LEASE)
    theirs = tuple(nudge.id for nudge in other.digest.nudges)
    crossed = replace(one, content=other.digest)
    await storage.outbox.settle([DeliveryOutcome(crossed, delivered=theirs)], DUE)
    await storage.outbox.settle([DeliveryOutcome(one, delivered=theirs)], DUE)
    async with storage.units.begin(other.digest.person.address, ZONE, DUE) as uow:
        assert await uow.nudges.recently_delivered(ENOUGH) == []


async def test_a_member_that_is_not_named_comes_back(storage: Storage) -> None:
    await applied(storage)
    (delivery,) = await storage.outbox.claim(DUE, 10, LEASE)
    await storage.outbox.settle([DeliveryOutcome(delivery)], DUE)
    (again,) = await storage.outbox.claim(DUE, 10, LEASE)
    assert [nudge.id for nudge in again.digest.nudges] == list(delivery.members)


async def test_a_button_pressed_since_the_claim_is_not_undone(storage: Storage) -> None:
    acme = await applied(storage)
    (delivery,) = await storage.outbox.claim(DUE, 10, LEASE)
    async with storage.units.begin(ADA, ZONE, LATER) as uow:
        await log(uow, acme, ActivityKind.FOLLOWED_UP, LATER)
    await storage.outbox.settle([as_delivered(delivery)], LATER)
    async with storage.units.begin(ADA, ZONE, LATER) as uow:
        assert await names(uow, acme) == {"follow_up 1": "delivered", "follow_up 2": "pending"}


async def test_preferences_changed_since_the_claim_rule_what_comes_next(
    storage: Storage,
) -> None:
    await applied(storage)
    (delivery,) = await storage.outbox.claim(DUE, 10, LEASE)
    async with storage.units.begin(ADA, ZONE, DUE) as uow:
        in_the_afternoon = replace(uow.person.preferences, nudge_hour=time(15))
        await uow.people.save(replace(uow.person, preferences=in_the_afternoon))
    await storage.outbox.settle([as_delivered(delivery)], DUE)
    async with storage.units.begin(ADA, ZONE, DUE) as uow:
        (again,) = await uow.nudges.pending(ENOUGH)
    assert again.planned.wall.time() == time(15)


async def test_an_application_erased_since_the_claim_stays_erased(storage: Storage) -> None:
    acme, bolt = await applied(storage, "Acme"), await applied(storage, "Bolt")
    (delivery,) = await storage.outbox.claim(DUE, 10, LEASE)
    async with storage.units.begin(ADA, ZONE, DUE) as uow:
        await uow.applications.erase(acme)
    await storage.outbox.settle([as_delivered(delivery)], DUE)
    async with storage.units.begin(ADA, ZONE, DUE) as uow:
        assert await names(uow, acme) == {}
        assert (await names(uow, bolt))["follow_up 1"] == "delivered"


async def test_many_are_settled_in_one_go(storage: Storage) -> None:
    people = [Address("slack", "T1", f"u{n}") for n in range(30)]
    for who in people:
        await applied(storage, who=who)
    deliveries = await storage.outbox.claim(DUE, 100, LEASE)
    outcomes = [
        as_delivered(one) if n % 2 else DeliveryOutcome(one, retry=LATER)
        for n, one in enumerate(deliveries)
    ]
    await storage.outbox.settle(outcomes, DUE)
    assert len(await storage.outbox.claim(LATER, 100, LEASE)) == 15


async def test_a_digest_may_name_more_than_a_statement_does(
    storage: Storage, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("storage.outbox.nudge_settlement.AT_ONCE", 2)
    ids = [await applied(storage, f"No {n}") for n in range(5)]
    (delivery,) = await storage.outbox.claim(DUE, 10, LEASE)
    await storage.outbox.settle([as_delivered(delivery)], DUE)
    async with storage.units.begin(ADA, ZONE, DUE) as uow:
        again = {one.application for one in await uow.nudges.pending(ENOUGH) if one.planned.again}
    assert again == set(ids)
