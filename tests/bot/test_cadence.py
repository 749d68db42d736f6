"""Every rule of the cadence, with worked examples."""

from __future__ import annotations

from datetime import time, timedelta

import pytest

from bot.domain.applications.activity import ActivityKind, Method
from bot.domain.calendar.local_time import QuietHours
from tests.bot.history import Hunt, day, preferences

WORKED = [
    ("1 Jun", "Mon 08 Jun 09:00", "Thu 11 Jun 09:00"),
    ("2 Jun", "Mon 08 Jun 09:00", "Thu 11 Jun 09:00"),
    ("3 Jun", "Mon 08 Jun 09:00", "Thu 11 Jun 09:00"),
    ("4 Jun", "Tue 09 Jun 09:00", "Fri 12 Jun 09:00"),
    ("5 Jun", "Wed 10 Jun 09:00", "Mon 15 Jun 09:00"),
    ("6 Jun", "Thu 11 Jun 09:00", "Mon 15 Jun 09:00"),
    ("7 Jun", "Fri 12 Jun 09:00", "Mon 15 Jun 09:00"),
]


@pytest.mark.parametrize(("applied", "first", "second"), WORKED)
def test_worked_examples_of_follow_ups(applied: str, first: str, second: str) -> None:
    hunt = Hunt()
    hunt.applied(applied)
    assert hunt.pending() == {"follow_up 1": first}
    sent = hunt.owed()[0].wall.date()
    hunt.did(ActivityKind.FOLLOWED_UP, sent.isoformat(), f"{sent.isoformat()} 10:00")
    assert hunt.pending() == {"follow_up 2": second}


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


def test_a_moved_interview_plans_its_own_nudges_anew() -> None:
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


def test_an_early_outreach_counts_as_the_first_follow_up() -> None:
    hunt = Hunt()
    hunt.applied("1 Jun")
    hunt.did(ActivityKind.FOLLOWED_UP, "2 Jun")
    assert hunt.pending() == {"follow_up 2": "Fri 05 Jun 09:00"}


def test_after_the_second_outreach_it_is_the_phone_and_only_a_call_settles_it() -> None:
    hunt = Hunt()
    hunt.applied("1 Jun")
    hunt.did(ActivityKind.FOLLOWED_UP, "8 Jun")
    hunt.did(ActivityKind.FOLLOWED_UP, "11 Jun", method=Method.EMAIL)
    assert hunt.pending() == {"pick_up_the_phone": "Mon 15 Jun 09:00"}
    hunt.did(ActivityKind.FOLLOWED_UP, "12 Jun", method=Method.EMAIL)
    assert "pick_up_the_phone" in hunt.pending()
    hunt.did(ActivityKind.FOLLOWED_UP, "15 Jun", method=Method.PHONE)
    assert hunt.pending() == {"close_the_loop": "Mon 29 Jun 09:00"}


def test_silence_after_everything_closes_the_loop_a_fortnight_after_applying() -> None:
    hunt = Hunt()
    hunt.applied("1 Jun")
    hunt.delivered("follow_up 1", "8 Jun 9:00")
    assert hunt.pending() == {"follow_up 1": "Wed 10 Jun 09:00"}
    hunt.delivered("follow_up 1", "10 Jun 9:00")
    assert hunt.pending() == {"close_the_loop": "Wed 17 Jun 09:00"}  # not sooner than 5 days after
    hunt.delivered("close_the_loop", "17 Jun 9:00")
    assert hunt.pending() == {}


def test_waiting_on_asks_again_a_fortnight_later() -> None:
    hunt = Hunt()
    hunt.applied("1 Jun")
    hunt.delivered("follow_up 1", "8 Jun 9:00")
    hunt.delivered("follow_up 1", "10 Jun 9:00")
    hunt.delivered("close_the_loop", "15 Jun 9:00")
    hunt.did(
        ActivityKind.KEPT_WAITING, "15 Jun", "15 Jun 9:05", nudge=hunt.settles("close_the_loop")
    )
    assert hunt.pending() == {"close_the_loop": "Mon 29 Jun 09:00"}


def test_trying_again_starts_anew_at_the_first_follow_up() -> None:
    hunt = Hunt()
    hunt.applied("1 Jun")
    hunt.did(ActivityKind.FOLLOWED_UP, "8 Jun")
    hunt.did(ActivityKind.GHOSTED, "20 Jun")
    assert hunt.pending() == {}
    hunt.did(ActivityKind.TRIED_AGAIN, "22 Jun")
    assert hunt.pending() == {"follow_up 1": "Mon 29 Jun 09:00"}


def test_any_reply_ends_the_follow_ups() -> None:
    hunt = Hunt()
    hunt.applied("1 Jun")
    hunt.did(ActivityKind.HEARD_BACK, "3 Jun")
    assert hunt.pending() == {"check_in 1": "Mon 08 Jun 09:00"}


def test_a_decision_named_for_an_earlier_round_says_nothing_of_the_last() -> None:
    hunt = Hunt()
    hunt.applied("1 Jun")
    first = hunt.booked("3 Jun 14:00")
    hunt.booked("10 Jun 14:00")
    hunt.did(ActivityKind.DEBRIEFED, "3 Jun", of=first.id, by=day("5 Jun"))
    assert hunt.pending()["after_interview 1"] == "Mon 15 Jun 09:00"


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


def test_planning_with_a_date_reminds_two_business_days_before() -> None:
    hunt = Hunt()
    hunt.did(ActivityKind.PLANNED, "1 Jun", company="Acme", by=day("15 Jun"))
    assert hunt.pending() == {"get_ready": "Thu 11 Jun 09:00"}


def test_planning_without_a_date_reminds_from_three_days_on() -> None:
    hunt = Hunt()
    hunt.did(ActivityKind.PLANNED, "3 Jun", company="Acme")
    assert hunt.pending() == {"get_ready": "Mon 08 Jun 09:00"}


def test_what_is_logged_late_comes_at_the_next_nudge_hour_on_a_business_day() -> None:
    hunt = Hunt(hour=10)
    hunt.applied("20 May", logged="5 Jun")
    assert hunt.pending() == {"follow_up 1": "Mon 08 Jun 09:00"}


def test_what_is_logged_more_than_thirty_days_late_plans_nothing() -> None:
    hunt = Hunt()
    hunt.applied("2026-04-30", logged="1 Jun")
    assert hunt.pending() == {}
    edge = Hunt()
    edge.applied("2026-05-02", logged="1 Jun")
    assert edge.pending() == {"follow_up 1": "Mon 01 Jun 09:00"}


@pytest.mark.parametrize("kind", [ActivityKind.FOLLOWED_UP, ActivityKind.REJECTED])
@pytest.mark.parametrize(("on", "is_planned"), [("2 May", True), ("1 May", False)])
def test_an_outreach_or_rejection_logged_more_than_thirty_days_late_plans_nothing(
    kind: ActivityKind, on: str, is_planned: bool
) -> None:
    hunt = Hunt()
    hunt.applied("2026-03-02")
    hunt.did(kind, on, "1 Jun")
    assert bool(hunt.pending()) == is_planned


@pytest.mark.parametrize(("on", "is_planned"), [("2 May", True), ("1 May", False)])
def test_an_interview_logged_more_than_thirty_days_late_plans_nothing(
    on: str, is_planned: bool
) -> None:
    hunt = Hunt()
    hunt.applied("2026-03-02")
    hunt.booked(f"{on} 14:00", logged="1 Jun")
    assert bool(hunt.pending()) == is_planned


def test_a_holiday_moves_the_day_within_the_window() -> None:
    german = Hunt(preferences(country="DE"))
    german.applied("18 May")
    assert german.pending() == {"follow_up 1": "Tue 26 May 09:00"}, "25 May 2026 is Whit Monday"


def test_a_window_without_a_business_day_gives_the_first_one_after_it() -> None:
    narrow = Hunt(preferences(first_follow_up=(5, 6)))
    narrow.applied("1 Jun")
    assert narrow.pending() == {"follow_up 1": "Mon 08 Jun 09:00"}, "6 and 7 June are a weekend"


@pytest.mark.parametrize("name", ["follow_up 1", "after_interview 1", "answer_rejection"])
def test_some_nudges_come_once_more_two_business_days_later_and_then_never(name: str) -> None:
    hunt = Hunt()
    hunt.applied("28 May")
    if name == "after_interview 1":
        hunt.booked("29 May 14:00", logged="29 May")
    if name == "answer_rejection":
        hunt.did(ActivityKind.REJECTED, "4 Jun")
    hunt.told = {one.key: hunt.at("4 Jun 16:00") for one in hunt.owed() if one.name != name}
    hunt.delivered(name, "5 Jun 9:00")
    assert hunt.pending() == {name: "Tue 09 Jun 09:00"}
    hunt.delivered(name, "9 Jun 9:00")
    assert name not in hunt.pending()


def test_snoozing_brings_it_back_at_that_wall_time_and_skipping_ends_it() -> None:
    hunt = Hunt()
    hunt.applied("1 Jun")
    hunt.delivered("follow_up 1", "8 Jun 9:00")
    about = hunt.settles("follow_up 1")
    until = hunt.at("15 Jun 9:00").astimezone(hunt.preferences.tz).replace(tzinfo=None)
    hunt.did(ActivityKind.SNOOZED, "8 Jun", "8 Jun 9:05", nudge=about, until=until)
    assert hunt.pending() == {"follow_up 1": "Mon 15 Jun 09:00"}
    hunt.did(ActivityKind.SKIPPED, "9 Jun", nudge=about)
    assert hunt.pending() == {"close_the_loop": "Mon 15 Jun 09:00"}


def test_a_snoozed_nudge_keeps_its_local_time_when_the_zone_changes() -> None:
    hunt = Hunt()
    hunt.applied("1 Jun")
    until = hunt.at("15 Jun 9:00").astimezone(hunt.preferences.tz).replace(tzinfo=None)
    hunt.did(ActivityKind.SNOOZED, "8 Jun", nudge=hunt.settles("follow_up 1"), until=until)
    tokyo = preferences(zone="Asia/Tokyo")
    (moved,) = hunt.owed(tokyo)
    (stayed,) = hunt.owed()
    assert moved.wall == stayed.wall
    assert moved.due == stayed.due - timedelta(hours=7)


def test_a_retracted_activity_is_as_if_it_had_not_happened() -> None:
    hunt = Hunt()
    hunt.applied("1 Jun")
    before = hunt.owed()
    sent = hunt.did(ActivityKind.FOLLOWED_UP, "8 Jun")
    hunt.did(ActivityKind.RETRACTED, "8 Jun", of=sent.id)
    assert hunt.owed() == before


def test_a_corrected_date_moves_the_same_nudge() -> None:
    hunt = Hunt()
    applied = hunt.applied("1 Jun")
    (before,) = hunt.owed()
    hunt.did(ActivityKind.CORRECTED, "4 Jun", of=applied.id)
    (after,) = hunt.owed()
    assert after.key == before.key
    assert f"{after.wall:%a %d %b}" == "Tue 09 Jun"


def test_a_late_logged_outreach_from_before_the_reply_counts_for_nothing() -> None:
    hunt = Hunt()
    hunt.applied("1 Jun")
    hunt.did(ActivityKind.HEARD_BACK, "9 Jun")
    hunt.did(ActivityKind.FOLLOWED_UP, "8 Jun", "10 Jun")
    assert hunt.pending() == {"check_in 1": "Mon 15 Jun 09:00"}


def test_a_skipped_wall_time_is_the_first_moment_after_the_gap() -> None:
    early = preferences(nudge_hour=time(2, 30), quiet=QuietHours(time(21), time(1)))
    hunt = Hunt(early)
    hunt.applied("2026-03-01")
    until = hunt.at("2026-03-29 1:00").replace(tzinfo=None)
    assert until.year == 2026
    hunt.did(
        ActivityKind.SNOOZED,
        "2026-03-05",
        nudge=hunt.settles("follow_up 1"),
        until=until.replace(month=3, day=29, hour=2, minute=30),
    )
    (owed,) = hunt.owed()
    assert f"{owed.due:%H:%M}" == "01:00"
    assert f"{owed.wall:%H:%M}" == "03:00"


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


def test_a_follow_up_from_before_the_no_is_no_answer_to_it() -> None:
    hunt = Hunt()
    hunt.applied("25 May")
    hunt.did(ActivityKind.FOLLOWED_UP, "4 Jun")
    hunt.did(ActivityKind.REJECTED, "3 Jun", "5 Jun")
    assert hunt.pending() == {"answer_rejection": "Fri 05 Jun 09:00"}
    hunt.did(ActivityKind.FOLLOWED_UP, "2 Jun", "6 Jun")
    assert hunt.pending() == {"answer_rejection": "Fri 05 Jun 09:00"}


def test_the_days_of_saudi_arabia_begin_on_sunday() -> None:
    saudi = Hunt(preferences(zone="Asia/Riyadh", country="SA"))
    saudi.applied("31 May")
    assert saudi.pending() == {"follow_up 1": "Sun 07 Jun 09:00"}


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
