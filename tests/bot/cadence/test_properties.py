"""Properties of the cadence for every history, zone and preferences."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, time, timedelta

from hypothesis import assume, example, given
from hypothesis import strategies as st

from bot.domain.applications.activity import Activity
from bot.domain.applications.history import fold
from bot.domain.calendar import business_days
from bot.domain.calendar.local_time import QuietHours, load_zone, to_utc, to_wall_time
from bot.domain.people.person import Preferences
from bot.domain.reminders.cadence import nudges_for
from bot.domain.reminders.nudge import NudgeKind
from tests.bot.cadence.strategies import histories, preferences, starts, zones

# An interview has its own hours; a deadline that is near takes any day.
ON_BUSINESS_DAYS = frozenset(NudgeKind) - {
    NudgeKind.BEFORE_INTERVIEW,
    NudgeKind.THANK_YOU,
    NudgeKind.ANSWER_OFFER,
    NudgeKind.GET_READY,
}


@given(histories())
def test_nudges_fall_on_business_days_at_the_nudge_hour_unless_the_rule_says_so(
    case: tuple[Preferences, list[Activity]],
) -> None:
    preferences, made = case
    for planned in nudges_for(fold(1, made), preferences, {}):
        if planned.kind not in ON_BUSINESS_DAYS:
            continue
        assert business_days.is_business_day(planned.wall.date(), preferences.country)
        if "+" in planned.about and planned.kind is NudgeKind.PICK_UP_THE_PHONE:
            continue  # the second try comes at another hour of the day
        assert planned.due == to_utc(
            datetime.combine(planned.wall.date(), preferences.nudge_hour), preferences.tz
        )


@given(histories())
def test_nudges_stay_out_of_quiet_hours_but_for_the_moment_they_begin(
    case: tuple[Preferences, list[Activity]],
) -> None:
    preferences, made = case
    for planned in nudges_for(fold(1, made), preferences, {}):
        in_gap = to_wall_time(planned.due, preferences.tz) != planned.wall
        last_thanks = (
            planned.name == "thank_you 3" and planned.wall.time() == preferences.quiet.begin
        )
        assert in_gap or last_thanks or not preferences.quiet.contains(planned.wall.time())


# Of this quarter past two, the first has quiet hours until the half hour after it, too.
@example(datetime(2026, 10, 25, 1, 15), Preferences("Europe/Berlin"), 21, 150)  # noqa: DTZ001
@given(starts, preferences(), st.integers(0, 23), st.integers(0, 840))
def test_the_quiet_hours_end_later_than_any_moment_in_them(
    moment: datetime, mine: Preferences, begin: int, end: int
) -> None:
    now = moment.replace(tzinfo=UTC)
    quiet = QuietHours(time(begin), time(end // 60, end % 60))
    end_of_it = quiet.end_after(now, mine.tz)
    assert (end_of_it is None) is not quiet.contains(to_wall_time(now, mine.tz).time())
    assert end_of_it is None or end_of_it > now


@given(histories())
def test_no_nudge_lies_before_what_caused_it(case: tuple[Preferences, list[Activity]]) -> None:
    preferences, made = case
    application = fold(1, made)
    logged = {a.id: a.logged for a in application.history}
    for planned in nudges_for(application, preferences, {}):
        anchor = int(re.split("[@+]", planned.about.split(":")[2])[0])
        assert planned.due > logged[anchor]


@given(histories())
def test_the_same_history_gives_the_same_nudges_however_often_it_is_asked(
    case: tuple[Preferences, list[Activity]],
) -> None:
    preferences, made = case
    first = nudges_for(fold(1, made), preferences, {})
    assert nudges_for(fold(1, list(reversed(made))), preferences, {}) == first
    keys = [planned.key for planned in first]
    assert len(set(keys)) == len(keys)


@given(histories(), st.integers(0, 5))
def test_delivering_one_nudge_moves_no_other(
    case: tuple[Preferences, list[Activity]], which: int
) -> None:
    preferences, made = case
    application = fold(1, made)
    before = nudges_for(application, preferences, {})
    assume(which < len(before))
    delivered = {before[which].key: before[which].due}
    after = {planned.key: planned for planned in nudges_for(application, preferences, delivered)}
    assert all(after[planned.key] == planned for planned in before)


@given(histories())
def test_delivering_everything_comes_to_an_end(case: tuple[Preferences, list[Activity]]) -> None:
    """Each nudge comes once, some once more, and then never again."""
    preferences, made = case
    application = fold(1, made)
    delivered: dict[str, datetime] = {}
    for _ in range(40):
        pending = [
            o for o in nudges_for(application, preferences, delivered) if o.key not in delivered
        ]
        if not pending:
            break
        delivered[pending[0].key] = pending[0].due
    else:
        raise AssertionError(sorted(delivered))


@given(preferences(), st.dates(date(2026, 1, 1), date(2027, 12, 1)))
def test_a_window_holds_its_day_where_it_has_a_business_day(
    preferences: Preferences, day: date
) -> None:
    a, b = preferences.first_follow_up
    picked = business_days.pick_day(day, (a, b), preferences.country)
    inside = [day + timedelta(days=n) for n in range(a, b + 1)]
    usable = [one for one in inside if business_days.is_business_day(one, preferences.country)]
    if usable:
        assert picked in usable
        assert picked.weekday() == min(one.weekday() for one in usable)
    else:
        assert picked == business_days.first_business_day(inside[-1], preferences.country)


# Wall times have no zone.
@given(zones, starts)
@example("Europe/Berlin", datetime(2026, 3, 29, 2, 30))  # noqa: DTZ001
@example("Europe/Berlin", datetime(2026, 10, 25, 2, 30))  # noqa: DTZ001
@example("Australia/Lord_Howe", datetime(2026, 10, 4, 2, 15))  # noqa: DTZ001
@example("Australia/Lord_Howe", datetime(2026, 4, 5, 1, 45))  # noqa: DTZ001
def test_a_wall_time_is_its_first_instant_or_the_first_one_after_a_gap(
    name: str, wall: datetime
) -> None:
    zone = load_zone(name)
    moment = to_utc(wall, zone)
    assert moment.tzinfo is UTC
    back = to_wall_time(moment, zone)
    if back == wall:
        assert to_wall_time(moment - timedelta(hours=1), zone) != wall, "the first of two"
    else:
        assert back > wall
        assert to_wall_time(moment - timedelta(seconds=1), zone) < wall, "nothing in between"
