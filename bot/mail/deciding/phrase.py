"""Phrases as the data files write them, and texts as they are compared with them.

    thank you for (applying|your application)   one of several
    [very] much                                 may be there
    not .. selected                             up to three words between
    not ... forward                             up to six words between
    [..]                                        one word or none
    schedul*                                    how a word starts
    NOT                                         a word of the file's own list
    ?                                           the sentence is a question

Case, accents, punctuation and the way an apostrophe is written do not count.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

_PIECE = re.compile(r"\.\.\.|\.\.|[()\[\]|]|[^\s()\[\]|]+")
_GAPS = {"...": r"(?:\S+ ){0,6}?", "..": r"(?:\S+ ){0,3}?"}
_ONE_OR_NONE = r"(?:\S+ )?"
_ACCENTS = re.compile("[\u0300-\u036f]+")
_LETTERS = str.maketrans({"ł": "l", "ø": "o", "đ": "d", "ı": "i", "œ": "oe", "æ": "ae"})
_SHORT_FORMS = (
    (re.compile(r"\bcan't\b"), "cannot"),
    (re.compile(r"\bwon't\b"), "will not"),
    (re.compile(r"(?<=[a-z])n't\b"), " not"),
    (re.compile(r"(?<=[a-z])'re\b"), " are"),
    (re.compile(r"(?<=[a-z])'ve\b"), " have"),
    (re.compile(r"(?<=[a-z])'ll\b"), " will"),
    (re.compile(r"\b(i|we|you|they|he|she)'d\b"), r"\1 would"),
    (re.compile(r"\bi'm\b"), "i am"),
    (re.compile(r"\b(it|that|there|here|what|he|she)'s\b"), r"\1 is"),
)
_STEM = 3
_NEAR_WORDS = 16
_NO_WORD = re.compile(r"[^\w%]+")


def plain(text: str) -> str:
    """Returns a text as it is compared: plain words, each followed by one space."""
    text = text.replace("’", "'").replace("`", "'").replace("´", "'").casefold()
    if "'" in text:
        for short, written_out in _SHORT_FORMS:
            text = short.sub(written_out, text)
    text = _ACCENTS.sub("", unicodedata.normalize("NFKD", text)).translate(_LETTERS)
    words = _NO_WORD.sub(" ", text).split()
    return " ".join(words) + " " if words else ""


def words_of(compared: str, *, asks: bool = False) -> frozenset[str]:
    """Returns what a phrase can require: a text's words, how each starts, `?` for a question."""
    words = compared.split()
    return frozenset(words + [word[:_STEM] + "*" for word in words] + ["?"] * asks)


@dataclass(frozen=True)
class Phrase:
    """One phrase: its pattern, and words of which a text must have one of each set."""

    pattern: str
    required: tuple[frozenset[str], ...]

    @cached_property
    def _regex(self) -> re.Pattern[str]:
        return re.compile(rf"(?<!\S){self.pattern}")

    @property
    def anchor(self) -> frozenset[str]:
        """The set that rules out most texts: the one of the fewest, longest words."""
        return min(self.required, key=lambda words: (len(words), -min(map(len, words))))

    def find(self, text: str, words: frozenset[str]) -> tuple[int, int] | None:
        """Finds the phrase in a plain text of those words."""
        if any(words.isdisjoint(wanted) for wanted in self.required):
            return None
        found = self._regex.search(text)
        return found.span() if found else None

    def find_all(self, text: str, words: frozenset[str]) -> list[tuple[int, int]]:
        """Returns every place where the phrase is in a plain text of those words."""
        if any(words.isdisjoint(wanted) for wanted in self.required):
            return []
        return [found.span() for found in self._regex.finditer(text)]


@dataclass(frozen=True)
class PhraseGroup:
    """Phrases that a text must all have, in any order and near each other."""

    phrases: tuple[Phrase, ...]

    @property
    def anchor(self) -> frozenset[str]:
        """The words of which a text must have one."""
        return min((one.anchor for one in self.phrases), key=len)

    def find(self, text: str, words: frozenset[str]) -> tuple[int, int] | None:
        """Finds the first to the last of them, if they are close enough."""
        found = list[list[tuple[int, int]]]()
        for phrase in self.phrases:
            places = phrase.find_all(text, words)
            if not places:
                return None
            if phrase.pattern:
                found.append(places)
        for place in found[0]:
            near = [min(places, key=lambda one: abs(one[0] - place[0])) for places in found]
            start, end = min(one[0] for one in near), max(one[1] for one in near)
            if text.count(" ", start, end) <= _NEAR_WORDS:
                return start, end
        return None


def read_phrase(text: str, words: Mapping[str, str] | None = None) -> Phrase:
    """Reads the phrase that a data file writes so. Raises ValueError for one that is ill-formed."""
    pieces = _PIECE.findall(_with_words(text, words or {}))
    pattern, required, at = _sequence(pieces, 0)
    if at != len(pieces) or not required:
        raise ValueError(f"no phrase: {text!r}")
    return Phrase(pattern, tuple(required))


def _with_words(text: str, words: Mapping[str, str]) -> str:
    for _ in range(3):  # a word of the list may use another
        text = re.sub(r"\b[A-Z][A-Z_]+\b", lambda found: words[found[0]], text)
    return text


_Sets = list[frozenset[str]]


def _sequence(pieces: list[str], at: int) -> tuple[str, _Sets, int]:
    """Tokens up to a bracket that closes, or a bar: their pattern and required words."""
    pattern, required = "", list[frozenset[str]]()
    while at < len(pieces) and pieces[at] not in ("|", ")", "]"):
        piece = pieces[at]
        if piece in ("(", "["):
            inner, sets, at = _choices(pieces, at + 1, ")" if piece == "(" else "]")
            pattern += inner if piece == "(" else f"(?:{inner})?"
            required += sets if piece == "(" else []
            continue
        at += 1
        if piece == "?":
            required.append(frozenset("?"))
        elif piece in _GAPS:
            lone = pieces[at - 2 : at + 1] == ["[", "..", "]"]
            pattern += _ONE_OR_NONE if lone else _GAPS[piece]
        elif piece.endswith("*"):
            stem = plain(piece[:-1]).strip()
            pattern += re.escape(stem) + r"\S* "
            required += [frozenset({stem[:_STEM] + "*"})] if len(stem) >= _STEM else []
        else:
            word = plain(piece)
            pattern += re.escape(word)
            required += [frozenset({one}) for one in word.split()]
    return pattern, required, at


def _choices(pieces: list[str], at: int, closing: str) -> tuple[str, _Sets, int]:
    """Alternatives up to the bracket that closes them."""
    patterns, sets = list[str](), list[_Sets]()
    while True:
        pattern, required, at = _sequence(pieces, at)
        patterns.append(pattern)
        sets.append(required)
        if at >= len(pieces) or pieces[at] not in ("|", closing):
            raise ValueError(f"a bracket is not closed: {' '.join(pieces)}")
        at += 1
        if pieces[at - 1] == closing:
            break
    pattern = patterns[0] if len(patterns) == 1 else f"(?:{'|'.join(patterns)})"
    if len(sets) == 1:
        return pattern, sets[0], at
    if not all(sets):
        return pattern, [], at
    # Of each alternative the set that rules out most; the text must have one of their words.
    return pattern, [frozenset().union(*(min(one, key=len) for one in sets))], at
