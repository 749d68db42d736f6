"""Answers in words to more nudges than one message has buttons for."""

from __future__ import annotations

from tests.bot.world import World


async def test_more_than_fit_lead_to_the_list(world: World) -> None:
    for number in range(12):
        await world.types(f"/applied Acme {number}x")
    await world.ticks("2026-06-08T09:00")
    asked = await world.types("sent it")
    assert [one.label for one in asked.buttons[9:]] == ["Follow up with Acme 9x", "Show the rest"]
    assert len((await world.presses_button(asked.buttons[-1])).items) >= 12
