"""Days as people write them: the one way from words to a date."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from bot.parsing.dates.date_words import date_words
from bot.parsing.dates.month_names import day_of_month, read_named
from bot.parsing.dates.numeric import read_figures
from bot.parsing.dates.relative import read_span
from bot.parsing.dates.time_zones import read_zone
from bot.parsing.dates.times_of_day import read_clock, read_time
from bot.parsing.dates.weekdays import read_weekday, weekday_of
from bot.parsing.parse_context import ParseContext, ParseError

_MOST_WORDS = 12
_LONGEST_CLOCK = 4
_AT = frozenset({"at", "@", "from"})
_DAY_AND_MONTH = re.compile(r"[0-9]{1,2}\.[0-9]{1,2}")  # środa 10.06
_PART_OF_DAY = re.compile(r"(.+?)(?: in the| at)? (?:morning|afternoon|evening|night)")


def read_day(text: str, context: ParseContext, past: bool) -> date | None:
    """The day that a text names, without its time if it has one; None if it names none.

    Without a year or a week, it is the latest such day not after today where the
    past is meant, else the next not before today; a weekday alone is after today.
    Raises ParseError for what looks like a date and cannot be one.
    """
    words = date_words(text, context)
    if not words or len(words) > _MOST_WORDS:
        return None
    day = local_day(words, context, past)
    if day is None and len(words) > 1:
        days = (local_day(rest, context, past) for rest in _without_time(words))
        day = next((one for one in days if one), None)
    return day


def has_open_year(text: str, context: ParseContext) -> bool:
    """True if the day that a text names leaves open in which year or week it is."""
    return read_day(text, context, past=True) != read_day(text, context, past=False)


def local_day(words: list[str], context: ParseContext, past: bool) -> date | None:
    """The day that the words of a date name, with no time beside it."""
    introduced = words[:1] == ["on"]
    if introduced:
        words = words[1:]
    if not words:
        return None
    phrase = " ".join(words)
    day = _one_day(phrase, context, past)
    if day is None and introduced and phrase.endswith("."):  # am 12.
        day = day_of_month(phrase, context, past)
    if day is None and (part := _PART_OF_DAY.fullmatch(phrase)):
        day = _near(part[1], context, past)
    if day is None and len(words) > 1:
        day = _with_weekday(words, context, past)
    return day


def _one_day(phrase: str, context: ParseContext, past: bool) -> date | None:
    return _dated(phrase, context, past) or _near(phrase, context, past)


def _dated(phrase: str, context: ParseContext, past: bool) -> date | None:
    return read_figures(phrase, context, past) or read_named(phrase, context, past)


def _near(phrase: str, context: ParseContext, past: bool) -> date | None:
    return read_weekday(phrase, context, past) or read_span(phrase, context)


def _with_weekday(words: list[str], context: ParseContext, past: bool) -> date | None:
    """*Fri 5 June*, *2026-06-05 (Fri)*: the weekday settles the year, or shows a slip."""
    for said, rest in ((words[0], words[1:]), (words[-1], words[:-1])):
        weekday = weekday_of(said, context)
        if weekday is None:
            continue
        phrase = " ".join(rest[1:] if len(rest) > 1 and rest[0] == "on" else rest)
        day = _dated(phrase, context, past)
        if day is None and _DAY_AND_MONTH.fullmatch(phrase):
            day = _dated(f"{phrase}.", context, past)
        if day is None:
            day = day_of_month(phrase, context, past)
            if day is None or day.weekday() != weekday:
                continue
        for one in (day, _dated(phrase, context, not past)):
            if one is not None and one.weekday() == weekday:
                return one
        raise ParseError(
            f"That day is {context.say(day)}, not a {said.title()}. Which did you mean?"
        )
    return None


def _without_time(words: list[str]) -> Iterator[list[str]]:
    """The words without a time, and its zone, at their end or at their beginning."""
    for at in range(1, len(words)):
        if _is_time(words[at:]):
            yield words[:at]
    for at in range(len(words) - 1, 0, -1):
        if _is_time(words[:at]):
            yield words[at:]


def _is_time(words: list[str]) -> bool:
    introduced = words[0] in _AT
    words = words[1:] if introduced else words
    for size in range(min(_LONGEST_CLOCK, len(words)), 0, -1):
        said = " ".join(words[:size])
        # An hour alone is one only behind *at*.
        if (read_time if introduced else read_clock)(said) is None:
            continue
        rest = words[size:]
        if not rest or read_zone(" ".join(rest)) or rest == ["my", "time"]:
            return True
        if rest[0] in ("-", "–", "to", "until") and _is_time(["at", *rest[1:]]):
            return True
    return False
