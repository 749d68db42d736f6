"""An interview that is called off in a sentence: the only one ahead, or a question which."""

from __future__ import annotations

import pytest

from tests.bot.world import World

FIRST, SECOND = "/interview Acme at 12 June 14:00", "/interview Acme at 19 June 10:00"


async def _with_two_rounds(world: World) -> None:
    await world.types("/applied Acme")
    await world.types(FIRST)
    asked = await world.types(SECOND)
    another = next(one for one in asked.buttons if one.label == "Another round")
    await world.presses_button(another)


@pytest.mark.parametrize(
    "line", ["acme cancelled the interview", "my interview with Acme was cancelled"]
)
async def test_the_only_round_ahead_is_cancelled(world: World, line: str) -> None:
    await world.types("/applied Acme")
    await world.types(FIRST)
    assert (await world.types(line)).title == "Cancelled: interview at Acme"
    assert (await world.types(line)).text == (
        "No interview at Acme is coming up, so nothing was cancelled."
    )


async def test_a_company_that_is_not_named_is_asked_for(world: World) -> None:
    await world.types("/applied Acme")
    await world.types(FIRST)
    asked = await world.types("they cancelled my interview")
    assert asked.text == "Which company?"
    done = await world.presses_button(next(one for one in asked.buttons if one.label == "Acme"))
    assert done.title == "Cancelled: interview at Acme"


async def test_a_round_that_is_over_is_not_meant(world: World) -> None:
    await world.types("/applied Acme")
    await world.types(FIRST)
    world.time.be("2026-06-13T09:00")
    await world.types(SECOND)
    assert (await world.types("acme cancelled the interview")).title == (
        "Cancelled: interview at Acme"
    )
    shown = await world.types("/job Acme")
    assert "12 Jun" in str(shown)


async def test_with_several_ahead_it_asks_which(world: World) -> None:
    await _with_two_rounds(world)
    asked = await world.types("acme cancelled the interview")
    assert asked.title == "Which interview at Acme?"
    assert [one.label for one in asked.buttons] == ["Fri 12 Jun 14:00", "Fri 19 Jun 10:00"]
    assert (await world.presses_button(asked.buttons[1])).title == "Cancelled: interview at Acme"
    again = await world.types("acme cancelled the interview")
    assert again.title == "Cancelled: interview at Acme"


async def test_a_new_time_alone_keeps_the_interviews_day(world: World) -> None:
    world.time.be("2026-06-01T10:00")
    await world.types("/applied Acme on 20 May")
    await world.types("interview Acme on 5 June at 11:00")
    moved = await world.types("Acme pushed it back to 3pm")
    assert "Fri 5 Jun 15:00" in str(moved)


async def test_an_hour_that_is_asked_about_keeps_the_interviews_day(world: World) -> None:
    world.time.be("2026-06-01T10:00")
    await world.types("/applied Acme on 20 May")
    await world.types("interview Acme on 5 June at 11:00")
    asked = await world.types("Acme pushed it back to 3:30")
    afternoon = asked.buttons[0]
    assert afternoon.label == "15:30"
    assert "Fri 5 Jun 15:30" in str(await world.presses_button(afternoon))
