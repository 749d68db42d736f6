"""Putting a reminder off: undone after it came back, and in an hour that happens twice."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from bot.conversation.actor import Actor
from bot.domain.people.person import Address
from bot.message import Button, Message
from tests.bot.world import BERLIN, World


async def puts_off(world: World, shown: Message, until: str) -> Message:
    """Presses Snooze on the first reminder of a message."""
    (snooze,) = [one for one in shown.items[0].buttons if one.label == "Snooze"]
    return await _pressed(world, snooze, until)


async def _pressed(world: World, snooze: Button, until: str) -> Message:
    actor = Actor(Address("chat", "", "ada"), BERLIN)
    answer = await world.dispatcher.run_action(snooze.action.with_args(until=until), actor)
    assert isinstance(answer.reply, Message)
    return answer.reply


@pytest.mark.parametrize("before", [0, 1])
async def test_what_came_back_from_a_snooze_that_is_undone_still_waits(
    world: World, before: int
) -> None:
    world.time.be("2026-06-01T10:00")
    await world.types("applied Acme")
    (shown,) = await world.ticks("2026-06-08T09:00")
    for day in range(8, 9 + before):
        world.time.be(f"2026-06-{day:02}T20:00")
        await puts_off(world, shown, "tomorrow")
        (shown,) = await world.ticks(f"2026-06-{day + 1:02}T09:00")
    await world.types("undo")
    listed = await world.types("nudges")
    assert listed.text == "1 waiting for you · 1 coming · 0 done recently"
    assert "Snooze" in [one.label for one in listed.items[0].buttons]


@pytest.mark.parametrize(
    ("now", "until", "back"),
    [("00:10", "in 1 h", "03:10"), ("00:40", "in 1 h", "03:40"), ("01:10", "in 1 h", "03:10")],
)
async def test_in_the_hour_that_happens_twice_a_snooze_is_never_over_already(
    world: World, now: str, until: str, back: str
) -> None:
    world.time.be("2026-10-17T12:00")
    await world.types("applied Acme")
    world.time.moment = datetime.fromisoformat(f"2026-10-25T{now}").replace(tzinfo=UTC)
    answer = await puts_off(world, await world.types("nudges"), until)
    assert answer.text == f"I'll remind you Sun 25 Oct at {back}."
