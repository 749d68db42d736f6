"""Moments with a time zone, and clocks that jump."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from bot.command import WallTime
from bot.domain.calendar.local_time import is_skipped
from bot.parsing.dates.moments import read_moment
from bot.parsing.parse_context import ParseError
from tests.bot.parsing.contexts import attempt, context, wall


def when(text: str, zone: str | None = None) -> WallTime:
    return WallTime(wall(text), zone)


@pytest.mark.parametrize(
    ("text", "moment", "zone"),
    [
        ("fri 3pm ET", "2026-06-05T15:00", "America/New_York"),
        ("3pm ET friday", "2026-06-05T15:00", "America/New_York"),
        ("3pm on friday ET", "2026-06-05T15:00", "America/New_York"),
        ("5 June, 10:00 am (ET)", "2026-06-05T10:00", "America/New_York"),
        ("fri 15:00 CET", "2026-06-05T15:00", "Europe/Berlin"),
        ("fri 10am Europe/Berlin", "2026-06-05T10:00", "Europe/Berlin"),
        ("tomorrow 9:00 UTC", "2026-06-04T09:00", "UTC"),
        ("3pm London time", "2026-06-03T15:00", "Europe/London"),
        ("friday 3pm in New York", "2026-06-05T15:00", "America/New_York"),
        ("fri 3pm GMT+2", "2026-06-05T15:00", "Etc/GMT-2"),
        ("2026-06-04T14:00Z", "2026-06-04T14:00", "UTC"),
        ("2026-06-04T14:00:00.000+02:00", "2026-06-04T14:00", "Etc/GMT-2"),
        ("9:30 IST", "2026-06-04T09:30", "Asia/Kolkata"),  # it is 13:30 there
        ("14:00 IST", "2026-06-03T14:00", "Asia/Kolkata"),
        ("5am ET", "2026-06-03T05:00", "America/New_York"),  # it is 4:00 there
        ("wed 5am ET", "2026-06-03T05:00", "America/New_York"),
    ],
)
def test_a_zone_may_follow_the_time_or_end_the_text(text: str, moment: str, zone: str) -> None:
    assert read_moment(text, context()) == when(moment, zone)


@pytest.mark.parametrize(
    ("zone", "text", "said"),
    [
        (
            "Europe/Berlin",
            "2026-03-29 02:30",
            "On Sun 29 March the clocks in Europe/Berlin jump from 02:00 to 03:00, "
            "so 02:30 does not exist. Did you mean 03:00?",
        ),
        (
            "Europe/Berlin",
            "8 March 2026 02:15 ET",
            "On Sun 8 March the clocks in America/New_York jump from 02:00 to 03:00, "
            "so 02:15 does not exist. Did you mean 03:00?",
        ),
        (
            "Australia/Lord_Howe",
            "2026-10-04 02:15",
            "On Sun 4 October the clocks in Australia/Lord_Howe jump from 02:00 to 02:30, "
            "so 02:15 does not exist. Did you mean 02:30?",
        ),
        (
            "Pacific/Apia",
            "2011-12-30 10:00",
            "On Fri 30 December 2011 the clocks in Pacific/Apia jump from 00:00 to "
            "Sat 31 December 2011 00:00, so 10:00 does not exist. "
            "Did you mean Sat 31 December 2011 00:00?",
        ),
    ],
)
def test_a_time_that_a_clock_change_skips_is_said(zone: str, text: str, said: str) -> None:
    with pytest.raises(ParseError) as unread:
        read_moment(text, context(zone=zone))
    assert unread.value.sentence == said


@pytest.mark.parametrize(
    ("zone", "text", "moment"),
    [
        ("Europe/Berlin", "2026-10-25 02:30", "2026-10-25T02:30"),
        ("Europe/Berlin", "2026-03-29 03:00", "2026-03-29T03:00"),
        ("Europe/Berlin", "2026-03-29 01:59", "2026-03-29T01:59"),
        ("Australia/Lord_Howe", "2026-04-05 01:45", "2026-04-05T01:45"),
        ("Australia/Lord_Howe", "2026-10-04 02:30", "2026-10-04T02:30"),
        ("Asia/Kolkata", "fri 3pm", "2026-06-05T15:00"),
        ("Asia/Kathmandu", "14:00", "2026-06-03T14:00"),  # it is 13:45
        ("Asia/Kathmandu", "13:30", "2026-06-04T13:30"),
    ],
)
def test_times_that_exist_are_kept_in_odd_zones_too(zone: str, text: str, moment: str) -> None:
    assert read_moment(text, context(zone=zone)) == when(moment)


def test_in_two_hours_is_two_hours_on_the_night_the_clocks_change() -> None:
    before = datetime(2026, 3, 29, 0, 30, tzinfo=UTC)  # 1:30 in Berlin, half an hour before
    assert read_moment("in 2 hours", context(now=before)) == when("2026-03-29T04:30")


ZONES = st.sampled_from(["Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "UTC"])


@example(datetime(2026, 3, 28, 12), "Europe/Berlin", 2, 30)  # noqa: DTZ001  # a UTC wall time
@given(
    st.datetimes(wall("2020-01-01"), wall("2035-01-01")),
    ZONES,
    st.integers(0, 23),
    st.integers(0, 59),
)
def test_a_time_alone_is_within_a_day_and_still_ahead(
    now: datetime, zone: str, hour: int, minute: int
) -> None:
    here = context(zone=zone, now=now.replace(tzinfo=UTC))
    moment = attempt(lambda: read_moment(f"{hour:02}:{minute:02}", here))
    if isinstance(moment, ParseError):
        assert "does not exist" in moment.sentence
        return
    assert moment
    assert moment.wall > here.wall_now
    assert (moment.wall - here.wall_now).total_seconds() <= 24 * 3600
    assert not is_skipped(moment.wall, here.tz)


def test_one_moment_in_two_zones_is_one_moment() -> None:
    moment = read_moment("fri 2pm PDT / 5pm EDT", context())
    assert moment == when("2026-06-05T14:00", "America/Los_Angeles")
