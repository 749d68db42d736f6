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
from bot.parsing.languages.offered import languages
from bot.parsing.words import fold

COMPANY, ROLE, TIME = "*", "~", "@"
ANY = "*"  # in a rewording: the last word that was typed
SLOTS = frozenset({COMPANY, ROLE, TIME})
_GROUP = re.compile(r"\(([^()]*)\)")


@frozen
class Pattern:
    """A sentence's words and slots, its command, and a value that it implies.

    `asks` says that the command is only likely to be meant: it is asked about first.
    """

    words: tuple[str, ...]
    command: str
    implies: tuple[str, str] | None = None
    asks: bool = False

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
    same: Mapping[str, tuple[tuple[tuple[str, ...], tuple[str, ...]], ...]]
    asides: frozenset[tuple[str, ...]]
    reasons: frozenset[str]
    unreal: frozenset[str]
    people: frozenset[str]
    events: frozenset[str]
    vocabulary: frozenset[str]


@lru_cache(maxsize=1)
def sentences() -> Sentences:
    """All that is known, read once."""
    starting: dict[tuple[str, str], list[Pattern]] = {}
    following: dict[tuple[str, str], list[Pattern]] = {}
    whole: dict[str, str] = {}
    words: dict[str, set[str]] = {}
    nouns: set[str] = set()
    same: dict[str, list[tuple[tuple[str, ...], tuple[str, ...]]]] = {}
    for language in languages():
        file = files(f"{__package__}.languages") / f"{language}.sentences.toml"
        if not file.is_file():
            continue
        data = tomllib.loads(file.read_text("utf-8"))
        whole |= {fold(one): name for name, some in data.pop("whole", {}).items() for one in some}
        for typed, meant in data.pop("same", {}).items():
            for words_typed in _expanded(typed):
                row = words_typed, tuple(meant.replace(ANY, words_typed[-1]).split())
                same.setdefault(row[0][0], []).append(row)
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
        same=MappingProxyType(
            {first: tuple(sorted(rows, key=_longer)) for first, rows in same.items()}
        ),
        asides=frozenset(tuple(one.split()) for one in words.get("asides", ())),
        reasons=frozenset(words.get("reasons", ())),
        unreal=frozenset(words.get("unreal", ())),
        people=frozenset(words.get("people", ())),
        events=frozenset(words.get("events", ())),
        vocabulary=frozenset(_vocabulary(starting, following, words)),
    )


def _longer(row: tuple[tuple[str, ...], tuple[str, ...]]) -> int:
    return -len(row[0])


def _vocabulary(
    starting: Mapping[tuple[str, str], list[Pattern]],
    following: Mapping[tuple[str, str], list[Pattern]],
    words: Mapping[str, set[str]],
) -> Iterator[str]:
    """Every word that is known, none of which is a misspelling of another."""
    for some in (*starting.values(), *following.values()):
        for pattern in some:
            yield from pattern.words
    for listed in words.values():
        for phrase in listed:
            yield from phrase.split()


def _patterns(data: Mapping[str, Any]) -> Iterator[Pattern]:
    for command, rows in data.items():
        for key in ("say", "ask"):
            for said in rows.get(key, ()):
                for words in _expanded(said):
                    yield Pattern(words, command, asks=key == "ask")
        for name, choices in ((key, rows[key]) for key in rows.keys() - {"say", "ask"}):
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
