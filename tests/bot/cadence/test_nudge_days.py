"""Days and hours of a nudge: business days, late logging, snoozes, zones and corrections."""

from __future__ import annotations

from datetime import time, timedelta

import pytest

from bot.domain.applications.activity import ActivityKind
from bot.domain.calendar.local_time import QuietHours
from tests.bot.history import Hunt, day, preferences


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
    hunt.delivered_at = {one.key: hunt.at("4 Jun 16:00") for one in hunt.owed() if one.name != name}
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


def test_the_days_of_saudi_arabia_begin_on_sunday() -> None:
    saudi = Hunt(preferences(zone="Asia/Riyadh", country="SA"))
    saudi.applied("31 May")
    assert saudi.pending() == {"follow_up 1": "Sun 07 Jun 09:00"}
