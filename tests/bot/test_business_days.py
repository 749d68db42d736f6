"""Working weeks and holidays, by country and by region."""

from __future__ import annotations

from datetime import date

import pytest

from bot.domain.calendar.business_days import is_business_day, pick_day


@pytest.mark.parametrize(
    ("country", "day", "works"),
    [
        (None, date(2026, 6, 5), True),
        (None, date(2026, 6, 6), False),
        ("GB-ENG", date(2026, 8, 31), False),  # late summer bank holiday
        ("GB-SCT", date(2026, 8, 31), True),
        ("DE-BY", date(2026, 6, 4), False),  # Corpus Christi
        ("DE-BE", date(2026, 6, 4), True),
        ("DE", date(2026, 6, 4), True),
        ("SA", date(2026, 6, 5), False),  # Friday and Saturday are no working days
        ("SA", date(2026, 6, 7), True),
        ("AE", date(2026, 6, 7), False),
    ],
)
def test_a_region_and_a_weekend_decide(country: str | None, day: date, works: bool) -> None:
    assert is_business_day(day, country) is works


def test_the_beginning_of_the_week_is_the_countrys() -> None:
    applied = date(2026, 5, 31)
    assert pick_day(applied, (5, 7), "SA") == date(2026, 6, 7)
    assert pick_day(applied, (5, 7), None) == date(2026, 6, 5)
    assert pick_day(date(2026, 8, 25), (5, 7), "GB-ENG") == date(2026, 9, 1)
