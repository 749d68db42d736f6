"""The sentences that are known: rows of data, each with the command that it means."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import fields
from functools import lru_cache
from types import MappingProxyType
from typing import Any

from bot.frozen import frozen
from bot.parsing.languages.offered import ENGLISH
from bot.parsing.languages.sentence_file import sentence_file
from bot.parsing.sentence_rows import Row, bare, expanded, read_row, with_groups

_ANY = "*"  # in a rewording: the last word that was typed
_OPTIONAL_BEGINNING = re.compile(r"\([^()]*\|\) (?=\*)")
# What is typed and what it means, word by word; by the first word that is typed.
Rewordings = Mapping[str, tuple[tuple[tuple[str, ...], tuple[str, ...]], ...]]
_RowsByWord = dict[str, list[Row]]


@frozen
class Sentences:
    """A language's sentences by their first fixed word, and whole messages by their words.

    A whole message means a line of a command, such as *stats week*. `following` begin
    behind the company. Words are compared as `bare` makes them.
    """

    starting: Mapping[str, tuple[Row, ...]]
    following: Mapping[str, tuple[Row, ...]]
    whole: Mapping[str, str]
    fillers: frozenset[str]
    nothing: frozenset[str]
    never_a_name: frozenset[str]
    things: frozenset[str]
    nobody: frozenset[str]
    joins: frozenset[str]
    same: Rewordings
    asides: frozenset[tuple[str, ...]]
    reasons: frozenset[str]
    grounds: frozenset[str]
    unreal: frozenset[str]
    people: frozenset[str]
    others: frozenset[str]
    counted: frozenset[str]
    amounts: frozenset[str]
    events: frozenset[str]
    vocabulary: frozenset[str]
    clause_words: Rewordings
    negations: frozenset[str]
    dropped: frozenset[str]
    conjunctions: frozenset[str]
    elided: frozenset[str]
    loose: frozenset[str]
    at: frozenset[str]
    tails: frozenset[tuple[str, ...]]
    private: frozenset[str]
    own: frozenset[str]
    endings: frozenset[str]
    turns: frozenset[str]
    hedges: frozenset[str]
    of_work: frozenset[str]
    before_sites: frozenset[str]
    applied_alone: frozenset[str]
    held: frozenset[str]
    applied_to: frozenset[str]
    referral: frozenset[str]
    went_well: frozenset[str]
    went_mixed: frozenset[str]
    went_badly: frozenset[str]


_WORD_LISTS = tuple(
    one.name
    for one in fields(Sentences)
    if one.type == "frozenset[str]" and one.name != "vocabulary"
)


@lru_cache(maxsize=32)
def sentences(language: str = ENGLISH) -> Sentences:
    """All that is known of a language, read once."""
    data = dict(sentence_file(language))
    whole = dict(_whole_messages(data.pop("whole", {})))
    groups = data.pop("groups", {})
    words = {name: _listed(value) for name, value in data.pop("words", {}).items()}
    elided = words.get("elided", frozenset())
    same = _rows(data.pop("same", {}), groups, elided)
    clause_words = _rows(data.pop("clauses", {}), groups, elided)
    data.pop("roles", None)
    starting, following = _by_first_word(_sentence_rows(data, groups, elided))
    vocabulary = frozenset(_vocabulary(starting, following, words))
    if language != ENGLISH:
        words = _with_english(words)
    return Sentences(
        MappingProxyType({first: tuple(some) for first, some in starting.items()}),
        MappingProxyType({first: tuple(some) for first, some in following.items()}),
        MappingProxyType(whole),
        same=same,
        clause_words=clause_words,
        vocabulary=vocabulary,
        asides=_phrases(words.get("asides", frozenset())),
        tails=_phrases(words.get("tails", frozenset())),
        **{name: words.get(name, frozenset()) for name in _WORD_LISTS},
    )


def _by_first_word(rows: Iterator[Row]) -> tuple[_RowsByWord, _RowsByWord]:
    """The rows by their first fixed word: those that it begins, and those behind a company."""
    starting: _RowsByWord = {}
    following: _RowsByWord = {}
    for row in rows:
        for first in row.first_words():
            (starting if row.runs[0] else following).setdefault(first, []).append(row)
    return starting, following


def _with_english(words: Mapping[str, frozenset[str]]) -> dict[str, frozenset[str]]:
    """A language's lists with English words: a line of two is no rare thing among job seekers."""
    english = sentence_file(ENGLISH)["words"]
    both = ("never_a_name", "things", "nobody", "joins")
    return {**words, **{one: words.get(one, frozenset()) | _listed(english[one]) for one in both}}


def _phrases(listed: frozenset[str]) -> frozenset[tuple[str, ...]]:
    return frozenset(tuple(one.split()) for one in listed)


def _whole_messages(data: Mapping[str, Sequence[str]]) -> Iterator[tuple[str, str]]:
    """Every whole message as it is compared, and the line of a command that it means."""
    for line, said in data.items():
        for one in said:
            for spelled in expanded(one):
                yield " ".join(bare(spelled).split()), line


def _listed(value: str | Sequence[str]) -> frozenset[str]:
    spelled = (
        value.split() if isinstance(value, str) else (o for one in value for o in expanded(one))
    )
    return frozenset(" ".join(bare(one).split()) for one in spelled)


def _rows(data: Mapping[str, str], groups: Mapping[str, str], elided: frozenset[str]) -> Rewordings:
    """Groups what is typed, and what it means, by the first word; longest first."""
    rows: dict[str, list[tuple[tuple[str, ...], tuple[str, ...]]]] = {}
    for typed, meant in data.items():
        for one in expanded(with_groups(typed, groups)):
            words = tuple(map(bare, _apart(one, elided).split()))
            row = words, tuple(meant.replace(_ANY, words[-1]).split())
            rows.setdefault(words[0], []).append(row)
    return MappingProxyType(
        {first: tuple(sorted(some, key=_longer)) for first, some in rows.items()}
    )


def _apart(said: str, elided: frozenset[str]) -> str:
    """A row with what an apostrophe has joined taken apart, as it is in a message: *d' Acme*."""
    if not elided:
        return said
    return re.sub(rf"\b({'|'.join(sorted(elided))})'(?=\w)", r"\1' ", said)


def _longer(row: tuple[tuple[str, ...], tuple[str, ...]]) -> int:
    return -len(row[0])


def _vocabulary(
    starting: Mapping[str, list[Row]],
    following: Mapping[str, list[Row]],
    words: Mapping[str, frozenset[str]],
) -> Iterator[str]:
    """Every word that is known, none of which is a misspelling of another."""
    for some in (*starting.values(), *following.values()):
        for row in some:
            yield from row.words()
    for listed in words.values():
        for phrase in listed:
            yield from phrase.split()


def _sentence_rows(
    data: Mapping[str, Any], groups: Mapping[str, str], elided: frozenset[str]
) -> Iterator[Row]:
    def spelled(said: str) -> str:
        return _apart(with_groups(said, groups), elided)

    for command, rows in data.items():
        for key in ("say", "ask"):
            for said in rows.get(key, ()):
                for one in _begun(spelled(said)):
                    yield read_row(one, command, asks=key == "ask")
        for name, choices in ((key, rows[key]) for key in rows.keys() - {"say", "ask"}):
            for value, inner in choices.items():
                for said in inner["say"]:
                    for one in _begun(spelled(said)):
                        yield read_row(one, command, (name, value))


def _begun(said: str) -> Iterator[str]:
    """A row, and without *(my|the|)* where the company may begin it as well."""
    yield said
    if found := _OPTIONAL_BEGINNING.match(said):
        yield said[found.end() :]
