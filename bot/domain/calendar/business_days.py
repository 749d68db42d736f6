"""Business days: the working week of a country, without its and its region's public holidays.

A country is an ISO 3166 code, such as `DE`, or that of one of its regions, such as
`DE-BY`. Without one, the week is Monday to Friday and there are no holidays.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from functools import lru_cache
from types import MappingProxyType
from typing import NamedTuple

DAY = timedelta(days=1)
_WEEK = 7


class _Calendar(NamedTuple):
    """A country's year: its holidays, the days of its weekend, the first day of its week."""

    holidays: frozenset[date]
    weekend: frozenset[int]
    begins: int


_PLAIN = _Calendar(frozenset(), frozenset({5, 6}), 0)


@lru_cache(maxsize=512)
def _calendar(country: str | None, year: int) -> _Calendar:
    if country is None:
        return _PLAIN
    from holidays import country_holidays  # loads a country's rules only when one is chosen

    code, _, region = country.partition("-")
    days = country_holidays(code, subdiv=region or None, years=year)
    weekend = frozenset(days.weekend)
    after = (day for day in range(_WEEK) if day not in weekend and (day - 1) % _WEEK in weekend)
    return _Calendar(frozenset(days), weekend, next(after, 0))


@lru_cache(maxsize=1)
def _regions() -> Mapping[str, list[str]]:
    from holidays import list_supported_countries

    return MappingProxyType(list_supported_countries(include_aliases=False))


@lru_cache(maxsize=1)
def countries() -> frozenset[str]:
    """Returns the ISO 3166 codes of the countries whose holidays are known."""
    return frozenset(_regions())


def regions(country: str) -> frozenset[str]:
    """Returns the codes, such as `BY`, of a country's regions that have holidays of their own."""
    return frozenset(_regions().get(country, ()))


@lru_cache(maxsize=64)
def region_names(country: str) -> Mapping[str, str]:
    """Returns the names that a country's regions have there, each with its code."""
    from holidays import country_holidays

    return MappingProxyType(dict(country_holidays(country).subdivisions_aliases))


def is_business_day(day: date, country: str | None) -> bool:
    """True if people are at their desks on that day."""
    calendar = _calendar(country, day.year)
    return day.weekday() not in calendar.weekend and day not in calendar.holidays


def business_days_from(day: date, country: str | None) -> Iterator[date]:
    """Returns the business days from `day` on, `day` included if it is one."""
    while True:
        if is_business_day(day, country):
            yield day
        day += DAY


def first_business_day(day: date, country: str | None) -> date:
    """Returns the first business day from `day` on, `day` included."""
    return next(business_days_from(day, country))


def add_business_days(day: date, count: int, country: str | None) -> date:
    """Returns the `count`-th business day after `day`."""
    days = business_days_from(day + DAY, country)
    for _ in range(count - 1):
        next(days)
    return next(days)


def subtract_business_days(day: date, count: int, country: str | None) -> date:
    """Returns the `count`-th business day before `day`."""
    while count:
        day -= DAY
        count -= is_business_day(day, country)
    return day


@lru_cache(maxsize=4096)
def pick_day(day: date, window: tuple[int, int], country: str | None) -> date:
    """Returns the day in the window [a, b] of `day` on which to nudge.

    Of the window's business days the one nearest the beginning of the country's
    working week, of two equal weekdays the earlier; without a business day, the
    first after the window. Source: McAdams, "The Forgotten Art of the Follow-up"
    (Career Pivot, 2020), which advises the beginning of the week.
    """
    first, last = day + DAY * window[0], day + DAY * window[1]
    inside = [
        candidate
        for offset in range((last - first).days + 1)
        if is_business_day(candidate := first + DAY * offset, country)
    ]
    if inside:
        begins = _calendar(country, first.year).begins
        return min(inside, key=lambda one: ((one.weekday() - begins) % _WEEK, one))
    return first_business_day(last + DAY, country)
