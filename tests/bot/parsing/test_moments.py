"""Moments: a day and a time in either order, or a start and an end."""

from __future__ import annotations

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.command import WallTime
from bot.parsing.dates.moments import read_moment
from bot.parsing.parse_context import Ambiguous, ParseError
from tests.bot.parsing.contexts import attempt, context, wall, words


def when(text: str, zone: str | None = None) -> WallTime:
    return WallTime(wall(text), zone)


# It is Wednesday 3 June 2026, 10:00 in Berlin.
@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("fri 3pm", "2026-06-05T15:00"),
        ("Friday, 3pm", "2026-06-05T15:00"),
        ("fri at 3pm", "2026-06-05T15:00"),
        ("fri @ 3pm", "2026-06-05T15:00"),
        ("on fri at 3 pm.", "2026-06-05T15:00"),
        ("tomorrow 14:00", "2026-06-04T14:00"),
        ("3pm tomorrow", "2026-06-04T15:00"),
        ("4 June at 2:30 pm", "2026-06-04T14:30"),
        ("June 9, 2026 at 3 p.m.", "2026-06-09T15:00"),
        ("2:30pm on 4 June", "2026-06-04T14:30"),
        ("2026-06-04 14:00", "2026-06-04T14:00"),
        ("2026-06-04T14:00", "2026-06-04T14:00"),
        ("12/06 14:00", "2026-06-12T14:00"),
        ("noon on friday", "2026-06-05T12:00"),
        ("friday noon", "2026-06-05T12:00"),
        ("half past two pm fri", "2026-06-05T14:30"),
        ("fri 15h30", "2026-06-05T15:30"),
        ("fri 15 Uhr", "2026-06-05T15:00"),
        ("fri 9.30", "2026-06-05T09:30"),
        ("11:00", "2026-06-03T11:00"),
        ("10:00", "2026-06-04T10:00"),
        ("9am", "2026-06-04T09:00"),
        ("at 9", "2026-06-04T09:00"),
        ("9 tomorrow", "2026-06-04T09:00"),
        ("tomorrow at 9", "2026-06-04T09:00"),
        ("wed 11am", "2026-06-03T11:00"),
        ("wed 9am", "2026-06-10T09:00"),
        ("this wed 9am", "2026-06-03T09:00"),
        ("next wed 11am", "2026-06-10T11:00"),
        ("yesterday 3pm", "2026-06-02T15:00"),
        ("last fri 3pm", "2026-05-29T15:00"),
        ("2 June 3pm", "2026-06-02T15:00"),
        ("5 May 3pm", "2026-05-05T15:00"),
        ("5 March 3pm", "2027-03-05T15:00"),
        ("in 90 minutes", "2026-06-03T11:30"),
        ("in 3 days at 10:00", "2026-06-06T10:00"),
        ("3pm my time", "2026-06-03T15:00"),
    ],
)
def test_a_moment_is_read_in_either_order(text: str, moment: str) -> None:
    assert read_moment(text, context()) == when(moment)


@pytest.mark.parametrize(
    "text",
    [
        *("", "Main", "Design", "call", "54", "Studio 54", "at", "at noonish", "3pm Bea", "24h"),
        *("fri 3pm 4pm", "x" * 300, "one two three", "3pm Paris office"),
    ],
)
def test_a_text_that_is_no_moment_is_none(text: str) -> None:
    assert read_moment(text, context()) is None


def test_beside_a_name_an_hour_alone_is_no_moment() -> None:
    assert read_moment("9 tomorrow", context(), bare_hour=False) is None
    assert read_moment("9", context(), bare_hour=False) is None
    assert read_moment("tomorrow at 9", context(), bare_hour=False) == when("2026-06-04T09:00")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("fri", "At what time on Fri 5 June? Add it after the day, such as “fri 3pm”."),
        ("June 9", "At what time on Tue 9 June? Add it after the day, such as “fri 3pm”."),
        ("tomorrow morning", "At what time on Thu 4 June? Add it after the day"),
        ("25:00", "There is no time “25:00”. Try “9:30”, “3pm” or “15:00”."),
        ("fri 3:75pm", "There is no time “3:75pm”."),
        ("13pm tomorrow", "There is no time “13pm”."),
        ("31 Feb 3pm", "There is no 31 February. Which day did you mean?"),
        ("at 3", "Is 3:00 in the morning or in the afternoon? Write 3:00am or 3:00pm."),
        ("half past 3 tomorrow", "Is 3:30 in the morning or in the afternoon?"),
        ("fri 2 o'clock", "Is 2:00 in the morning or in the afternoon?"),
        ("29 Feb 3pm", "The next one is Tue 29 February 2028"),
        ("next fri 3pm", "Do you mean Fri 5 June or Fri 12 June?"),
        ("fri 14:00-13:00", "It ends before it starts."),
        ("fri 2pm PDT / 4pm EDT", "is not one moment"),
        ("fri 9", "Is 9 the hour? Write it as “fri 9:00” or “fri 3pm”."),
        (
            "3pm Europe/Berln",
            "I don't know the time zone “europe/berln”. Did you mean Europe/Berlin?",
        ),
        ("3pm Qqq/Xxx", "Try one such as Europe/Berlin."),
    ],
)
def test_a_moment_that_cannot_be_is_said(text: str, said: str) -> None:
    with pytest.raises(ParseError) as unread:
        read_moment(text, context())
    assert said in unread.value.sentence


WORDS = st.sampled_from(
    words(
        "at on in fri 3pm 25:00 ET Berlin Europe/Berln tomorrow 3 May 31 Feb 14:00 9 noon time my"
        " 3pm-4pm half past / @ 2026-06-04T14:00Z next last x"
    )
)


@given(st.lists(WORDS, max_size=9).map(" ".join) | st.text(max_size=90), st.booleans())
def test_any_text_is_a_moment_or_none_or_a_sentence(text: str, bare_hour: bool) -> None:
    moment = attempt(lambda: read_moment(text, context(), bare_hour=bare_hour))
    assert not isinstance(moment, WallTime) or moment.wall.tzinfo is None


@pytest.mark.parametrize(
    ("text", "moment", "minutes"),
    [
        ("fri 14:00-15:00", "2026-06-05T14:00", 60),
        ("fri 14:00 - 15:00", "2026-06-05T14:00", 60),
        ("fri 3pm-4pm", "2026-06-05T15:00", 60),
        ("fri 2-3pm", "2026-06-05T14:00", 60),
        ("fri 11-1pm", "2026-06-05T11:00", 120),
        ("friday from 2 to 3pm", "2026-06-05T14:00", 60),
        ("Wed Jun 10, 2026 2pm – 2:45pm", "2026-06-10T14:00", 45),
    ],
)
def test_a_start_and_an_end_are_read_as_a_length(text: str, moment: str, minutes: int) -> None:
    assert read_moment(text, context()) == WallTime(wall(moment), None, timedelta(minutes=minutes))


@pytest.mark.parametrize(
    ("language", "text", "moment"),
    [
        ("es", "martes a las 15:30", "2026-06-09T15:30"),
        ("es", "mañana por la tarde a las 3", "2026-06-04T15:00"),
        ("nl", "dinsdag om 15.30 uur", "2026-06-09T15:30"),
        ("fr", "mardi à 9 h 30", "2026-06-09T09:30"),
        ("fr", "demain à 14h", "2026-06-04T14:00"),
        ("de", "heute Abend 18 Uhr", "2026-06-03T18:00"),
        ("de", "am 12. Juni um 9 Uhr", "2026-06-12T09:00"),
        ("it", "venerdì 12 giugno alle ore 10", "2026-06-12T10:00"),
        ("pt", "terça às 15h30", "2026-06-09T15:30"),
        ("pl", "we wtorek o 15:30", "2026-06-09T15:30"),
        ("pl", "jutro o godz. 9", "2026-06-04T09:00"),
    ],
)
def test_a_moment_is_read_in_every_language(language: str, text: str, moment: str) -> None:
    assert read_moment(text, context(language)) == when(moment)


@pytest.mark.parametrize(
    ("language", "text"),
    [("de", "Freitag um halb vier"), ("nl", "vrijdag half vier"), ("fr", "vendredi à 3 h")],
)
def test_an_hour_that_may_be_in_the_afternoon_is_asked_in_every_language(
    language: str, text: str
) -> None:
    with pytest.raises(Ambiguous, match="in the morning or in the afternoon"):
        read_moment(text, context(language))
