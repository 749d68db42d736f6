"""Days, times and spans as a person reads them, in their language and zone.

Babel knows the languages; it is loaded at the first use, and what it says is
kept, since a digest of many nudges asks for the same few days again and again.
"""

from __future__ import annotations

import re
from datetime import date, datetime, time, timedelta
from functools import lru_cache
from typing import TYPE_CHECKING

from bot.domain.calendar.local_time import QuietHours
from bot.domain.people.person import Person

if TYPE_CHECKING:
    from babel import Locale
    from babel.dates import DateTimePattern

DAY = timedelta(days=1)
HOUR = timedelta(hours=1)
QUARTERS_UNTIL = 6 * HOUR  # longer spans are given in whole hours
MINUTE = 60

# The product's own English, shorter than CLDR's ("Mon, 1 Jun 2026", "1 Sept").
_PLAIN = "en"
_SPOKEN_AS_PLAIN = frozenset({"en", "en_GB"})
_MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)
_FIELD = re.compile(r"'[^']*'|E+|c+|M{3,}|L{3,}")


def say_day(day: date, person: Person, now: datetime, *, long: bool = False) -> str:
    """Returns a day such as *Mon 1 Jun*, with the year if it is not the person's current one."""
    return _day(day, person.language, person.today(now).year != day.year, long)


def say_time(moment: datetime, person: Person) -> str:
    """Returns the time of day that an instant has for the person, such as *09:00*."""
    return say_clock(person.wall(moment).time(), person)


def say_clock(clock: time, person: Person) -> str:
    """Returns a time of day, such as *09:00*, or *9:00 AM* for en-US."""
    return _time(clock.hour, clock.minute, person.language)


def say_quiet_hours(quiet: QuietHours, person: Person) -> str:
    """Returns quiet hours, such as *21:00 to 08:00*; *none* where there are none."""
    if not quiet.length():
        return "none"
    return f"{say_clock(quiet.begin, person)} to {say_clock(quiet.end, person)}"


def say_moment(moment: datetime, person: Person, now: datetime) -> str:
    """Returns the day and time of an instant, such as *Mon 8 Jun 09:00*.

    A comma keeps two numbers apart, as in *Mon, Jun 8, 9:00 AM*.
    """
    day = say_day(person.wall(moment).date(), person, now)
    plain = str(locale_of(person.language)) == _PLAIN
    comma = "," if day[-1].isdigit() and not plain else ""
    return f"{day}{comma} {say_time(moment, person)}"


def say_moment_within(moment: datetime, person: Person, now: datetime) -> str:
    """Returns an instant as a sentence says it, such as *Mon 8 Jun at 09:00*."""
    day = say_day(person.wall(moment).date(), person, now)
    return f"{day} at {say_time(moment, person)}"


def say_when(day: date, person: Person, now: datetime) -> str:
    """Returns a day as *today*, *tomorrow* or *yesterday* where it is one of these."""
    near = {0: "today", 1: "tomorrow", -1: "yesterday"}.get((day - person.today(now)).days)
    return near or say_day(day, person, now)


def say_span(span: timedelta) -> str:
    """Returns a length such as *45 min*, *1 h 30 min*, *3 h* or *2 days*."""
    minutes = max(1, round(span / timedelta(minutes=1)))
    if minutes < MINUTE:
        return f"{minutes} min"
    quarters = 15 * round(minutes / 15) if span < QUARTERS_UNTIL else 0
    hours, rest = divmod(quarters, MINUTE) if quarters else (round(span / HOUR), 0)
    if rest:
        return f"{hours} h {rest} min"
    if hours < DAY // HOUR:
        return f"{hours} h"
    days = round(span / DAY)
    return "1 day" if days == 1 else f"{days} days"


def say_late(span: timedelta) -> str:
    """Returns how late something is, such as *3 h late*."""
    return f"{say_span(span)} late"


def write_day(day: date, person: Person, now: datetime | None = None) -> str:
    """Returns a day in full for an English letter: *Monday 1 June*, or *Monday, June 1* for en-US.

    Without `now` the year is left out, as in speech.
    """
    english = person.language if locale_of(person.language).language == _PLAIN else _PLAIN
    return _day(day, english, now is not None and person.today(now).year != day.year, True)


def write_month(day: date, person: Person, now: datetime) -> str:
    """Returns when something was, for a letter: *in March*, *in May 2025*, *earlier this month*."""
    today = person.today(now)
    if (day.year, day.month) == (today.year, today.month):
        return "earlier this month"
    month = f"in {_MONTHS[day.month - 1]}"
    return month if day.year == today.year else f"{month} {day.year}"


# --- what Babel says, kept ----------------------------------------------------


@lru_cache(maxsize=4096)
def _day(day: date, language: str, year: bool, long: bool) -> str:
    said = _plain_spaces(_pattern(language, year, long).apply(day, locale_of(language)))
    return said.removesuffix(".")  # of *26 de jun.*: a sentence that ends with it has its own


@lru_cache(maxsize=4096)
def _time(hour: int, minute: int, language: str) -> str:
    from babel.dates import format_time

    locale = locale_of(language)
    how = "HH:mm" if str(locale) == _PLAIN else "short"
    return _plain_spaces(format_time(time(hour, minute), how, locale=locale))


@lru_cache(maxsize=256)
def locale_of(language: str) -> Locale:
    """Returns the language's locale: without an unknown country, English if both are unknown."""
    from babel import Locale, UnknownLocaleError

    tag = language.replace("-", "_")
    for known in (tag, tag.split("_")[0]):
        try:
            locale = Locale.parse(known)
        except (UnknownLocaleError, ValueError):
            continue
        if str(locale) not in _SPOKEN_AS_PLAIN:
            return locale
        break
    return Locale(_PLAIN)


def month_names(language: str) -> tuple[str, ...]:
    """Returns the months from January on, short, in the form used without a day."""
    names = locale_of(language).months["stand-alone"]["abbreviated"]
    return tuple(str(names[number]).rstrip(".") for number in range(1, 13))


def weekday_names(language: str) -> tuple[str, ...]:
    """Returns the days of the week from Monday on, short, in the form used without a date."""
    names = locale_of(language).days["stand-alone"]["abbreviated"]
    return tuple(str(names[number]).rstrip(".") for number in range(7))


@lru_cache(maxsize=1024)
def _pattern(language: str, year: bool, long: bool) -> DateTimePattern:
    from babel.dates import match_skeleton, parse_pattern

    locale = locale_of(language)
    if str(locale) == _PLAIN:
        written = "E d MMM y" if year else "E d MMM"
    else:
        asked = ("y" if year else "") + ("MMMMEEEEd" if long else "MMMEd")
        known = locale.datetime_skeletons
        skeleton = match_skeleton(asked, known)
        written = (known[skeleton] if skeleton else locale.date_formats["medium"]).pattern
    return parse_pattern(_FIELD.sub(_in_full, written) if long else written)


def _in_full(field: re.Match[str]) -> str:
    """Returns a field of a pattern at full length; quoted text and fields already full stay."""
    text = field[0]
    return text if text[0] == "'" else text[0] * max(4, len(text))


def _plain_spaces(text: str) -> str:
    """Replaces no-break and narrow spaces by plain ones, which every terminal draws."""
    return text.replace("\u202f", " ").replace("\xa0", " ")
