"""Dates are read as they are written; what may be two days, or lacks its year, is not settled."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.imports.reading import DateOrder
from bot.importing.days import read_day

ZONE = "Europe/Berlin"
FOURTH = date(2025, 3, 4)
FORMS = (
    "%Y-%m-%d",
    "%Y/%m/%d",
    "%Y%m%d",
    "%d.%m.%Y",
    "%d.%m.%y",
    "%d %B %Y",
    "%d-%b-%y",
    "%B %d, %Y",
    "%a, %b %d %Y",
    "%Y-%m-%d %H:%M",
    "%Y年%m月%d日",
)
days = st.dates(date(2014, 1, 1), date(2030, 12, 31))


@given(days, st.sampled_from(FORMS))
def test_a_day_comes_back_from_every_form_that_is_certain(day: date, form: str) -> None:
    read = read_day(day.strftime(form), ZONE)
    assert read is not None
    assert read.day_first == read.month_first == day


@given(days)
def test_figures_with_slashes_are_two_days_or_decide_the_order(day: date) -> None:
    read = read_day(f"{day.month}/{day.day}/{day.year}", ZONE)
    assert read is not None
    assert read.month_first == day
    assert read.in_order(DateOrder.MONTH_FIRST) == day
    if day.day > 12:
        assert read.decides is DateOrder.MONTH_FIRST
    else:
        assert read.is_open is (day.day != day.month)


@given(days)
def test_the_number_of_a_spreadsheets_day_is_read_where_days_are_numbers(day: date) -> None:
    number = str((day - date(1899, 12, 30)) // timedelta(days=1))
    read = read_day(number, ZONE, serial=True)
    assert read is not None
    assert read.day_first == day
    assert read_day(number, ZONE) is None


@pytest.mark.parametrize(
    "text",
    ["4 mars 2025", "4 de marzo de 2025", "4 marca 2025", "4. März 2025", "martedì 4 marzo 2025"],
)
def test_months_are_read_in_every_language_that_settings_offer(text: str) -> None:
    read = read_day(text, ZONE)
    assert read is not None
    assert read.day_first == FOURTH


@pytest.mark.parametrize(
    "text",
    [
        "8/82019",
        "8/7/2019, 8/20/2019",
        "25-03-04",
        "Mar-25",
        "March 2025",
        "03/2025",
        "Before 2025-01-24",
        "13/13/2025",
        "30.02.2025",
        "soon",
    ],
)
def test_what_is_no_certain_day_is_none(text: str) -> None:
    assert read_day(text, ZONE) is None


def test_an_instant_is_a_day_where_the_person_lives() -> None:
    late = read_day("2025-03-03T23:30:00Z", ZONE)
    seconds = read_day("1741046400", ZONE)
    assert late is not None
    assert seconds is not None
    assert late.day_first == seconds.day_first == FOURTH


def test_a_day_without_its_year_is_known_to_lack_it() -> None:
    read = read_day("8-Jul", ZONE)
    assert read is not None
    assert (read.day, read.month, read.day_first) == (8, 7, None)
