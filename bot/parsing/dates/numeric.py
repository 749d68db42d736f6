"""Dates in figures: 2026-06-04, 20260604, 03/05/2026, 3/5, 3.5.

With full stops between them the day is first everywhere.
"""

from __future__ import annotations

import re
from datetime import date

from bot.parsing.dates.calendar_dates import LONGEST_FEBRUARY, closest, exact
from bot.parsing.parse_context import ParseContext

_YEAR_FIRST = re.compile(r"([0-9]{4})([-/.])([0-9]{1,2})\2([0-9]{1,2})")
_COMPACT = re.compile(r"((?:19|20)[0-9]{2})([0-9]{2})([0-9]{2})")
_YEAR_LAST = re.compile(r"([0-9]{1,2})([-/.])([0-9]{1,2})\2([0-9]{4}|[0-9]{2})")
# "3.5" alone is a number and "5-7" a range, so the year is left out only of these.
_NO_YEAR = re.compile(r"([0-9]{1,2})/([0-9]{1,2})|([0-9]{1,2})\.([0-9]{1,2})\.")
AS_READ = "as read"
OTHER_ORDER = "the other order"
_CENTURY = 2000
_MOST_MONTHS = 12
_LONGEST = {2: LONGEST_FEBRUARY, 4: 30, 6: 30, 9: 30, 11: 30}
_NEARLY_A_DAY = 39  # "32/5" is a date with a slip; "50/50" and "99/1" are not dates


def read_figures(text: str, context: ParseContext, past: bool) -> date | None:
    """The date in figures. Raises ParseError for one that no calendar has."""
    if found := _YEAR_FIRST.fullmatch(text):
        return exact(int(found[1]), int(found[3]), int(found[4]))
    if found := _COMPACT.fullmatch(text):
        return exact(*map(int, found.groups()))
    if found := _YEAR_LAST.fullmatch(text):
        year = int(found[4]) + (0 if len(found[4]) == 4 else _CENTURY)
        month, day = _in_order(int(found[1]), int(found[3]), found[2], context)
        return exact(year, month, day)
    if found := _NO_YEAR.fullmatch(text):
        month, day = _in_order(
            *(int(found[1] or found[3]), int(found[2] or found[4])),
            "/" if found[1] else ".",
            context,
        )
        if not 1 <= month <= _MOST_MONTHS or not 1 <= day <= _NEARLY_A_DAY:
            return None
        return closest(month, day, context.today, past)
    return None


def _in_order(first: int, second: int, mark: str, context: ParseContext) -> tuple[int, int]:
    """Month and day, in the order of the person's region unless only the other can be."""
    usual, other = (first, second), (second, first)
    if mark == "." or not context.month_first:
        usual, other = other, usual
    if OTHER_ORDER in context.prefers and _can_be(*other):
        return other
    if not _can_be(*usual) and (_can_be(*other) or usual[0] > _MOST_MONTHS >= other[0]):
        return other
    return usual


def _can_be(month: int, day: int) -> bool:
    return 1 <= month <= _MOST_MONTHS and 1 <= day <= _LONGEST.get(month, 31)
