"""A value of each kind is read from words, and written so that it reads the same."""

from __future__ import annotations

from datetime import date, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from bot.command import ApplicationRef, Arg, ArgKind, Command, Param, WallTime
from bot.domain.calendar.local_time import is_skipped
from bot.message import plain
from bot.parsing.parse_context import ParseError
from bot.parsing.values import LONGEST_LONG_TEXT, LONGEST_TEXT, read_value, write_value
from bot.parsing.words import normalize, normalize_lines
from tests.bot.parsing.contexts import attempt, context, wall
from tests.bot.parsing.sample_commands import (
    Method,
    Stage,
    applied,
    followed_up,
    interview,
    pause,
    pipeline,
    settings,
    win,
)


def param(command: Command, name: str) -> Param:
    found = command.param(name)
    assert found
    return found


COMPANY = param(applied, "company")
MINE = param(interview, "company")
TEXT = param(win, "text")
ON = param(applied, "on")
UNTIL = param(pause, "until")
AT = param(interview, "at")
LENGTH = param(interview, "length")
BY = param(followed_up, "by")
STAGE = param(pipeline, "stage")
LINK = param(applied, "link")
HOUR = param(settings, "hour")
GOAL = param(settings, "goal")
WINDOW = param(settings, "window")
ZONE = param(settings, "zone")
ROW = param(settings, "row")
LABELED = Param("share", ArgKind.CHOICE, True, Arg(), (("yes", "My numbers"), ("total", "Total")))

YES = Param("sure", ArgKind.FLAG, False, Arg(hidden=True))


def unread(one: Param, text: str) -> str:
    with pytest.raises(ParseError) as raised:
        read_value(one, text, context())
    assert raised.value.param == one.name
    return plain(raised.value.sentence)


@pytest.mark.parametrize(
    ("one", "text", "value"),
    [
        (COMPANY, "  Acme\u200b   GmbH ", "Acme GmbH"),
        (MINE, "Acme", ApplicationRef("Acme")),
        (MINE, "~12", ApplicationRef(id=12)),
        (MINE, "~99999999999999999999", ApplicationRef("~99999999999999999999")),
        (TEXT, "one\n two", "one\ntwo"),
        (ON, "friday", date(2026, 5, 29)),
        (UNTIL, "friday", date(2026, 6, 5)),
        (AT, "fri 3pm ET", WallTime(wall("2026-06-05T15:00"), "America/New_York")),
        (LENGTH, "1h30", timedelta(minutes=90)),
        (HOUR, "9", time(9)),
        (GOAL, "1,000", 1000),
        (GOAL, "0", 0),
        (WINDOW, "5-7", (5, 7)),
        (WINDOW, "5 to 7 days", (5, 7)),
        (WINDOW, "5\u20137 business days", (5, 7)),
        (ZONE, "berlin", "Europe/Berlin"),
        (LINK, "acme.com/jobs", "https://acme.com/jobs"),
        (ROW, "12", 12),
        (BY, "Phone", Method.PHONE),
        (BY, "e-mail", Method.EMAIL),
        (BY, "emial", Method.EMAIL),
        (BY, "linked in", Method.LINKEDIN),
        (BY, "in-person", Method.IN_PERSON),
        (STAGE, "rej", Stage.REJECTED),
        (LABELED, "my numbers", "yes"),
        (LABELED, "TOTAL", "total"),
        (YES, "yes", True),
    ],
)
def test_a_value_is_read_as_its_kind(one: Param, text: str, value: Any) -> None:
    assert read_value(one, text, context()) == value


@pytest.mark.parametrize(
    ("one", "text", "said"),
    [
        (
            COMPANY,
            "x" * 10_000,
            "That is 10,000 characters; a company's name fits in 200. "
            "Shorten it and send it again.",
        ),
        (TEXT, "x" * 3_001, "That is 3,001 characters; 3,000 fit here."),
        (YES, "no", "I can't read “no” as a yes. Use the button again."),
        (COMPANY, "", "Which company?"),
        (COMPANY, "\u200b ", "Which company?"),
        (ROW, "", "Something is missing here."),
        (
            ON,
            "friday fortnight",
            "I can't read “friday fortnight” as a day. Try “yesterday”, “3 May” or “2026-05-03”.",
        ),
        (ON, "31 Feb", "There is no 31 February."),
        (
            ON,
            "5 June 2026",
            "Fri 5 June is still to come. Log it once it has happened, or give the day it was.",
        ),
        (UNTIL, "x" * 99, "“" + "x" * 39 + "…” as a day. Try “tomorrow”"),
        (AT, "soon", "I can't read “soon” as a day and a time. Try “fri 3pm”"),
        (LENGTH, "long", "as a length of time. Try “45m”"),
        (HOUR, "early", "as a time of day. Try “9:00”"),
        (GOAL, "many", "as a number. Try a whole number such as 5."),
        (GOAL, "-5", "as a number."),
        (GOAL, "9999999999", "it goes up to 999,999,999"),
        (WINDOW, "seven", "as a range of days. Try a range of days such as 5-7."),
        (WINDOW, "7-5", "The smaller number comes first: 5-7."),
        (WINDOW, "0-5", "Days from 1 to 60 fit here"),
        (ZONE, "Berln", "I don't know the time zone “Berln”. Did you mean Europe/Berlin?"),
        (ZONE, "qqqq", "Try a city, or Europe/Berlin."),
        (LINK, "Acme", "Copy the whole address, starting with https://."),
        (
            BY,
            "pigeon",
            "“pigeon” isn't one of the choices: email, phone, linkedin or in person. Which one?",
        ),
        (STAGE, "p", "planned, applied or rejected"),
        (STAGE, "²", "planned, applied or rejected"),
    ],
)
def test_a_value_that_does_not_fit_says_how_to_put_it(one: Param, text: str, said: str) -> None:
    assert said in unread(one, text)


NAMES = st.text(min_size=1, max_size=LONGEST_TEXT).map(normalize).filter(bool)
WALLS = st.datetimes(wall("1950-01-01"), wall("2150-01-01")).map(
    lambda one: one.replace(second=0, microsecond=0)
)
ZONES = st.sampled_from(["Asia/Kolkata", "America/New_York", "Australia/Lord_Howe", "Etc/GMT-2"])
VALUES: list[tuple[Param, st.SearchStrategy[Any]]] = [
    (COMPANY, NAMES.filter(lambda name: len(name) <= LONGEST_TEXT)),
    (
        TEXT,
        st.text(max_size=LONGEST_LONG_TEXT)
        .map(normalize_lines)
        .filter(lambda text: 0 < len(text) <= LONGEST_LONG_TEXT),
    ),
    (MINE, st.integers(0, 2**63 - 1).map(lambda id: ApplicationRef(id=id))),
    (
        MINE,
        NAMES.filter(lambda name: len(name) <= LONGEST_TEXT and name[0] != "~").map(ApplicationRef),
    ),
    (ON, st.dates(date(1900, 1, 1), date(2026, 6, 3))),
    (UNTIL, st.dates(date(1900, 1, 1), date(2199, 12, 31))),
    (AT, st.builds(WallTime, WALLS, ZONES)),
    (LENGTH, st.integers(1, 1440).map(lambda minutes: timedelta(minutes=minutes))),
    (HOUR, st.times().map(lambda clock: clock.replace(second=0, microsecond=0))),
    (BY, st.sampled_from(Method)),
    (LABELED, st.sampled_from(["yes", "total"])),
    (GOAL, st.integers(0, 999_999_999)),
    (ROW, st.integers(0, 2**63 - 1)),
    (YES, st.just(True)),
    (WINDOW, st.tuples(st.integers(1, 60), st.integers(1, 60)).map(lambda w: tuple(sorted(w)))),
    (ZONE, ZONES),
    (LINK, st.from_regex(r"https?://[a-z]{1,9}\.com/[a-z0-9/_-]{0,40}[a-z0-9]", fullmatch=True)),
]


def test_every_kind_but_a_secret_is_written_and_read_in_these_tests() -> None:
    assert {one.kind for one, _ in VALUES} == set(ArgKind) - {ArgKind.SECRET}


def test_a_secret_is_read_and_written_nowhere() -> None:
    secret = Param("password", ArgKind.SECRET, True, Arg())
    assert read_value(secret, " abcd efgh ", context()) == "abcd efgh"
    with pytest.raises(ValueError, match="written nowhere"):
        write_value(secret, "abcd efgh")


@given(st.data(), st.sampled_from(VALUES))
def test_what_is_written_reads_the_same(
    data: st.DataObject, kind: tuple[Param, st.SearchStrategy[Any]]
) -> None:
    one, values = kind
    value = data.draw(values)
    if isinstance(value, WallTime) and value.zone:
        assume(not is_skipped(value.wall, ZoneInfo(value.zone)))
    assert read_value(one, write_value(one, value), context()) == value


def test_a_moment_without_a_zone_is_written_without_one() -> None:
    value = WallTime(wall("2026-06-04T14:00"))
    assert write_value(AT, value) == "2026-06-04 14:00"
    assert read_value(AT, "2026-06-04 14:00", context()) == value


@given(st.sampled_from(VALUES), st.text(max_size=300))
def test_any_text_is_a_value_or_a_sentence(
    kind: tuple[Param, st.SearchStrategy[Any]], text: str
) -> None:
    value = attempt(lambda: read_value(kind[0], text, context()))
    assert value is not None
    assert not isinstance(value, ParseError) or value.param == kind[0].name
