"""Values of our own export, each checked: what we never write raises ValueError."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, time
from enum import StrEnum
from typing import Any

from bot.domain.calendar.local_time import load_zone
from bot.parsing.urls import read_link
from bot.parsing.words import normalize_lines

_LONGEST_TEXT = 10_000
_LONGEST_NAME = 400
_FIRST_YEAR, _LAST_YEAR = 1970, 2100
_MOST_REPEATED = 100
_MOST_DAYS = 365


def read_text(value: Any, longest: int = _LONGEST_NAME) -> str:
    """Returns a text of a line or more, of at most so many characters."""
    if not isinstance(value, str) or len(value) > longest:
        raise ValueError("no text")
    return normalize_lines(value)


def read_long_text(value: Any) -> str:
    """Returns a text such as a note."""
    return read_text(value, _LONGEST_TEXT)


def read_exact_text(value: Any) -> str:
    """Returns a text by which others know something again, such as the id of a mail."""
    if not isinstance(value, str) or len(value) > _LONGEST_TEXT or "\x00" in value:
        raise ValueError("no text")
    value.encode()  # raises for half a character, which no database stores
    return value


def read_kept_link(value: Any) -> str:
    """Returns an address as one that is typed is kept; one emptied by an edit stays empty."""
    if value == "":
        return ""
    if (link := read_link(read_text(value, _LONGEST_TEXT))) is None:
        raise ValueError("no link")
    return link


def read_zone(value: Any) -> str:
    """Returns the name of a time zone."""
    return load_zone(read_text(value)).key


def _in_bounds(day: date) -> None:
    if not _FIRST_YEAR <= day.year <= _LAST_YEAR:
        raise ValueError("a year that no job hunt has")


def read_instant(value: Any) -> datetime:
    """Returns an instant, which names its zone."""
    moment = datetime.fromisoformat(read_text(value))
    if moment.tzinfo is None:
        raise ValueError("an instant without its zone")
    _in_bounds(moment)
    return moment


def read_wall(value: Any) -> datetime:
    """Returns a wall time, which names none."""
    moment = datetime.fromisoformat(read_text(value))
    if moment.tzinfo is not None:
        raise ValueError("a wall time with a zone")
    _in_bounds(moment)
    return moment


def read_time(value: Any) -> time:
    """Returns a time of day, which names no zone: it could not be compared with wall times."""
    at = time.fromisoformat(read_text(value))
    if at.tzinfo is not None:
        raise ValueError("a time of day with a zone")
    return at


def read_id(value: Any) -> int:
    """Returns an id of the file."""
    if not isinstance(value, int) or isinstance(value, bool) or not 0 <= value < 2**62:
        raise ValueError("no id")
    return value


def nudge_number(value: Any) -> int:
    """Returns the number of a nudge."""
    if (number := read_id(value)) > _MOST_REPEATED:
        raise ValueError("no number of a nudge")
    return number


def read_flag(value: Any) -> bool:
    """Returns True, the only value that is written."""
    if value is not True:
        raise ValueError("no flag")
    return True


def read_one_of(kind: type[StrEnum]) -> Callable[[Any], StrEnum]:
    """Returns a reader of the values of an enumeration."""
    return lambda value: kind(read_text(value))


def read_day(value: Any) -> date:
    """Returns a day."""
    day = date.fromisoformat(read_text(value))
    _in_bounds(day)
    return day


def number_of_days(value: Any) -> int:
    """Returns a number of days."""
    if not isinstance(value, int) or isinstance(value, bool) or not 0 < value <= _MOST_DAYS:
        raise ValueError("no number of days")
    return value
