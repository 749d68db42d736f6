"""Days in a text: 4 June, 04.06.2026, 6/4, Thursday, tomorrow, in seven languages."""

from __future__ import annotations

import re
from datetime import date, timedelta
from functools import lru_cache

from bot.frozen import frozen
from bot.mail.dates.date_words import any_of, date_data, month_numbers, weekday_numbers

_WEEK, _NOON, _DAY, _HOUR = 7, 12, 24, 60
_CENTURY, _OLDEST, _NEWEST = 2000, 2000, 2099
_FAR = 62  # days in which a weekday with its number is looked for
_SHORTEST_ALONE = 5  # "Fri" or "mar" without a number beside it may be any word
_SINCE = timedelta(days=45)  # a day without a year that is longer past is next year's


@frozen
class DateHabits:
    """The reader's habits, by which a date that a mail leaves open is read."""

    today: date
    day_first: bool | None = None  # None: as the mail's language has it


@frozen
class FoundDay:
    """A day in a text, and where its words begin and end there."""

    start: int
    end: int
    on: date
    exact: bool


def find_days(plainly: str, today: date, month_first: bool) -> list[FoundDay]:
    """Returns every day of a flat text, in their order."""
    found = list[FoundDay]()
    for match in _dates().finditer(plainly):
        on = _on(match, today, month_first)
        if on is not None:
            found.append(FoundDay(match.start(), match.end(), on, exact=True))
    for match in _weekdays_regex().finditer(plainly):
        if any(day.start <= match.end() + 3 and match.start() <= day.end + 3 for day in found):
            continue
        on = _weekday_on(match, today)
        found.append(FoundDay(match.start(), match.end(), on, exact=False))
    return sorted(found, key=lambda day: day.start)


def _on(match: re.Match[str], today: date, month_first: bool) -> date | None:
    """Returns the date that a match of `_dates` names, if there is one."""
    part = match.groupdict()
    year: int | None
    weekday = weekday_numbers()[part["weekday"]] if part["weekday"] else None
    if part["iso"]:
        return _made(*(int(one) for one in re.split(r"\D", part["iso"])))
    if part["figures"]:
        first, second, *rest = re.split(r"[./-]", part["figures"].rstrip("."))
        if part["figures"] == "24/7":
            return None
        one, two = int(first), int(second)
        slashed = "." not in part["figures"]  # dots part a day and a month, in that order
        swapped = slashed and (month_first or two > _NOON) and one <= _NOON
        day, month = (two, one) if swapped else (one, two)
        year = int(rest[0]) if rest and rest[0] else None
        if weekday is not None and year is not None and slashed:
            # The weekday beside it says which of the two is the month.
            full = year + _CENTURY if year < 100 else year
            for on in (_made(full, month, day), _made(full, day, month)):
                if on is not None and on.weekday() == weekday:
                    return on
    else:
        month = month_numbers()[part["month1"] or part["month2"]]
        day = int(part["day1"] or part["day2"])
        year = int(part["year"]) if part["year"] else None
    if year is not None:
        return _made(year + _CENTURY if year < 100 else year, month, day)
    return _next(month, day, weekday, today)


def _made(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day) if _OLDEST <= year <= _NEWEST else None
    except ValueError:
        return None


def _next(month: int, day: int, weekday: int | None, today: date) -> date | None:
    """Returns a day of no given year: its weekday tells which, else the next, or one just past."""
    years = [_made(today.year + more, month, day) for more in (0, 1, -1)]
    fitting = [one for one in years if one]
    if weekday is not None and (same := [one for one in fitting if one.weekday() == weekday]):
        return same[0]
    for one in fitting:
        if one >= today - _SINCE:
            return one
    return fitting[0] if fitting else None


def _weekday_on(match: re.Match[str], today: date) -> date:
    if match["today"]:
        return today
    if match["tomorrow"]:
        return today + timedelta(days=1)
    if match["day"]:
        for later in range(_FAR):
            on = today + timedelta(days=later)
            if on.day == int(match["day"]) and on.weekday() == weekday_numbers()[match["name"]]:
                return on
    ahead = (weekday_numbers()[match["name"]] - today.weekday()) % _WEEK or _WEEK
    if match["next"] and ahead + today.weekday() < _WEEK:
        ahead += _WEEK  # next Thursday, said on a Monday, is not this week's
    return today + timedelta(days=ahead)


@lru_cache(maxsize=1)
def _dates() -> re.Pattern[str]:
    month, weekday = any_of(month_numbers()), any_of(weekday_numbers())
    year = r"(?:,?\s+(?:de\s+|do\s+)?|[-\s.])"
    return re.compile(
        rf"(?:\b(?P<weekday>{weekday})\b\.?,?\s+(?:(?:the|den|dem|el|le|o|dia|dnia)\s+)?)?"
        rf"(?:(?<![\d.])(?P<iso>20\d\d[-/.]\d{{1,2}}[-/.]\d{{1,2}})(?!\d)"
        rf"|(?<![\d./:-])(?P<figures>\d{{1,2}}(?:\.\d{{1,2}}\.(?:\s?(?=20\d\d))?(?:20\d\d|\d\d(?![\d:])|(?!\d))|/\d{{1,2}}(?:/(?:20)?\d\d)?|-\d{{1,2}}-20\d\d))(?![\d/])"
        rf"|\b(?P<month1>{month})\b\.?\s+(?P<day1>\d{{1,2}})(?:st|nd|rd|th)?\b(?!:\d)"
        rf"|(?<![\d.:])(?P<day2>\d{{1,2}})(?:st|nd|rd|th|er|º|\.)?[\s-]+(?:de\s+|of\s+)?(?P<month2>{month})\b\.?)"
        rf"(?:{year}(?P<year>20\d\d)\b(?!:\d))?"
    )


@lru_cache(maxsize=1)
def _weekdays_regex() -> re.Pattern[str]:
    near = {name: any_of(words) for name, words in date_data()["near"].items()}
    long_names = [name for name in weekday_numbers() if len(name) >= _SHORTEST_ALONE]
    return re.compile(
        rf"(?:\b(?P<next>{near['next']})\s+)?\b(?:(?P<today>{near['today']})|(?P<tomorrow>{near['tomorrow']})"
        rf"|(?P<name>{any_of(long_names)})"
        # Wednesday the 17th, viernes 12 a las 14:00
        rf"(?:,?\s+(?:(?:the|den|dem|el|le|dia)\s+)?(?P<day>[0-3]?\d)"
        rf"(?:st|nd|rd|th|\.(?!\d)|(?=\s+a las)))?"
        rf")(?!\w|-)"
    )
