"""How much Discord refused is counted, and sending slows down when it says so."""

from __future__ import annotations

import asyncio

from adapters.discord.outbound.invalid_requests import WINDOW, Limits, Pace


class Watch:
    """A stopwatch that tests move."""

    def __init__(self) -> None:
        self.at = 1_000.0

    def __call__(self) -> float:
        return self.at


def test_refusals_count_for_ten_minutes() -> None:
    watch = Watch()
    limits = Limits(most=2, monotonic=watch)
    limits.refused()
    watch.at += WINDOW - 1
    limits.refused()
    assert (limits.refusals, limits.wait) == (2, 1.0)
    watch.at += 1
    assert (limits.refusals, limits.wait) == (1, 0.0)


def test_nothing_is_held_back_as_long_as_nothing_is_wrong() -> None:
    assert Limits().wait == 0.0
    assert Pace().per_second is None


def test_it_slows_down_once_for_what_is_refused_at_the_same_time() -> None:
    watch = Watch()
    pace = Pace(watch)
    for _ in range(20):
        pace.slow_down()
    assert pace.per_second == 40
    watch.at += 2
    pace.slow_down()
    assert pace.per_second == 20
    for _ in range(10):
        watch.at += 2
        pace.slow_down()
    assert pace.per_second == 5


async def test_each_waits_for_its_turn_while_it_is_slow_and_none_afterwards() -> None:
    watch = Watch()
    pace = Pace(watch)
    pace.slow_down()
    began = asyncio.get_running_loop().time()
    for _ in range(5):
        await pace.turn()
    assert asyncio.get_running_loop().time() - began >= 4 / 40
    watch.at += WINDOW + 1
    await pace.turn()
    assert pace.per_second is None
