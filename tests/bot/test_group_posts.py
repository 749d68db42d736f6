"""A group post whose channel cannot be reached: postponed, tried again, given up."""

from __future__ import annotations

import pytest

from bot.message import Message, plain
from bot.ports.messenger import RetryLater, Unreachable
from tests.bot.world import World

CHECK_IN = "2026-06-05T16:00"


@pytest.fixture
async def hunters(world: World) -> World:
    """A group in #hunters that Ada started and was welcomed in."""
    await world.types("/group start", channel="hunters")
    await world.types("/group join numbers", channel="hunters")
    await world.ticks("2026-06-01T10:01")
    world.platform.maybe_sent.clear()
    return world


def titles(sent: list[Message]) -> list[str]:
    return [plain(one.title) for one in sent]


async def test_a_channel_that_asks_to_wait_gets_the_post_when_it_said_and_no_sooner(
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
    for minute in range(16):
        assert await hunters.ticks(f"2026-06-05T16:{minute:02}") == []
    hunters.platform.fault = None
    assert titles(await hunters.ticks("2026-06-05T16:59")) == ["Check-in"]


async def test_a_post_that_failed_is_tried_again_as_one_that_may_be_there_already(
    hunters: World,
) -> None:
    hunters.platform.fault = lambda: ConnectionResetError("reset")
    assert await hunters.ticks(CHECK_IN) == []
    hunters.platform.fault = None
    assert await hunters.ticks("2026-06-05T16:00:22") == []
    assert titles(await hunters.ticks("2026-06-05T16:00:30")) == ["Check-in"]
    assert hunters.platform.maybe_sent == [False, True]


async def test_a_platform_that_fails_for_days_pauses_no_group_and_the_newest_post_comes_late(
    hunters: World,
) -> None:
    hunters.platform.fault = lambda: ConnectionResetError("reset")
    for day in range(5, 20):
        assert await hunters.ticks(f"2026-06-{day:02}T16:00") == []
    hunters.platform.fault = None
    (sent,) = await hunters.ticks("2026-06-20T16:00")
    assert sent.title == "Check-in"
    assert "1 day late" in sent.text
    assert titles(await hunters.ticks("2026-06-22T09:00")) == ["A new week"]


async def test_a_channel_that_refuses_pauses_its_group_and_says_so_to_who_started_it(
    hunters: World,
) -> None:
    def refuses_once() -> Exception:
        hunters.platform.fault = None
        return Unreachable("I am not in the channel. Invite me there.")

    hunters.platform.fault = refuses_once
    (sent,) = await hunters.ticks(CHECK_IN)
    assert "is paused" in sent.title
    assert "I am not in the channel. Invite me there." in sent.text
