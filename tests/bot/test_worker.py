"""A tick when things go wrong: lateness, quiet hours, closed DMs, errors.

The storage is a real database; only the platform behind the messenger is played.
"""

from __future__ import annotations

import asyncio
from datetime import timedelta
from traceback import extract_tb

import pytest

from bot.delivery.worker import Worker
from bot.domain.people.person import Address
from bot.message import plain
from bot.ports.messenger import RetryLater, Unreachable
from tests.bot.world import BERLIN, Observed, World


async def test_a_tick_on_time_says_nothing_of_lateness(world: World) -> None:
    await world.types("/applied Acme")
    assert await world.ticks("2026-06-08T08:59:59") == []
    (told,) = await world.ticks("2026-06-08T09:00")
    assert told.nudges == ("follow_up 1",)
    assert "late" not in told.text
    assert world.observed.late == [timedelta()]


async def test_what_comes_late_says_by_how_much(world: World) -> None:
    await world.types("/applied Acme")
    (told,) = await world.ticks("2026-06-08T12:00")
    assert "3 h late" in told.text
    assert world.observed.late == [timedelta(hours=3)]


async def test_what_is_late_waits_for_the_end_of_the_quiet_hours(world: World) -> None:
    await world.types("/applied Acme")
    assert await world.ticks("2026-06-08T23:00") == []
    assert await world.ticks("2026-06-09T07:59") == []
    (told,) = await world.ticks("2026-06-09T08:00")
    assert "23 h late" in told.text


@pytest.mark.parametrize("start", ["14:15", "14:30"])
async def test_a_reminder_of_an_interview_does_not_wait_until_it_has_begun(
    world: World, start: str
) -> None:
    await world.types("/settings quiet 13:00 until 14:30")
    await world.types("/applied Acme")
    await world.types(f"/interview Acme at 4 June {start}")
    (told,) = await world.ticks("2026-06-04T13:45")
    assert told.nudges == ("before_interview",)


async def test_a_reminder_of_an_interview_that_has_begun_is_not_told(world: World) -> None:
    await world.types("/applied Acme")
    await world.types("/interview Acme at 4 June 14:00")
    assert await world.ticks("2026-06-04T14:00") == []
    assert "had begun before I could reach you" in (await world.types("/pipeline")).text


async def test_a_wait_of_no_time_is_a_wait_all_the_same(world: World) -> None:
    await world.types("/applied Acme")
    world.platform.fault = lambda: RetryLater(0)
    assert await world.ticks("2026-06-08T09:00") == []
    world.platform.fault = None
    assert len(await world.ticks("2026-06-08T09:00:01")) == 1


async def test_thank_yous_that_meet_are_one_and_still_comes_with_words_that_fit(
    world: World,
) -> None:
    await world.types("/applied Acme")
    await world.types("/interview Acme at 4 June 14:00")
    (told,) = await world.ticks("2026-06-06T12:00")
    assert told.nudges == ("thank_you 3",), "the others would say the same"
    assert "welcome after the first day too" in told.text
    assert await world.ticks("2026-06-06T12:01") == []


async def test_a_closed_door_is_told_until_the_next_command_that_writes(
    world: World,
) -> None:
    await world.types("/applied Acme")
    world.platform.fault = lambda: Unreachable("Your DMs are closed.")
    assert await world.ticks("2026-06-08T09:00") == []
    answer = await world.types("/pipeline")
    assert "couldn't deliver 1 reminder" in answer.text
    assert "Your DMs are closed." in answer.text
    assert "couldn't deliver" in (await world.types("/pipeline")).text
    assert "couldn't deliver" in (await world.types("/applied Bolt")).text
    assert "couldn't deliver" not in (await world.types("/applied Core")).text
    assert "couldn't deliver" not in (await world.types("/pipeline")).text
    waiting = await world.types("/nudges")
    assert waiting.items[0].text == "I couldn't deliver this: Your DMs are closed."


async def test_being_asked_to_wait_costs_no_attempt_and_loses_nothing(world: World) -> None:
    await world.types("/applied Acme")
    world.platform.fault = lambda: RetryLater(30)
    for minute in range(16):
        assert await world.ticks(f"2026-06-08T09:{minute:02}") == []
    world.platform.fault = None
    (told,) = await world.ticks("2026-06-08T09:59")
    assert told.nudges == ("follow_up 1",)


async def test_a_wait_of_nonsense_ends_after_ten_minutes(world: World) -> None:
    await world.types("/applied Acme")
    world.platform.fault = lambda: RetryLater(1e15)
    assert await world.ticks("2026-06-08T09:00") == []
    world.platform.fault = None
    assert await world.ticks("2026-06-08T09:09:59") == []
    (told,) = await world.ticks("2026-06-08T09:10")
    assert told.nudges == ("follow_up 1",)


@pytest.mark.parametrize("answer", [RetryLater(30), ConnectionResetError("reset")])
async def test_a_wait_counts_from_when_it_became_one(world: World, answer: Exception) -> None:
    await world.types("/applied Acme")

    async def answers_slowly() -> None:
        world.time.be("2026-06-08T09:00:50")
        raise answer

    world.platform.meanwhile = answers_slowly
    assert await world.ticks("2026-06-08T09:00") == []
    world.platform.meanwhile = None
    assert await world.ticks("2026-06-08T09:01:12") == []
    assert len(await world.ticks("2026-06-08T09:01:20")) == 1
    assert len(world.platform.maybe_sent) == 2, "it was not asked in between"


async def test_a_fault_is_tried_again_under_the_same_delivery(world: World) -> None:
    tried: list[str] = []
    await world.types("/applied Acme")
    world.platform.fault = lambda: ConnectionResetError("reset")
    assert await world.ticks("2026-06-08T09:00") == []
    assert await world.ticks("2026-06-08T09:00:22") == []
    world.platform.fault = None
    (told,) = await world.ticks("2026-06-08T09:00:30")
    tried += [delivery for _, _, delivery in world.platform.shown]
    assert told.nudges == ("follow_up 1",)
    assert len(tried) == 1


async def test_a_platform_that_is_away_for_an_hour_loses_no_nudge(world: World) -> None:
    await world.types("/applied Acme")
    world.platform.fault = lambda: ConnectionResetError("reset")
    for minute in range(60):
        assert await world.ticks(f"2026-06-08T09:{minute:02}") == []
    assert len(world.platform.maybe_sent) < 12
    world.platform.fault = None
    (told,) = await world.ticks("2026-06-08T10:30")
    assert told.nudges == ("follow_up 1",)


async def test_a_platform_that_is_away_for_days_loses_nothing_that_still_makes_sense(
    world: World,
) -> None:
    await world.types("/applied Acme")
    await world.types("/applied Bolt")
    await world.types("/interview Bolt at 8 June 14:00")
    world.platform.fault = lambda: ConnectionResetError("reset")
    for hour in range(9, 9 + 3 * 24):
        await world.ticks(f"2026-06-{8 + hour // 24:02}T{hour % 24:02}:00")
    world.platform.fault = None
    (told,) = await world.ticks("2026-06-11T10:00")
    assert set(told.nudges) == {"follow_up 1", "thank_you 3"}
    assert any("3 days late" in one.text for one in told.items)
    assert world.observed.missed_kinds == ["before_interview"]
    waiting = await world.types("/nudges")
    assert "had begun before I could reach you" in " ".join(
        plain(one.text) for one in waiting.items
    )


async def test_a_voice_is_told_what_may_have_been_told_before(world: World) -> None:
    await world.types("/applied Acme")
    world.platform.fault = lambda: RetryLater(30)
    await world.ticks("2026-06-08T09:00")
    world.platform.fault = lambda: ConnectionResetError("reset")
    await world.ticks("2026-06-08T09:01")
    world.platform.fault = None
    await world.ticks("2026-06-08T09:10")
    assert world.platform.maybe_sent == [False, False, True], "to be told to wait is not to tell"


async def test_what_a_killed_process_may_have_told_is_told_again(world: World) -> None:
    await world.types("/applied Acme")
    world.time.be("2026-06-08T09:00")
    await world.storage.outbox.claim(world.time.now(), 10, 60)
    assert len(await world.ticks("2026-06-08T09:02")) == 1
    assert world.platform.maybe_sent == [True]


async def test_what_a_machine_that_slept_has_no_right_to_any_more_is_not_told_unseen(
    world: World,
) -> None:
    await world.types("/applied Acme", "ada")
    await world.types("/applied Acme", "bea")

    async def sleeps() -> None:
        world.time.be("2026-06-08T09:10")

    world.platform.meanwhile = sleeps
    told = await world.ticks("2026-06-08T09:00")
    assert len(told) == 2
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


async def test_a_platform_that_never_answers_gives_way_before_another_process_tells_it(
    world: World,
) -> None:
    await world.types("/applied Acme")
    world.worker = Worker(world.storage.outbox, world.platform, world.time, seconds=0.01)
    world.platform.meanwhile = asyncio.Event().wait
    assert await world.ticks("2026-06-08T09:00") == []
    world.platform.meanwhile = None
    assert await world.ticks("2026-06-08T09:01") == [], "it may still be on its way"
    assert len(await world.ticks("2026-06-08T09:03")) == 1
    assert world.platform.maybe_sent == [False, True]


async def test_what_takes_many_batches_is_told_batch_by_batch(world: World) -> None:
    world.worker = Worker(world.storage.outbox, world.platform, world.time, batch=1)
    await world.types("/applied Acme", "ada")
    await world.types("/applied Acme", "bea")
    world.time.be("2026-06-08T09:00")
    assert await world.worker.tick() == 2
    assert await world.worker.tick() == 0


async def test_lateness_counts_until_it_was_told(world: World) -> None:
    await world.types("/applied Acme")

    async def answers_slowly() -> None:
        world.time.be("2026-06-08T09:00:50")

    world.platform.meanwhile = answers_slowly
    await world.ticks("2026-06-08T09:00")
    assert world.observed.late == [timedelta(seconds=50)]


async def test_one_persons_closed_door_keeps_nobody_else_waiting(world: World) -> None:
    await world.types("/applied Acme", "ada")
    await world.types("/applied Acme", "bea")
    world.platform.fault = None
    told = await world.ticks("2026-06-08T09:00")
    assert len(told) == 2
    assert {who for who, _, _ in world.platform.shown} == {"ada", "bea"}


async def test_what_breaks_with_one_takes_nobody_else_along(world: World) -> None:
    await world.types("/applied Acme", "ada")
    await world.types("/applied Acme", "bea")

    class BreaksAtFirst(Observed):
        def delivered(self, kind: str, late: timedelta) -> None:
            super().delivered(kind, late)
            if len(self.late) == 1:
                raise ArithmeticError

    world.worker = Worker(
        world.storage.outbox, world.platform, world.time, observer=BreaksAtFirst()
    )
    with pytest.raises(ArithmeticError):
        await world.ticks("2026-06-08T09:00")
    assert await world.ticks("2026-06-08T09:01") == []
    assert len(await world.ticks("2026-06-08T09:03")) == 1
    assert world.platform.maybe_sent == [False, False, True], "only the one that broke"


async def test_what_breaks_with_several_is_raised_together_each_with_its_place(
    world: World,
) -> None:
    for who in ("ada", "bea", "cyd"):
        await world.types("/applied Acme", who)

    class Breaks(Observed):
        def delivered(self, kind: str, late: timedelta) -> None:
            raise ArithmeticError

    world.worker = Worker(world.storage.outbox, world.platform, world.time, observer=Breaks())
    with pytest.raises(ExceptionGroup) as raised:
        await world.ticks("2026-06-08T09:00")
    assert [type(error) for error in raised.value.exceptions] == [ArithmeticError] * 3
    for error in raised.value.exceptions:
        assert "delivered" in [frame.name for frame in extract_tb(error.__traceback__)]


async def test_what_was_answered_between_claim_and_telling_is_not_told(world: World) -> None:
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
    told = await world.ticks("2026-06-08T09:00")
    assert [one.nudges for one in told if one.nudges] == [("follow_up 1",)]
    assert "A new week" in [one.title for one in told]


async def test_being_forgotten_silences_everything(world: World) -> None:
    await world.types("/applied Acme")
    async with world.storage.units.begin(
        Address("chat", "", "ada"), BERLIN, world.time.now()
    ) as uow:
        await uow.people.forget()
    assert await world.ticks("2026-06-08T09:00") == []
