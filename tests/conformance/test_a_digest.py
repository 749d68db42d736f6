"""Nudges that are due at once come as one message, each with its own words and buttons."""

from __future__ import annotations

from tests.conformance.person import Person


async def test_two_due_at_once_come_together(ada: Person) -> None:
    await ada.types("/applied Acme")
    await ada.types("/applied Zebra")
    (digest,) = await ada.waits("8d")
    assert digest.nudges == ("follow_up 1", "follow_up 1")
    assert len(digest.items) == 2
    assert all("I sent it" in item.buttons and item.draft for item in digest.items)
    assert digest.draft is None


async def test_answering_one_leaves_the_other(ada: Person) -> None:
    await ada.types("/applied Acme")
    await ada.types("/applied Zebra")
    await ada.waits("7d")
    update = await ada.presses("I sent it", on="Follow up with Zebra")
    assert update.kind == "update"
    acme, zebra = update.items
    assert "I sent it" in acme.buttons
    assert "I sent it" not in zebra.buttons
    second = await ada.presses("I sent it")
    assert all("I sent it" not in item.buttons for item in second.items)


async def test_the_second_of_a_label_can_be_chosen(ada: Person) -> None:
    await ada.types("/applied Acme")
    await ada.types("/applied Zebra")
    await ada.waits("7d")
    update = await ada.presses("Skip", nth=2)
    assert ["Skip" in item.buttons for item in update.items] == [True, False]


async def test_more_than_ten_are_shown_ten_at_a_time(ada: Person) -> None:
    for number in range(12):
        await ada.types(f"/applied Company {number:02}")
    (digest,) = await ada.waits("8d")
    assert len(digest.items) == 10
    assert len(digest.nudges) == 12
    rest = await ada.presses("Show the rest")
    assert len(rest.items) == 2
