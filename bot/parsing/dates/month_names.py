"""Dates with a month's name: 3 May, May 3rd 2026, the 3rd of May, 3. Mai."""

from __future__ import annotations

import re
from datetime import date

from bot.parsing.dates.calendar_dates import MONTHS, closest, exact, shifted
from bot.parsing.dates.local_names import local_months
from bot.parsing.parse_context import ParseContext, ParseError
from bot.parsing.words import unaccented

_ORDINAL = r"(?:st|nd|rd|th|er|º|ª|°|\.)?"
_OF = "(?:of |de |d'|di )?"
_YEAR = r"(?: (?:de |del )?(?P<year>[0-9]{4}|'?[0-9]{2}))?"
_MONTH = r"(?P<month>[^\W\d_]{3,20})"
_DAY_FIRST = re.compile(rf"(?:the )?(?P<day>[0-9]{{1,2}}){_ORDINAL} ?{_OF}{_MONTH}{_YEAR}")
_MONTH_FIRST = re.compile(
    rf"{_MONTH} (?:the )?(?P<day>[0-9]{{1,2}}){_ORDINAL}(?: (?P<year>[0-9]{{4}}|'[0-9]{{2}}))?"
)
_DAY_ALONE = re.compile(r"(?:the ([0-9]{1,2})(?:st|nd|rd|th)|(?:de|den) ([0-9]{1,2})(?:e|ste|\.))")
_DAY_OF_MONTH = re.compile(r"(?:the )?([0-9]{1,2})(?:st|nd|rd|th|er|e|º|°|\.)?")
_NO_DAY = re.compile(rf"{_MONTH} (?:de |del )?(?P<year>20[0-9]{{2}})")
_CENTURY = 2000
_MONTHS_TO_TRY = 4

_ENGLISH = {
    **{name.lower(): number for number, name in enumerate(MONTHS, 1)},
    **{name[:3].lower(): number for number, name in enumerate(MONTHS, 1)},
    "sept": 9,
    "febuary": 2,
    "feburary": 2,
    "janury": 1,
    "agust": 8,
    "septmber": 9,
    "ocotber": 10,
    "novmber": 11,
    "decmber": 12,
}


def read_named(text: str, context: ParseContext, past: bool) -> date | None:
    """The date with its month's name. Raises ParseError for one that no calendar has."""
    if (whole := _NO_DAY.fullmatch(text)) and month_of(whole["month"], context):
        raise ParseError(f"Which day in {whole['month'].title()} {whole['year']}?")
    if alone := _DAY_ALONE.fullmatch(text):
        return _day_alone(int(alone[1] or alone[2]), context.today, past)
    found = _DAY_FIRST.fullmatch(text) or _MONTH_FIRST.fullmatch(text)
    month = month_of(found["month"], context) if found else None
    if found is None or month is None:
        return None
    day, year = int(found["day"]), (found["year"] or "").lstrip("'")
    if not year:
        return closest(month, day, context.today, past)
    return exact(int(year) + (0 if len(year) == 4 else _CENTURY), month, day)


def day_of_month(text: str, context: ParseContext, past: bool) -> date | None:
    """The day behind a weekday: *Monday 15th*, *lunedì 15*. Of this month, or the nearest."""
    found = _DAY_OF_MONTH.fullmatch(text)
    try:
        return _day_alone(int(found[1]), context.today, past) if found else None
    except ParseError:
        return None


def month_of(word: str, context: ParseContext) -> int | None:
    """The month that a word names in English or in the person's language."""
    if word in _ENGLISH:
        return _ENGLISH[word]
    return None if context.tongue == "en" else local_months(context.tongue).get(unaccented(word))


def _day_alone(day: int, today: date, past: bool) -> date:
    """*the 3rd*: of this month, or of the nearest one before or after that has it."""
    for away in range(_MONTHS_TO_TRY):
        first = shifted(today.replace(day=1), months=-away if past else away)
        one = shifted(first, days=max(day, 1) - 1)
        if one.month == first.month and (one <= today if past else one >= today):
            return one
    raise ParseError(f"No month has a day {day}. Which day did you mean?")
