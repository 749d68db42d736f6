"""Putting off, letting go, taking back, pressing twice."""

from __future__ import annotations

from datetime import datetime

import pytest

from tests.conformance.person import Person


@pytest.fixture(autouse=True)
async def nudged(ada: Person) -> None:
    """Ada has a follow-up in front of her: it is Monday, 8 June, 10:00."""
    await ada.types("/applied Acme as Baker")
    await ada.waits("7d")


async def test_a_second_press_says_that_it_is_done(ada: Person) -> None:
    await ada.presses("I sent it")
    again = await ada.presses("I sent it", stale=True)
    assert again.kind == "answer"
    assert "already done" in again.text.lower()
    assert [one.nudges for one in await ada.waits("4d")] == [("follow_up 2",)]


async def test_undo_brings_the_nudge_back_to_be_answered(ada: Person) -> None:
    await ada.presses("I sent it")
    undone = await ada.presses("Undo")
    assert undone.kind == "update"
    (again, *_) = await ada.waits("2d")
    assert again.nudges == ("follow_up 1",)
    update = await ada.presses("I sent it")
    assert update.kind == "update"


async def test_what_was_taken_back_can_be_pressed_again_on_the_first_message(ada: Person) -> None:
    await ada.presses("I sent it")
    await ada.types("/undo")
    update = await ada.presses("I sent it", stale=True)
    assert update.kind == "update"
    assert "Undo" in update.buttons


async def test_skip_lets_it_go(ada: Person) -> None:
    update = await ada.presses("Skip")
    assert update.kind == "update"
    assert update.nudges == ("follow_up 1",)
    assert [one.nudges for one in await ada.waits("13d")] == [("close_the_loop",)]


async def test_undo_takes_back_a_skip(ada: Person) -> None:
    await ada.presses("Skip")
    await ada.presses("Undo")
    (again, *_) = await ada.waits("2d")
    assert again.nudges == ("follow_up 1",)


async def test_snooze_asks_until_when_and_comes_back_then(ada: Person) -> None:
    form = await ada.presses("Snooze")
    assert form.kind == "form"
    assert [one.name for one in form.fields] == ["until", "day"]
    update = await ada.fills(until="next monday")
    assert update.kind == "update"
    (again,) = await ada.waits("7d")
    assert again.nudges == ("follow_up 1",)
    assert again.at == datetime.fromisoformat("2026-06-15T09:00:00+02:00")


async def test_a_snooze_that_cannot_be_read_is_asked_again_with_what_was_typed(
    ada: Person,
) -> None:
    await ada.presses("Snooze")
    form = await ada.fills(until="a date", day="whenever")
    assert form.kind == "form"
    assert form.field("day").value == "whenever"
    assert form.text
    update = await ada.fills(until="tomorrow", day="")
    assert update.kind == "update"


async def test_a_snooze_into_the_past_is_asked_again(ada: Person) -> None:
    await ada.presses("Snooze")
    form = await ada.fills(until="a date", day="2026-06-01")
    assert form.kind == "form"
    assert form.field("day").value == "2026-06-01"


async def test_what_happened_meanwhile_is_not_logged_twice_from_the_nudge(ada: Person) -> None:
    await ada.types("/followed-up Acme")
    answer = await ada.presses("I sent it", on="Follow up")
    assert answer.kind != "form"
    assert [one.nudges for one in await ada.waits("4d")] == [("follow_up 2",)]
