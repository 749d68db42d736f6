"""The ticker: one tick at a time, failures logged, and a tick that has begun is finished."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime, timedelta, tzinfo

import pytest

from adapters.shared.ticker import ticking
from tests.timeouts import HANG

SOON = 0.01


async def test_it_polls_again_and_again() -> None:
    polls = 0
    enough = asyncio.Event()

    async def poll() -> None:
        nonlocal polls
        polls += 1
        if polls == 3:
            enough.set()

    async with ticking(poll, failed=lambda error: None, seconds=SOON):
        await asyncio.wait_for(enough.wait(), HANG)


async def test_a_poll_that_fails_is_logged_and_the_next_one_comes() -> None:
    failures: list[BaseException] = []
    twice = asyncio.Event()

    async def poll() -> None:
        raise ConnectionError("the database is away")

    def failed(error: BaseException) -> None:
        failures.append(error)
        if len(failures) == 2:
            twice.set()

    async with ticking(poll, failed, seconds=SOON):
        await asyncio.wait_for(twice.wait(), HANG)
    assert all(isinstance(error, ConnectionError) for error in failures)


async def test_a_slow_poll_is_alone_and_is_finished() -> None:
    begun, ended = asyncio.Event(), asyncio.Event()
    at_once = most = 0

    async def poll() -> None:
        nonlocal at_once, most
        at_once += 1
        most = max(most, at_once)
        begun.set()
        await asyncio.wait_for(others(), HANG)
        at_once -= 1
        ended.set()

    async def others() -> None:
        for _ in range(50):  # many chances for a second poll to begin
            await asyncio.to_thread(lambda: None)

    async with ticking(poll, failed=lambda error: None, seconds=SOON):
        await asyncio.wait_for(begun.wait(), HANG)
    assert ended.is_set()
    assert most == 1


YEAR = timedelta(days=365)


@pytest.mark.parametrize(
    "step", [timedelta(hours=-1), timedelta(days=-1), timedelta(hours=2), 6 * YEAR]
)
async def test_a_clock_that_is_set_means_one_poll_at_once_and_goes_on(
    monkeypatch: pytest.MonkeyPatch, step: timedelta
) -> None:
    """In hundredths of a second, six years would be nineteen thousand million missed polls."""
    ahead = timedelta()

    class Wall(datetime):
        @classmethod
        def now(cls, tz: tzinfo | None = UTC) -> Wall:
            return super().now(tz) + ahead

    monkeypatch.setattr("apscheduler.schedulers.base.datetime", Wall)
    polled = asyncio.Event()

    async def poll() -> None:
        polled.set()

    async with ticking(poll, failed=lambda error: None, seconds=SOON):
        await asyncio.wait_for(polled.wait(), HANG)
        ahead = step
        for _ in range(3):  # one may have been on its way
            polled.clear()
            await asyncio.wait_for(polled.wait(), HANG)
