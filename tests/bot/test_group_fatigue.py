"""Nobody is nagged in a group: silent members, and silent groups."""

from __future__ import annotations

import pytest

from bot.message import Message, plain
from bot.texts import labels
from tests.bot.world import World


@pytest.fixture
async def hunters(world: World) -> World:
    """A group in #hunters in which Ada shares her numbers and has a goal, on Monday 1 June."""
    await world.types("/group start", channel="hunters")
    await world.types("/group join numbers", channel="hunters")
    await world.types("/group goal 3", channel="hunters")
    await world.ticks("2026-06-01T10:01")
    return world


def titles(sent: list[Message]) -> list[str]:
    return [plain(one.title) for one in sent]


async def midweeks(world: World, day: str) -> list[Message]:
    """The midweek lines that come on that day."""
    sent = await world.ticks(f"2026-{day}T09:00")
    return [one for one in sent if plain(one.title).startswith("Midweek")]


async def test_a_silent_member_is_offered_a_break_once_and_then_left_alone(
    hunters: World,
) -> None:
    for day in ("06-03", "06-10", "06-17"):
        (line,) = await midweeks(hunters, day)
        assert "Still to go" in plain(line.text)
    (offer,) = await midweeks(hunters, "06-24")
    assert "Three quiet weeks" in plain(offer.text)
    assert labels.TAKE_A_BREAK in [one.label for one in offer.buttons]
    for day in ("07-01", "07-08", "07-15"):
        assert await midweeks(hunters, day) == []
    await hunters.types("/applied Acme")
    (line,) = await midweeks(hunters, "07-22")
    assert "Still to go" in plain(line.text)


async def test_a_silent_group_says_once_that_it_rests_and_wakes_with_what_a_member_logs(
    hunters: World,
) -> None:
    for day in ("06-05T16:00", "06-08T09:00", "06-12T16:00", "06-15T09:00", "06-19T16:00",
                "06-22T09:00", "06-26T16:00", "06-29T09:00", "07-03T16:00"):  # fmt: skip
        (post,) = [one for one in await hunters.ticks(f"2026-{day}") if not one.private]
        assert plain(post.title) in ("A new week", "Check-in")
    assert "This group is resting" in titles(await hunters.ticks("2026-07-06T09:00"))
    for day in ("07-10T16:00", "07-13T09:00", "07-17T16:00", "07-20T09:00"):
        assert not [one for one in await hunters.ticks(f"2026-{day}") if not one.private]
    await hunters.types("/applied Acme")
    assert "Check-in" in titles(await hunters.ticks("2026-07-24T16:00"))
    assert "A new week" in titles(await hunters.ticks("2026-07-27T09:00"))


async def test_what_a_private_member_does_ends_no_silence(hunters: World) -> None:
    await hunters.types("/group join just me", "bea", "hunters")
    hunters.time.be("2026-07-01T10:00")
    await hunters.types("/applied Bolt", "bea")
    assert "This group is resting" in titles(await hunters.ticks("2026-07-06T09:00"))
