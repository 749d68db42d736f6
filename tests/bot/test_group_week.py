"""A group's week: when its posts come, and what its figures add up to."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, time, timedelta

import pytest

from bot.domain.applications.activity import ActivityKind, OutreachMethod
from bot.domain.calendar.local_time import load_zone
from bot.domain.groups.group import Schedule
from bot.domain.groups.group_week import check_in, kick_off, midweek, posts_for
from bot.domain.groups.weekly_counts import Counts, counts_in, is_kept, streak_after
from tests.bot.groups import BERLIN, MONDAY, START, group
from tests.bot.history import BERLIN as AT_HOME
from tests.bot.history import Hunt

GERMAN = replace(BERLIN, country="DE")


def wall(moment: datetime | None, schedule: Schedule = BERLIN) -> str | None:
    return f"{moment.astimezone(schedule.tz):%a %d %b %H:%M}" if moment else None


def test_the_usual_week() -> None:
    assert wall(kick_off(MONDAY, BERLIN)) == "Mon 01 Jun 09:00"
    assert wall(check_in(MONDAY, BERLIN)) == "Fri 05 Jun 16:00"
    assert wall(midweek(MONDAY, AT_HOME)) == "Wed 03 Jun 09:00"


def test_a_holiday_on_monday_moves_the_kick_off_to_tuesday() -> None:
    whit_monday = date(2026, 5, 25)
    assert wall(kick_off(whit_monday, GERMAN)) == "Tue 26 May 09:00"


def test_a_kick_off_that_would_come_later_than_tuesday_is_skipped() -> None:
    new_year_in_scotland = Schedule(zone="Europe/London", country="JP")
    golden_week = date(2026, 5, 4)  # Monday to Wednesday are holidays in Japan
    assert kick_off(golden_week, new_year_in_scotland) is None


def test_a_holiday_on_friday_moves_the_check_in_back() -> None:
    good_friday = date(2026, 3, 30)
    assert wall(check_in(good_friday, GERMAN)) == "Thu 02 Apr 16:00"


def test_weekdays_and_hours_can_be_set() -> None:
    schedule = replace(BERLIN, check_in=3, check_in_at=time(15, 30), kick_off_at=time(8, 0))
    assert wall(kick_off(MONDAY, schedule)) == "Mon 01 Jun 08:00"
    assert wall(check_in(MONDAY, schedule)) == "Thu 04 Jun 15:30"


def test_the_hour_on_the_wall_stays_when_the_clocks_change() -> None:
    before, after = date(2026, 10, 19), date(2026, 10, 26)
    first, second = kick_off(before, BERLIN), kick_off(after, BERLIN)
    assert (wall(first), wall(second)) == ("Mon 19 Oct 09:00", "Mon 26 Oct 09:00")
    assert first is not None
    assert second is not None
    assert second - first == timedelta(days=7, hours=1)


def test_after_a_standstill_only_the_latest_is_caught_up_with() -> None:
    keys = [post.key for post in posts_for(group(), START + timedelta(days=10))]
    assert keys == ["kick_off:2026-06-08", "check_in:2026-06-08"]


def test_what_was_due_before_the_group_began_is_not() -> None:
    assert [post.key for post in posts_for(group(), START)] == ["check_in:2026-06-01"]


def test_a_paused_group_is_owed_nothing() -> None:
    assert posts_for(group(pause_reason="gone"), START) == ()


def counted(hunt: Hunt, zone: str = "Europe/Berlin", now: str = "7 Jun 23:00") -> Counts:
    last = MONDAY + timedelta(days=6)
    home = hunt.preferences.tz
    return counts_in([hunt.application], MONDAY, last, load_zone(zone), home, hunt.at(now))


def test_a_week_is_counted_from_what_was_logged() -> None:
    hunt = Hunt()
    hunt.applied("28 May", "1 Jun")
    assert counted(hunt) == Counts()
    hunt.did(ActivityKind.FOLLOWED_UP, "2 Jun")
    hunt.did(ActivityKind.FOLLOWED_UP, "3 Jun", method=OutreachMethod.PHONE)
    booked = hunt.booked("4 Jun 14:00")
    hunt.did(ActivityKind.THANKED, "4 Jun", of=booked.id)
    assert counted(hunt) == Counts(0, 3, 2)
    assert counted(hunt, now="4 Jun 13:00") == Counts(0, 3, 1)


def test_what_is_taken_back_or_moved_counts_no_more() -> None:
    hunt = Hunt()
    applied = hunt.applied("1 Jun")
    assert counted(hunt) == Counts(1)
    hunt.did(ActivityKind.CORRECTED, "29 May", "2 Jun", of=applied.id)
    assert counted(hunt) == Counts()
    hunt = Hunt()
    hunt.did(ActivityKind.RETRACTED, "2 Jun", of=hunt.applied("1 Jun").id)
    assert counted(hunt) == Counts()


def test_the_day_is_the_groups_where_the_moment_is_known() -> None:
    hunt = Hunt(hour=23)
    hunt.applied("7 Jun")
    assert counted(hunt) == Counts(1)
    assert counted(hunt, "Asia/Tokyo") == Counts(), "there it is Monday already"


@pytest.mark.parametrize(
    ("done", "goal", "asked", "undone", "outcome"),
    [
        (Counts(3), Counts(3), 2, 2, True),
        (Counts(2), Counts(3), 0, 0, False),
        (Counts(0, 1), Counts(3), 1, 0, True),
        (Counts(0, 1), Counts(3), 2, 1, False),
        (Counts(0, 1), None, 0, 0, True),
        (Counts(), None, 1, 0, True),  # they answered before it was sent
        (Counts(), None, 0, 0, False),
        (Counts(), Counts(), 0, 0, False),
        (Counts(9), None, 0, 0, False),
    ],
)
def test_a_week_is_kept_by_the_goal_or_by_following_through(
    done: Counts, goal: Counts | None, asked: int, undone: int, outcome: bool
) -> None:
    assert is_kept(done, goal, asked, undone) is outcome


def test_a_pause_keeps_the_streak() -> None:
    assert streak_after(3, True, False) == 4
    assert streak_after(3, False, True) == 3
    assert streak_after(3, False, False) == 0
