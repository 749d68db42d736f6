"""Days as people write them: the one way from words to a date."""

from __future__ import annotations

import re
from datetime import date

from bot.parsing.dates.localized import near_day
from bot.parsing.dates.month_names import read_named
from bot.parsing.dates.numeric import read_figures
from bot.parsing.dates.relative import read_span
from bot.parsing.dates.weekdays import read_weekday, weekday_of
from bot.parsing.parse_context import ParseContext, ParseError
from bot.parsing.words import fold

LONGEST = 60
_MOST_WORDS = 7
_LEADING = {
    "de": "am der den dem",
    "fr": "le",
    "es": "el",
    "it": "il",
    "pt": "em no na",
    "nl": "op",
}
_ENDS = " ,;!?"
_ORDINAL = re.compile(r"[0-9]{1,2}\.(?:[0-9]{1,2}\.)?")  # 3. and 3.5. keep their full stop
_PART_OF_DAY = re.compile(r"(.+) (?:morning|afternoon|evening|night)")


def plain_words(text: str) -> list[str]:
    """The words of a date or time: one case, no commas, no full stop at their end."""
    if len(text) > LONGEST:
        return []
    words = fold(text).rstrip(_ENDS).replace(",", " ").split()
    words = [word.rstrip(".") if word[:1].isalpha() else word for word in words]
    if words and not _ORDINAL.fullmatch(words[-1]):
        words[-1] = words[-1].rstrip(".")
    return words


def read_day(text: str, frame: ParseContext, past: bool) -> date | None:
    """The day that a text names; None if it names none.

    Without a year or a week, it is the latest such day not after today where the
    past is meant, else the next not before today; a weekday alone is after today.
    Raises ParseError for what looks like a date and cannot be one.
    """
    words = plain_words(text)
    if words and words[0] in _leading(frame.tongue):
        # In Portuguese, *em* is "on" before a date, and "in" before a length of time.
        if frame.tongue != "en" and (day := near_day(" ".join(words), frame)):
            return day
        words = words[1:]
    if not words or len(words) > _MOST_WORDS:
        return None
    phrase = " ".join(words)
    day = _one_day(phrase, frame, past)
    if day is None and (part := _PART_OF_DAY.fullmatch(phrase)):
        day = _near(part[1], frame, past)
    if day is None and len(words) > 1:
        day = _with_weekday(words, frame, past)
    return day


def _one_day(phrase: str, frame: ParseContext, past: bool) -> date | None:
    return _dated(phrase, frame, past) or _near(phrase, frame, past)


def _dated(phrase: str, frame: ParseContext, past: bool) -> date | None:
    return read_figures(phrase, frame, past) or read_named(phrase, frame, past)


def _near(phrase: str, frame: ParseContext, past: bool) -> date | None:
    day = read_weekday(phrase, frame, past) or read_span(phrase, frame.today)
    return day or (None if frame.tongue == "en" else near_day(phrase, frame))


def _with_weekday(words: list[str], frame: ParseContext, past: bool) -> date | None:
    """*Fri 5 June*: the weekday settles the year, or shows that something is wrong."""
    weekday, rest = weekday_of(words[0], frame), words[1:]
    if weekday is None:
        return None
    if len(rest) > 1 and rest[0] in _LEADING.get(frame.tongue, "").split():
        rest = rest[1:]
    phrase = " ".join(rest)
    day = _dated(phrase, frame, past)
    if day is None:
        return None
    for one in (day, _dated(phrase, frame, not past)):
        if one is not None and one.weekday() == weekday:
            return one
    raise ParseError(f"That day is {frame.say(day)}, not a {words[0].title()}. Which did you mean?")


def _leading(tongue: str) -> list[str]:
    return ["on", *_LEADING.get(tongue, "").split()]
