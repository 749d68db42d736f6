"""A streak is lost by what a member left undone, never by what was delivered too late."""

from __future__ import annotations

import pytest

from storage.storage import Storage
from tests.bot.world import Platform, Time, World


@pytest.fixture
def world(storage: Storage) -> World:
    return World(storage, Platform(), Time())


@pytest.mark.parametrize(
    ("back", "kept"),
    [
        ("2026-06-03T09:00", False),  # in time: she let it wait
        ("2026-06-06T12:00", True),  # Saturday, after the check-in should have come
        ("2026-06-08T08:30", True),  # Monday of the next week
    ],
)
async def test_a_reminder_that_came_after_the_check_in_is_asked_for_the_week_after(
    world: World, back: str, kept: bool
) -> None:
    world.time.be("2026-06-01T08:00")
    await world.types("group start", "ada", "C1")
    await world.types("group join my numbers", "bea", "C1")
    await world.types("applied Globex on 27 May", "bea")
    await world.types("applied Acme on 29 May", "bea")
    assert "Follow up with Globex" in [sent.title for sent in await world.ticks("2026-06-01T09:00")]
    await world.types("followed-up Globex", "bea")
    await world.types("heard-back Globex", "bea")
    sent = await world.ticks(back)  # and nothing from me in between
    sent += await world.ticks(max(back, "2026-06-05T16:00"))
    assert "Follow up with Acme" in [one.title for one in sent]
    (check_in,) = [one for one in sent if one.title == "Check-in"]
    ((_, line),) = [(fact.label, str(fact.value)) for fact in check_in.facts]
    assert line == ("1 follow-up · 1 week kept" if kept else "1 follow-up")
