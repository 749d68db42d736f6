"""Times of day and lengths of time read as people write them, and read back."""

from __future__ import annotations

from datetime import time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.parsing.dates.durations import read_length, write_length
from bot.parsing.dates.times_of_day import read_clock, read_time, write_time
from bot.parsing.parse_context import ParseError
from tests.bot.parsing.contexts import attempt


@pytest.mark.parametrize(
    ("text", "clock"),
    [
        ("9", "09:00"),
        ("21", "21:00"),
        ("9am", "09:00"),
        ("9 PM", "21:00"),
        ("9 p.m.", "21:00"),
        ("12am", "00:00"),
        ("12pm", "12:00"),
        ("09:00", "09:00"),
        ("21:30", "21:30"),
        ("9.30", "09:30"),
        ("2:30p", "14:30"),
        ("15h", "15:00"),
        ("15h30", "15:30"),
        ("15 Uhr", "15:00"),
        ("9 o'clock", "09:00"),
        ("noon", "12:00"),
        ("midnight", "00:00"),
        ("half past 2 pm", "14:30"),
        ("quarter to nine", "08:45"),
        ("quarter to 12 am", "23:45"),
    ],
)
def test_a_time_is_read_as_people_write_it(text: str, clock: str) -> None:
    assert read_time(text) == time.fromisoformat(clock)


@pytest.mark.parametrize("text", ["25:00", "3:75", "13pm", "0am", "24", "99"])
def test_a_time_that_no_clock_shows_is_said(text: str) -> None:
    with pytest.raises(ParseError, match="There is no time"):
        read_time(text)


@pytest.mark.parametrize(
    "text", ["", "soon", "9.75", "99h", "2h", "1h30", "3a", "²", "12345", "9:"]
)
def test_what_is_no_time_is_none(text: str) -> None:
    assert read_time(text) is None


def test_a_bare_number_is_not_sure_to_be_a_time() -> None:
    assert read_clock("9") is None


@pytest.mark.parametrize(
    ("text", "minutes"),
    [
        ("60m", 60),
        ("1h", 60),
        ("90 min", 90),
        ("90 minutes.", 90),
        ("1h30", 90),
        ("1h 30m", 90),
        ("1 hour and 30 minutes", 90),
        ("1.5 hours", 90),
        ("1,5 Std", 90),
        ("an hour", 60),
        ("half an hour", 30),
        ("an hour and a half", 90),
        ("two hours", 120),
        ("24h", 24 * 60),
        ("45", 45),
    ],
)
def test_a_length_is_read_as_people_write_it(text: str, minutes: int) -> None:
    assert read_length(text) == timedelta(minutes=minutes)


@pytest.mark.parametrize("text", ["0m", "25h", "1441 min", "0 hours", "0.001h"])
def test_a_length_out_of_reach_is_said(text: str) -> None:
    with pytest.raises(ParseError, match="up to 24 hours"):
        read_length(text)


@pytest.mark.parametrize("text", ["", "am", "m", "h", "ever", "3", "2026", "America", "1:30", "²h"])
def test_what_is_no_length_is_none(text: str) -> None:
    assert read_length(text) is None


@given(st.integers(1, 24 * 60))
def test_lengths_are_written_as_they_are_read(minutes: int) -> None:
    length = timedelta(minutes=minutes)
    assert read_length(write_length(length)) == length


@given(st.times().map(lambda clock: clock.replace(second=0, microsecond=0)))
def test_times_are_written_as_they_are_read(clock: time) -> None:
    assert read_time(write_time(clock)) == clock


@given(st.text())
def test_any_text_is_a_value_or_none_or_a_sentence(text: str) -> None:
    attempt(lambda: read_time(text))
    attempt(lambda: read_length(text))
