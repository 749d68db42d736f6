"""A round of interviews: reminded before, thanked after, debriefed between."""

from __future__ import annotations

from datetime import datetime

import pytest

from tests.conformance.person import Person


@pytest.fixture(autouse=True)
async def applied(ada: Person) -> None:
    await ada.types("/applied Acme as Baker contact Dana Weiss")


async def booked(ada: Person) -> None:
    await ada.types("/interview Acme at 2026-06-04 14:00 for 60m with Dana Weiss")


def on_the_day(time: str) -> datetime:
    return datetime.fromisoformat(f"2026-06-04T{time}:00+02:00")


async def test_a_booking_says_when_it_is_and_when_the_reminder_comes(ada: Person) -> None:
    answer = await ada.types("/interview Acme at thursday 14:00 for 60m")
    assert answer.kind == "answer"
    assert any("4 Jun" in value and "14:00" in value for value in answer.facts.values())
    assert {"Moved", "Cancelled", "Undo"} <= set(answer.buttons)


@pytest.mark.parametrize(
    ("typed", "starts", "there"),
    [
        ("thursday 3pm New York time", ("4 Jun", "21:00"), "15:00 America/New_York"),
        ("thursday 5pm PT", ("5 Jun", "02:00"), "Thu 4 Jun 17:00 America/Los_Angeles"),
    ],
)
async def test_in_another_zone_it_shows_both_clocks(
    ada: Person, typed: str, starts: tuple[str, str], there: str
) -> None:
    answer = await ada.types(f"/interview Acme at {typed}")
    assert all(part in answer.facts["Starts"] for part in starts)
    assert answer.facts["There"] == there


async def test_in_a_zone_whose_clocks_show_the_same_it_shows_one(ada: Person) -> None:
    answer = await ada.types("/interview Acme at thursday 3pm Paris time")
    assert "15:00" in answer.facts["Starts"]
    assert "There" not in answer.facts


async def test_it_is_reminded_of_two_hours_before_and_thanked_for_after(ada: Person) -> None:
    await booked(ada)
    before, first, second = await ada.waits_until("2026-06-04T20:00")
    assert (before.nudges, before.at) == (("before_interview",), on_the_day("12:00"))
    assert (first.nudges, first.at) == (("thank_you 1",), on_the_day("15:15"))
    assert (second.nudges, second.at) == (("thank_you 2",), on_the_day("19:00"))
    assert first.draft is not None
    assert "Dana" in first.draft.body
    assert {"I thanked them", "Debrief", "Snooze", "Skip"} <= set(first.buttons)


async def test_thanking_ends_the_reminders(ada: Person) -> None:
    await booked(ada)
    await ada.waits_until("2026-06-04T16:00")
    update = await ada.presses("I thanked them")
    assert update.kind == "update"
    assert "24 hours" in update.items[0].text
    assert await ada.waits("2d") == []


async def test_a_debrief_makes_the_thank_you_personal_and_moves_the_check_in(ada: Person) -> None:
    await booked(ada)
    await ada.waits_until("2026-06-04T16:00")
    form = await ada.presses("Debrief")
    assert form.kind == "form"
    update = await ada.fills(went="well", talked_about="the new oven", decision_by="2026-06-12")
    assert update.kind == "update"
    assert update.draft is not None
    assert "oven" in update.draft.body
    sent = await ada.waits_until("2026-06-16T10:00")
    check_in = [one for one in sent if one.nudges == ("after_interview 1",)]
    assert [one.at.isoformat()[:16] for one in check_in] == ["2026-06-15T09:00"]


async def test_with_one_ahead_it_asks_whether_it_moved(ada: Person) -> None:
    await booked(ada)
    asked = await ada.types("/interview Acme at 2026-06-05 10:00")
    assert {"Moved", "Another round"} <= set(asked.buttons)
    await ada.presses("Moved", on=asked.title)
    sent = await ada.waits_until("2026-06-05T09:00")
    assert [(one.nudges, one.at.isoformat()[:16]) for one in sent] == [
        (("before_interview",), "2026-06-05T08:00")
    ]


async def test_what_else_changes_as_it_moves_is_kept(ada: Person) -> None:
    await booked(ada)
    await ada.presses("Moved")
    moved = await ada.fills(at="2026-06-05 10:00", format="panel", people="Kim Roe")
    assert {"panel", "Kim Roe"} <= set(moved.facts.values())
    *_, thanks = await ada.waits_until("2026-06-05T12:00")
    assert thanks.draft is not None
    assert "Kim" in thanks.draft.body


async def test_a_round_is_moved_from_its_own_reminder_without_being_asked_which(
    ada: Person,
) -> None:
    await booked(ada)
    (reminder,) = await ada.waits_until("2026-06-04T12:30")
    await ada.presses("Moved", on=reminder.title)
    moved = await ada.fills(at="2026-06-05 14:00")
    assert "Another round" not in moved.buttons
    assert "Another round" not in [label for one in moved.items for label in one.buttons]
    sent = await ada.waits_until("2026-06-05T15:30")
    assert [(one.nudges, one.at.isoformat()[:16]) for one in sent] == [
        (("before_interview",), "2026-06-05T12:00"),
        (("thank_you 1",), "2026-06-05T15:15"),
    ]


async def test_a_cancelled_one_is_reminded_of_no_more(ada: Person) -> None:
    await booked(ada)
    await ada.presses("Cancelled")
    assert await ada.waits_until("2026-06-05T20:00") == []
