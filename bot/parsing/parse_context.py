"""What a text is read against: the moment, the zone, the language, the companies known."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from bot.domain.calendar.local_time import wall_of, zone_of

_WRITTEN = "EEE d MMMM"


class ParseError(Exception):
    """A text that could not be read; `sentence` tells the person what to do about it."""

    def __init__(self, sentence: str, param: str | None = None) -> None:
        self.sentence = sentence
        self.param = param
        super().__init__(sentence)


@dataclass(frozen=True, slots=True)
class ParseContext:
    """Where and when somebody types, and in which language.

    `now` is aware; `language` a Babel locale such as `en` or `de_AT`; `names`
    are the companies already in the person's pipeline.
    """

    now: datetime
    zone: str
    language: str = "en"
    names: tuple[str, ...] = ()

    @property
    def tz(self) -> ZoneInfo:
        """The zone itself."""
        return zone_of(self.zone)

    @property
    def wall_now(self) -> datetime:
        """What the clock on the person's wall shows (naive)."""
        return wall_of(self.now, self.tz)

    @property
    def today(self) -> date:
        """The calendar day it is for the person."""
        return self.wall_now.date()

    @property
    def tongue(self) -> str:
        """The language without its country, such as `de`."""
        return self.language.replace("-", "_").split("_")[0].lower()

    @property
    def month_first(self) -> bool:
        """Whether 3/5 is the fifth of March where the person lives."""
        return "US" in self.language.replace("-", "_").split("_")[1:]

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
