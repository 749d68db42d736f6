"""Nudges: planned with the history, held by a pause, kept from everybody else."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, time

from bot.domain.applications.activity import ActivityKind
from bot.domain.people.person import Pause
from bot.domain.reminders.cadence import nudges_for
from bot.domain.reminders.delivery import Outcome
from bot.domain.reminders.nudge import NudgeState
from storage.unit_of_work import DatabaseMemory
from tests.storage.life import (
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
    log,
    names,
    settle_down,
    told,
)


async def test_a_new_application_is_owed_a_follow_up(memory: DatabaseMemory) -> None:
    acme = await applied(memory)
    async with memory.work(ADA, ZONE, MONDAY) as work:
        (nudge,) = await work.pending(ENOUGH)
        assert (nudge.planned.name, nudge.planned.due, nudge.application) == (
            "follow_up 1",
            DUE,
            acme,
        )
        assert (nudge.planned.wall.hour, nudge.planned.zone) == (9, ZONE)
        assert await work.nudge(nudge.id) == nudge


async def test_what_is_no_longer_owed_is_cancelled_and_revives(memory: DatabaseMemory) -> None:
    acme = await applied(memory)
    async with memory.work(ADA, ZONE, MONDAY) as work:
        (first,) = await work.pending(ENOUGH)
        await log(work, acme, ActivityKind.FOLLOWED_UP, MONDAY)
        assert list(await names(work, acme)) == ["follow_up 2"]
        gone = await work.nudge(first.id)
        assert gone is not None
        assert gone.state is NudgeState.CANCELLED
        found = await work.application(acme)
        assert found is not None
        await log(work, acme, ActivityKind.RETRACTED, MONDAY, of=found.history[-1].id)
        assert await work.pending(ENOUGH) == [first]


async def test_agreeing_twice_changes_nothing(memory: DatabaseMemory) -> None:
    acme = await applied(memory)
    async with memory.work(ADA, ZONE, MONDAY) as work:
        before = await work.pending(ENOUGH)
        await settle_down(work, acme)
        assert await work.pending(ENOUGH) == before


async def test_a_command_leaves_alone_what_is_being_told(memory: DatabaseMemory) -> None:
    acme = await applied(memory)
    (delivery,) = await memory.claim(DUE, 10, LEASE)
    async with memory.work(ADA, ZONE, DUE) as work:
        await log(work, acme, ActivityKind.GHOSTED, DUE)
        nudge = await work.nudge(delivery.nudges[0].id)
    assert nudge is not None
    assert (nudge.state, nudge.delivery) == (NudgeState.CLAIMED, delivery.id)


async def test_the_next_due_comes_first_and_the_last_told_too(memory: DatabaseMemory) -> None:
    for n in range(3):
        await applied(memory, f"No {n}", now=MONDAY + n * DAY)
    async with memory.work(ADA, ZONE, MONDAY) as work:
        due = [nudge.planned.due for nudge in await work.pending(ENOUGH)]
        assert due == sorted(due)
        assert [nudge.planned.due for nudge in await work.pending(1)] == due[:1]
    times = []
    for n in range(3, 0, -1):
        (delivery,) = await memory.claim(due[-1] + n * DAY, 1, LEASE)
        times.append(due[-1] + n * DAY)
        first, *rest = delivery.nudges
        kept = {nudge.id: due[-1] for nudge in rest}
        done = Outcome(delivery, delivered=(first.id,), hold=kept)
        await memory.settle([done], times[-1])
    async with memory.work(ADA, ZONE, times[0]) as work:
        assert [nudge.told for nudge in await work.told_lately(2)] == times[:2]


async def test_told_names_what_was_delivered_or_given_up(memory: DatabaseMemory) -> None:
    acme, bolt = await applied(memory, "Acme"), await applied(memory, "Bolt")
    (delivery,) = await memory.claim(DUE, 10, LEASE)
    one, other = delivery.nudges
    outcome = Outcome(
        delivery,
        delivered=(one.id,),
        undeliverable=(other.id,),
        reason="You closed your messages.",
    )
    await memory.settle([outcome], DUE + HOUR)
    async with memory.work(ADA, ZONE, DUE + HOUR) as work:
        assert await work.told(acme) == {one.planned.key: DUE + HOUR}
        assert await work.told(bolt) == {other.planned.key: DUE + HOUR}


async def test_a_failure_is_mentioned_once(memory: DatabaseMemory) -> None:
    await applied(memory)
    (delivery,) = await memory.claim(DUE, 10, LEASE)
    ids = tuple(nudge.id for nudge in delivery.nudges)
    outcome = Outcome(delivery, undeliverable=ids, reason="Gone.")
    await memory.settle([outcome], DUE)
    async with memory.work(ADA, ZONE, DUE) as work:
        (failure,) = await work.unseen_failures()
        assert (failure.state, failure.reason) == (NudgeState.UNDELIVERABLE, "Gone.")
    async with memory.work(ADA, ZONE, DUE) as work:
        assert await work.unseen_failures() == []


async def test_a_pause_holds_what_is_due_and_a_release_frees_it(memory: DatabaseMemory) -> None:
    await applied(memory)
    until = DUE + 7 * DAY
    async with memory.work(ADA, ZONE, MONDAY) as work:
        await work.hold(until)
    assert await memory.next_ready() == until
    assert await memory.claim(until - HOUR, 10, LEASE) == ()
    async with memory.work(ADA, ZONE, DUE) as work:
        await work.hold(None)
    assert await memory.next_ready() is None
    async with memory.work(ADA, ZONE, DUE) as work:
        await work.hold(None, release=DUE + HOUR)
    assert await memory.next_ready() == DUE + HOUR


async def test_a_hold_never_brings_anything_forward(memory: DatabaseMemory) -> None:
    await applied(memory)
    async with memory.work(ADA, ZONE, MONDAY) as work:
        await work.hold(MONDAY + HOUR)
    assert await memory.next_ready() == DUE
    async with memory.work(ADA, ZONE, MONDAY) as work:
        await work.hold(None, release=MONDAY)
    assert await memory.next_ready() == DUE


async def test_what_is_logged_during_a_pause_is_held_too(memory: DatabaseMemory) -> None:
    async with memory.work(ADA, ZONE, MONDAY) as work:
        await work.save_person(replace(work.person, pause=Pause(MONDAY, date(2026, 6, 15))))
    await applied(memory)
    assert await memory.next_ready() == DUE + 7 * DAY  # the nudge hour of its last day
    async with memory.work(ADA, ZONE, MONDAY) as work:
        await work.save_person(replace(work.person, pause=Pause(MONDAY, None)))
    await applied(memory, "Bolt")
    async with memory.work(ADA, ZONE, MONDAY) as work:
        await work.hold(None)
    assert await memory.next_ready() is None


async def test_a_pause_that_is_over_holds_nothing_new(memory: DatabaseMemory) -> None:
    async with memory.work(ADA, ZONE, MONDAY) as work:
        await work.save_person(replace(work.person, pause=Pause(MONDAY, None, MONDAY + HOUR)))
    await applied(memory, now=MONDAY + HOUR)
    assert await memory.next_ready() == DUE


async def test_another_rhythm_plans_everything_anew(memory: DatabaseMemory) -> None:
    ids = [await applied(memory, f"No {n}", now=MONDAY + n * DAY) for n in range(3)]
    async with memory.work(ADA, ZONE, MONDAY) as work:
        preferences = replace(work.person.preferences, zone="America/New_York", nudge_hour=time(10))
        await work.save_person(replace(work.person, preferences=preferences))
        await work.plan_anew()
        planned = await work.pending(ENOUGH)
        histories = {one.id: one for one in await work.applications()}
    owed = {(id, one) for id in ids for one in nudges_for(histories[id], preferences, {})}
    assert {(nudge.application, nudge.planned) for nudge in planned} == owed


async def test_nobody_sees_or_holds_anothers_nudges(memory: DatabaseMemory) -> None:
    acme = await applied(memory, who=ADA)
    (delivery,) = await memory.claim(DUE, 10, LEASE)
    await memory.settle([told(delivery)], DUE)
    async with memory.work(BEA, ZONE, DUE) as work:
        assert await work.nudge(delivery.nudges[0].id) is None
        assert await work.delivered_together(delivery.id) == []
        assert await work.pending(ENOUGH) == []
        assert await work.told_lately(ENOUGH) == []
        await work.reconcile(acme, ())
        await work.hold(None)
        await work.plan_anew()
    async with memory.work(ADA, ZONE, DUE) as work:
        assert [one.id for one in await work.delivered_together(delivery.id)] == [
            one.id for one in delivery.nudges
        ]
        assert "follow_up 1 again" in await names(work, acme)
    assert await memory.next_ready() is not None
