"""Business days: Monday to Friday, without the public holidays of a country."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from functools import lru_cache

DAY = timedelta(days=1)
FRIDAY = 4


@lru_cache(maxsize=512)
def _holidays(country: str, year: int) -> frozenset[date]:
    from holidays import country_holidays  # loads a country's rules only when one is chosen

    return frozenset(country_holidays(country, years=year))


@lru_cache(maxsize=1)
def countries() -> frozenset[str]:
    """The ISO 3166 codes of the countries whose holidays are known."""
    from holidays import list_supported_countries

    return frozenset(list_supported_countries())


def is_business_day(day: date, country: str | None) -> bool:
    """Whether people are at their desks on that day; no country means no holidays."""
    if day.weekday() > FRIDAY:
        return False
    return country is None or day not in _holidays(country, day.year)


def business_days_from(day: date, country: str | None) -> Iterator[date]:
    """The business days from `day` on, `day` included if it is one."""
    while True:
        if is_business_day(day, country):
            yield day
        day += DAY


def first_from(day: date, country: str | None) -> date:
    """The first business day from `day` on, `day` included."""
    return next(business_days_from(day, country))


def after(day: date, count: int, country: str | None) -> date:
    """The `count`-th business day after `day`."""
    days = business_days_from(day + DAY, country)
    for _ in range(count - 1):
        next(days)
    return next(days)


def before(day: date, count: int, country: str | None) -> date:
    """The `count`-th business day before `day`."""
    while count:
        day -= DAY
        count -= is_business_day(day, country)
    return day


@lru_cache(maxsize=4096)
def pick(day: date, window: tuple[int, int], country: str | None) -> date:
    """The day in the window [a, b] of `day` on which to nudge.

    Of the window's business days the one nearest the beginning of the week, of
    two equal weekdays the earlier; without a business day, the first after the
    window. Source: McAdams, "The Forgotten Art of the Follow-up" (Career Pivot, 2020),
    which advises the beginning of the week.
    """
    first, last = day + DAY * window[0], day + DAY * window[1]
    inside = [
        candidate
        for offset in range((last - first).days + 1)
        if is_business_day(candidate := first + DAY * offset, country)
    ]
    if inside:
        return min(inside, key=lambda candidate: (candidate.weekday(), candidate))
    return first_from(last + DAY, country)
