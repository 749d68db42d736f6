"""Lengths of time: 60m, 1h30, 1.5 hours, half an hour."""

from __future__ import annotations

import re
from datetime import timedelta

from bot.parsing.counts import COUNT, read_count
from bot.parsing.parse_context import ParseError
from bot.parsing.words import fold

LONGEST = timedelta(hours=24)
_LONGEST_TEXT = 40
_HOURS = r"(?:h|hr|hrs|hour|hours|std)"
_MINUTES = r"(?:m|min|mins|minute|minutes)"
_AMOUNT = rf"[0-9]{{1,4}}(?:[.,][0-9]{{1,3}})? ?|(?:{COUNT}) "
_BOTH = re.compile(
    rf"(?:(?P<hours>{_AMOUNT}){_HOURS})?(?: ?(?:and )?(?:(?P<minutes>{_AMOUNT}){_MINUTES}))?"
)
_SHORT = re.compile(r"(?P<hours>[0-9]{1,2}) ?h ?(?P<minutes>[0-9]{1,2})")
_BARE = re.compile(r"[0-9]{1,3}")
_BARE_FROM, _BARE_TO = 5, 480  # other bare numbers count something else than minutes
_HALVES = {
    "half an hour": 30,
    "half hour": 30,
    "a half hour": 30,
    "quarter of an hour": 15,
    "a quarter of an hour": 15,
    "three quarters of an hour": 45,
    "an hour and a half": 90,
    "one and a half hours": 90,
}


def read_length(text: str) -> timedelta | None:
    """The length that a text names; a bare number counts minutes.

    Raises ParseError for nothing at all and for more than a day.
    """
    if len(text) > _LONGEST_TEXT:
        return None
    minutes = _minutes(fold(text).rstrip("."))
    if minutes is None:
        return None
    length = timedelta(minutes=round(minutes))
    if not timedelta() < length <= LONGEST:
        raise ParseError(
            f"“{text.strip()}” isn't a length I can use. Try one up to 24 hours, like 45m."
        )
    return length


def write_length(length: timedelta) -> str:
    """A length as people type it: `45m`, `2h`, `1h30m`."""
    hours, minutes = divmod(round(length.total_seconds() / 60), 60)
    return (f"{hours}h" if hours else "") + (f"{minutes}m" if minutes or not hours else "")


def _minutes(text: str) -> float | None:
    if text in _HALVES:
        return _HALVES[text]
    if _BARE.fullmatch(text):
        return int(text) if _BARE_FROM <= int(text) <= _BARE_TO else None
    found = _SHORT.fullmatch(text) or (_BOTH.fullmatch(text) if text else None)
    if found is None:
        return None
    return 60 * _amount(found["hours"]) + _amount(found["minutes"])


def _amount(text: str | None) -> float:
    if not text:
        return 0
    amount = text.strip().replace(",", ".")
    return float(amount) if amount[0].isdigit() else read_count(amount)
