"""Weekdays: *Friday*, *last fri*, *next Monday*, *monday next week*, *letzten Freitag*.

A weekday alone is the latest one up to today where the past is meant, and else
the first one after today. *Last* is always before today, *next* always after it;
*this* may be today itself.
"""

from __future__ import annotations

import re
from datetime import date, timedelta
from functools import lru_cache

from bot.parsing.parse_context import ParseContext
from bot.parsing.words import word_set

_WEEK = 7
_ENGLISH = {
    word: number
    for number, words in enumerate(
        (
            "monday mon",
            "tuesday tue tues",
            "wednesday wed weds",
            "thursday thu thur thurs",
            "friday fri",
            "saturday sat",
            "sunday sun",
        )
    )
    for word in words.split()
}
_LAST = word_set(
    "last past letzten letzter letzte letztem dernier pasado scorso passado passada afgelopen"
    " vorige"
)
_NEXT = word_set(
    "next coming nächsten nächster nächste nächstem kommenden prochain próximo proximo prossimo"
    " próxima volgende komende"
)
_THIS = word_set("this diesen dieser diese ce este questo deze")
_OF_A_WEEK = re.compile(r"(.+) (last|this|next) week|(last|this|next) week(?: on)? (.+)")


def read_weekday(text: str, frame: ParseContext, past: bool) -> date | None:
    """The day that a weekday names, with or without a word before or after it."""
    if found := _OF_A_WEEK.fullmatch(text):
        weekday = weekday_of(found[1] or found[4], frame)
        weeks = {"last": -1, "this": 0, "next": 1}[found[2] or found[3]]
        return None if weekday is None else _in_week(frame.today, weekday, weeks)
    which = ""
    words = text.split()
    if len(words) == 2:
        first, second = words
        which, text = (first, second) if _turns(first) else (second, first)
        if not _turns(which):
            return None
    weekday = weekday_of(text, frame)
    if weekday is None:
        return None
    return _nearest(frame.today, weekday, which, past)


def weekday_of(word: str, frame: ParseContext) -> int | None:
    """The number of the weekday (0 is Monday) that a word names."""
    if word in _ENGLISH:
        return _ENGLISH[word]
    return None if frame.tongue == "en" else _weekdays_in(frame.tongue).get(word)


def _turns(word: str) -> bool:
    return word in _LAST or word in _NEXT or word in _THIS


def _nearest(today: date, weekday: int, which: str, past: bool) -> date:
    back = (today.weekday() - weekday) % _WEEK
    ahead = (weekday - today.weekday()) % _WEEK
    if which in _LAST:
        return today - timedelta(days=back or _WEEK)
    if which in _NEXT:
        return today + timedelta(days=ahead or _WEEK)
    if past:
        return today - timedelta(days=back)
    return today + timedelta(days=ahead if which in _THIS else ahead or _WEEK)


def _in_week(today: date, weekday: int, weeks: int) -> date:
    return today + timedelta(days=weekday - today.weekday() + weeks * _WEEK)


@lru_cache(maxsize=64)
def _weekdays_in(tongue: str) -> dict[str, int]:
    from babel import Locale, UnknownLocaleError

    try:
        days = Locale(tongue).days
    except (UnknownLocaleError, ValueError):
        return {}
    names: dict[str, int] = {}
    for width in ("abbreviated", "wide"):
        for context in ("format", "stand-alone"):
            for number, name in days[context][width].items():
                plain = name.casefold().rstrip(".")
                names[plain] = names[plain.partition("-feira")[0]] = number
    return names
