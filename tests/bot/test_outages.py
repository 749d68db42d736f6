"""A platform that answers nobody: probed by one send, nothing lost, everything once and late."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest

from bot.delivery.outages import FAILURES
from bot.ports.messenger import ContentRefused, NotSent, RetryLater
from tests.bot.world import World

MANY = 30
NOON = "2026-06-08T12:00"


@pytest.fixture
async def crowd(world: World) -> World:
    """Many people who each have a follow-up due on Monday 8 June at 09:00."""
    for number in range(MANY):
        await world.types("/applied Acme", f"user-{number}")
    return world


async def minutes_pass(world: World, minutes: int) -> None:
    """The worker looks every minute."""
    for _ in range(minutes):
        world.time.moment += timedelta(minutes=1)
        await world.worker.tick()


@pytest.mark.parametrize(
    "fault",
    [
        lambda: NotSent("connection refused"),
        lambda: ConnectionResetError("reset"),
        lambda: RetryLater(24 * 3600.0, for_all=True),
    ],
)
async def test_tries_grow_with_time_and_not_with_people(
    crowd: World, fault: Callable[[], Exception]
) -> None:
    crowd.platform.fault = fault
    assert await crowd.ticks("2026-06-08T09:00") == []
    at_first = len(crowd.platform.maybe_sent)
    assert at_first <= FAILURES
    await minutes_pass(crowd, 120)
    probes = len(crowd.platform.maybe_sent) - at_first
    assert 12 <= probes <= 25, "never more than ten minutes apart, and one at a time"
    crowd.platform.fault = None
    await minutes_pass(crowd, 10)
    assert sorted(who for who, _, _ in crowd.platform.shown) == sorted(
        f"user-{number}" for number in range(MANY)
    )
    assert all("This one is 2 h" in message.text for _, message, _ in crowd.platform.shown)


async def test_what_never_left_the_machine_needs_no_check(crowd: World) -> None:
    crowd.platform.fault = lambda: NotSent("connection refused")
    await crowd.ticks("2026-06-08T09:00")
    await minutes_pass(crowd, 73)
    crowd.platform.fault = None
    await minutes_pass(crowd, 10)
    assert not any(crowd.platform.maybe_sent)


async def test_what_comes_due_in_an_outage_is_not_tried_and_comes_with_the_rest(
    crowd: World,
) -> None:
    crowd.platform.fault = lambda: NotSent("connection refused")
    await crowd.ticks("2026-06-08T09:00")
    before = len(crowd.platform.maybe_sent)
    for number in range(MANY):
        await crowd.types("/applied Bolt on 1 June", f"user-{number}")
    await minutes_pass(crowd, 5)
    assert len(crowd.platform.maybe_sent) - before <= 5
    crowd.platform.fault = None
    await minutes_pass(crowd, 10)
    assert len(crowd.platform.shown) == MANY
    assert crowd.observed.known_outages == {}


async def test_a_few_messages_that_always_break_hold_up_nobody_for_long(crowd: World) -> None:
    """Several failures in a row look like an outage; the probe is another message, and ends it."""
    poisoned = [f"user-{number}" for number in range(FAILURES)]
    crowd.platform.faults = dict.fromkeys(poisoned, lambda: ConnectionResetError("reset"))
    await crowd.ticks("2026-06-08T09:00")
    await minutes_pass(crowd, 2)
    assert len(crowd.platform.shown) == MANY - FAILURES
    crowd.platform.maybe_sent.clear()
    await minutes_pass(crowd, 120)
    assert len(crowd.platform.maybe_sent) <= FAILURES * 25, "at most every few minutes each"


async def test_content_that_is_always_refused_ends_as_undeliverable(crowd: World) -> None:
    crowd.platform.faults = {"user-1": lambda: ContentRefused("invalid_blocks")}
    await crowd.ticks("2026-06-08T09:00")
    assert len(crowd.platform.shown) == MANY - 1
    tried = len(crowd.platform.maybe_sent)
    await minutes_pass(crowd, 60)
    assert len(crowd.platform.maybe_sent) == tried
    answer = await crowd.types("/pipeline", "user-1")
    assert "refused the message, even as plain text" in answer.text


async def test_metrics_know_of_an_outage_while_it_lasts(crowd: World) -> None:
    crowd.platform.fault = lambda: NotSent("connection refused")
    await crowd.ticks("2026-06-08T09:00")
    assert crowd.observed.known_outages == {"chat": 1}
    crowd.platform.fault = None
    await crowd.ticks(NOON)
    assert crowd.observed.known_outages == {}
