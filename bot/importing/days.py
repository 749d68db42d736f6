"""Dates as trackers and people write them; both readings where day and month could be either."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, time, timedelta, timezone
from functools import lru_cache

from bot.domain.calendar.local_time import load_zone, to_wall_time
from bot.domain.imports.reading import DateOrder
from bot.frozen import frozen
from bot.parsing.dates.local_names import local_months, local_weekdays
from bot.parsing.languages.offered import languages
from bot.parsing.words import unaccented

_TIME = (
    r"(?:[T, ]+(?:at |um |à |a las )?(?P<hour>\d{1,2}):(?P<minute>\d{2})(?::\d{2}(?:\.\d+)?)?"
    r"\s*(?P<half>[ap]\.?m\.?)?\s*(?P<zone>z|utc|gmt|[+-]\d{2}:?\d{2})?)?"
)
_YEAR_FIRST = re.compile(
    rf"(?P<year>\d{{4}})\s?([-/.])\s?(?P<month>\d{{1,2}})\s?\2\s?(?P<day>\d{{1,2}}){_TIME}", re.I
)
_COMPACT = re.compile(r"(?P<year>(?:19|20)\d{2})(?P<month>\d{2})(?P<day>\d{2})")
_FIGURES = re.compile(
    rf"(?P<one>\d{{1,2}})\s?([-/.])\s?(?P<two>\d{{1,2}})\s?\2\s?(?P<year>\d{{4}}|\d{{2}}){_TIME}",
    re.I,
)
_CHINESE = re.compile(rf"(?P<year>\d{{4}})年(?P<month>\d{{1,2}})月(?P<day>\d{{1,2}})[日号]?{_TIME}")
_DAY_FIRST = re.compile(
    r"(?P<day>\d{1,2})(?:st|nd|rd|th|er|º|ª|\.)?[-/. ]*(?:of |de |d')?(?P<month>[^\W\d_]{3,12})\.?"
    rf"[-/., ]*(?:de |del )?(?P<year>\d{{4}}|'?\d{{2}})?{_TIME}",
    re.I,
)
_MONTH_FIRST = re.compile(
    r"(?P<month>[^\W\d_]{3,12})\.?(?P<gap>[-/. ]*)(?P<day>\d{1,2})(?:st|nd|rd|th)?"
    rf"(?:[-/., ]+(?P<year>\d{{4}}|'?\d{{2}}))?{_TIME}",
    re.I,
)
_NO_YEAR = re.compile(r"(?P<one>\d{1,2})([-/.])(?P<two>\d{1,2})\.?")
_SECONDS = re.compile(r"\d{10}(?:\.\d+)?|\d{13}")
_SERIAL = re.compile(r"(\d{5})(?:\.\d+)?")
_WEEKDAY = re.compile(r"^(?P<name>[^\W\d_]{2,12})\.?,?\s+(?=.*\d)")
# Zeros and Excel's first days are where a date was left out.
_NOTHING = re.compile(r"0{1,4}[-/.]0?[01][-/.]0{1,4}.*|1/[01]/(?:19)?00.*|0000.*|1970-01-01.*")
# In English, German and French; years are not looked at.
_SPELLED = re.compile(r"\b(?:dd?|tt?|jj?)[-/. ]mm?\b|\bmm?[-/. ](?:dd?|tt?)\b")
_EXCEL_EPOCH = date(1899, 12, 30)
_CENTURY = 2000
_EARLIEST = 1990
_EARLIEST_IN_TWO_FIGURES = 2013
_MOST_MONTHS = 12
_MILLISECONDS = 10**11


@frozen
class ReadDay:
    """A date as read: by the one order and by the other, and its time of day if it has one.

    Where the order makes no difference both are the same; one that no calendar has is None.
    `day` and `month` alone are set of a date without its year; in `figures` the order is open.
    """

    day_first: date | None = None
    month_first: date | None = None
    at: time | None = None
    day: int = 0
    month: int = 0
    figures: bool = False

    @property
    def is_open(self) -> bool:
        """True if the order decides between two days."""
        return (
            self.day_first is not None
            and self.month_first is not None
            and self.day_first != self.month_first
        )

    @property
    def decides(self) -> DateOrder | None:
        """The only order in which it is a date; None if it is one in both."""
        if (self.day_first is None) is (self.month_first is None):
            return None
        return DateOrder.DAY_FIRST if self.day_first else DateOrder.MONTH_FIRST

    def in_order(self, order: DateOrder | None) -> date | None:
        """Returns the day in that order; None if no order is settled and it needs one."""
        if not self.is_open:
            return self.day_first or self.month_first
        if order is None:
            return None
        return self.day_first if order is DateOrder.DAY_FIRST else self.month_first


@lru_cache(maxsize=20_000)
def read_day(text: str, zone: str, *, serial: bool = False) -> ReadDay | None:
    """Reads a date; None for any other text. `serial` also reads a spreadsheet's day numbers."""
    text = " ".join(text.replace("\u202f", " ").replace("\xa0", " ").split()).lstrip("'")
    if not text or len(text) > 60 or not any(one.isdigit() for one in text):
        return None
    if _SECONDS.fullmatch(text):
        return _from_seconds(float(text), zone)
    if serial and (found := _SERIAL.fullmatch(text)):
        return _certain(_EXCEL_EPOCH + timedelta(days=int(found[1])))
    if (named := _WEEKDAY.match(text)) and _is_weekday(named["name"]):
        text = text[named.end() :]
    if found := _YEAR_FIRST.fullmatch(text) or _CHINESE.fullmatch(text):
        return _from_year_first(found, zone)
    if found := _COMPACT.fullmatch(text):
        return _certain(_date(int(found["year"]), int(found["month"]), int(found["day"])))
    if found := _FIGURES.fullmatch(text):
        return _from_figures(found)
    if found := _DAY_FIRST.fullmatch(text) or _MONTH_FIRST.fullmatch(text):
        return _from_named(found)
    if found := _NO_YEAR.fullmatch(text):
        one, two = int(found["one"]), int(found["two"])
        if 1 <= one <= 31 and 1 <= two <= 31 and min(one, two) <= _MOST_MONTHS:
            return ReadDay(day=one, month=two, figures=True)
    return None


def order_named(header: str) -> DateOrder | None:
    """Returns the order that a header spells out, such as *Date (MM/DD/YYYY)*."""
    found = _SPELLED.search(header.casefold())
    if found is None:
        return None
    return DateOrder.MONTH_FIRST if found[0].startswith("m") else DateOrder.DAY_FIRST


def is_no_date(text: str) -> bool:
    """True for what a program writes where a date was left out, such as 1900-01-00."""
    return _NOTHING.fullmatch(text.strip()) is not None


def _certain(day: date | None, at: time | None = None) -> ReadDay | None:
    return ReadDay(day, day, at) if day is not None and day.year >= _EARLIEST else None


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _from_seconds(seconds: float, zone: str) -> ReadDay | None:
    seconds = seconds / 1_000 if seconds > _MILLISECONDS else seconds
    wall = to_wall_time(datetime.fromtimestamp(seconds, UTC), load_zone(zone))
    return _certain(wall.date(), wall.time().replace(microsecond=0))


def _from_year_first(found: re.Match[str], zone: str) -> ReadDay | None:
    day = _date(int(found["year"]), int(found["month"]), int(found["day"]))
    at = _time(found)
    if day is None or at is None or not found["zone"]:
        return _certain(day, at)
    instant = datetime.combine(day, at, _offset(found["zone"]))
    wall = to_wall_time(instant, load_zone(zone))
    return _certain(wall.date(), wall.time())


def _offset(written: str) -> timezone:
    if written[0] not in "+-":
        return UTC
    minutes = int(written[1:3]) * 60 + int(written[-2:])
    return timezone(timedelta(minutes=minutes if written[0] == "+" else -minutes))


def _time(found: re.Match[str]) -> time | None:
    if not found["hour"]:
        return None
    hour, half = int(found["hour"]), (found["half"] or "").lower()
    if half:
        hour = hour % 12 + (12 if half.startswith("p") else 0)
    try:
        return time(hour, int(found["minute"]))
    except ValueError:
        return None


def _from_figures(found: re.Match[str]) -> ReadDay | None:
    one, two, year = int(found["one"]), int(found["two"]), int(found["year"])
    if len(found["year"]) == 2:
        year += _CENTURY
        if year < _EARLIEST_IN_TWO_FIGURES:
            return None  # 25-03-04 begins with its year, perhaps
    if year < _EARLIEST:
        return None
    day_first, month_first = _date(year, two, one), _date(year, one, two)
    if found[2] == "." and day_first is not None:  # with full stops the day is first everywhere
        return _certain(day_first, _time(found))
    if day_first is None and month_first is None:
        return None
    return ReadDay(day_first, month_first, _time(found))


def _from_named(found: re.Match[str]) -> ReadDay | None:
    month = _months().get(unaccented(found["month"].casefold()).rstrip("."))
    if month is None:
        return None
    day, year = int(found["day"]), (found["year"] or "").lstrip("'")
    if not year and found.groupdict().get("gap", "").strip():
        return None  # Mar-25 is a month for a spreadsheet, and a day for a person
    if not year:
        return ReadDay(day=day, month=month) if 1 <= day <= 31 else None
    number = int(year) + (0 if len(year) == 4 else _CENTURY)
    return _certain(_date(number, month, day), _time(found))


@lru_cache(maxsize=1)
def _months() -> dict[str, int]:
    """Returns the months in every language of settings; what two of them differ on is left out."""
    names: dict[str, set[int]] = {}
    for language in languages():
        for name, number in local_months(language).items():
            names.setdefault(name, set()).add(number)
    names.setdefault("sept", set()).add(9)
    return {name: min(numbers) for name, numbers in names.items() if len(numbers) == 1}


@lru_cache(maxsize=512)
def _is_weekday(name: str) -> bool:
    plain = unaccented(name.casefold())
    return any(plain in local_weekdays(language) for language in languages())
