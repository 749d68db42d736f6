"""How long a break lasts: *2 weeks*, *this week*, *the weekend*; the day on which it is over."""

from __future__ import annotations

import re
from datetime import date, timedelta

from bot.parsing.dates.calendar_dates import shifted
from bot.parsing.dates.date_words import date_words
from bot.parsing.dates.days import read_day
from bot.parsing.dates.relative import read_span
from bot.parsing.parse_context import Option, ParseContext, ParseError

_AROUND_A_COUNT = re.compile(
    r"(?:for )?(?:the |my )?(?:(?:next|coming|another|about|whole|full) )*"
)
_REST = re.compile(
    r"(?:over |during )?(?:(?:the )?(?:rest|remainder) of |all )?(?:the |this )?(?:whole )?"
    r"(?P<of>day|week|weekend|month|year)"
)
_SHORT = re.compile(r"([0-9]{1,3}) ?(d|w)")  # 10d
_UNITS = {"d": "days", "w": "weeks"}
_TODAY = frozenset({"today", "tonight", "this evening", "this afternoon", "this morning"})
_THROUGH = re.compile(r"(?:through|thru) (.+)")
_NEXT_WEEK = "next week"


def read_break(text: str, context: ParseContext) -> date | None:
    """The day on which a break of that length is over; None for what is no length.

    Raises ParseError for *next week*, which may be its end or what it takes.
    """
    said = " ".join(date_words(text, context))
    if said in _TODAY:
        return shifted(context.today, days=1)
    monday = _next_monday(context.today)
    if said == _NEXT_WEEK:
        days = (monday, shifted(monday, days=7))
        raise ParseError(
            "Until next week begins, or until it's over?",
            options=tuple(Option(f"Until {context.say(day)}", day) for day in days),
        )
    if last := _THROUGH.fullmatch(said):
        day = read_day(last[1], context, past=False)
        return day and shifted(day, days=1)
    if found := _REST.fullmatch(said):
        return _after(found["of"], context.today, monday)
    return _read_count(text, context)


def read_end_of_break(text: str, context: ParseContext) -> date | None:
    """The day until which a break lasts, where it is said as no day: *next week*, *10 days*."""
    if " ".join(date_words(text, context)) == _NEXT_WEEK:
        return _next_monday(context.today)
    return _read_count(text, context)


def _read_count(text: str, context: ParseContext) -> date | None:
    """The day that is so many days, weeks or months from today, with or without *in*."""
    said = " ".join(date_words(f"in {text}", context)).removeprefix("in ")
    if short := _SHORT.fullmatch(said):
        said = f"{short[1]} {_UNITS[short[2]]}"
    around = _AROUND_A_COUNT.match(said)
    return read_span(f"in {said[around.end() :] if around else said}", context)


def _next_monday(today: date) -> date:
    return today + timedelta(days=7 - today.weekday())


def _after(of: str, today: date, monday: date) -> date:
    """The first day after the day, week, month or year in which today is."""
    if of == "day":
        return shifted(today, days=1)
    if of in ("week", "weekend"):
        return monday
    if of == "month":
        return shifted(today.replace(day=1), months=1)
    return date(today.year + 1, 1, 1)
