"""Worked examples of the cadence after first contact, on Mon 1 Jun 10:00 in Berlin."""

from __future__ import annotations

from bot.domain.applications.activity import ActivityKind, OutreachMethod
from tests.bot.history import Hunt, day


def hunt_of(applied: str = "25 May") -> Hunt:
    """Returns the hunt of a person who applied a week ago."""
    hunt = Hunt(hour=10)
    hunt.applied(applied)
    return hunt


def test_a_reply_that_names_nothing_is_asked_about_twice_and_then_closed() -> None:
    hunt = hunt_of()
    hunt.did(ActivityKind.HEARD_BACK, "1 Jun")
    assert hunt.pending() == {"check_in 1": "Mon 08 Jun 09:00"}
    hunt.delivered("check_in 1", "8 Jun 9:00")
    assert hunt.pending() == {"check_in 1": "Wed 10 Jun 09:00"}
    hunt.delivered("check_in 1", "10 Jun 9:00")
    assert hunt.pending() == {"close_the_loop": "Wed 17 Jun 09:00"}


def test_a_check_in_that_was_sent_is_followed_by_one_more() -> None:
    hunt = hunt_of()
    hunt.did(ActivityKind.HEARD_BACK, "1 Jun")
    hunt.delivered("check_in 1", "8 Jun 9:00")
    hunt.did(ActivityKind.FOLLOWED_UP, "8 Jun", nudge=hunt.settles("check_in 1"))
    assert hunt.pending() == {"check_in 2": "Thu 11 Jun 09:00"}
    hunt.delivered("check_in 2", "11 Jun 9:00")
    hunt.did(ActivityKind.FOLLOWED_UP, "11 Jun", nudge=hunt.settles("check_in 2"))
    assert hunt.pending() == {"close_the_loop": "Thu 25 Jun 09:00"}


def test_a_reply_that_names_a_day_is_asked_about_on_the_business_day_after_it() -> None:
    hunt = hunt_of()
    hunt.did(ActivityKind.HEARD_BACK, "1 Jun", by=day("12 Jun"))
    assert hunt.pending() == {"check_in 1": "Mon 15 Jun 09:00"}


def test_two_more_weeks_is_a_day_that_holds_until_another_is_named() -> None:
    hunt = hunt_of()
    hunt.did(ActivityKind.HEARD_BACK, "1 Jun", by=day("12 Jun"))
    hunt.did(ActivityKind.HEARD_BACK, "8 Jun")
    assert hunt.pending() == {"check_in 1": "Mon 15 Jun 09:00"}
    hunt.did(ActivityKind.KEPT_WAITING, "9 Jun", by=day("22 Jun"))
    assert hunt.pending() == {"check_in 1": "Tue 23 Jun 09:00"}


def test_a_day_named_after_the_check_in_came_plans_it_again_and_a_past_one_does_not() -> None:
    hunt = hunt_of()
    hunt.did(ActivityKind.HEARD_BACK, "1 Jun")
    hunt.delivered("check_in 1", "8 Jun 9:00")
    hunt.did(ActivityKind.KEPT_WAITING, "9 Jun", by=day("5 Jun"))
    assert hunt.pending() == {"check_in 1": "Wed 10 Jun 09:00"}  # only its repeat
    hunt.did(ActivityKind.KEPT_WAITING, "9 Jun", by=day("19 Jun"))
    assert hunt.pending() == {"check_in 1": "Mon 22 Jun 09:00"}


def test_a_decision_named_for_before_the_interview_says_nothing_of_after_it() -> None:
    hunt = hunt_of()
    hunt.booked("20 Jun 14:00", logged="1 Jun")
    hunt.did(ActivityKind.HEARD_BACK, "1 Jun", by=day("10 Jun"))
    assert hunt.pending()["after_interview 1"] == "Thu 25 Jun 09:00"
    assert not any(name.startswith(("check_in", "close")) for name in hunt.pending())


def test_an_e_mail_on_the_morning_of_an_interview_came_before_it() -> None:
    hunt = hunt_of()
    hunt.booked("10 Jun 14:00", logged="1 Jun")
    hunt.did(ActivityKind.FOLLOWED_UP, "10 Jun", "10 Jun 9:30")
    assert hunt.pending()["after_interview 1"] == "Mon 15 Jun 09:00"
    hunt.did(ActivityKind.FOLLOWED_UP, "10 Jun", "10 Jun 18:00")
    assert hunt.pending()["after_interview 2"] == "Mon 15 Jun 09:00"


def test_what_was_applied_to_a_fortnight_ago_is_followed_up_tomorrow() -> None:
    hunt = Hunt(hour=10)
    hunt.applied("18 May", logged="1 Jun")
    assert hunt.pending() == {"follow_up 1": "Tue 02 Jun 09:00"}
    hunt.delivered("follow_up 1", "2 Jun 9:00")
    assert hunt.pending() == {"follow_up 1": "Thu 04 Jun 09:00"}
    hunt.delivered("follow_up 1", "4 Jun 9:00")
    assert hunt.pending() == {"close_the_loop": "Thu 11 Jun 09:00"}


def test_a_cancelled_round_is_asked_about_within_the_week() -> None:
    hunt = hunt_of()
    booked = hunt.booked("9 Jun 14:00")
    hunt.did(ActivityKind.CANCELLED, "3 Jun", of=booked.id)
    assert hunt.pending() == {"check_in 1": "Mon 08 Jun 09:00"}


def test_a_cancelled_round_with_another_one_ahead_asks_nothing() -> None:
    hunt = hunt_of()
    gone = hunt.booked("9 Jun 14:00")
    hunt.booked("12 Jun 14:00")
    hunt.did(ActivityKind.CANCELLED, "3 Jun", of=gone.id)
    assert "check_in 1" not in hunt.pending()
    assert hunt.pending()["after_interview 1"] == "Wed 17 Jun 09:00"


def test_an_invitation_without_a_time_is_to_be_booked_on_the_next_business_day() -> None:
    hunt = hunt_of()
    hunt.did(ActivityKind.INVITED, "5 Jun")
    assert hunt.pending() == {"check_in 1": "Mon 08 Jun 09:00"}


def test_an_offer_is_answered_in_time_or_its_day_is_asked_for() -> None:
    for by, when in (("7 Jun", "Sat 06 Jun 09:00"), ("5 Jun", None), (None, "Mon 08 Jun 09:00")):
        hunt = hunt_of()
        hunt.did(ActivityKind.OFFERED, "5 Jun", by=day(by) if by else None)
        assert hunt.pending().get("answer_offer") == when


def test_a_plan_that_is_due_too_soon_for_two_days_comes_on_any_day_up_to_it() -> None:
    for by, when in (
        ("8 Jun", "Sat 06 Jun 09:00"),
        ("5 Jun", None),
        ("12 Jun", "Wed 10 Jun 09:00"),
    ):
        hunt = Hunt(hour=10)
        hunt.did(ActivityKind.PLANNED, "5 Jun", company="Acme", by=day(by))
        assert hunt.pending().get("get_ready") == when


def called() -> Hunt:
    """Returns the hunt of a person who wrote twice and is to call."""
    hunt = hunt_of("1 Jun")
    hunt.did(ActivityKind.FOLLOWED_UP, "8 Jun")
    hunt.did(ActivityKind.FOLLOWED_UP, "11 Jun")
    return hunt


def test_a_call_that_nobody_answered_is_tried_once_more_at_another_hour() -> None:
    hunt = called()
    hunt.did(ActivityKind.UNANSWERED_CALL, "18 Jun", "18 Jun 10:20")
    assert hunt.pending() == {"pick_up_the_phone": "Fri 19 Jun 14:00"}
    hunt.did(ActivityKind.UNANSWERED_CALL, "19 Jun", "19 Jun 14:05")
    assert hunt.pending() == {"close_the_loop": "Fri 03 Jul 09:00"}


def test_a_voicemail_in_the_afternoon_is_followed_by_a_call_in_the_morning() -> None:
    hunt = called()
    hunt.did(
        ActivityKind.FOLLOWED_UP,
        "18 Jun",
        "18 Jun 15:00",
        method=OutreachMethod.PHONE,
        went="voicemail",
    )
    assert hunt.pending() == {"pick_up_the_phone": "Fri 19 Jun 10:00"}
    hunt.did(ActivityKind.FOLLOWED_UP, "19 Jun", "19 Jun 10:05", method=OutreachMethod.PHONE)
    assert hunt.pending() == {"close_the_loop": "Fri 03 Jul 09:00"}


def test_trying_again_ends_the_rounds_that_are_still_ahead() -> None:
    hunt = hunt_of()
    hunt.booked("20 Jun 14:00", logged="1 Jun")
    hunt.did(ActivityKind.TRIED_AGAIN, "2 Jun")
    assert hunt.pending() == {"follow_up 1": "Mon 08 Jun 09:00"}


def test_a_reply_opens_what_was_withdrawn() -> None:
    hunt = hunt_of()
    hunt.did(ActivityKind.WITHDREW, "1 Jun")
    hunt.did(ActivityKind.HEARD_BACK, "2 Jun")
    assert hunt.application.is_open
    assert hunt.pending() == {"check_in 1": "Mon 08 Jun 09:00"}


def test_a_thank_you_answered_at_once_is_not_asked_for_a_minute_later() -> None:
    hunt = hunt_of()
    start, end = hunt.at("4 Jun 14:00"), hunt.at("4 Jun 15:00")
    hunt.did(
        ActivityKind.BOOKED,
        "4 Jun",
        "4 Jun 15:14",
        start=start,
        end=end,
        zone=hunt.preferences.zone,
    )
    assert hunt.pending()["thank_you 2"] == "Thu 04 Jun 19:00"
    assert "thank_you 1" not in hunt.pending()
