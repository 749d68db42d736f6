"""Days and times said in another language, or typed in a hurry, put into plain English words.

Everything else about dates is then read in one way, whatever the language. Months and
weekdays are Babel's; the rest is in one file a language, beside this one.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import lru_cache
from importlib.resources import files
from types import MappingProxyType

from bot.frozen import frozen
from bot.parsing.words import unaccented, word_set

_ANY_NUMBER = "#"
_LONGEST_NUMBER = 4
_BEGINS_DAY = word_set("today yesterday tomorrow tonight this last next day")
_BEFORE_DAY = frozenset({"on", "at", "on the"})
_Row = tuple[tuple[str, ...], str]


@frozen
class _Table:
    """A language's phrases by their first word, longest first, and its small numbers."""

    rows: Mapping[str, tuple[_Row, ...]]
    numbers: Mapping[str, str]


@lru_cache(maxsize=8192)
def in_english(words: tuple[str, ...], tongue: str) -> tuple[str, ...]:
    """The same words with every phrase that the language's file knows in English."""
    table = _table(tongue)
    plain = [unaccented(word) for word in words]
    said: list[str] = []
    at = 0
    while at < len(words):
        rows = table.rows.get(plain[at], ())
        if _number(plain[at], table):
            rows = (*rows, *table.rows.get(_ANY_NUMBER, ()))
        for pattern, english in rows:
            if (numbers := _fits(pattern, plain[at : at + len(pattern)], table)) is not None:
                said += _filled(english, numbers).split()
                at += len(pattern)
                break
        else:
            said.append(words[at])
            at += 1
    return tuple(said)


@lru_cache(maxsize=8192)
def begins_time(word: str, tongue: str) -> bool | None:
    """True for a word that begins a day, as *morgen* does; None for one such as *am* before it."""
    rows = _table(tongue).rows.get(unaccented(word), ()) if tongue != "en" else ()
    if any(english.split()[0] in _BEGINS_DAY or english.endswith(" ago") for _, english in rows):
        return True
    return None if any(english in _BEFORE_DAY for _, english in rows) else False


def _fits(pattern: tuple[str, ...], words: list[str], table: _Table) -> list[str] | None:
    """The numbers among words that a pattern fits; None where it does not."""
    if len(words) < len(pattern):
        return None
    numbers = []
    for wanted, word in zip(pattern, words, strict=True):
        if wanted == _ANY_NUMBER:
            number = _number(word, table)
            if number is None:
                return None
            numbers.append(number)
        elif wanted != word:
            return None
    return numbers


def _filled(english: str, numbers: list[str]) -> str:
    for number in numbers:
        english = english.replace(_ANY_NUMBER, number, 1)
    return english


def _number(word: str, table: _Table) -> str | None:
    if word.isascii() and word.isdecimal():
        return word if len(word) <= _LONGEST_NUMBER else None
    return table.numbers.get(word)


@lru_cache(maxsize=16)
def _table(tongue: str) -> _Table:
    file = files(__package__) / f"{tongue}.toml"
    if not file.is_file():
        return _Table({}, {})
    data = tomllib.loads(file.read_text("utf-8"))
    numbers = (pair.partition("=") for pair in data["numbers"]["words"].split())
    rows: dict[str, list[_Row]] = {}
    for said, english in data["phrases"].items():
        pattern = tuple(unaccented(said).split())
        rows.setdefault(pattern[0], []).append((pattern, english))
    longest_first = {
        first: tuple(sorted(some, key=lambda row: -len(row[0]))) for first, some in rows.items()
    }
    return _Table(
        MappingProxyType(longest_first), {unaccented(word): value for word, _, value in numbers}
    )
