"""A break begins in the week that it is for the group, on whatever day it begins elsewhere."""

from __future__ import annotations

import pytest

from storage.storage import Storage
from tests.bot.world import Platform, Time, World


@pytest.fixture
def world(storage: Storage) -> World:
    return World(storage, Platform(), Time())


async def a_week_in(world: World, zone: str) -> None:
    """Bea is in a group of that zone and applies on its Thursday."""
    world.time.be("2026-06-04T12:00")
    await world.types(f"group start zone {zone}", "ada", "C1")
    await world.types("group join my numbers", "bea", "C1")
    await world.types("applied Acme", "bea")


@pytest.mark.parametrize(
    ("zone", "published", "begins", "rested"),
    [
        ("Pacific/Auckland", "2026-06-07T23:00", "2026-06-08T00:00", False),  # Monday 10:00 there
        ("America/New_York", "2026-06-05T22:00", "2026-06-08T03:00", True),  # Sunday 21:00 there
    ],
)
async def test_a_break_is_on_the_board_from_its_week_on(
    world: World, zone: str, published: str, begins: str, rested: bool
) -> None:
    await a_week_in(world, zone)
    await world.ticks(published)
    world.time.be(begins)
    await world.types("group pause", "bea", "C1")
    board = await world.types("group board", "ada", "C1")
    line = "1 application · on a break" if rested else "on a break"
    assert [(fact.label, fact.value) for fact in board.facts] == [("bea", line)]
    assert "1 application" in board.text


async def test_who_begins_a_break_on_the_groups_sunday_rests_at_once(world: World) -> None:
    await a_week_in(world, "America/New_York")
    world.time.be("2026-06-08T03:00")
    await world.types("group pause", "bea", "C1")
    assert "on a break" in (await world.types("group check-in", "bea", "C1")).text
