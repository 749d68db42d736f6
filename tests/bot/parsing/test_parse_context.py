"""A person's zone, country and language decide the day, its order and its words."""

from __future__ import annotations

import subprocess
import sys
from datetime import UTC, date, datetime

import pytest

from tests.bot.parsing.contexts import context

LATE = datetime(2026, 6, 3, 22, 30, tzinfo=UTC)


def test_today_is_the_day_where_the_person_lives() -> None:
    assert context(zone="Europe/Berlin", now=LATE).today == date(2026, 6, 4)
    assert context(zone="America/New_York", now=LATE).today == date(2026, 6, 3)
    assert context(zone="Asia/Kolkata", now=LATE).wall_now.isoformat() == "2026-06-04T04:00:00"


@pytest.mark.parametrize(
    ("language", "tongue", "month_first"),
    [
        ("en", "en", False),
        ("en_US", "en", True),
        ("en-US", "en", True),
        ("en_GB", "en", False),
        ("de_AT", "de", False),
        ("", "", False),
    ],
)
def test_without_a_country_the_language_decides_the_order_of_figures(
    language: str, tongue: str, month_first: bool
) -> None:
    here = context(language, zone="UTC")
    assert (here.tongue, here.month_first) == (tongue, month_first)


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("en", "Fri 5 June"),
        ("en-US", "Fri 5 June"),
        ("de", "Fr. 5 Juni"),
        ("xx", "Fri 5 June"),
        ("", "Fri 5 June"),
    ],
)
def test_a_day_is_said_in_the_persons_language(language: str, said: str) -> None:
    assert context(language).say(date(2026, 6, 5)) == said


def test_a_day_of_another_year_is_said_with_it() -> None:
    assert context().say(date(2027, 6, 5)) == "Sat 5 June 2027"


def test_plain_english_loads_none_of_the_slow_libraries() -> None:
    program = """
import sys
from datetime import datetime, timezone
from bot.parsing import arguments, command_names, company_match, form_fields, job_urls
from bot.parsing.parse_context import ParseContext
from tests.bot.parsing.sample_commands import COMMANDS, applied
found = command_names.find_command("applied Acme as Baker on 3 May via referral", COMMANDS)
now = ParseContext(datetime(2026, 6, 3, tzinfo=timezone.utc), "UTC")
arguments.read_line(applied, found[1], now)
print(sorted({"babel", "rapidfuzz"} & set(sys.modules)))
"""
    ran = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )
    assert ran.stdout.strip() == "[]"
