"""Moments of interviews: a day and a time in either order, and a zone if one is named."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta

from bot.command import WallTime
from bot.domain.calendar.local_time import load_zone, to_wall_time
from bot.frozen import frozen
from bot.parsing.dates.date_words import date_words
from bot.parsing.dates.dst_gaps import in_no_gap
from bot.parsing.dates.durations import read_length
from bot.parsing.dates.nearest_day import nearest_day
from bot.parsing.dates.parts_of_day import in_half_of_day, without_part_of_day
from bot.parsing.dates.time_ranges import one_of_two_zones, take_range
from bot.parsing.dates.time_zones import nearest_zones, read_zone
from bot.parsing.dates.times_of_day import read_clock, read_time, read_time_behind_at
from bot.parsing.dates.weekdays import weekday_of
from bot.parsing.parse_context import ParseContext, ParseError

_MOST_WORDS = 12
_LONGEST_CLOCK = 4  # half past two pm
_LONGEST_ZONE = 3
_AT = frozenset(("at", "@"))
_ON = frozenset(("on", "from", *_AT))
_OWN_TIME = (["my", "time"], ["local", "time"])
_LIKE_A_ZONE = re.compile(r"[a-z_]{2,}(?:/[a-z_]{2,})+")
_NO_COLON = re.compile(r"[1-9][0-5][05]")
_NO_M = re.compile(r"[0-9]{1,2}[ap]")
_BEFORE_DAY = re.compile(r"on [0-9]{1,2}\.(?: |$)")  # am 12.
_HOUR = re.compile(r"[0-9]{1,2}")
_DAY = 24
_WEEK = 7


@frozen
class _Around:
    """The words beside a time of day, read: a day, or a weekday alone, or neither; a zone."""

    on: date | None
    weekday: int | None
    zone: str | None


def read_moment(text: str, context: ParseContext, *, bare_hour: bool = True) -> WallTime | None:
    """The moment that a text names, as wall time in its zone; None if it names none.

    A time alone is the next such time; a weekday with a time is the next such
    moment. A day whose year is not given is the next one, unless that is most of
    a year away: interviews are logged late as well. `bare_hour` lets a text start
    with an hour alone ("9 tomorrow"). Raises ParseError for a day without a time and
    for what cannot be, Ambiguous for an hour from 1 to 6 that may be in the afternoon.
    """
    words = one_of_two_zones(date_words(text, context), context)
    if not words or len(words) > _MOST_WORDS:
        return None
    if words[0] == "in" and (length := read_length(" ".join(words[1:]))):
        return WallTime(
            to_wall_time(context.now + length, context.tz).replace(second=0, microsecond=0)
        )
    if at := _same_time(words):
        rest = [*words[: at.start], *words[at.stop :]]
        day = nearest_day(_trimmed(rest), context) if rest else None
        return WallTime(datetime.combine(day, time()), timeless=True) if day else None
    if words[-2:] == ["same", "day"]:
        words = words[:-3] if words[-3:-2] == ["the"] else words[:-2]
    words, part = without_part_of_day(words)
    words, span = take_range(words)
    prefers = context.prefers | {part} if part else context.prefers
    for said, clock, around in _readings(words, context, bare_hour):
        clock = in_half_of_day(said, clock, prefers, named=bool(part))
        zone = around.zone or context.zone
        wall = datetime.combine(
            _day(clock, around, to_wall_time(context.now, load_zone(zone))), clock
        )
        length = span.length(clock) if span else None
        dayless = around.on is None and around.weekday is None
        return WallTime(in_no_gap(wall, zone, context), around.zone, length, dayless)
    _ask_for_time(words, context)
    return None


def write_moment(when: WallTime) -> str:
    """A moment as people type it: `2026-06-04 14:00 Europe/Berlin`; without a day `14:00`.

    With the time that it had, `2026-06-04 same time`.
    """
    if when.timeless:
        return f"{when.wall:%Y-%m-%d} same time"
    said = f"{when.wall:%H:%M}" if when.dayless else f"{when.wall:%Y-%m-%d %H:%M}"
    return f"{said} {when.zone}" if when.zone else said


def _same_time(words: list[str]) -> slice | None:
    """Returns the place of *at the same time* among the words."""
    for at in range(len(words) - 1):
        if words[at : at + 2] in (["same", "time"], ["same", "hour"]):
            start = at
            while start and words[start - 1] in ("at", "the", "but"):
                start -= 1
            return slice(start, at + 2)
    return None


def _readings(
    words: list[str], context: ParseContext, bare_hour: bool
) -> Iterator[tuple[str, time, _Around]]:
    """Every way to take the words apart into a time, a day and a zone."""
    for start in range(len(words)):
        for end in range(min(start + _LONGEST_CLOCK, len(words)), start, -1):
            problem = None
            try:
                clock = _clock(words, start, end, bare_hour)
            except ParseError as unread:
                clock, problem = time(0), unread
            if clock is None:
                continue
            around = _around(words[:start], words[end:], context)
            if around is not None:
                if problem:
                    raise problem
                yield _in_full(" ".join(words[start:end])), clock, around


def _in_full(said: str) -> str:
    """A time in short, as beside a day, with what it leaves out: *tmrw 930*, *thu 9a*."""
    if _NO_COLON.fullmatch(said):
        return f"{said[:-2]}:{said[-2:]}"
    return f"{said}m" if _NO_M.fullmatch(said) else said


def _clock(words: list[str], start: int, end: int, bare_hour: bool) -> time | None:
    """The time of day in those words; an hour alone only at the start or after *at*."""
    said = " ".join(words[start:end])
    if len(words) > 1:
        said = _in_full(said)
    behind_at = start > 0 and words[start - 1] in _AT
    if not _HOUR.fullmatch(said):
        return read_time_behind_at(said) if behind_at else read_clock(said)
    introduced = behind_at if start else bare_hour
    if not introduced or int(said) >= _DAY:
        return None
    return read_time(said)


def _around(before: list[str], after: list[str], context: ParseContext) -> _Around | None:
    """The day and the zone beside a time: a zone follows the time or is at the end."""
    if before := _trimmed(before):
        return _fitting(before, after, context)
    sizes = range(min(_LONGEST_ZONE, len(after)), -1, -1)
    splits = [(after[size:], after[:size]) for size in sizes]
    splits += [(after[:-size], after[-size:]) for size in sizes if 0 < size < len(after)]
    fitting = (_fitting(day, zone, context) for day, zone in splits)
    return next((around for around in fitting if around), None)


def _fitting(day: list[str], zone: list[str], context: ParseContext) -> _Around | None:
    """Both, if the words for the day name one (or are none) and so do those for the zone."""
    named = _zone(zone)
    if named is None:
        return None
    day = _trimmed(day)
    on = nearest_day(day, context) if day else None
    if day and on is None:
        return None
    return _Around(on, weekday_of(day[0], context) if len(day) == 1 else None, named or None)


def _trimmed(words: list[str]) -> list[str]:
    start, end = 0, len(words)
    while start < end and words[start] in _ON and not _BEFORE_DAY.match(" ".join(words[start:])):
        start += 1
    while end > start and words[end - 1] in _ON:
        end -= 1
    return words[start:end]


def _zone(words: list[str]) -> str | None:
    """The zone that the words name; empty for the person's own, None if they name none."""
    if not words or words in _OWN_TIME:
        return ""
    said = " ".join(words[1:] if words[0] == "in" and len(words) > 1 else words)
    zone = read_zone(said) if len(words) <= _LONGEST_ZONE else None
    if zone is None and _LIKE_A_ZONE.fullmatch(said):
        near = nearest_zones(said)
        hint = f"Did you mean {' or '.join(near)}?" if near else "Try one such as Europe/Berlin."
        raise ParseError(f"I don't know the time zone “{said}”. {hint}")
    return zone


def _day(clock: time, around: _Around, here: datetime) -> date:
    """The day of that time, where `here` is what the clocks of its zone show now."""
    if around.on is not None and around.weekday is None:
        return around.on
    away, step = 0, 1
    if around.weekday is not None:
        away, step = (around.weekday - here.weekday()) % _WEEK, _WEEK
    day = here.date() + timedelta(days=away)
    later = datetime.combine(day, clock) > here
    return day if later else day + timedelta(days=step)


def _ask_for_time(words: list[str], context: ParseContext) -> None:
    """Raises ParseError if the words name a day and no time."""
    day = nearest_day(_trimmed(words), context)
    if day is not None:
        raise ParseError(
            f"At what time on {context.say(day)}? Add it after the day, such as “fri 3pm”."
        )
    if len(words) > 1 and _HOUR.fullmatch(words[-1]) and weekday_of(words[0], context) is not None:
        hour = words[-1]
        raise ParseError(
            f"Is {hour} the hour? Write it as “{words[0]} {hour}:00” or “{words[0]} 3pm”."
        )
