"""Interviews: the reminder before, the thank-yous after, moved and cancelled ones."""

from __future__ import annotations

import pytest

from bot.domain.applications.activity import ActivityKind
from tests.bot.history import Hunt


@pytest.mark.parametrize(
    ("start", "end", "before", "thank_yous"),
    [
        ("4 Jun 14:00", "4 Jun 15:00", "Thu 04 Jun 12:00",
         ["Thu 04 Jun 15:15", "Thu 04 Jun 19:00", "Fri 05 Jun 14:00"]),
        ("4 Jun 17:00", "4 Jun 18:00", "Thu 04 Jun 15:00",
         ["Thu 04 Jun 18:15", "Fri 05 Jun 08:00", "Fri 05 Jun 17:00"]),
        ("4 Jun 21:30", "4 Jun 22:30", "Thu 04 Jun 19:30",
         ["Fri 05 Jun 08:00", "Fri 05 Jun 21:00"]),
        ("4 Jun 09:00", "4 Jun 10:00", "Wed 03 Jun 20:00",
         ["Thu 04 Jun 10:15", "Thu 04 Jun 14:00", "Fri 05 Jun 09:00"]),
        ("4 Jun 10:00", "4 Jun 11:00", "Thu 04 Jun 08:00",
         ["Thu 04 Jun 11:15", "Thu 04 Jun 15:00", "Fri 05 Jun 10:00"]),
    ],
)  # fmt: skip
def test_worked_examples_of_interviews(
    start: str, end: str, before: str, thank_yous: list[str]
) -> None:
    hunt = Hunt()
    hunt.applied("25 May")
    hunt.booked(start, end)
    pending = hunt.pending()
    assert pending["before_interview"] == before
    assert [when for name, when in pending.items() if name.startswith("thank_you")] == thank_yous


def test_the_thank_you_that_is_too_close_goes_and_numbers_stay() -> None:
    hunt = Hunt()
    hunt.applied("25 May")
    hunt.booked("4 Jun 21:30", "4 Jun 22:30")
    assert {name for name in hunt.pending() if name.startswith("thank")} == {
        "thank_you 1",
        "thank_you 3",
    }


def test_a_weekend_does_not_move_a_thank_you() -> None:
    hunt = Hunt()
    hunt.applied("25 May")
    hunt.booked("6 Jun 14:00")
    assert hunt.pending()["thank_you 1"] == "Sat 06 Jun 15:15"


def test_an_interview_too_soon_for_its_reminder_has_none() -> None:
    hunt = Hunt()
    hunt.applied("25 May")
    hunt.booked("4 Jun 14:00", logged="4 Jun")
    assert "before_interview" in hunt.pending()
    late = Hunt(hour=13)
    late.applied("25 May")
    late.booked("4 Jun 14:00", logged="4 Jun")
    assert "before_interview" not in late.pending()


def test_an_early_interview_booked_late_at_night_is_announced_when_quiet_ends() -> None:
    hunt = Hunt(hour=23)
    hunt.applied("25 May")
    hunt.booked("4 Jun 09:00", logged="3 Jun")
    assert hunt.pending()["before_interview"] == "Thu 04 Jun 08:00"


def test_an_interview_during_quiet_hours_booked_too_late_is_not_announced() -> None:
    hunt = Hunt(hour=23)
    hunt.applied("25 May")
    hunt.booked("4 Jun 07:30", logged="3 Jun")
    assert "before_interview" not in hunt.pending()


def test_an_interview_logged_afterwards_plans_only_what_is_still_ahead() -> None:
    hunt = Hunt(hour=18)
    hunt.applied("25 May")
    hunt.booked("4 Jun 14:00", logged="4 Jun")
    assert {n for n in hunt.pending() if n.startswith("thank")} == {"thank_you 2", "thank_you 3"}


def test_thanking_ends_the_thank_yous_of_that_interview_only() -> None:
    hunt = Hunt()
    hunt.applied("25 May")
    first = hunt.booked("4 Jun 14:00")
    hunt.booked("11 Jun 14:00")
    hunt.did(ActivityKind.THANKED, "4 Jun", of=first.id)
    due = [when for name, when in hunt.pending().items() if name.startswith("thank")]
    assert due == ["Thu 11 Jun 15:15", "Thu 11 Jun 19:00", "Fri 12 Jun 14:00"]


def test_a_moved_interview_plans_its_own_nudges_again() -> None:
    hunt = Hunt()
    hunt.applied("25 May")
    booked = hunt.booked("4 Jun 14:00")
    before = {one.key for one in hunt.owed()}
    hunt.did(
        ActivityKind.MOVED,
        "3 Jun",
        of=booked.id,
        start=hunt.at("5 Jun 14:00"),
        end=hunt.at("5 Jun 15:00"),
    )
    assert hunt.pending()["before_interview"] == "Fri 05 Jun 12:00"
    assert not before & {one.key for one in hunt.owed()}


def test_a_cancelled_interview_leaves_only_the_question_what_happens_now() -> None:
    hunt = Hunt()
    hunt.applied("25 May")
    booked = hunt.booked("4 Jun 14:00")
    hunt.did(ActivityKind.CANCELLED, "3 Jun", of=booked.id)
    assert hunt.pending() == {"check_in 1": "Mon 08 Jun 09:00"}


def test_an_interview_in_another_round_ends_the_check_in_of_the_earlier_one() -> None:
    hunt = Hunt()
    hunt.applied("25 May")
    hunt.booked("4 Jun 14:00")
    assert hunt.pending()["after_interview 1"] == "Tue 09 Jun 09:00"
    hunt.booked("11 Jun 14:00", logged="8 Jun")
    assert hunt.pending()["after_interview 1"] == "Tue 16 Jun 09:00"


@pytest.mark.parametrize(("on", "is_planned"), [("2 May", True), ("1 May", False)])
def test_an_interview_logged_more_than_thirty_days_late_plans_nothing(
    on: str, is_planned: bool
) -> None:
    hunt = Hunt()
    hunt.applied("2026-03-02")
    hunt.booked(f"{on} 14:00", logged="1 Jun")
    assert bool(hunt.pending()) == is_planned
