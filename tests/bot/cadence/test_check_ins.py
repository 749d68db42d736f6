"""Check-ins after an interview, and the decision that was announced."""

from __future__ import annotations

from bot.domain.applications.activity import ActivityKind
from tests.bot.history import Hunt, day


def test_a_decision_date_moves_the_check_in_behind_it() -> None:
    hunt = Hunt()
    hunt.applied("25 May")
    booked = hunt.booked("4 Jun 14:00")
    hunt.did(ActivityKind.DEBRIEFED, "4 Jun", "4 Jun 16:00", of=booked.id, by=day("12 Jun"))
    assert hunt.pending()["after_interview 1"] == "Mon 15 Jun 09:00"


def test_a_decision_date_named_later_moves_it_too() -> None:
    hunt = Hunt()
    hunt.applied("25 May")
    hunt.booked("4 Jun 14:00")
    hunt.did(ActivityKind.HEARD_BACK, "8 Jun")
    hunt.did(ActivityKind.KEPT_WAITING, "8 Jun", by=day("19 Jun"))
    assert hunt.pending()["check_in 1"] == "Mon 22 Jun 09:00"


def test_the_second_check_in_counts_from_the_first_one_sent() -> None:
    hunt = Hunt()
    hunt.applied("25 May")
    hunt.booked("4 Jun 14:00")
    hunt.did(ActivityKind.FOLLOWED_UP, "9 Jun", "9 Jun 10:00")
    assert hunt.pending()["after_interview 2"] == "Fri 12 Jun 09:00"


def test_a_decision_named_for_an_earlier_round_says_nothing_of_the_last() -> None:
    hunt = Hunt()
    hunt.applied("1 Jun")
    first = hunt.booked("3 Jun 14:00")
    hunt.booked("10 Jun 14:00")
    hunt.did(ActivityKind.DEBRIEFED, "3 Jun", of=first.id, by=day("5 Jun"))
    assert hunt.pending()["after_interview 1"] == "Mon 15 Jun 09:00"


def test_a_reply_after_the_check_in_asks_no_more_what_became_of_it() -> None:
    hunt = Hunt()
    hunt.applied("25 May")
    booked = hunt.booked("2 Jun 14:00")
    hunt.delivered("before_interview", "2 Jun 12:00")
    hunt.did(ActivityKind.THANKED, "2 Jun", "2 Jun 16:00", of=booked.id)
    hunt.did(ActivityKind.FOLLOWED_UP, "8 Jun", "8 Jun 10:00")
    hunt.did(ActivityKind.FOLLOWED_UP, "11 Jun", "11 Jun 10:00")
    assert hunt.pending() == {"close_the_loop": "Thu 25 Jun 09:00"}
    hunt.did(ActivityKind.HEARD_BACK, "12 Jun", "12 Jun 10:00")
    assert hunt.pending() == {"check_in 1": "Wed 17 Jun 09:00"}


def test_a_decision_date_that_is_past_when_it_is_logged_asks_nothing_twice() -> None:
    hunt = Hunt()
    hunt.applied("25 May")
    booked = hunt.booked("2 Jun 14:00")
    for name, at in (
        ("before_interview", "2 Jun 12:00"),
        ("thank_you 1", "2 Jun 15:15"),
        ("thank_you 2", "2 Jun 19:00"),
        ("thank_you 3", "3 Jun 14:00"),
        ("after_interview 1", "8 Jun 9:00"),
        ("after_interview 1", "10 Jun 9:00"),
    ):
        hunt.delivered(name, at)
    before = hunt.pending()
    hunt.did(ActivityKind.DEBRIEFED, "2 Jun", "11 Jun 10:00", of=booked.id, by=day("9 Jun"))
    assert hunt.pending() == before == {"close_the_loop": "Wed 17 Jun 09:00"}


def test_a_decision_date_still_ahead_waits_for_it_although_the_check_in_came() -> None:
    hunt = Hunt()
    hunt.applied("25 May")
    booked = hunt.booked("2 Jun 14:00")
    hunt.did(ActivityKind.THANKED, "2 Jun", "2 Jun 16:00", of=booked.id)
    hunt.delivered("before_interview", "2 Jun 12:00")
    hunt.delivered("after_interview 1", "8 Jun 9:00")
    hunt.did(ActivityKind.DEBRIEFED, "2 Jun", "8 Jun 10:00", of=booked.id, by=day("19 Jun"))
    assert hunt.pending() == {"after_interview 1": "Mon 22 Jun 09:00"}
