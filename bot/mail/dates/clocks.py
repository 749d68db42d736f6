"""Times of day in a text, with their ends and zones: 2 – 3 pm ET, 14.30 Uhr, 9h30."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import time
from functools import lru_cache

from bot.frozen import frozen
from bot.mail.dates.date_words import (
    any_of,
    date_data,
    iana_names,
    time_units,
    zone_abbreviations,
    zone_names,
)

_WEEK, _NOON, _DAY, _HOUR = 7, 12, 24, 60
_EARLIEST = 7


@frozen
class FoundClock:
    """A time of day in a text, where it begins and ends there, and the zone beside it."""

    start: int
    end: int
    begins: time
    ends: time | None
    zone: str | None


_H = r"(?P<h{0}>[01]?\d|2[0-4])"
_M = (
    r"(?:(?::|(?:\s?h\s?))(?P<m{0}>[0-5]\d)"
    # A full stop parts hour and minute only where a word says that it is a time.
    r"|\.(?P<d{0}>[0-5]\d)(?=\s?(?:uhr|h\b|uur|[ap]\.?m|[-–—]|bis|tot|do|\s?to))"
    r"|\s?(?P<w{0}>h|hrs|uhr|uur)\b)?"
)
_AP = r"(?:\s?(?P<ap{0}>[ap])\.?\s?m\b\.?)?"
_UNIT = r"(?P<u{0}>\s?(?:uhr|h|hs|hrs|uur|horas|heures|hours|o'clock)\b)?"
_ONE = _H + _M + _AP + _UNIT


def find_clocks(text: str, plainly: str) -> Iterator[FoundClock]:
    """Returns every time of day of a text, given as it is and flat."""
    for match in _times().finditer(plainly):
        if match["noon"]:
            begins, ends = time(_NOON), None
        else:
            begins_at = _clock(match, 1)
            ends = _clock(match, 2) if match["h2"] else None
            if begins_at is None:
                continue
            begins = begins_at
            if match["ap2"] and not match["ap1"] and ends is not None:
                begins = _same_half(begins, ends)
            if not _is_time(match):
                continue
        zone, end = _zone_after(text, plainly, match.end())
        yield FoundClock(match.start(), end, begins, ends, zone)


def _is_time(match: re.Match[str]) -> bool:
    """True unless it is a bare number, without minutes, a half of the day or a word for hours."""
    marks = ("m1", "d1", "w1", "ap1", "u1", "m2", "w2", "ap2", "u2", "d2")
    if not any(match[mark] for mark in marks):
        return bool(match["at"])
    return True


def _clock(match: re.Match[str], number: int) -> time | None:
    hour = int(match[f"h{number}"])
    minute = int(match[f"m{number}"] or match[f"d{number}"] or 0)
    half = match[f"ap{number}"]
    if half:
        if not 0 < hour <= _NOON:
            return None
        hour = hour % _NOON + (_NOON if half == "p" else 0)
    elif 0 < hour < _EARLIEST and len(match[f"h{number}"]) == 1:
        hour += _NOON  # nobody is interviewed at 2 in the morning
    return time(hour, minute) if hour < _DAY else None


def _same_half(begins: time, ends: time) -> time:
    """Puts a beginning in its half: *2 – 3 pm* in the afternoon, *11 – 1 pm* before noon."""
    later = begins.replace(hour=begins.hour + _NOON) if begins.hour < _NOON else begins
    return later if ends.hour >= _NOON and later < ends else begins


def _zone_after(text: str, plainly: str, at: int) -> tuple[str | None, int]:
    found = _zones_regex().match(plainly, at)
    if found is None:
        return None, at
    if found["offset"]:
        return _offset_zone(found["offset"]), found.end()
    if found["iana"]:
        named = iana_names().get(found["iana"])
        return named, found.end() if named else at
    name = found["name"]
    short = zone_abbreviations().get(name.upper())
    if short and text[found.start("name") : found.end("name")].isupper():
        return short, found.end()
    zone = zone_names().get(name)
    return zone, found.end() if zone else at


def _offset_zone(offset: str) -> str | None:
    """Returns the zone of a fixed offset, named as the database names it; whole hours only."""
    parts = re.fullmatch(r"([+\-−–])0?(\d{1,2})(?::?(\d{2}))?", offset.replace(" ", ""))
    if parts is None or int(parts[2]) > 14:
        return None
    if parts[3] == "30" and offset.startswith("+") and parts[2] == "5":
        return "Asia/Kolkata"
    hours = int(parts[2])
    return f"Etc/GMT{'-' if parts[1] == '+' else '+'}{hours}" if hours else "Etc/UTC"


@lru_cache(maxsize=1)
def _times() -> re.Pattern[str]:
    words = date_data()["words"]
    to = any_of(words["to"])
    return re.compile(
        rf"\b(?P<noon>noon|midday|12 noon)\b|(?:\b(?P<at>{any_of(words['at'])})\s+)?"
        rf"(?<![\d.,/:-]){_ONE.format(1)}(?:[ \t\xa0]*(?:[-–—]|\b(?:{to})\b)\s*{_ONE.format(2)})?"
        rf"(?![\d:]|[.,]\d|\s?%|\s?(?:{any_of(time_units())})\b|\s?min)"
    )


@lru_cache(maxsize=1)
def _zones_regex() -> re.Pattern[str]:
    names = any_of([*zone_names(), *zone_abbreviations()])
    return re.compile(
        rf"[\s,]{{0,2}}[(\[]?\s?(?:(?:utc|gmt)\s?(?P<offset>[+\-−–]\s?\d{{1,2}}(?::?\d{{2}})?)"
        rf"|(?P<iana>[a-z]+(?:/[a-z_]+)+)|(?P<name>{names})\b)"
    )
