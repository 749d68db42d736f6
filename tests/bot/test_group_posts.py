"""A group's post whose channel cannot be told: put off, tried again, given up."""

from __future__ import annotations

import pytest

from bot.delivery.retry_policy import MOST_ATTEMPTS
from bot.message import Message
from bot.ports.messenger import RetryLater
from tests.bot.world import World

CHECK_IN = "2026-06-05T16:00"


@pytest.fixture
async def hunters(world: World) -> World:
    """A group in #hunters that Ada started and was welcomed in."""
    await world.types("/group start", channel="hunters")
    await world.types("/group join numbers", channel="hunters")
    await world.ticks("2026-06-01T10:01")
    world.platform.again.clear()
    return world


def titles(told: list[Message]) -> list[str]:
    return [one.title for one in told]


async def test_a_channel_that_asks_to_wait_is_told_when_it_said_and_no_sooner(
    hunters: World,
) -> None:
    hunters.platform.fault = lambda: RetryLater(90)
    assert await hunters.ticks(CHECK_IN) == []
    hunters.platform.fault = None
    assert await hunters.ticks("2026-06-05T16:01:29") == []
    assert titles(await hunters.ticks("2026-06-05T16:01:30")) == ["Check-in"]
    assert await hunters.ticks("2026-06-05T17:00") == []


async def test_to_be_asked_to_wait_gives_no_post_up(hunters: World) -> None:
    hunters.platform.fault = lambda: RetryLater(30)
    for minute in range(2 * MOST_ATTEMPTS):
        assert await hunters.ticks(f"2026-06-05T16:{minute:02}") == []
    hunters.platform.fault = None
    assert titles(await hunters.ticks("2026-06-05T16:59")) == ["Check-in"]


async def test_a_post_that_failed_is_tried_again_as_one_that_may_stand_already(
    hunters: World,
) -> None:
    hunters.platform.fault = lambda: ConnectionResetError("reset")
    assert await hunters.ticks(CHECK_IN) == []
    hunters.platform.fault = None
    assert await hunters.ticks("2026-06-05T16:00:29") == []
    assert titles(await hunters.ticks("2026-06-05T16:00:30")) == ["Check-in"]
    assert hunters.platform.again == [False, True]


async def test_a_channel_that_never_works_pauses_its_group_and_says_so_to_who_started_it(
    hunters: World,
) -> None:
    hunters.platform.fault = lambda: ConnectionResetError("reset")
    for hour in range(MOST_ATTEMPTS - 1):
        assert await hunters.ticks(f"2026-06-05T{16 + hour:02}:00") == []
    assert len(hunters.platform.again) == MOST_ATTEMPTS - 1
    assert await hunters.ticks("2026-06-05T23:30") == []
    hunters.platform.fault = None
    (told,) = await hunters.ticks("2026-06-06T10:00")
    assert "pauses" in told.title
    assert "failed every time" in told.text
