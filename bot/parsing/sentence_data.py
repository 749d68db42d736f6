"""The sentences that are known: rows of data, each with the command that it means."""

from __future__ import annotations

import re
import tomllib
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from importlib.resources import files
from types import MappingProxyType
from typing import Any

from bot.frozen import frozen
from bot.parsing.languages.offered import ENGLISH, languages
from bot.parsing.sentence_rows import (
    SLOTS,
    Row,
    bare,
    expanded,
    read_row,
    with_groups,
)

ANY = "*"  # in a rewording: the last word that was typed
_MOST_LANGUAGES = 2
_SHORTEST_MARK = 2  # letters of a word that tells a language
_OPTIONAL_BEGINNING = re.compile(r"\([^()]*\|\) (?=\*)")
_Rows = dict[str, list[tuple[tuple[str, ...], tuple[str, ...]]]]


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
        """The number of its fixed words."""
        return sum(word not in SLOTS for word in self.words)


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
    same: Mapping[str, tuple[tuple[tuple[str, ...], tuple[str, ...]], ...]]
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
    clause_words: Mapping[str, tuple[tuple[tuple[str, ...], tuple[str, ...]], ...]]
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


def languages_marked_by(words: Sequence[str]) -> tuple[str, ...]:
    """The languages, but for English, of which words are known that English does not know.

    Of many, those two that know most of them: a line is in one, and hostile ones in all.
    """
    marks = _marks()
    known = Counter(one for word in words for one in marks.get(word, ()))
    return tuple(language for language, _ in known.most_common(_MOST_LANGUAGES))


@lru_cache(maxsize=1)
def whole_messages() -> Mapping[str, Mapping[str, str]]:
    """The whole messages of every language, by it."""
    return MappingProxyType({language: sentences(language).whole for language in languages()})


@lru_cache(maxsize=1)
def job_nouns() -> frozenset[str]:
    """The last words of jobs' titles in every language: a title is often in another one."""
    return _of_roles("nouns")


@lru_cache(maxsize=1)
def job_modifiers() -> frozenset[str]:
    """Words before the last word of a job's title: *forklift* driver."""
    return _of_roles("modifiers")


@lru_cache(maxsize=1)
def work_endings() -> tuple[str, ...]:
    """The endings of who does something: *preparer*, *machinist*."""
    return tuple(sorted(_of_roles("endings")))


@lru_cache(maxsize=1)
def work_lookalikes() -> frozenset[str]:
    """Words that end so and do nothing: *center*, *hunger*."""
    return _of_roles("lookalikes")


@lru_cache(maxsize=1)
def articles_of_names() -> frozenset[str]:
    """The articles that a company's name may begin with, in any language: *La* Poste."""
    return frozenset(word.capitalize() for word in _of_words("articles"))


@lru_cache(maxsize=1)
def role_labels() -> frozenset[str]:
    """What labels a job in any language: *role*, *functie*."""
    return _of_words("role_labels")


def _of_words(name: str) -> frozenset[str]:
    lists = (_data(language).get("words", {}).get(name, "") for language in languages())
    return frozenset(word for listed in lists for word in listed.split())


def _of_roles(name: str) -> frozenset[str]:
    lists = (_data(language).get("roles", {}).get(name, "") for language in languages())
    return frozenset(word for listed in lists for word in listed.split())


@lru_cache(maxsize=1)
def _marks() -> Mapping[str, tuple[str, ...]]:
    english = sentences(ENGLISH)
    known = {
        *map(bare, english.vocabulary),
        *(word for one in english.whole for word in one.split()),
    }
    marks: dict[str, tuple[str, ...]] = {}
    for language in languages():
        for word in sorted(sentences(language).vocabulary - known if language != ENGLISH else ()):
            if len(word) >= _SHORTEST_MARK and word.isalpha():
                marks[word] = (*marks.get(word, ()), language)
    return MappingProxyType(marks)


@lru_cache(maxsize=32)
def _data(language: str) -> Mapping[str, Any]:
    file = files(f"{__package__}.languages") / f"{language}.sentences.toml"
    return tomllib.loads(file.read_text("utf-8")) if file.is_file() else {}


@lru_cache(maxsize=32)
def sentences(language: str = ENGLISH) -> Sentences:
    """All that is known of a language, read once."""
    starting: dict[str, list[Row]] = {}
    following: dict[str, list[Row]] = {}
    data = dict(_data(language))
    whole = dict(_whole_messages(data.pop("whole", {})))
    groups = data.pop("groups", {})
    elided = _listed(data.get("words", {}).get("elided", ""))
    same = _rows(data.pop("same", {}), groups, elided)
    clause_words = _rows(data.pop("clauses", {}), groups, elided)
    words = {name: _listed(value) for name, value in data.pop("words", {}).items()}
    data.pop("roles", None)
    for row in _sentence_rows(data, groups, elided):
        for first in row.first_words():
            (starting if row.runs[0] else following).setdefault(first, []).append(row)
    vocabulary = frozenset(_vocabulary(starting, following, words))
    if language != ENGLISH:
        # A line of two languages is no rare thing among job seekers.
        english = _data(ENGLISH)["words"]
        for name in ("never_a_name", "things", "nobody", "joins"):
            words[name] = words.get(name, frozenset()) | _listed(english[name])
    return Sentences(
        MappingProxyType({first: tuple(some) for first, some in starting.items()}),
        MappingProxyType({first: tuple(some) for first, some in following.items()}),
        MappingProxyType(whole),
        fillers=words.get("fillers", frozenset()),
        nothing=words.get("nothing", frozenset()),
        never_a_name=words.get("never_a_name", frozenset()),
        things=words.get("things", frozenset()),
        nobody=words.get("nobody", frozenset()),
        joins=words.get("joins", frozenset()),
        same=same,
        asides=frozenset(tuple(one.split()) for one in words.get("asides", ())),
        reasons=words.get("reasons", frozenset()),
        grounds=words.get("grounds", frozenset()),
        unreal=words.get("unreal", frozenset()),
        people=words.get("people", frozenset()),
        others=words.get("others", frozenset()),
        counted=words.get("counted", frozenset()),
        amounts=words.get("amounts", frozenset()),
        events=words.get("events", frozenset()),
        vocabulary=vocabulary,
        clause_words=clause_words,
        negations=words.get("negations", frozenset()),
        dropped=words.get("dropped", frozenset()),
        conjunctions=words.get("conjunctions", frozenset()),
        elided=elided,
        loose=words.get("loose", frozenset()),
        at=words.get("at", frozenset()),
        tails=frozenset(tuple(one.split()) for one in words.get("tails", ())),
        private=words.get("private", frozenset()),
        own=words.get("own", frozenset()),
        endings=words.get("endings", frozenset()),
        turns=words.get("turns", frozenset()),
        hedges=words.get("hedges", frozenset()),
        of_work=words.get("of_work", frozenset()),
        before_sites=words.get("before_sites", frozenset()),
        applied_alone=words.get("applied_alone", frozenset()),
        held=words.get("held", frozenset()),
        applied_to=words.get("applied_to", frozenset()),
        referral=words.get("referral", frozenset()),
    )


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


def _rows(
    data: Mapping[str, str], groups: Mapping[str, str], elided: frozenset[str]
) -> Mapping[str, tuple[tuple[tuple[str, ...], tuple[str, ...]], ...]]:
    """Groups what is typed, and what it means, by the first word; longest first."""
    rows: _Rows = {}
    for typed, meant in data.items():
        for one in expanded(with_groups(typed, groups)):
            words = tuple(map(bare, _apart(one, elided).split()))
            row = words, tuple(meant.replace(ANY, words[-1]).split())
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
