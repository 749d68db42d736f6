"""The names of months and weekdays in a person's language, as Babel knows them."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache

from bot.parsing.words import unaccented


@lru_cache(maxsize=64)
def local_months(tongue: str) -> Mapping[str, int]:
    """The number of each month by its names, without their accents."""
    return _names(tongue, "months")


@lru_cache(maxsize=64)
def local_weekdays(tongue: str) -> Mapping[str, int]:
    """The number of each weekday (0 is Monday) by its names, without their accents."""
    names = dict(_names(tongue, "days"))
    # Portuguese weekdays go by their number alone as well: *segunda* is *segunda-feira*.
    return names | {name.partition("-feira")[0]: number for name, number in names.items()}


def _names(tongue: str, what: str) -> Mapping[str, int]:
    from babel import Locale, UnknownLocaleError

    try:
        by_context = getattr(Locale(tongue), what)
    except (UnknownLocaleError, ValueError):
        return {}
    return {
        unaccented(name.casefold().rstrip(".")): number
        for width in ("abbreviated", "wide")
        for context in ("format", "stand-alone")
        for number, name in by_context[context][width].items()
    }
