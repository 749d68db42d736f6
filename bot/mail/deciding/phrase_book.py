"""The phrases of all languages, by kind, and the order in which kinds overrule each other."""

from __future__ import annotations

import tomllib
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from importlib import resources
from typing import Any

from bot.domain.mail.reading import MailKind
from bot.mail.deciding.phrase import Phrase, PhraseGroup, read_phrase

_FOLDER = resources.files("bot.mail.phrases")
_CODE = 2  # letters of a language's code


class PhraseIndex:
    """Phrases by a word that a text must have: of hundreds, a sentence tries a few."""

    def __init__(self) -> None:
        self._by_word: dict[str, list[tuple[Phrase | PhraseGroup, str]]] = defaultdict(list)

    def add(self, phrase: Phrase | PhraseGroup, language: str) -> None:
        """Adds a phrase of that language."""
        for word in phrase.anchor:
            self._by_word[word].append((phrase, language))

    def find(
        self, text: str, words: frozenset[str], language: str | None = None
    ) -> Iterator[tuple[str, int, int]]:
        """Finds phrases of that language, or of any, in a plain text: language, start, end."""
        tried: set[int] = set()
        for word in words:
            for phrase, spoken in self._by_word.get(word, ()):
                if language in (None, spoken) and id(phrase) not in tried:
                    tried.add(id(phrase))
                    if found := phrase.find(text, words):
                        yield spoken, *found

    def has(self, text: str, words: frozenset[str], language: str | None = None) -> bool:
        """True if a plain text has one of them."""
        return next(self.find(text, words, language), None) is not None


@dataclass
class KindPhrases:
    """The phrases that decide for a kind, those against it, and hints that add up.

    `yours` says that the reader asked for it, `other_job` that it goes on with another job.
    """

    decides: PhraseIndex = field(default_factory=PhraseIndex)
    unless: PhraseIndex = field(default_factory=PhraseIndex)
    hints: dict[str, PhraseIndex] = field(default_factory=lambda: defaultdict(PhraseIndex))
    taken_back: PhraseIndex = field(default_factory=PhraseIndex)
    yours: PhraseIndex = field(default_factory=PhraseIndex)
    other_job: PhraseIndex = field(default_factory=PhraseIndex)


@dataclass
class Supposed:
    """Words that turn a sentence into a supposition, by where they have to be."""

    before: PhraseIndex = field(default_factory=PhraseIndex)
    anywhere: PhraseIndex = field(default_factory=PhraseIndex)
    within: PhraseIndex = field(default_factory=PhraseIndex)
    back: PhraseIndex = field(default_factory=PhraseIndex)
    hoped: PhraseIndex = field(default_factory=PhraseIndex)


@dataclass
class JobWords:
    """The words of mails about applications, and those of mails about other matters."""

    about: PhraseIndex = field(default_factory=PhraseIndex)
    clearly: PhraseIndex = field(default_factory=PhraseIndex)
    other: PhraseIndex = field(default_factory=PhraseIndex)
    status: PhraseIndex = field(default_factory=PhraseIndex)
    auto_reply: PhraseIndex = field(default_factory=PhraseIndex)
    away: PhraseIndex = field(default_factory=PhraseIndex)
    fraud: PhraseIndex = field(default_factory=PhraseIndex)
    fraud_denied: PhraseIndex = field(default_factory=PhraseIndex)


@dataclass
class SoftNo:
    """The weights of hints that add up to a no without a verb of refusal."""

    enough: float
    enough_while_pending: float
    weights: Mapping[str, float]


@dataclass
class PhraseBook:
    """The phrases by kind, and every list that a decision needs."""

    kinds: dict[MailKind, KindPhrases]
    supposed: Supposed
    job: JobWords
    order: tuple[MailKind, ...]
    hoped: frozenset[MailKind]
    only_about_jobs: frozenset[MailKind]
    soft_no: SoftNo


@lru_cache(maxsize=1)
def phrase_book() -> PhraseBook:
    """Returns the book, read from the data files at its first use."""
    rules = read_data("order")
    book = PhraseBook(
        kinds={kind: KindPhrases() for kind in MailKind},
        supposed=Supposed(),
        job=JobWords(),
        order=tuple(map(MailKind, rules["order"])),
        hoped=frozenset(map(MailKind, rules["hoped"])),
        only_about_jobs=frozenset(map(MailKind, rules["only_about_jobs"])),
        soft_no=SoftNo(**rules["soft_no"]),
    )
    for language in mail_languages():
        _add(book, language, read_data(language))
    return book


@lru_cache(maxsize=1)
def mail_languages() -> tuple[str, ...]:
    """Returns the languages in which mails are read: the data files that are called by a code."""
    names = (file.name.removesuffix(".toml") for file in _FOLDER.iterdir())
    return tuple(sorted(name for name in names if len(name) == _CODE))


def read_data(name: str) -> dict[str, Any]:
    """Returns one of the data files beside this one."""
    return tomllib.loads(_FOLDER.joinpath(f"{name}.toml").read_text("utf-8"))


def _add(book: PhraseBook, language: str, data: dict[str, Any]) -> None:
    words = data.get("words", {})

    def fill(index: PhraseIndex, texts: list[str]) -> None:
        for text in texts:
            index.add(read_phrase(text, words), language)

    for place, texts in data.get("supposed", {}).items():
        fill(getattr(book.supposed, place), texts)
    for which, texts in data.get("job", {}).items():
        fill(getattr(book.job, which), texts)
    for kind, phrases in book.kinds.items():
        ours = data.get(kind, {})
        fill(phrases.decides, ours.get("decides", []))
        for texts in ours.get("together", []):
            phrase = PhraseGroup(tuple(read_phrase(text, words) for text in texts))
            phrases.decides.add(phrase, language)
        fill(phrases.unless, ours.get("unless", []))
        fill(phrases.taken_back, ours.get("taken_back", []))
        fill(phrases.yours, ours.get("yours", []))
        fill(phrases.other_job, ours.get("other_job", []))
        for hint, texts in ours.get("hints", {}).items():
            fill(phrases.hints[hint], texts)
