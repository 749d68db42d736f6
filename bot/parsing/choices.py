"""One of a few: a choice's value or label, begun or slightly misspelled."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from bot.command import Param
from bot.parsing.words import fold, unaccented

Choices = tuple[tuple[str, str], ...]
Synonyms = tuple[tuple[str, tuple[str, ...]], ...]
_SHORTEST_START = 3
_SHORTEST_TYPO = 4
_LONG_WORD = 8


def read_choice(param: Param, text: str, *, exact: bool = False) -> Any | None:
    """The choice that is meant; None if none or several could be.

    `exact` takes a whole value, label or other word only: in a name every typo counts.
    """
    typed = _letters(text)
    if not typed:
        return None
    names, known = _names(param.choices, param.arg.synonyms)
    found = {known[typed]} if typed in known else set()
    if not found and not exact and len(typed) >= _SHORTEST_START:
        found = {value for name, value in names.items() if name.startswith(typed)}
    if not found and not exact and len(typed) >= _SHORTEST_TYPO:
        found = _misspelled(typed, names)
    return _value(param, found.pop()) if len(found) == 1 else None


def choices_of(param: Param) -> str:
    """The choices as a sentence lists them."""
    labels = [label for _, label in param.choices]
    return " or ".join(filter(None, (", ".join(labels[:-1]), *labels[-1:])))


@lru_cache(maxsize=128)
def _names(choices: Choices, synonyms: Synonyms) -> tuple[Mapping[str, str], Mapping[str, str]]:
    """The choices by the letters of their values and labels; then by their synonyms, too."""
    names: dict[str, str] = {}
    for value, label in choices:
        names |= {_letters(label): value, _letters(value): value}
    others = {_letters(word): value for value, words in synonyms for word in words}
    return names, others | names


def _misspelled(typed: str, names: Mapping[str, str]) -> set[str]:
    from rapidfuzz.distance import OSA

    return {
        value
        for name, value in names.items()
        if OSA.distance(typed, name) <= (2 if min(len(typed), len(name)) >= _LONG_WORD else 1)
    }


def _value(param: Param, value: str) -> Any:
    return param.enum(value) if param.enum else value


def _letters(text: str) -> str:
    """Letters and figures alone: *e-mail*, *E mail* and *email* are one."""
    return "".join(letter for letter in unaccented(fold(text)) if letter.isalnum())
