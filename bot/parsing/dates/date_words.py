"""The words of a date or time, as all readers of dates expect them.

One case, no commas; what machines write as one word (2026-06-04T14:00Z, 20-May-2026)
taken apart; other languages' words in English; and no fillers around a date.
"""

from __future__ import annotations

import re

from bot.parsing.languages.day_words import in_english
from bot.parsing.parse_context import ParseContext
from bot.parsing.words import fold

LONGEST = 80
_ENDS = " ,;!?"
_ORDINAL = re.compile(r"[0-9]{1,2}\.(?:[0-9]{1,2}\.)?")  # 3. and 3.5. keep their full stop
_ISO = re.compile(
    r"([0-9]{4}-[0-9]{1,2}-[0-9]{1,2})t([0-9]{1,2}:[0-9]{2})(?::[0-9]{2})?(?:\.[0-9]+)?"
)
_OFFSET = re.compile(r"(?<=[0-9]{2})(z|[+-][0-9]{2}:?[0-9]{2})$")
_SECONDS = re.compile(r"(?<![0-9:])([0-9]{1,2}:[0-9]{2}):[0-9]{2}(?:[.,][0-9]+)?(?![0-9:])")
_PLUS = re.compile(r"(?<=:[0-9]{2})(\+[0-9]{2}:?[0-9]{2}|z)(?![0-9a-z])")
_LETTERS = r"[^\W\d_]{3,12}"
_DAY_MONTH_YEAR = re.compile(
    rf"(?<!\w)([0-9]{{1,2}})[-/.]?({_LETTERS})[-/.]?([0-9]{{4}}|[0-9]{{2}})(?!\w)"
)
_MONTH_DAY_YEAR = re.compile(rf"(?<!\w)({_LETTERS})[-/.]([0-9]{{1,2}})[-/.]([0-9]{{4}})(?!\w)")
_DAY_MONTH = re.compile(rf"(?<!\w)([0-9]{{1,2}})[-/]({_LETTERS})(?!\w)")
_BEFORE = (
    *(("as", "of"), ("about",), ("around",), ("approximately",), ("approx",), ("circa",), ("ca",)),
    *(("end", "of", "day"), ("eod",), ("cob",), ("close", "of", "business"), ("back", "on")),
)
_AFTER = (
    *(("eod",), ("cob",), ("end", "of", "day"), ("close", "of", "business"), ("or", "so")),
    *(("at", "the", "latest"), ("latest",), ("this", "year")),
)


def date_words(text: str, context: ParseContext) -> list[str]:
    """The words of a date or time; none for a text too long to be one."""
    if len(text) > LONGEST:
        return []
    plain = fold(text).rstrip(_ENDS).replace(",", " ").replace("(", " ").replace(")", " ")
    words: list[str] = []
    for word in _taken_apart(plain).split():
        words += _machine_word(word) if word[0].isdecimal() else [_without_stop(word)]
    if words and not _ORDINAL.fullmatch(words[-1]):
        words[-1] = words[-1].rstrip(".")
    if context.tongue != "en":
        words = list(in_english(tuple(words), context.tongue))
    words = list(in_english(tuple(words), "en"))
    return _without_fillers(words)


def _taken_apart(text: str) -> str:
    if not any(map(str.isdecimal, text)):
        return text
    text = _DAY_MONTH_YEAR.sub(r"\1 \2 \3", text)
    text = _MONTH_DAY_YEAR.sub(r"\1 \2 \3", text)
    return _DAY_MONTH.sub(r"\1 \2", text)


def _machine_word(word: str) -> list[str]:
    """*2026-06-04t14:00:00.000-05:00* as its day, its time and its offset."""
    if found := _ISO.match(word):
        rest = _OFFSET.search(word[found.end() - 2 :]) if found.end() < len(word) else None
        if found.end() == len(word) or rest:
            return [found[1], found[2], *([rest[1]] if rest else [])]
        return [word]
    return _PLUS.sub(r" \1", _SECONDS.sub(r"\1", word)).split()


def _without_stop(word: str) -> str:
    return word.rstrip(".") if word[0].isalpha() and not word.endswith((".m.",)) else word


def _without_fillers(words: list[str]) -> list[str]:
    while words and (size := _size(words, _BEFORE, ends=False)):
        words = words[size:]
    while words and (size := _size(words, _AFTER, ends=True)):
        words = words[:-size]
    return words


def _size(words: list[str], fillers: tuple[tuple[str, ...], ...], *, ends: bool) -> int:
    for filler in fillers:
        size = len(filler)
        if len(words) > size and tuple(words[-size:] if ends else words[:size]) == filler:
            return size
    return 0
