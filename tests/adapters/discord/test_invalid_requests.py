"""Invalid requests are counted, and sending slows down before Discord would ban the bot."""

from __future__ import annotations

import asyncio

from adapters.discord.outbound.invalid_requests import WINDOW, InvalidRequestLimit
from adapters.discord.outbound.throttle import QUIET, Throttle


class Watch:
    """A stopwatch that tests move."""

    def __init__(self) -> None:
        self.at = 1_000.0

    def __call__(self) -> float:
        return self.at


def test_refusals_count_for_ten_minutes() -> None:
    watch = Watch()
    invalid_requests = InvalidRequestLimit(most=2, monotonic=watch)
    invalid_requests.refused()
    watch.at += WINDOW - 1
    invalid_requests.refused()
    assert (invalid_requests.refusals, invalid_requests.wait) == (2, 1.0)
    watch.at += 1
    assert (invalid_requests.refusals, invalid_requests.wait) == (1, 0.0)


def test_nothing_is_held_back_as_long_as_nothing_is_wrong() -> None:
    assert InvalidRequestLimit().wait == 0.0
    assert Throttle().per_second is None


def test_it_slows_down_once_for_what_is_refused_at_the_same_time() -> None:
    watch = Watch()
    throttle = Throttle(watch)
    for _ in range(20):
        throttle.slow_down()
    assert throttle.per_second == 40
    watch.at += 2
    throttle.slow_down()
    assert throttle.per_second == 20
    for _ in range(10):
        watch.at += 2
        throttle.slow_down()
    assert throttle.per_second == 5


async def test_each_waits_for_its_turn_while_it_is_slow_and_none_afterwards() -> None:
    watch = Watch()
    throttle = Throttle(watch)
    throttle.slow_down()
    began = asyncio.get_running_loop().time()
    for _ in range(5):
        await throttle.turn()
    assert asyncio.get_running_loop().time() - began >= 4 / 40
    watch.at += QUIET + 1
    await throttle.turn()
    assert throttle.per_second is None
