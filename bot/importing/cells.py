"""Cells and headers as they are compared: without accents, marks and the habits of programs."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from functools import lru_cache
from importlib.resources import files
from typing import Any

from bot.exporting.csv_file import unguard
from bot.parsing.words import normalize, normalize_lines, unaccented

_CAMEL = re.compile(r"(?<=[a-z0-9])(?=[A-Z])")
_MARKS = re.compile(r"[^\w]+|_")
LONGEST_CELL = 8_000


@lru_cache(maxsize=4)
def words_of(name: str) -> Mapping[str, Any]:
    """Returns the word lists of a data file beside this one."""
    return tomllib.loads((files(__package__) / f"{name}.toml").read_text("utf-8"))


@lru_cache(maxsize=20_000)
def fold_cell(text: str) -> str:
    """Returns a cell or header as it is compared."""
    plain = _CAMEL.sub(" ", text)
    if not (plain.isascii() and plain.isprintable()):
        plain = unaccented(normalize(plain)).casefold().replace("ł", "l")
    plain = plain.casefold()
    return " ".join(_MARKS.sub(" ", plain).split())


def clean_cell(text: str) -> str:
    """Returns a cell without what is invisible, in lines, its guard against formulas taken off."""
    if text.isascii() and text.isprintable() and "  " not in text and len(text) <= LONGEST_CELL:
        text = text.strip()  # most cells: nothing to look for
        return unguard(text) if text[:1] == "'" else text
    return unguard(normalize_lines(text[:LONGEST_CELL])).strip()


@lru_cache(maxsize=20_000)
def is_blank(text: str) -> bool:
    """True for an empty cell, and for what programs and people write for nothing."""
    return not text or not text.strip() or text.strip().casefold() in _blanks()


@lru_cache(maxsize=20_000)
def says_yes(text: str) -> bool | None:
    """Returns True for a yes, False for a no, None for anything else."""
    plain = unaccented(text.strip().casefold())
    if plain in _words("yes"):
        return True
    return False if plain in _words("no") else None


@lru_cache(maxsize=20_000)
def is_title(text: str) -> bool:
    """True if a cell reads as a job title: one of its words is, or is the last but for a place."""
    plain = fold_cell(text)
    found = set(plain.split()) & _titles()
    return bool(found) or any(part in plain for part in words_of("headers")["titles"]["parts"])


@lru_cache(maxsize=1)
def _blanks() -> frozenset[str]:
    return frozenset(words_of("statuses")["blank"])


@lru_cache(maxsize=2)
def _words(which: str) -> frozenset[str]:
    return frozenset(words_of("statuses")[which])


@lru_cache(maxsize=1)
def _titles() -> frozenset[str]:
    return frozenset(words_of("headers")["titles"]["words"])
