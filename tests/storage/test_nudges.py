"""Nudges: planned with the history, held by a pause, kept from everybody else."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, time

from bot.domain.applications.activity import ActivityKind
from bot.domain.delivery import DeliveryOutcome
from bot.domain.people.person import Pause
from bot.domain.reminders.cadence import nudges_for
from bot.domain.reminders.nudge import NudgeState
from storage.outbox import pruning
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
    rows,
    settle_down,
)


async def test_a_new_application_is_owed_a_follow_up(storage: Storage) -> None:
    acme = await applied(storage)
    async with storage.units.begin(ADA, ZONE, MONDAY) as uow:
        (nudge,) = await uow.nudges.pending(ENOUGH)
        assert (nudge.planned.name, nudge.planned.due, nudge.application) == (
            "follow_up 1",
            DUE,
            acme,
        )
        assert (nudge.planned.wall.hour, nudge.planned.zone) == (9, ZONE)
        assert await uow.nudges.get(nudge.id) == nudge


async def test_what_is_no_longer_owed_is_cancelled_and_revives(storage: Storage) -> None:
    acme = await applied(storage)
    async with storage.units.begin(ADA, ZONE, MONDAY) as uow:
        (first,) = await uow.nudges.pending(ENOUGH)
        await log(uow, acme, ActivityKind.FOLLOWED_UP, MONDAY)
        assert list(await names(uow, acme)) == ["follow_up 2"]
        gone = await uow.nudges.get(first.id)
        assert gone is not None
        assert gone.state is NudgeState.CANCELLED
        found = await uow.applications.get(acme)
        assert found is not None
        await log(uow, acme, ActivityKind.RETRACTED, MONDAY, of=found.history[-1].id)
        assert await uow.nudges.pending(ENOUGH) == [first]


async def test_agreeing_twice_changes_nothing(storage: Storage) -> None:
    acme = await applied(storage)
    async with storage.units.begin(ADA, ZONE, MONDAY) as uow:
        before = await uow.nudges.pending(ENOUGH)
        await settle_down(uow, acme)
        assert await uow.nudges.pending(ENOUGH) == before


async def test_a_command_leaves_alone_what_is_being_sent(storage: Storage) -> None:
    acme = await applied(storage)
    (delivery,) = await storage.outbox.claim(DUE, 10, LEASE)
    async with storage.units.begin(ADA, ZONE, DUE) as uow:
        await log(uow, acme, ActivityKind.GHOSTED, DUE)
    await storage.outbox.settle([as_delivered(delivery)], DUE)
    async with storage.units.begin(ADA, ZONE, DUE) as uow:
        nudge = await uow.nudges.get(delivery.digest.nudges[0].id)
    assert nudge is not None
    assert (nudge.state, nudge.delivery) == (NudgeState.DELIVERED, delivery.id)


async def test_the_next_due_comes_first_and_so_does_the_last_delivered(storage: Storage) -> None:
    for n in range(3):
        await applied(storage, f"No {n}", now=MONDAY + n * DAY)
    async with storage.units.begin(ADA, ZONE, MONDAY) as uow:
        due = [nudge.planned.due for nudge in await uow.nudges.pending(ENOUGH)]
        assert due == sorted(due)
        assert [nudge.planned.due for nudge in await uow.nudges.pending(1)] == due[:1]
    times = []
    for n in range(3, 0, -1):
        (delivery,) = await storage.outbox.claim(due[-1] + n * DAY, 1, LEASE)
        times.append(due[-1] + n * DAY)
        first, *rest = delivery.digest.nudges
        kept = {nudge.id: due[-1] for nudge in rest}
        done = DeliveryOutcome(delivery, delivered=(first.id,), hold=kept)
        await storage.outbox.settle([done], times[-1])
    async with storage.units.begin(ADA, ZONE, times[0]) as uow:
        assert [nudge.settled_at for nudge in await uow.nudges.recently_delivered(2)] == times[:2]


async def test_delivered_at_names_what_was_delivered_or_given_up(storage: Storage) -> None:
    acme, bolt = await applied(storage, "Acme"), await applied(storage, "Bolt")
    (delivery,) = await storage.outbox.claim(DUE, 10, LEASE)
    one, other = delivery.digest.nudges
    outcome = DeliveryOutcome(
        delivery,
        delivered=(one.id,),
        undeliverable=(other.id,),
        reason="You closed your messages.",
    )
    await storage.outbox.settle([outcome], DUE + HOUR)
    async with storage.units.begin(ADA, ZONE, DUE + HOUR) as uow:
        assert await uow.nudges.delivered_at(acme) == {one.planned.key: DUE + HOUR}
        assert await uow.nudges.delivered_at(bolt) == {other.planned.key: DUE + HOUR}


async def test_a_failure_is_mentioned_once(storage: Storage) -> None:
    await applied(storage)
    (delivery,) = await storage.outbox.claim(DUE, 10, LEASE)
    ids = tuple(nudge.id for nudge in delivery.digest.nudges)
    outcome = DeliveryOutcome(delivery, undeliverable=ids, reason="Gone.")
    await storage.outbox.settle([outcome], DUE)
    async with storage.units.begin(ADA, ZONE, DUE) as uow:
        (failure,) = await uow.nudges.mention_failures()
        assert (failure.state, failure.reason) == (NudgeState.UNDELIVERABLE, "Gone.")
    async with storage.units.begin(ADA, ZONE, DUE) as uow:
        assert await uow.nudges.mention_failures() == []


async def test_a_pause_holds_what_is_due_and_a_release_frees_it(storage: Storage) -> None:
    await applied(storage)
    until = DUE + 7 * DAY
    async with storage.units.begin(ADA, ZONE, MONDAY) as uow:
        await uow.nudges.hold(until)
    assert await storage.outbox.next_ready() == until
    assert await storage.outbox.claim(until - HOUR, 10, LEASE) == ()
    async with storage.units.begin(ADA, ZONE, DUE) as uow:
        await uow.nudges.hold(None)
    assert await storage.outbox.next_ready() is None
    async with storage.units.begin(ADA, ZONE, DUE) as uow:
        await uow.nudges.hold(None, release=DUE + HOUR)
    assert await storage.outbox.next_ready() == DUE + HOUR


async def test_a_hold_never_brings_anything_forward(storage: Storage) -> None:
    await applied(storage)
    async with storage.units.begin(ADA, ZONE, MONDAY) as uow:
        await uow.nudges.hold(MONDAY + HOUR)
    assert await storage.outbox.next_ready() == DUE
    async with storage.units.begin(ADA, ZONE, MONDAY) as uow:
        await uow.nudges.hold(None, release=MONDAY)
    assert await storage.outbox.next_ready() == DUE


async def test_what_is_logged_during_a_pause_is_held_too(storage: Storage) -> None:
    async with storage.units.begin(ADA, ZONE, MONDAY) as uow:
        await uow.people.save(replace(uow.person, pause=Pause(MONDAY, date(2026, 6, 15))))
    await applied(storage)
    assert await storage.outbox.next_ready() == DUE + 7 * DAY  # the nudge hour of its last day
    async with storage.units.begin(ADA, ZONE, MONDAY) as uow:
        await uow.people.save(replace(uow.person, pause=Pause(MONDAY, None)))
    await applied(storage, "Bolt")
    async with storage.units.begin(ADA, ZONE, MONDAY) as uow:
        await uow.nudges.hold(None)
    assert await storage.outbox.next_ready() is None


async def test_a_pause_that_is_over_holds_nothing_new(storage: Storage) -> None:
    async with storage.units.begin(ADA, ZONE, MONDAY) as uow:
        await uow.people.save(replace(uow.person, pause=Pause(MONDAY, None, MONDAY + HOUR)))
    await applied(storage, now=MONDAY + HOUR)
    assert await storage.outbox.next_ready() == DUE


async def test_other_preferences_plan_everything_again(storage: Storage) -> None:
    ids = [await applied(storage, f"No {n}", now=MONDAY + n * DAY) for n in range(3)]
    async with storage.units.begin(ADA, ZONE, MONDAY) as uow:
        preferences = replace(uow.person.preferences, zone="America/New_York", nudge_hour=time(10))
        await uow.people.save(replace(uow.person, preferences=preferences))
        await uow.nudges.replan()
        planned = await uow.nudges.pending(ENOUGH)
        histories = {one.id: one for one in await uow.applications.find_all()}
    owed = {(id, one) for id in ids for one in nudges_for(histories[id], preferences, {})}
    assert {(nudge.application, nudge.planned) for nudge in planned} == owed


async def test_nobody_sees_or_holds_anothers_nudges(storage: Storage) -> None:
    acme = await applied(storage, who=ADA)
    (delivery,) = await storage.outbox.claim(DUE, 10, LEASE)
    await storage.outbox.settle([as_delivered(delivery)], DUE)
    async with storage.units.begin(BEA, ZONE, DUE) as uow:
        assert await uow.nudges.get(delivery.digest.nudges[0].id) is None
        assert await uow.nudges.of_delivery(delivery.id) == []
        assert await uow.nudges.pending(ENOUGH) == []
        assert await uow.nudges.recently_delivered(ENOUGH) == []
        await uow.nudges.reconcile(acme, ())
        await uow.nudges.hold(None)
        await uow.nudges.replan()
    async with storage.units.begin(ADA, ZONE, DUE) as uow:
        assert [one.id for one in await uow.nudges.of_delivery(delivery.id)] == [
            one.id for one in delivery.digest.nudges
        ]
        assert "follow_up 1 again" in await names(uow, acme)
    assert await storage.outbox.next_ready() is not None


async def test_what_was_cancelled_long_ago_is_erased_and_nothing_else(storage: Storage) -> None:
    acme, bolt = await applied(storage), await applied(storage, "Bolt")
    async with storage.units.begin(ADA, ZONE, MONDAY) as uow:
        await log(uow, acme, ActivityKind.WITHDREW, MONDAY)
        cancelled = len(await uow.nudges.pending(ENOUGH))
    before = await rows(storage)
    assert await storage.outbox.prune(DUE + pruning.KEPT - DAY) == 0
    erased = await storage.outbox.prune(DUE + 2 * pruning.KEPT)
    assert erased == before["nudges"] - cancelled > 0
    async with storage.units.begin(ADA, ZONE, MONDAY) as uow:
        assert {one.application for one in await uow.nudges.pending(ENOUGH)} == {bolt}
        await uow.nudges.replan()
        assert {one.application for one in await uow.nudges.pending(ENOUGH)} == {bolt}
