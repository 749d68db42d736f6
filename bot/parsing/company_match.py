"""A company half typed or misspelled finds the person's own."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from functools import lru_cache
from typing import NamedTuple, TypeVar

from bot.parsing.words import Token, fold, fold_name, join, unaccented, word_set

T = TypeVar("T")

EXACT = 100.0
SAME = 98.0  # but for accents, punctuation or the legal form
PREFIX = 90.0
WORD_PREFIX = 80.0
CONTAINED = 70.0
FUZZY = 60.0  # at most; less with every letter that differs
_AS_GOOD = 3.0  # points by which one misspelling may be better while both still fit
_LIKE = 65.0  # percent of letters in common, in their order, that make a name worth asking about
_SHORTEST_INSIDE = 3
_LONGEST_QUERY = 200
_SHORTEST_DECLINED = 4  # letters
_MARKS = " ,.!?;:…()-–—"

# How many letters may differ, by the length of what was typed.
_EDITS = ((14, 3), (8, 2), (3, 1))
_SAME_START = 4  # up to this length, the first letter may not differ: Beta is not Meta

_LEGAL = word_set(
    "ab ag asa bv co company corp corporation eg gbr gmbh inc incorporated kg kgaa limited llc llp"
    " lp ltd mbh nv oy oyj plc pte pty pvt sa sarl sas spa srl sro ug"
)
_WORD = re.compile(r"[^\W_]+")


class _Plain(NamedTuple):
    """A name as it is compared: as typed, in plain words, and without any spaces."""

    typed: str
    words: str
    letters: str


def rank(query: str, names: Sequence[T], key: Callable[[T], str]) -> list[tuple[T, float]]:
    """Returns the ones whose name fits, best first, with a score of at most 100.

    Exactly the name comes first, then the same but for accents, punctuation and
    legal form (GmbH, Inc), then what starts with the query, has a word that
    does, contains it, and, where nothing does, what is close to it.
    """
    wanted = _plain(query[:_LONGEST_QUERY])
    if not wanted.letters:
        return []
    plains = [_plain(key(one)) for one in names]
    inside = [place for place, name in enumerate(plains) if wanted.letters in name.letters]
    scores = {place: score for place in inside if (score := _score(wanted, plains[place]))}
    if not scores:
        scores = _close(wanted, plains)
    best_first = sorted(scores, key=lambda at: (-scores[at], len(plains[at].typed), at))
    return [(names[place], scores[place]) for place in best_first]


def choose(query: str, names: Sequence[T], key: Callable[[T], str]) -> tuple[T | None, list[T]]:
    """The one that is meant, if one fits best; else those that fit equally well."""
    ranked = rank(query, names, key)
    if not ranked:
        return None, []
    best = ranked[0][1]
    margin = _AS_GOOD if best <= FUZZY else 0.0
    fitting = [one for one, score in ranked if score >= best - margin]
    return (fitting[0], []) if len(fitting) == 1 else (None, fitting)


def nearest(query: str, names: Sequence[T], key: Callable[[T], str], limit: int) -> list[T]:
    """Returns the ones whose name is likest one that fits none, best first."""
    from rapidfuzz import fuzz, process

    found = process.extract(
        _plain(query[:_LONGEST_QUERY]).letters,
        [_plain(key(one)).letters for one in names],
        scorer=fuzz.ratio,
        score_cutoff=_LIKE,
        limit=limit,
    )
    return [names[place] for _, _, place in found]


def is_same(one: str, other: str) -> bool:
    """True if two names differ in no more than accents, punctuation and legal form."""
    return bool(_plain(one).letters) and _plain(one).letters == _plain(other).letters


def plain_name(name: str) -> str:
    """A name as it is compared: without accents, punctuation, spaces and legal form."""
    return _plain(name).letters


def known_in(text: str, names: Sequence[str]) -> str | None:
    """The longest of the names that is in a text as whole words."""
    said = f" {_plain(text[:_LONGEST_QUERY]).words} "
    fitting = (name for name in names if (words := _plain(name).words) and f" {words} " in said)
    return max(fitting, key=len, default=None)


def _score(wanted: _Plain, name: _Plain) -> float:
    """Scores a name that has the wanted letters in a row."""
    if name.typed == wanted.typed:
        return EXACT
    if name.letters == wanted.letters:
        return SAME
    if name.letters.startswith(wanted.letters):
        return PREFIX
    if f" {wanted.words}" in f" {name.words}":
        return WORD_PREFIX
    inside = len(wanted.letters) >= _SHORTEST_INSIDE and wanted.words in name.words
    return CONTAINED if inside else 0.0


def _close(wanted: _Plain, plains: Sequence[_Plain]) -> dict[int, float]:
    """Misspelled names: by their letters, and by as many first words as were typed."""
    from rapidfuzz import process
    from rapidfuzz.distance import OSA

    typed = wanted.letters
    edits = next((edits for length, edits in _EDITS if len(typed) >= length), 0)
    count = len(wanted.words.split())
    starts = ["".join(name.words.split(" ", count)[:count]) for name in plains]
    scores: dict[int, float] = {}
    for candidates in ([name.letters for name in plains], starts) if edits else ():
        near = process.extract(
            typed, candidates, scorer=OSA.distance, score_cutoff=edits, limit=None
        )
        for name, distance, place in near:
            if len(typed) > _SAME_START or name[:1] == typed[0]:
                score = FUZZY * (1 - distance / max(len(typed), len(name)))
                scores[place] = max(score, scores.get(place, 0.0))
    return scores


@lru_cache(maxsize=20_000)
def _plain(name: str) -> _Plain:
    typed = fold_name(name)
    joined = typed.replace(".", "").replace("'", "")  # S.A. is sa, O'Reilly is oreilly
    words = _WORD.findall(unaccented(joined))
    while len(words) > 1 and words[-1] in _LEGAL:
        words.pop()
    # A name may be all emoji, and then it is compared as it is.
    return _Plain(typed, " ".join(words) or typed, "".join(words) or typed)


def known_among(
    tokens: Sequence[Token], names: Sequence[str], endings: frozenset[str]
) -> tuple[int, int, str] | None:
    """The longest of the person's companies among the words: where, how many words, its name.

    `endings` are those of a language that declines names: *Globexie* is *Globex* in Polish.
    """
    best: tuple[int, int, str] | None = None
    for name in names:
        words = fold(name).split()
        for at in range(len(tokens) - len(words) + 1):
            said = [fold(one.text).strip(_MARKS) for one in tokens[at : at + len(words)]]
            said[-1] = said[-1].removesuffix("'s")
            same = (
                _is_declined(said, words, endings)
                or said == [word.strip(_MARKS) for word in words]
                or (len(words) == len(tokens) and is_same(join(tokens), name))
            )
            if same and (best is None or len(words) > best[1]):
                best = at, len(words), name
    return best


def _is_declined(said: list[str], name: list[str], endings: frozenset[str]) -> bool:
    if len(said) != 1 or len(name) != 1 or len(name[0]) < _SHORTEST_DECLINED:
        return False
    stem = name[0].removesuffix("a")
    return said[0].startswith(stem) and said[0][len(stem) :] in endings
