"""Slack's rate limits, and the places that workspaces share."""

from __future__ import annotations

import asyncio
from contextlib import AsyncExitStack
from datetime import timedelta

import pytest

from adapters.console.virtual_clock import VirtualClock
from adapters.slack.outbound.errors import RateLimited
from adapters.slack.outbound.throttle import MAX_CONCURRENT, MAX_CONCURRENT_PER_WORKSPACE, Throttle
from bot.ports.messenger import RetryLater
from tests.adapters.slack.harness import BERLIN, MONDAY, Bot, Harness
from tests.adapters.slack.reminders import ACME, nudges
from tests.fakes.slack.client import Client

POST = "chat.postMessage"


async def test_a_429_waits_as_long_as_it_says_and_asks_nothing_meanwhile(
    bot: Bot, ada: Client, applied: None
) -> None:
    bot.slack.faults.rate_limit(POST, 40)
    assert await bot.worker.tick() == 0
    calls = len(bot.slack.calls)
    assert await bot.waits(seconds=39) == 0
    assert len(bot.slack.calls) == calls
    assert await bot.waits(seconds=2) == 1
    assert nudges(ada) == [ACME]
    assert len(bot.slack.called("conversations.history")) == 1


async def test_a_429_of_a_day_is_asked_again_after_ten_minutes(
    bot: Bot, ada: Client, applied: None
) -> None:
    bot.slack.faults.rate_limit(POST, 86_400)
    assert await bot.worker.tick() == 0
    assert await bot.waits(minutes=11) == 1
    assert nudges(ada) == [ACME]


@pytest.mark.parametrize("said", ["Wed, 21 Oct 2026 07:28:00 GMT", "nan", "-1", "1e400", ""])
async def test_a_429_that_says_no_seconds_waits_half_a_minute(
    bot: Bot, ada: Client, applied: None, said: str
) -> None:
    bot.slack.faults.rate_limit(POST, said)
    assert await bot.worker.tick() == 0
    calls = len(bot.slack.calls)
    assert await bot.waits(seconds=29) == 0
    assert len(bot.slack.calls) == calls
    assert await bot.waits(seconds=2) == 1
    assert nudges(ada) == [ACME]


async def test_a_lookup_that_slack_limits_waits_and_does_not_guess(
    bot: Bot, ada: Client, applied: None
) -> None:
    bot.slack.faults.drop(POST, after=True)
    await bot.worker.tick()
    bot.slack.faults.rate_limit("conversations.history", 60)
    assert await bot.waits(minutes=1) == 0
    assert nudges(ada) == [ACME]
    assert await bot.waits(minutes=2) == 1
    assert nudges(ada) == [ACME]


async def test_all_of_many_users_are_reached(bot: Bot, harness: Harness) -> None:
    people = [harness.workspace.user(f"p{number}", BERLIN, "en-GB") for number in range(30)]
    for one in people:
        await bot.client(one, harness.workspace).slash("/applied Acme")
    await bot.settled()
    assert await bot.waits(days=8) == 30
    assert all(nudges(bot.client(one, harness.workspace)) == [ACME] for one in people)


async def test_a_channel_gets_one_message_a_second() -> None:
    throttle = Throttle(VirtualClock(MONDAY), spacing=0.05)
    begun = asyncio.get_running_loop().time()
    for _ in range(3):
        async with throttle.turn("T1", "D1"):
            pass
    assert asyncio.get_running_loop().time() - begun >= 0.1


async def test_a_workspace_that_has_to_rest_holds_nobody_else_up() -> None:
    throttle = Throttle(VirtualClock(MONDAY))
    throttle.rest("T1", 30)
    with pytest.raises(RateLimited) as limited:
        async with throttle.turn("T1", "D1"):
            pass
    assert limited.value.seconds == 30
    async with throttle.turn("T2", "D2"):
        pass


async def test_a_workspace_with_many_people_leaves_places_for_others() -> None:
    throttle = Throttle(VirtualClock(MONDAY))
    order: list[str] = []
    full, release = asyncio.Event(), asyncio.Event()

    async def send(tenant: str, channel: str) -> None:
        async with throttle.turn(tenant, channel):
            order.append(tenant)
            if len(order) == MAX_CONCURRENT:
                full.set()
            await release.wait()

    many = [asyncio.create_task(send("T1", f"D{number}")) for number in range(100)]
    others = [asyncio.create_task(send(f"T{n}", "D0")) for n in range(2, 2 + MAX_CONCURRENT)]
    await full.wait()
    assert order.count("T1") == MAX_CONCURRENT_PER_WORKSPACE
    release.set()
    await asyncio.gather(*many, *others)
    last_of_others = max(order.index(f"T{n}") for n in range(2, 2 + MAX_CONCURRENT))
    assert last_of_others < 2 * MAX_CONCURRENT + MAX_CONCURRENT_PER_WORKSPACE, (
        "the others come first"
    )


async def test_what_a_machine_slept_through_in_the_queue_is_not_sent() -> None:
    clock = VirtualClock(MONDAY)
    throttle = Throttle(clock)
    async with throttle.turn("T1", "D1"):
        pass

    async def waits() -> None:
        async with throttle.turn("T1", "D1"):
            raise AssertionError("it was sent")

    waiting = asyncio.create_task(waits())
    await asyncio.sleep(0)
    clock.move(MONDAY + timedelta(hours=1))
    with pytest.raises(RetryLater):
        await waiting


async def test_where_those_before_take_too_long_none_waits_past_its_lease() -> None:
    throttle = Throttle(VirtualClock(MONDAY), longest_queue=0.01)
    async with AsyncExitStack() as slow:
        for number in range(MAX_CONCURRENT_PER_WORKSPACE):
            await slow.enter_async_context(throttle.turn("T1", f"D{number}"))
        with pytest.raises(RetryLater):
            async with throttle.turn("T1", "D9"):
                pass
    async with throttle.turn("T1", "D9"):
        pass
