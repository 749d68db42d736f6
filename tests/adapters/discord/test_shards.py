"""Shards identify themselves in turn, however many processes they are split over."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from adapters.discord.inbound.shards import SECONDS_APART, IdentifyQueue
from adapters.discord.settings import Shards


class Time:
    """The clock on the wall; sleeping moves it."""

    def __init__(self, at: float) -> None:
        self.at = at

    def __call__(self) -> float:
        return self.at

    async def sleep(self, seconds: float) -> None:
        self.at += seconds


async def times(shards: Shards, at_once: int, start: float) -> list[tuple[int, float]]:
    """Returns when each shard of one process identifies itself, one after another."""
    time = Time(start)
    turns = IdentifyQueue(shards, sleep=time.sleep, wall=time)
    turns.at_once = at_once
    taken = []
    for shard in shards.ids:
        await turns.wait_for_turn(shard)
        taken.append((shard, time.at))
    return taken


@given(
    st.integers(1, 24),
    st.integers(1, 4),
    st.sampled_from([1, 2, 16]),
    st.lists(st.floats(0, 500), min_size=4, max_size=4),
)
async def test_no_two_of_the_same_bucket_come_within_five_seconds(
    total: int, processes: int, at_once: int, starts: list[float]
) -> None:
    size = -(-total // processes)
    taken: list[tuple[int, float]] = []
    for number, first in enumerate(range(0, total, size)):
        part = Shards(first, min(first + size, total) - 1, total)
        taken += await times(part, at_once, 1_780_000_000 + starts[number])
    for bucket in range(at_once):
        moments = sorted(at for shard, at in taken if shard % at_once == bucket)
        assert all(later - earlier >= SECONDS_APART - 1e-3 for earlier, later in pairwise(moments))


async def test_a_process_alone_begins_at_once() -> None:
    assert await times(Shards(0, 0, 1), 1, 1_780_000_003.0) == [(0, 1_780_000_003.0)]


async def test_one_that_comes_again_at_once_waits_its_five_seconds() -> None:
    time = Time(1_780_000_000.0)
    turns = IdentifyQueue(None, sleep=time.sleep, wall=time)
    await turns.wait_for_turn(0)
    await turns.wait_for_turn(0)
    assert time.at == pytest.approx(1_780_000_000.0 + SECONDS_APART)
