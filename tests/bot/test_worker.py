"""A tick: lateness, quiet hours, batches, and what happens between claim and send.

The storage is a real database; only the platform behind the messenger is played.
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from bot.delivery.worker import Worker
from bot.domain.people.person import Address
from tests.bot.world import BERLIN, World


async def test_a_tick_on_time_says_nothing_of_lateness(world: World) -> None:
    await world.types("/applied Acme")
    assert await world.ticks("2026-06-08T08:59:59") == []
    (sent,) = await world.ticks("2026-06-08T09:00")
    assert sent.nudges == ("follow_up 1",)
    assert "late" not in sent.text
    assert world.observed.late == [timedelta()]


async def test_what_comes_late_says_by_how_much(world: World) -> None:
    await world.types("/applied Acme")
    (sent,) = await world.ticks("2026-06-08T12:00")
    assert "3 h late" in sent.text
    assert world.observed.late == [timedelta(hours=3)]


async def test_what_is_late_waits_for_the_end_of_the_quiet_hours(world: World) -> None:
    await world.types("/applied Acme")
    assert await world.ticks("2026-06-08T23:00") == []
    assert await world.ticks("2026-06-09T07:59") == []
    (sent,) = await world.ticks("2026-06-09T08:00")
    assert "23 h late" in sent.text


async def test_what_waits_for_an_hour_that_a_clock_change_repeats_waits_for_the_one_ahead(
    world: World,
) -> None:
    world.time.be("2026-10-16T10:00")
    await world.types("/settings quiet 21:00 until 2:30")
    await world.types("/applied Acme")
    world.time.moment = datetime(2026, 10, 25, 1, 15, tzinfo=UTC)  # for the second time
    await world.worker.tick()
    assert world.platform.shown == []
    world.time.moment += timedelta(minutes=15)
    await world.worker.tick()
    assert len(world.platform.shown) == 1


@pytest.mark.parametrize("start", ["14:15", "14:30"])
async def test_a_reminder_of_an_interview_does_not_wait_until_it_has_begun(
    world: World, start: str
) -> None:
    await world.types("/settings quiet 13:00 until 14:30")
    await world.types("/applied Acme")
    await world.types(f"/interview Acme at 4 June {start}")
    (sent,) = await world.ticks("2026-06-04T13:45")
    assert sent.nudges == ("before_interview",)


async def test_a_reminder_of_an_interview_that_has_begun_is_not_sent(world: World) -> None:
    await world.types("/applied Acme")
    await world.types("/interview Acme at 4 June 14:00")
    assert await world.ticks("2026-06-04T14:00") == []
    assert "had begun before I could reach you" in (await world.types("/pipeline")).text


async def test_thank_yous_that_meet_are_one_and_still_comes_with_words_that_fit(
    world: World,
) -> None:
    await world.types("/applied Acme")
    await world.types("/interview Acme at 4 June 14:00")
    (sent,) = await world.ticks("2026-06-06T12:00")
    assert sent.nudges == ("thank_you 3",), "the others would say the same"
    assert "A late thank-you is still welcome" in sent.text
    assert await world.ticks("2026-06-06T12:01") == []


async def test_a_machine_that_slept_through_its_lease_sends_nothing_unchecked(
    world: World,
) -> None:
    await world.types("/applied Acme", "ada")
    await world.types("/applied Acme", "bea")

    async def sleeps() -> None:
        world.time.be("2026-06-08T09:10")

    world.platform.meanwhile = sleeps
    sent = await world.ticks("2026-06-08T09:00")
    assert len(sent) == 2
    assert world.platform.maybe_sent == [False, True], "bea's may have been told by another process"


async def test_who_wakes_with_a_fault_leaves_it_to_the_process_that_is_at_it(world: World) -> None:
    await world.types("/applied Acme")

    async def sleeps_and_breaks() -> None:
        world.time.be("2026-06-08T09:10")
        assert await world.storage.outbox.claim(world.time.now(), 10, 120)
        raise ConnectionResetError

    world.platform.meanwhile = sleeps_and_breaks
    assert await world.ticks("2026-06-08T09:00") == []
    world.platform.meanwhile = None
    assert await world.ticks("2026-06-08T09:11") == []
    assert len(await world.ticks("2026-06-08T09:12")) == 1
    assert world.platform.maybe_sent == [False, True]


async def test_a_backlog_is_sent_batch_by_batch(world: World) -> None:
    world.worker = Worker(world.storage.outbox, world.platform, world.time, batch=1)
    await world.types("/applied Acme", "ada")
    await world.types("/applied Acme", "bea")
    world.time.be("2026-06-08T09:00")
    assert await world.worker.tick() == 2
    assert await world.worker.tick() == 0


async def test_lateness_counts_until_it_was_sent(world: World) -> None:
    await world.types("/applied Acme")

    async def answers_slowly() -> None:
        world.time.be("2026-06-08T09:00:50")

    world.platform.meanwhile = answers_slowly
    await world.ticks("2026-06-08T09:00")
    assert world.observed.late == [timedelta(seconds=50)]


async def test_what_was_answered_between_claim_and_send_is_not_sent(world: World) -> None:
    await world.types("/applied Acme")
    world.time.be("2026-06-08T09:00")
    (delivery,) = await world.storage.outbox.claim(world.time.now(), 10, 60)
    await world.types("/heard-back Acme")
    assert delivery.digest.nudges
    assert await world.ticks("2026-06-08T09:02") == [], "the lease ran out; the rule says no"


async def test_after_a_stop_nothing_more_is_claimed_and_all_of_it_waits_for_the_next(
    world: World,
) -> None:
    await world.types("/group start", channel="hunters")
    await world.types("/applied Acme")
    world.worker.stop()
    assert await world.ticks("2026-06-08T09:00") == []
    world.worker = Worker(world.storage.outbox, world.platform, world.time)
    sent = await world.ticks("2026-06-08T09:00")
    assert [one.nudges for one in sent if one.nudges] == [("follow_up 1",)]
    assert "A new week" in [one.title for one in sent]


async def test_being_forgotten_silences_everything(world: World) -> None:
    await world.types("/applied Acme")
    async with world.storage.units.begin(
        Address("chat", "", "ada"), BERLIN, world.time.now()
    ) as uow:
        await uow.people.forget()
    assert await world.ticks("2026-06-08T09:00") == []
