"""Rejections, offers and the other ends of an application."""

from __future__ import annotations

import pytest

from bot.domain.applications.activity import ActivityKind
from tests.bot.history import Hunt, day, preferences


def test_a_rejection_leaves_the_thank_you_and_its_own_answer() -> None:
    hunt = Hunt()
    hunt.applied("25 May")
    hunt.booked("4 Jun 14:00")
    hunt.did(ActivityKind.REJECTED, "4 Jun", "4 Jun 15:05")
    assert hunt.pending() == {
        "thank_you 1": "Thu 04 Jun 15:15",
        "thank_you 2": "Thu 04 Jun 19:00",
        "thank_you 3": "Fri 05 Jun 14:00",
        "answer_rejection": "Fri 05 Jun 09:00",
    }


def test_an_interview_that_a_rejection_forestalls_owes_no_thank_you() -> None:
    hunt = Hunt()
    hunt.applied("25 May")
    hunt.booked("4 Jun 14:00")
    hunt.did(ActivityKind.REJECTED, "3 Jun")
    assert hunt.pending() == {"answer_rejection": "Thu 04 Jun 09:00"}


def test_an_answered_rejection_goes_on_the_call_back_list() -> None:
    hunt = Hunt()
    hunt.applied("25 May")
    hunt.did(ActivityKind.REJECTED, "4 Jun")
    hunt.did(ActivityKind.FOLLOWED_UP, "5 Jun")
    assert hunt.pending() == {"keep_in_touch": "Mon 07 Sep 09:00"}


def test_the_call_back_list_avoids_a_holiday_monday() -> None:
    american = preferences(zone="America/New_York", country="US")
    hunt = Hunt(american)
    hunt.applied("25 May")
    hunt.did(ActivityKind.REJECTED, "4 Jun")
    hunt.did(ActivityKind.FOLLOWED_UP, "5 Jun")
    assert hunt.pending() == {"keep_in_touch": "Mon 14 Sep 09:00"}, "7 Sep 2026 is Labor Day"


def test_an_offer_keeps_the_interview_and_asks_two_business_days_before() -> None:
    hunt = Hunt()
    hunt.applied("25 May")
    hunt.booked("5 Jun 14:00")
    hunt.did(ActivityKind.OFFERED, "3 Jun", by=day("16 Jun"))
    assert hunt.pending()["answer_offer"] == "Fri 12 Jun 09:00"
    assert "before_interview" in hunt.pending()
    assert "after_interview 1" not in hunt.pending()


@pytest.mark.parametrize(
    "end", [ActivityKind.ACCEPTED, ActivityKind.WITHDREW, ActivityKind.GHOSTED]
)
def test_some_ends_end_everything(end: ActivityKind) -> None:
    hunt = Hunt()
    hunt.applied("25 May")
    hunt.booked("5 Jun 14:00")
    hunt.did(end, "3 Jun")
    assert hunt.pending() == {}


def test_a_follow_up_from_before_the_no_is_no_answer_to_it() -> None:
    hunt = Hunt()
    hunt.applied("25 May")
    hunt.did(ActivityKind.FOLLOWED_UP, "4 Jun")
    hunt.did(ActivityKind.REJECTED, "3 Jun", "5 Jun")
    assert hunt.pending() == {"answer_rejection": "Fri 05 Jun 09:00"}
    hunt.did(ActivityKind.FOLLOWED_UP, "2 Jun", "6 Jun")
    assert hunt.pending() == {"answer_rejection": "Fri 05 Jun 09:00"}
