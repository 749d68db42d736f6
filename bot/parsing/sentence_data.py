"""The sentences that are known: rows of data, each with the command that it means."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping
from functools import lru_cache
from importlib.resources import files
from types import MappingProxyType
from typing import Any

from bot.frozen import frozen
from bot.parsing.words import fold

COMPANY, ROLE, TIME = "*", "~", "@"
SLOTS = frozenset({COMPANY, ROLE, TIME})
_LANGUAGES = ("en", "de", "es", "fr", "it", "nl", "pl", "pt")
_GROUP = re.compile(r"\(([^()]*)\)")


@frozen
class Pattern:
    """A sentence's words and slots, its command, and a value that it implies."""

    words: tuple[str, ...]
    command: str
    implies: tuple[str, str] | None = None

    @property
    def weight(self) -> int:
        """How many of its words are fixed."""
        return sum(word not in SLOTS for word in self.words)


@frozen
class Sentences:
    """All sentences: by their first two fixed words, and whole messages by their words.

    A second word that is a slot counts as an empty one.
    """

    starting: Mapping[tuple[str, str], tuple[Pattern, ...]]
    following: Mapping[tuple[str, str], tuple[Pattern, ...]]
    whole: Mapping[str, str]
    fillers: frozenset[str]
    nothing: frozenset[str]
    never_a_name: frozenset[str]
    nobody: frozenset[str]
    joins: frozenset[str]
    job_nouns: frozenset[str]


@lru_cache(maxsize=1)
def sentences() -> Sentences:
    """All that is known, read once."""
    starting: dict[tuple[str, str], list[Pattern]] = {}
    following: dict[tuple[str, str], list[Pattern]] = {}
    whole: dict[str, str] = {}
    words: dict[str, set[str]] = {}
    nouns: set[str] = set()
    for language in _LANGUAGES:
        file = files(f"{__package__}.languages") / f"{language}.sentences.toml"
        if not file.is_file():
            continue
        data = tomllib.loads(file.read_text("utf-8"))
        whole |= {fold(one): name for name, some in data.pop("whole", {}).items() for one in some}
        nouns |= set(data.pop("roles", {}).get("nouns", "").split())
        for name, value in data.pop("words", {}).items():
            words.setdefault(name, set()).update(value.split() if isinstance(value, str) else value)
        for pattern in _patterns(data):
            by = following if pattern.words[0] == COMPANY else starting
            by.setdefault(_first_two(pattern), []).append(pattern)
    return Sentences(
        _longest_first(starting),
        _longest_first(following),
        MappingProxyType(whole),
        fillers=frozenset(words.get("fillers", ())),
        nothing=frozenset(words.get("nothing", ())),
        never_a_name=frozenset(words.get("never_a_name", ())),
        nobody=frozenset(words.get("nobody", ())),
        joins=frozenset(words.get("joins", ())),
        job_nouns=frozenset(nouns),
    )


def _patterns(data: Mapping[str, Any]) -> Iterator[Pattern]:
    for command, rows in data.items():
        for said in rows.get("say", ()):
            yield from (Pattern(words, command) for words in _expanded(said))
        for name, choices in ((key, value) for key, value in rows.items() if key != "say"):
            for value, inner in choices.items():
                for said in inner["say"]:
                    for words in _expanded(said):
                        yield Pattern(words, command, (name, value))


def _expanded(said: str) -> Iterator[tuple[str, ...]]:
    """Every way to say a row: one of each group's alternatives."""
    found = _GROUP.search(said)
    if found is None:
        yield tuple(said.split())
        return
    for choice in found[1].split("|"):
        yield from _expanded(f"{said[: found.start()]}{choice}{said[found.end() :]}")


def _first_two(pattern: Pattern) -> tuple[str, str]:
    words = pattern.words[1:] if pattern.words[0] == COMPANY else pattern.words
    second = words[1] if len(words) > 1 and words[1] not in SLOTS else ""
    return words[0], second


def _longest_first(
    by: dict[tuple[str, str], list[Pattern]],
) -> Mapping[tuple[str, str], tuple[Pattern, ...]]:
    return MappingProxyType(
        {
            first: tuple(sorted(dict.fromkeys(some), key=lambda one: -one.weight))
            for first, some in by.items()
        }
    )
