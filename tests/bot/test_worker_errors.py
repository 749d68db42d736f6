"""A tick when sending fails: closed DMs, waits, errors, outages and killed processes."""

from __future__ import annotations

import asyncio
from datetime import timedelta
from traceback import extract_tb

import pytest

from bot.delivery.worker import Worker
from bot.message import plain
from bot.ports.messenger import RetryLater, Unreachable
from tests.bot.world import Observed, World


async def test_a_wait_of_no_time_is_a_wait_all_the_same(world: World) -> None:
    await world.types("/applied Acme")
    world.platform.fault = lambda: RetryLater(0)
    assert await world.ticks("2026-06-08T09:00") == []
    world.platform.fault = None
    assert len(await world.ticks("2026-06-08T09:00:01")) == 1


async def test_closed_direct_messages_are_mentioned_until_the_next_command_that_writes(
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
    (sent,) = await world.ticks("2026-06-08T09:59")
    assert sent.nudges == ("follow_up 1",)


async def test_a_wait_of_nonsense_ends_after_ten_minutes(world: World) -> None:
    await world.types("/applied Acme")
    world.platform.fault = lambda: RetryLater(1e15)
    assert await world.ticks("2026-06-08T09:00") == []
    world.platform.fault = None
    assert await world.ticks("2026-06-08T09:09:59") == []
    (sent,) = await world.ticks("2026-06-08T09:10")
    assert sent.nudges == ("follow_up 1",)


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
    (sent,) = await world.ticks("2026-06-08T09:00:30")
    tried += [delivery for _, _, delivery in world.platform.shown]
    assert sent.nudges == ("follow_up 1",)
    assert len(tried) == 1


async def test_a_platform_that_is_away_for_an_hour_loses_no_nudge(world: World) -> None:
    await world.types("/applied Acme")
    world.platform.fault = lambda: ConnectionResetError("reset")
    for minute in range(60):
        assert await world.ticks(f"2026-06-08T09:{minute:02}") == []
    assert len(world.platform.maybe_sent) < 12
    world.platform.fault = None
    (sent,) = await world.ticks("2026-06-08T10:30")
    assert sent.nudges == ("follow_up 1",)


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
    (sent,) = await world.ticks("2026-06-11T10:00")
    assert set(sent.nudges) == {"follow_up 1", "thank_you 3"}
    assert any("3 days late" in one.text for one in sent.items)
    assert world.observed.missed_kinds == ["before_interview"]
    waiting = await world.types("/nudges")
    assert "had begun before I could reach you" in " ".join(
        plain(one.text) for one in waiting.items
    )


async def test_a_messenger_learns_what_may_have_been_sent_before(world: World) -> None:
    await world.types("/applied Acme")
    world.platform.fault = lambda: RetryLater(30)
    await world.ticks("2026-06-08T09:00")
    world.platform.fault = lambda: ConnectionResetError("reset")
    await world.ticks("2026-06-08T09:01")
    world.platform.fault = None
    await world.ticks("2026-06-08T09:10")
    assert world.platform.maybe_sent == [False, False, True], "to be told to wait is not to tell"


async def test_what_a_killed_process_may_have_sent_is_sent_again(world: World) -> None:
    await world.types("/applied Acme")
    world.time.be("2026-06-08T09:00")
    await world.storage.outbox.claim(world.time.now(), 10, 60)
    assert len(await world.ticks("2026-06-08T09:02")) == 1
    assert world.platform.maybe_sent == [True]


async def test_a_platform_that_never_answers_gives_way_before_another_process_sends_it(
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


async def test_one_persons_closed_direct_messages_keep_nobody_else_waiting(world: World) -> None:
    await world.types("/applied Acme", "ada")
    await world.types("/applied Acme", "bea")
    world.platform.fault = None
    sent = await world.ticks("2026-06-08T09:00")
    assert len(sent) == 2
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
