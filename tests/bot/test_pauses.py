"""Ticks for people who pause, come back, or have moved to another zone."""

from __future__ import annotations

from tests.bot.world import World


async def test_a_pause_holds_everything_and_gives_one_message_that_is_not_late(
    world: World,
) -> None:
    await world.types("/applied Acme")
    await world.types("/applied Zebra on 28 May")
    await world.types("/pause until 10 June")
    assert await world.ticks("2026-06-09T09:00") == []
    (sent,) = await world.ticks("2026-06-10T09:00")
    assert len(sent.items) == 2
    assert not any("late" in one.text for one in sent.items)


async def test_what_is_logged_during_a_pause_waits_for_its_end_and_for_its_own_day(
    world: World,
) -> None:
    await world.types("/pause until 10 June")
    await world.types("/applied Acme")
    await world.types("/applied Zebra on 31 May")
    assert await world.ticks("2026-06-09T12:00") == []
    (sent,) = await world.ticks("2026-06-10T09:00")
    assert len(sent.items) == 2
    await world.types("/pause until 11 June")
    await world.types("/applied Bolt on 9 June")
    assert await world.ticks("2026-06-11T12:00") == []


async def test_what_comes_late_after_a_pause_was_ended_says_by_how_much(world: World) -> None:
    await world.types("/applied Acme")
    await world.types("/pause")
    world.time.be("2026-06-03T10:00")
    await world.types("/resume")
    (sent,) = await world.ticks("2026-06-08T12:00")
    assert "3 h late" in sent.text


async def test_resuming_at_night_waits_for_the_morning(world: World) -> None:
    await world.types("/applied Acme")
    await world.types("/pause")
    world.time.be("2026-06-08T22:00")
    await world.types("/resume")
    assert await world.ticks("2026-06-08T22:00:01") == []
    (sent,) = await world.ticks("2026-06-09T08:00")
    assert sent.nudges == ("follow_up 1",)


async def test_a_change_of_zone_moves_what_is_still_to_come(world: World) -> None:
    await world.types("/applied Acme")
    await world.types("/settings zone Asia/Tokyo")
    assert await world.ticks("2026-06-08T01:59") == []
    (sent,) = await world.ticks("2026-06-08T02:00")
    assert sent.nudges == ("follow_up 1",)


async def test_undoing_a_change_of_zone_moves_it_back(world: World) -> None:
    await world.types("/applied Acme")
    await world.types("/settings zone Asia/Tokyo")
    await world.types("/undo")
    assert await world.ticks("2026-06-08T02:00") == []
    assert len(await world.ticks("2026-06-08T09:00")) == 1
