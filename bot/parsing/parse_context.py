"""The context in which a text is read: the moment, the zone, the language, the known companies."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime
from functools import lru_cache
from typing import Any
from zoneinfo import ZoneInfo

from bot.domain.calendar.local_time import load_zone, to_wall_time
from bot.frozen import frozen
from bot.message import Text, plain

Args = dict[str, Any]  # a command's values, by their parameters' names

_WRITTEN = "EEE d MMMM"


# Countries in which 3/5 is the fifth of March.
_MONTH_FIRST = frozenset({"US", "PR", "GU", "VI", "AS", "MP", "FM", "MH", "PW", "PH", "BZ"})


@frozen
class Option:
    """One way to read what could not be read for certain: what it says, and the value.

    Of a whole line the value is all of its arguments.
    """

    label: str
    value: Any


class ParseError(Exception):
    """A text that could not be read; `sentence` tells the person what to do about it.

    `options` are readings that they can choose from; `rest` is what the line says
    besides, where only the parameter `param` is open.
    """

    def __init__(
        self,
        sentence: str | Text,
        param: str | None = None,
        options: tuple[Option, ...] = (),
        rest: Mapping[str, Any] | None = None,
    ) -> None:
        self.sentence = sentence
        self.param = param
        self.options = options
        self.rest = rest
        super().__init__(plain(sentence))


class Ambiguous(ParseError):
    """A text that reads in more than one way.

    `choices` name the ways; a context that prefers one of them reads it so.
    """

    def __init__(self, sentence: str | Text, *choices: str) -> None:
        self.choices = choices
        super().__init__(sentence)


@frozen
class ParseContext:
    """The moment and the zone in which a person types, and their language.

    `now` is aware; `language` a Babel locale such as `en` or `de_AT`; `names`
    are the companies already in the person's pipeline; `country` is the code that
    they chose for holidays, such as `US-CA`; `prefers` says how to take what reads
    in more than one way; `spoken` is the language in which a sentence is read.
    """

    now: datetime
    zone: str
    language: str = "en"
    names: tuple[str, ...] = ()
    country: str | None = None
    prefers: frozenset[str] = frozenset()
    spoken: str = "en"

    @property
    def tz(self) -> ZoneInfo:
        """The zone itself."""
        return load_zone(self.zone)

    @property
    def wall_now(self) -> datetime:
        """The time that the clock on the person's wall shows (naive)."""
        return to_wall_time(self.now, self.tz)

    @property
    def today(self) -> date:
        """The calendar day it is for the person."""
        return self.wall_now.date()

    @property
    def tongue(self) -> str:
        """The language of days, without its country, such as `de`.

        It is that of the sentence; beside English words, the person's own.
        """
        if self.spoken != "en":
            return self.spoken
        return self.language.replace("-", "_").split("_")[0].lower()

    @property
    def own_tongue(self) -> str:
        """The person's language without its country."""
        return replace(self, spoken="en").tongue

    def speaking(self, language: str) -> ParseContext:
        """The same context, in which a sentence is read in that language."""
        return replace(self, spoken=language)

    @property
    def month_first(self) -> bool:
        """True if 3/5 is the fifth of March where the person lives.

        Their country decides, then their zone's, and their language only where
        neither is known.
        """
        country = (self.country or _country_of(self.zone) or "").partition("-")[0]
        if country:
            return country in _MONTH_FIRST
        return "US" in self.language.replace("-", "_").split("_")[1:]

    def preferring(self, choice: str) -> ParseContext:
        """The same context, in which a text of two readings is taken in that one."""
        return replace(self, prefers=self.prefers | {choice})

    def say(self, day: date) -> str:
        """A day as sentences here name it, such as *Fri 5 June*."""
        from babel import Locale, UnknownLocaleError
        from babel.dates import format_date

        try:
            locale = Locale.parse(self.language.replace("-", "_"))
        except (UnknownLocaleError, ValueError):
            locale = Locale("en")
        written = _WRITTEN if day.year == self.today.year else f"{_WRITTEN} y"
        return format_date(day, written, locale=locale)


@lru_cache(maxsize=512)
def _country_of(zone: str) -> str | None:
    """The country of a zone; None for one that is no country's, such as UTC."""
    from babel.core import get_global

    if zone.startswith("US/"):
        return "US"
    country = get_global("zone_territories").get(zone)
    return None if country in (None, "ZZ", "001") else str(country)
