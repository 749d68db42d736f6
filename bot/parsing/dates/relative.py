"""Days so far from today: *yesterday*, *3 days ago*, *in two weeks*, *end of the month*."""

from __future__ import annotations

import re
from datetime import date

from bot.parsing.counts import COUNT, read_count
from bot.parsing.dates.calendar_dates import exact, shifted
from bot.parsing.dates.month_names import month_of
from bot.parsing.parse_context import ParseContext, ParseError

_WORDS = {
    "today": 0,
    "tonight": 0,
    "earlier today": 0,
    "this morning": 0,
    "this afternoon": 0,
    "this evening": 0,
    "yesterday": -1,
    "last night": -1,
    "just now": 0,
    "right now": 0,
    "yesterday night": -1,
    "todays": 0,
    "day before yesterday": -2,
    "tomorrow": 1,
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
    rf"(?:earlier |later |the )?(?:last|this|next|coming) (?:week|weekend|month|year)"
    rf"|(?:in )?(?:a )?(?:few|several|some) (?:{_UNIT})s(?: ago| from now)?"
    r"|the other day|a while ago|(?:the )?(?:middle of|beginning of|start of|mid|early|late)[ -].+"
)
_END = re.compile(r"(?:the )?end of (?:the |this )?(next )?(week|month|year)")
_END_OF = re.compile(r"(?:the )?end of (?P<month>[^\W\d_]{3,20})(?: (?P<year>[0-9]{4}))?")
_FRIDAY = 4
_DECEMBER = 12


def read_span(text: str, context: ParseContext) -> date | None:
    """The day of such words. Raises ParseError where they leave open which day it is."""
    today = context.today
    plain = text.removeprefix("the ")
    if plain in _WORDS:
        return shifted(today, days=_WORDS[plain])
    if found := _END.fullmatch(text):
        return _end(found[2], today, following=bool(found[1]))
    if (found := _END_OF.fullmatch(text)) and (month := month_of(found["month"], context)):
        return _end_of_month(month, found["year"], today)
    if _VAGUE.fullmatch(text) and _is_span(text, context):
        raise ParseError(f"“{text}” could be many days. Which one? Try “friday” or “3 May”.")
    found = _SPAN.fullmatch(text)
    if found is None or bool(found["in"]) == bool(found["after"]):
        return None
    count = 2 if "couple" in found["count"] else read_count(found["count"])
    days, months = _UNITS[found["unit"]]
    sign = -1 if found["after"] == " ago" else 1
    return shifted(today, days=sign * count * days, months=sign * count * months)


def _is_span(text: str, context: ParseContext) -> bool:
    """True unless the words after *middle of* and the like are no stretch of time."""
    last = text.split()[-1]
    known = last.rstrip("s") in {*_UNITS, "weekend"} or month_of(last.rpartition("-")[2], context)
    return bool(known) or text.endswith(("ago", "now", "the other day"))


def _end(of: str, today: date, *, following: bool) -> date:
    """The last working day of the week, or the last day of the month or year."""
    if of == "week":
        friday = shifted(today, days=(_FRIDAY - today.weekday()) % 7)
        return shifted(friday, days=7) if following else friday
    if of == "year":
        return date(today.year + following, _DECEMBER, 31)
    return shifted(shifted(today.replace(day=1), months=1 + following), days=-1)


def _end_of_month(month: int, year: str | None, today: date) -> date:
    """The last day of that month: of this year, or of the next if it is over."""
    first = exact(int(year) if year else today.year, month, 1)
    last = shifted(shifted(first, months=1), days=-1)
    return last if year or last >= today else _end_of_month(month, str(today.year + 1), today)
