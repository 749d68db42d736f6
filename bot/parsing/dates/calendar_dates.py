"""Days that must exist: a year, a month and a day become a date or a question."""

from __future__ import annotations

from calendar import monthrange
from datetime import date, timedelta

from bot.parsing.parse_context import ParseError

MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)
FIRST_YEAR = 1900
LAST_YEAR = 2199
LONGEST_FEBRUARY = 29
_LEAP_GAP = 8  # years from one 29 February to the next, at most


def exact(year: int, month: int, day: int) -> date:
    """The date. Raises ParseError for one that no calendar has, or that is a slip."""
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise ParseError(f"The year {year:04} looks like a slip. Which day did you mean?")
    if not 1 <= month <= len(MONTHS):
        raise ParseError(f"There is no month {month}. Which day did you mean?")
    if not 1 <= day <= monthrange(year, month)[1]:
        raise ParseError(f"There is no {day} {MONTHS[month - 1]} {year}. Which day did you mean?")
    return date(year, month, day)


def closest(month: int, day: int, today: date, past: bool) -> date:
    """Returns that day of a year not given: the latest not after today, or the next not before."""
    longest = LONGEST_FEBRUARY if month == 2 else monthrange(today.year, month)[1]
    if not 1 <= day <= longest:
        raise ParseError(f"There is no {day} {MONTHS[month - 1]}. Which day did you mean?")
    step = -1 if past else 1
    years = range(today.year, today.year + step * (_LEAP_GAP + 2), step)
    fitting = (date(year, month, day) for year in years if day <= monthrange(year, month)[1])
    return next(one for one in fitting if (one <= today if past else one >= today))


def shifted(today: date, days: int = 0, months: int = 0) -> date:
    """A day so many days or months from another; the 31st of a shorter month is its last.

    Raises ParseError where that leads out of the centuries in which people look for work.
    """
    index = today.year * 12 + today.month - 1 + months
    year, month = index // 12, index % 12 + 1
    if FIRST_YEAR <= year <= LAST_YEAR:
        same_day = date(year, month, min(today.day, monthrange(year, month)[1]))
        moved = same_day + timedelta(days=days)
        if FIRST_YEAR <= moved.year <= LAST_YEAR:
            return moved
    raise ParseError("That's too far away. Which day did you mean?")
