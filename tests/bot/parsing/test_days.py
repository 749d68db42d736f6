"""Days as people write them in English: past or ahead, and which ones are asked about."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.parsing.dates.days import read_day
from bot.parsing.parse_context import Ambiguous, ParseError
from tests.bot.parsing.contexts import attempt, context, wall, words

# Today is Wednesday 3 June 2026.
SAME_EITHER_WAY = [
    ("today", "2026-06-03"),
    ("Yesterday", "2026-06-02"),
    ("tomorrow", "2026-06-04"),
    ("the day before yesterday", "2026-06-01"),
    ("day after tomorrow", "2026-06-05"),
    ("this morning", "2026-06-03"),
    ("last night", "2026-06-02"),
    ("yesterday evening", "2026-06-02"),
    ("tommorow", "2026-06-04"),
    ("3 days ago", "2026-05-31"),
    ("a week ago", "2026-05-27"),
    ("2 weeks ago", "2026-05-20"),
    ("a couple of days ago", "2026-06-01"),
    ("a month ago", "2026-05-03"),
    ("in 3 days", "2026-06-06"),
    ("in two weeks", "2026-06-17"),
    ("a week from now", "2026-06-10"),
    ("end of the month", "2026-06-30"),
    ("end of week", "2026-06-05"),
    ("last friday", "2026-05-29"),
    ("last wed", "2026-05-27"),
    ("next wed", "2026-06-10"),
    ("next monday", "2026-06-08"),
    ("friday last week", "2026-05-29"),
    ("next week on monday", "2026-06-08"),
    ("2026-06-04", "2026-06-04"),
    ("2026/06/04", "2026-06-04"),
    ("2026-6-4", "2026-06-04"),
    ("20260604", "2026-06-04"),
    ("2026-05-20T14:33:00Z", "2026-05-20"),
    ("2026-05-20T23:33:00.000+02:00", "2026-05-20"),
    ("2026-05-20 14:33", "2026-05-20"),
    ("2026-05-20 (Wed)", "2026-05-20"),
    ("20-May-2026", "2026-05-20"),
    ("20/May/2026", "2026-05-20"),
    ("20May2026", "2026-05-20"),
    ("May-20-2026", "2026-05-20"),
    ("5/20/26, 11:39 PM", "2026-05-20"),
    ("Wed, 20 May 2026 14:33:00 +0200", "2026-05-20"),
    ("Wednesday, May 20, 2026 at 3 PM", "2026-05-20"),
    ("May 20, 2026, 11:59pm ET", "2026-05-20"),
    ("as of 20 May 2026", "2026-05-20"),
    ("about 20 May 2026", "2026-05-20"),
    ("20 May 2026 EOD", "2026-05-20"),
    ("end of June", "2026-06-30"),
    ("the end of May 2026", "2026-05-31"),
    ("3rd of May 2026", "2026-05-03"),
    ("May 3, 2026", "2026-05-03"),
    ("3 May '26", "2026-05-03"),
    ("on 3 May 2026.", "2026-05-03"),
    ("Fri 5 June", "2026-06-05"),
    ("Friday, 5th of June", "2026-06-05"),
    ("Tue 2 June", "2026-06-02"),
    ("Wednesday the 3rd", "2026-06-03"),
    ("03/05/2026", "2026-05-03"),
    ("05/13/2026", "2026-05-13"),
    ("3.5.26", "2026-05-03"),
    ("12 Febuary 2026", "2026-02-12"),
]
BY_DIRECTION = [
    ("wed", "2026-06-03", "2026-06-10"),
    ("this wed", "2026-06-03", "2026-06-03"),
    ("on Friday", "2026-05-29", "2026-06-05"),
    ("Mon.", "2026-06-01", "2026-06-08"),
    ("sun", "2026-05-31", "2026-06-07"),
    ("sat", "2026-05-30", "2026-06-06"),
    ("friday morning", "2026-05-29", "2026-06-05"),
    ("3 May", "2026-05-03", "2027-05-03"),
    ("May 3rd", "2026-05-03", "2027-05-03"),
    ("3may", "2026-05-03", "2027-05-03"),
    ("3 June", "2026-06-03", "2026-06-03"),
    ("4 June", "2025-06-04", "2026-06-04"),
    ("3.5.", "2026-05-03", "2027-05-03"),
    ("3/5", "2026-05-03", "2027-05-03"),
    ("13/5", "2026-05-13", "2027-05-13"),
    ("5/13", "2026-05-13", "2027-05-13"),
    ("29 Feb", "2024-02-29", "2028-02-29"),
    ("the 3rd", "2026-06-03", "2026-06-03"),
    ("the 31st", "2026-05-31", "2026-07-31"),
]


@pytest.mark.parametrize(("text", "day"), SAME_EITHER_WAY)
@pytest.mark.parametrize("past", [True, False])
def test_a_day_is_read_as_people_write_it(text: str, day: str, past: bool) -> None:
    assert read_day(text, context(), past) == date.fromisoformat(day)


@pytest.mark.parametrize(("text", "before", "after"), BY_DIRECTION)
def test_an_open_year_or_week_follows_the_direction(text: str, before: str, after: str) -> None:
    assert read_day(text, context(), past=True) == date.fromisoformat(before)
    assert read_day(text, context(), past=False) == date.fromisoformat(after)


@pytest.mark.parametrize(
    "text",
    [
        *("", " ", "on", "next", "last", "the", "21", "2026", "1975", "May", "March"),
        *("Main", "call", "Mars", "Sun Microsystems", "sat down", "Second", "first", "3 days"),
        *("Design", "Many", "Running", "12 Monkeys", "7 eleven", "50/50", "5-7", "3.5", "1/2/3"),
        *("June Smith", "April", "the 1975", "monday monday", "Ruby Tuesday", "1 day", "now"),
        *("3 of", "in", "in 3", "ago", "²/³", "٣ May", "x" * 500, "1" * 60, "mon" * 30),
    ],
)
@pytest.mark.parametrize("language", ["en", "de", "fr", "es", "it", "pt", "nl"])
def test_a_word_that_is_no_day_is_none(text: str, language: str) -> None:
    assert read_day(text, context(language), past=True) is None
    assert read_day(text, context(language), past=False) is None


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("31 Feb", "There is no 31 February. Which day did you mean?"),
        ("June 31", "There is no 31 June. Which day did you mean?"),
        ("2026-02-30", "There is no 30 February 2026. Which day did you mean?"),
        ("29 Feb 2026", "There is no 29 February 2026. Which day did you mean?"),
        ("32/13/2026", "There is no month 13. Which day did you mean?"),
        ("31/02", "There is no 31 February. Which day did you mean?"),
        ("the 40th", "No month has a day 40. Which day did you mean?"),
        ("9999-12-31", "The year 9999 looks like a slip. Which day did you mean?"),
        ("0206-05-03", "The year 0206 looks like a slip. Which day did you mean?"),
        ("in 9999 years", "That's too far away. Which day did you mean?"),
        ("9999 months ago", "That's too far away. Which day did you mean?"),
        ("May 2026", "Which day in May 2026?"),
        ("mid June", "“mid june” could be many days. Which one? Try “friday” or “3 May”."),
        ("last week", "“last week” could be many days. Which one? Try “friday” or “3 May”."),
        (
            "a few days ago",
            "“a few days ago” could be many days. Which one? Try “friday” or “3 May”.",
        ),
        ("Mon 5 June 2026", "That day is Fri 5 June, not a Mon. Which did you mean?"),
    ],
)
def test_a_date_that_cannot_be_is_said(text: str, said: str) -> None:
    with pytest.raises(ParseError) as unread:
        read_day(text, context(), past=True)
    assert unread.value.sentence == said


def test_the_day_is_the_persons_own_not_londons() -> None:
    late = datetime(2026, 6, 3, 23, 30, tzinfo=UTC)
    assert read_day("today", context(zone="Europe/Berlin", now=late), past=True) == date(2026, 6, 4)
    assert read_day("today", context(zone="America/New_York", now=late), past=True) == date(
        2026, 6, 3
    )


@given(st.dates(date(1900, 1, 1), date(2199, 12, 31)), st.booleans())
def test_an_iso_date_reads_as_itself(day: date, past: bool) -> None:
    assert read_day(day.isoformat(), context(), past) == day


@given(st.datetimes(wall("2000-01-01"), wall("2100-01-01")), st.integers(0, 6))
def test_a_weekday_is_within_a_week(now: datetime, weekday: int) -> None:
    here = context(now=now.replace(tzinfo=UTC))
    word = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")[weekday]
    before = read_day(word, here, past=True)
    after = read_day(word, here, past=False)
    assert before
    assert after
    assert before.weekday() == after.weekday() == weekday
    assert timedelta() <= here.today - before < timedelta(days=7)
    assert timedelta() < after - here.today <= timedelta(days=7)


WORDS = st.sampled_from(
    words(
        "on the 3 31 2026 May Feb fri sat last next week ago in a days of 3/5 2026-06-31 , . 1st"
        " tomorrow morning end month x é 🥐"
    )
)


@given(
    st.lists(WORDS, max_size=8).map(" ".join) | st.text(max_size=80),
    st.booleans(),
    st.sampled_from(["en", "de", "fr"]),
)
def test_any_text_is_a_day_or_none_or_a_sentence(text: str, past: bool, language: str) -> None:
    day = attempt(lambda: read_day(text, context(language), past))
    assert isinstance(day, date | ParseError | None)


@pytest.mark.parametrize(
    ("zone", "country", "text", "day"),
    [
        ("America/New_York", None, "5/3/2026", "2026-05-03"),
        ("America/New_York", None, "9/10/2025", "2025-09-10"),
        ("America/New_York", None, "03.05.2026", "2026-05-03"),
        ("America/New_York", "DE-BY", "9/10/2025", "2025-10-09"),
        ("Europe/Berlin", "US-CA", "9/10/2025", "2025-09-10"),
        ("Europe/Berlin", None, "5/20/26", "2026-05-20"),
        ("UTC", None, "9/10/2025", "2025-10-09"),
    ],
)
def test_the_order_of_figures_follows_country_and_zone(
    zone: str, country: str | None, text: str, day: str
) -> None:
    here = replace(context(zone=zone), country=country)
    assert read_day(text, here, past=True) == date.fromisoformat(day)


@pytest.mark.parametrize("text", ["next friday", "next thu"])
def test_next_friday_said_shortly_before_one_is_asked_about(text: str) -> None:
    with pytest.raises(Ambiguous, match="Do you mean"):
        read_day(text, context(), past=False)
