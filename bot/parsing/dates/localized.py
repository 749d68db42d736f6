"""Months and nearby days in languages other than English, as dateparser knows them.

dateparser is asked only about single words and short phrases of a known shape,
and its answer must hold nothing that was not asked: it guesses gladly.
"""

from __future__ import annotations

import re
from datetime import date, datetime, time
from functools import lru_cache
from typing import Any

from bot.parsing.dates.calendar_dates import shifted
from bot.parsing.parse_context import ParseContext
from bot.parsing.words import word_set

_LONGEST_WORD = 20
_MOST_WORDS = 6
_NOON = time(12)
_SOME_DAY = datetime.combine(date(2000, 1, 1), _NOON)
_PHRASE = re.compile(r"[^\W_]+(?:[ '’-][^\W_]+)*")
_NUMBER = re.compile(r"\b[0-9]{1,3}\b")
# Without a number beside it, "last week" is seven days and no one of them.
_SPELT = re.compile(
    r"\b(?:einer|einem|zwei|drei|un|une|deux|trois|una|dos|tres|due|tre"
    r"|um|uma|dois|duas|três|een|twee|drie)\b"
)
_NOW = word_set("jetzt maintenant ahora ora agora nu")  # too short to be meant as a day
_MISSING = {  # what dateparser lacks
    "es": {"pasado mañana": 2, "antes de ayer": -2},
    "it": {"dopodomani": 2, "l'altro ieri": -2, "avantieri": -2},
    "pt": {"depois de amanhã": 2},
}


@lru_cache(maxsize=4096)
def month_in(word: str, tongue: str) -> int | None:
    """The month that a word of that language names."""
    if len(word) > _LONGEST_WORD or not word.isalpha():
        return None
    found = _ask(f"1 {word} 2000", tongue, "absolute-time", _SOME_DAY)
    if found is None or {*found.parts} != {"year", "month", "day"} or found.date_obj.day != 1:
        return None
    return int(found.date_obj.month)


def near_day(text: str, frame: ParseContext) -> date | None:
    """The day of a phrase such as *gestern*, *il y a 3 jours* or *dentro de una semana*."""
    words = len(text.split())
    if text in (known := _MISSING.get(frame.tongue, {})):
        return shifted(frame.today, days=known[text])
    if words > _MOST_WORDS or text in _NOW or not _PHRASE.fullmatch(text) or text.isdecimal():
        return None
    counted = bool(_NUMBER.search(text) or _SPELT.search(text))
    if counted and words < 3:  # "3 Tage", "zwei Wochen": neither ago nor ahead
        return None
    return _near(text, frame.tongue, frame.today, counted)


@lru_cache(maxsize=4096)
def _near(text: str, tongue: str, today: date, counted: bool) -> date | None:
    base = datetime.combine(today, _NOON)
    found = _ask(text, tongue, "relative-time", base)
    if found is None or found.date_obj.time() != _NOON:
        return None
    day: date = found.date_obj.date()
    return day if found.period == "day" or (counted and found.period in ("week", "month")) else None


def _ask(text: str, tongue: str, kind: str, base: datetime) -> Any:
    """What dateparser finds in that language alone; None for a language it does not know."""
    try:
        found = _parser(tongue, kind, base).get_date_data(text)
    except ValueError:
        return None
    return found if found.date_obj is not None else None


@lru_cache(maxsize=16)
def _parser(tongue: str, kind: str, base: datetime) -> Any:
    from dateparser.date import DateDataParser

    settings = {
        "PARSERS": [kind],
        "RELATIVE_BASE": base,
        "TIMEZONE": "UTC",
        "RETURN_AS_TIMEZONE_AWARE": False,
    }
    return DateDataParser(languages=[tongue], settings=settings)
