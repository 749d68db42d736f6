"""Days so far from today: *yesterday*, *3 days ago*, *in two weeks*, *end of the month*."""

from __future__ import annotations

import re
from datetime import date

from bot.parsing.counts import COUNT, read_count
from bot.parsing.dates.calendar_dates import shifted
from bot.parsing.parse_context import ParseError

_WORDS = {
    "today": 0,
    "tonight": 0,
    "earlier today": 0,
    "this morning": 0,
    "this afternoon": 0,
    "this evening": 0,
    "yesterday": -1,
    "yesteday": -1,
    "last night": -1,
    "day before yesterday": -2,
    "tomorrow": 1,
    "tomorow": 1,
    "tommorow": 1,
    "tommorrow": 1,
    "tmrw": 1,
    "day after tomorrow": 2,
}
_UNITS = {
    "day": (1, 0),
    "week": (7, 0),
    "fortnight": (14, 0),
    "month": (0, 1),
    "year": (0, 12),
}
_UNIT = "day|week|fortnight|month|year"
_SPAN = re.compile(
    rf"(?P<in>in )?(?P<count>{COUNT}|a couple(?: of)?) (?P<unit>{_UNIT})s?"
    r"(?P<after> ago| from now| from today)?"
)
_VAGUE = re.compile(
    rf"(?:last|this|next) (?:week|weekend|month|year)|(?:a )?(?:few|several|some) (?:{_UNIT})s ago"
)
_END = re.compile(r"(?:the )?end of (?:the |this )?(week|month)")
_FRIDAY = 4


def read_span(text: str, today: date) -> date | None:
    """The day of such words. Raises ParseError where they leave open which day it is."""
    plain = text.removeprefix("the ")
    if plain in _WORDS:
        return shifted(today, days=_WORDS[plain])
    if _VAGUE.fullmatch(text):
        raise ParseError(f"“{text}” could be many days. Which one? Try “friday” or “3 May”.")
    if found := _END.fullmatch(text):
        return _end(found[1], today)
    found = _SPAN.fullmatch(text)
    if found is None or bool(found["in"]) == bool(found["after"]):
        return None
    count = 2 if "couple" in found["count"] else read_count(found["count"])
    days, months = _UNITS[found["unit"]]
    sign = -1 if found["after"] == " ago" else 1
    return shifted(today, days=sign * count * days, months=sign * count * months)


def _end(of: str, today: date) -> date:
    """The last working day of the week, or the last day of the month."""
    if of == "month":
        return shifted(shifted(today.replace(day=1), months=1), days=-1)
    return shifted(today, days=(_FRIDAY - today.weekday()) % 7)
