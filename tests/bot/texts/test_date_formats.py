"""Days, times and spans as a person reads them."""

from __future__ import annotations

import subprocess
import sys
from datetime import UTC, date, datetime, time, timedelta

import pytest

from bot.domain.calendar.local_time import QuietHours
from bot.texts.date_formats import (
    say_day,
    say_late,
    say_moment,
    say_quiet_hours,
    say_span,
    say_time,
    say_when,
    write_day,
    write_month,
)
from tests.bot.texts.people import person

NOW = datetime(2026, 6, 8, 7, 0, tzinfo=UTC)  # 09:00 in Berlin
JUNE = date(2026, 6, 1)

# Languages that the platforms report of their users; Discord's list is longer than Slack's.
PLATFORM_LANGUAGES = (
    *("id", "da", "de", "en-GB", "en-US", "es-ES", "es-419", "fr", "hr", "it", "lt", "hu", "nl"),
    *("no", "pl", "pt-BR", "ro", "fi", "sv-SE", "vi", "tr", "cs", "el", "bg", "ru", "uk", "hi"),
    *("th", "zh-CN", "ja", "zh-TW", "ko", "ar", "he"),
)


@pytest.mark.parametrize(
    ("language", "short", "with_year", "long"),
    [
        ("en", "Mon 1 Jun", "Sun 1 Jun 2025", "Monday 1 June"),
        ("en-GB", "Mon 1 Jun", "Sun 1 Jun 2025", "Monday 1 June"),
        ("en-US", "Mon, Jun 1", "Sun, Jun 1, 2025", "Monday, June 1"),
        ("de", "Mo., 1. Juni", "So., 1. Juni 2025", "Montag, 1. Juni"),
        ("fr", "lun. 1 juin", "dim. 1 juin 2025", "lundi 1 juin"),
        ("es-ES", "lun, 1 jun", "dom, 1 jun 2025", "lunes, 1 de junio"),
        ("pt_BR", "seg., 1 de jun", "dom., 1 de jun. de 2025", "segunda-feira, 1 de junho"),
        ("ja", "6月1日(月)", "2025年6月1日(日)", "6月1日月曜日"),
    ],
)
def test_a_day_is_said_in_the_persons_language(
    language: str, short: str, with_year: str, long: str
) -> None:
    reader = person(language=language)
    assert say_day(JUNE, reader, NOW) == short
    assert say_day(JUNE.replace(year=2025), reader, NOW) == with_year
    assert say_day(JUNE, reader, NOW, long=True) == long


@pytest.mark.parametrize("language", ["", "xx", "tlh", "ENGLISH", "../en", "e", "en-XX", "en_gb"])
def test_an_unknown_language_falls_back_to_english(language: str) -> None:
    assert say_day(JUNE, person(language=language), NOW) == "Mon 1 Jun"


def test_an_unknown_country_keeps_the_language() -> None:
    assert say_day(JUNE, person(language="de-XX"), NOW) == "Mo., 1. Juni"


@pytest.mark.parametrize("language", PLATFORM_LANGUAGES)
def test_every_language_of_the_platforms_is_spoken(language: str) -> None:
    reader = person(language=language)
    said = {
        say_day(day, reader, NOW, long=long)
        for day in (JUNE, date(2025, 12, 31))
        for long in (False, True)
    }
    said.add(say_moment(NOW, reader, NOW))
    assert all(text == text.strip() and text.isprintable() for text in said)
    assert not [text for text in said if "\xa0" in text or "\u202f" in text]


def test_the_current_year_is_the_persons_own() -> None:
    new_years_eve = datetime(2026, 12, 31, 23, 30, tzinfo=UTC)  # 2027 has begun in Berlin
    assert say_day(date(2027, 1, 4), person(), new_years_eve) == "Mon 4 Jan"
    assert say_day(date(2026, 12, 31), person(), new_years_eve) == "Thu 31 Dec 2026"


@pytest.mark.parametrize(
    ("language", "said"),
    [("en", "09:00"), ("en-GB", "09:00"), ("en-US", "9:00 AM"), ("es", "9:00")],
)
def test_a_time_is_that_of_the_persons_zone(language: str, said: str) -> None:
    assert say_time(NOW, person(language=language)) == said


def test_a_moment_is_a_day_and_a_time() -> None:
    assert say_moment(NOW, person(), NOW) == "Mon 8 Jun 09:00"
    assert say_moment(NOW, person(language="en-US"), NOW) == "Mon, Jun 8, 9:00 AM"


def test_near_days_have_names() -> None:
    days = [date(2026, 6, 8) + timedelta(days=offset) for offset in (-2, -1, 0, 1, 2)]
    said = [say_when(day, person(), NOW) for day in days]
    assert said == ["Sat 6 Jun", "yesterday", "today", "tomorrow", "Wed 10 Jun"]


def test_today_begins_at_midnight_where_the_person_lives() -> None:
    late_in_greenwich = datetime(2026, 6, 8, 22, 30, tzinfo=UTC)
    assert say_when(date(2026, 6, 9), person(), late_in_greenwich) == "today"


@pytest.mark.parametrize(
    ("minutes", "said"),
    [
        (0, "1 min"),
        (45, "45 min"),
        (60, "1 h"),
        (75, "1 h 15 min"),
        (118, "2 h"),
        (180, "3 h"),
        (195, "3 h 15 min"),
        (8 * 60 + 20, "8 h"),
        (24 * 60 - 10, "1 day"),
        (24 * 60, "1 day"),
        (48 * 60, "2 days"),
    ],
)
def test_a_span_is_as_exact_as_one_needs_it(minutes: int, said: str) -> None:
    assert say_span(timedelta(minutes=minutes)) == said


def test_what_is_late_says_by_how_much() -> None:
    assert say_late(timedelta(hours=3)) == "3 h late"


def test_a_letter_is_dated_in_english_whatever_the_person_reads() -> None:
    assert write_day(JUNE, person(language="de"), NOW) == "Monday 1 June"
    assert write_day(JUNE, person(language="en-US"), NOW) == "Monday, June 1"
    assert write_day(date(2025, 6, 2), person(), NOW) == "Monday 2 June 2025"


def test_speech_leaves_out_the_year() -> None:
    assert write_day(date(2025, 6, 2), person()) == "Monday 2 June"


def test_a_month_is_named_with_its_year_if_it_is_another() -> None:
    assert write_month(date(2026, 3, 9), person(), NOW) == "in March"
    assert write_month(date(2025, 12, 9), person(), NOW) == "in December 2025"
    assert write_month(JUNE, person(), NOW) == "earlier this month"


def test_babel_is_loaded_at_the_first_date_and_not_at_the_start() -> None:
    program = (
        "import sys, bot.texts.nudge_titles, bot.texts.letters.drafts, bot.texts.call_sheet; "
        "sys.exit('babel' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", program], check=False).returncode == 0


@pytest.mark.parametrize("language", PLATFORM_LANGUAGES)
def test_a_day_can_end_a_sentence_in_every_language(language: str) -> None:
    who = person(language=language)
    for month in range(1, 13):
        assert not say_day(date(2026, month, 26), who, NOW).endswith(".")


def test_settings_tell_the_clock_as_everything_else_does() -> None:
    quiet = QuietHours(time(21), time(8))
    assert say_quiet_hours(quiet, person()) == "21:00 to 08:00"
    assert say_quiet_hours(quiet, person(language="en-US")) == "9:00 PM to 8:00 AM"
