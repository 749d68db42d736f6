"""The words of dates, times and zones, as `phrases/dates.toml` has them."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import Any
from zoneinfo import available_timezones

from bot.mail.deciding.phrase_book import read_data


def flat(text: str) -> str:
    """Returns a text in small letters without accents, each character in its own place."""
    return text.lower() if text.isascii() else "".join(map(_flat_letter, text))


@lru_cache(maxsize=4096)
def _flat_letter(letter: str) -> str:
    if letter in "’‘`´":
        return "'"
    if letter in "łŁ":
        return "l"
    if letter in "\xa0\u202f\u2009":
        return " "
    base = unicodedata.normalize("NFKD", letter)[:1].lower()
    return base if len(base) == 1 else letter


def any_of(words: Iterable[str]) -> str:
    """Returns a pattern for any of those words, the longest first."""
    return "|".join(re.escape(word) for word in sorted(map(flat, words), key=len, reverse=True))


@lru_cache(maxsize=1)
def date_data() -> dict[str, Any]:
    """Returns the data file."""
    return read_data("dates")


def _numbered(words: Mapping[str, str]) -> dict[str, int]:
    return {flat(word): int(number) for number, each in words.items() for word in each.split()}


@lru_cache(maxsize=1)
def month_numbers() -> dict[str, int]:
    """Returns the number of each month by its names."""
    return _numbered(date_data()["months"])


@lru_cache(maxsize=1)
def weekday_numbers() -> dict[str, int]:
    """Returns the number of each weekday by its names; 0 is Monday."""
    return _numbered(date_data()["weekdays"])


@lru_cache(maxsize=1)
def time_units() -> dict[str, int]:
    """Returns the hours of each unit by its names."""
    return _numbered(date_data()["within"]["units"])


@lru_cache(maxsize=1)
def spelled_numbers() -> dict[str, int]:
    """Numbers by the words for them."""
    return _numbered(date_data()["within"]["numbers"])


@lru_cache(maxsize=1)
def zone_abbreviations() -> dict[str, str]:
    """Returns the zone that an abbreviation means, with its clock changes."""
    zones: dict[str, str] = date_data()["zones"]
    return {
        short: zone for zone, names in zones.items() for short in names.partition("|")[0].split()
    }


@lru_cache(maxsize=1)
def zone_names() -> dict[str, str]:
    """Returns the zone that a name means, such as *eastern time*."""
    zones: dict[str, str] = date_data()["zones"]
    return {
        flat(name): zone
        for zone, names in zones.items()
        for name in names.partition("|")[2].split("|")
        if name
    }


@lru_cache(maxsize=1)
def iana_names() -> dict[str, str]:
    """Returns the zone database's own names, by the same in small letters."""
    return {name.lower(): name for name in available_timezones() if "/" in name}
