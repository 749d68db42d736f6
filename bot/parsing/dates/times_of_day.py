"""Times of day as people write them: 9, 9am, 09:00, 2:30 pm, 15h30, noon, half past two."""

from __future__ import annotations

import re
from datetime import time

from bot.parsing.counts import COUNT, read_count
from bot.parsing.parse_context import ParseError
from bot.parsing.words import fold

_NAMED = {"noon": time(12), "midday": time(12), "midnight": time(0), "12 noon": time(12)}
_HALF_DAY = r" ?(?P<half>[ap])\.?m?\.?"
_COLON = re.compile(
    rf"(?P<hour>[0-9]{{1,2}}):(?P<minute>[0-9]{{2}})(?:{_HALF_DAY})?(?: uhr| uur| h)?"
)
_DOT = re.compile(
    rf"(?P<hour>[0-9]{{1,2}})\.(?P<minute>[0-9]{{2}})(?:{_HALF_DAY})?(?: ?(?:uhr|uur|h))?"
)
_LETTER_H = re.compile(r"(?P<hour>[0-9]{1,2}) ?(?:[hu] ?(?P<minute>[0-9]{2})?|(?P<word>uhr|uur))")
_OCLOCK = re.compile(rf"(?P<hour>{COUNT}) ?o'?clock(?:{_HALF_DAY})?")
_SHORT = re.compile(r"(?P<hour>[0-9]{1,2}) ?(?P<half>[ap])\.?m\.?")
_SPOKEN = re.compile(
    rf"(?P<part>half past|quarter past|quarter to) (?P<hour>{COUNT})(?:{_HALF_DAY})?"
)
_PARTS = {"half past": 30, "quarter past": 15, "quarter to": -15}
_BARE = re.compile(r"[0-9]{1,2}")
_DAY = 24
_HALF = 12
_HOUR = 60
_OPEN_HOURS = range(1, 7)
_SMALLEST_H = 7  # "15h" is a time, "2h" and "1h30" are lengths


def read_time(text: str) -> time | None:
    """The time of day; a bare number is the full hour. Raises ParseError for no such time."""
    plain = fold(text)
    return _made(int(plain), 0, None, plain) if _BARE.fullmatch(plain) else read_clock(plain)


def read_time_behind_at(text: str) -> time | None:
    """The time of day behind *at*, where *3h* is no length."""
    found = _LETTER_H.fullmatch(fold(text))
    if found and int(found["hour"]) < _SMALLEST_H:
        return _made(int(found["hour"]), int(found["minute"] or 0), None, text)
    return read_time(text)


def is_open(text: str) -> bool:
    """True if a time from 1 to 6 may as well be in the afternoon: *2:30*, *half past 3*."""
    plain = fold(text)
    for pattern in (_COLON, _DOT, _OCLOCK, _LETTER_H, _SPOKEN, _BARE):
        if found := pattern.fullmatch(plain):
            groups = found.groupdict()
            hour = groups.get("hour", plain)
            if groups.get("half") or hour.startswith("0"):
                return False
            return read_count(hour) in _OPEN_HOURS
    return False


def write_time(value: time) -> str:
    """A time as people type it: `09:00`."""
    return f"{value:%H:%M}"


def read_clock(text: str) -> time | None:
    """The same for what can only be a time: a bare number is not read."""
    plain = fold(text)
    if plain in _NAMED:
        return _NAMED[plain]
    if found := _COLON.fullmatch(plain):
        return _made(int(found["hour"]), int(found["minute"]), found["half"], plain)
    if found := _SHORT.fullmatch(plain):
        return _made(int(found["hour"]), 0, found["half"], plain)
    if found := _OCLOCK.fullmatch(plain):
        return _made(read_count(found["hour"]), 0, found["half"], plain)
    if found := _LETTER_H.fullmatch(plain):
        hour, minute = int(found["hour"]), int(found["minute"] or 0)
        first = 0 if found["word"] else _SMALLEST_H
        return time(hour, minute) if first <= hour < _DAY and minute < _HOUR else None
    if found := _DOT.fullmatch(plain):
        if int(found["minute"]) >= _HOUR or int(found["hour"]) >= _DAY:  # a version, not a time
            return None
        return _made(int(found["hour"]), int(found["minute"]), found["half"], plain)
    if found := _SPOKEN.fullmatch(plain):
        return _spoken(read_count(found["hour"]), _PARTS[found["part"]], found["half"], plain)
    return None


def _spoken(hour: int, minutes: int, half: str | None, said: str) -> time:
    start = _made(hour, 0, half, said)
    whole = (start.hour * _HOUR + minutes) % (_DAY * _HOUR)
    return time(*divmod(whole, _HOUR))


def _made(hour: int, minute: int, half: str | None, said: str) -> time:
    fits = 1 <= hour <= _HALF if half else 0 <= hour < _DAY
    if not fits or minute >= _HOUR:
        raise ParseError(f"There is no time “{said}”. Try “9:30”, “3pm” or “15:00”.")
    if half:
        hour = hour % _HALF + (_HALF if half == "p" else 0)
    return time(hour, minute)
