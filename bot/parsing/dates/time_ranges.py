"""A start and an end, *14:00-15:00* or *2 – 2:45pm*; one moment in two zones."""

from __future__ import annotations

import re
from datetime import date, datetime, time, timedelta

from bot.frozen import frozen
from bot.parsing.dates.time_zones import read_zone
from bot.parsing.dates.times_of_day import read_clock, read_time
from bot.parsing.parse_context import ParseContext, ParseError

_CLOCK = r"[0-9]{1,2}(?:[:.][0-9]{2})?(?: ?[ap]\.?m\.?)?(?: ?uhr| ?uur| ?h(?![a-z]))?"
_RANGE = re.compile(
    rf"(?<![0-9a-z/.:+-])(?:from |between )?({_CLOCK}) ?(?:-|–|—|to|until|till|and) ?({_CLOCK})"
    r"(?![0-9a-z/.:-])"
)
_MARK = re.compile(r":|[ap]\.?m|uhr|uur|h")
_HALF = re.compile(r"[ap]\.?m\.?$")
_ZONED = rf"({_CLOCK}) ([a-z]{{2,5}})"
_TWO_ZONES = re.compile(rf"{_ZONED} ?(?:/|\||or|=)? ?{_ZONED}")
_LONGEST = timedelta(hours=12)
_NOON = 12


@frozen
class Range:
    """The end of something whose start is read elsewhere, as typed."""

    end: str

    def length(self, start: time) -> timedelta:
        """Returns how long it takes from that start. Raises ParseError for more than half a day."""
        end = read_time(self.end)
        if end is None:
            raise ParseError(f"I can't read “{self.end}” as a time of day.")
        length = _between(start, end)
        if not _HALF.search(self.end) and end.hour < _NOON <= start.hour:
            length = _between(start, end.replace(hour=end.hour + _NOON))
        if not timedelta() < length <= _LONGEST:
            raise ParseError("It ends before it starts. Give the start and how long it takes.")
        return length


def take_range(words: list[str]) -> tuple[list[str], Range | None]:
    """The words with the start alone where they name an end as well, and that end."""
    text = " ".join(words)
    found = _RANGE.search(text)
    if found is None or not (_MARK.search(found[1]) or _MARK.search(found[2])):
        return words, None
    start, end = found[1], found[2]
    half = _HALF.search(end)
    if half and not _HALF.search(start):
        start = _start_before(start, end, half[0])
    if not _MARK.search(start):  # 11-11:30
        start = f"{start}:00"
    rest = f"{text[: found.start()]}{start}{text[found.end() :]}"
    return rest.split(), Range(end)


def _start_before(start: str, end: str, half: str) -> str:
    """The start with the end's half of the day, or with the other where it would come later."""
    hour = int(re.match("[0-9]+", start)[0])  # type: ignore[index]  # it begins with one
    if not 1 <= hour <= _NOON:
        return start
    first, last = read_clock(f"{start} {half}"), read_clock(end)
    if first and last and first >= last:
        half = "am" if half.startswith("p") else "pm"
    return f"{start} {half}"


def one_of_two_zones(words: list[str], context: ParseContext) -> list[str]:
    """The words with the first of two times that are one moment in two zones.

    Raises ParseError where they are two moments.
    """
    text = " ".join(words)
    found = _TWO_ZONES.search(text)
    if found is None:
        return words
    here, there = read_zone(found[2]), read_zone(found[4])
    first, second = read_clock(found[1]), read_clock(found[3])
    if not (here and there and first and second) or here == there:
        return words
    from zoneinfo import ZoneInfo

    moment = datetime.combine(context.today, first, ZoneInfo(here))
    if moment.astimezone(ZoneInfo(there)).time() != second:
        raise ParseError(f"“{found[0]}” is not one moment. Which of the two is it?")
    return f"{text[: found.start()]}{found[1]} {found[2]}{text[found.end() :]}".split()


def _between(start: time, end: time) -> timedelta:
    return datetime.combine(date.min, end) - datetime.combine(date.min, start)
