"""Sentences that only suppose what they say: "if you are not selected", "you may be invited"."""

from __future__ import annotations

from typing import NamedTuple

from bot.domain.mail.reading import MailKind
from bot.mail.deciding.phrase_book import PhraseBook

_NEVER = frozenset((MailKind.NOISE, MailKind.RECEIVED, MailKind.APPROACH))


class ComparedSentence(NamedTuple):
    """A sentence, the same as plain words, and those words as a set."""

    text: str
    plain: str
    words: frozenset[str]


def supposes(
    sentence: ComparedSentence, hit: tuple[str, int, int], kind: MailKind, book: PhraseBook
) -> bool:
    """True if the sentence only supposes what it says at that place, in its own language."""
    rules, (language, at, end) = book.supposed, hit
    compared, words = sentence.plain, sentence.words
    if kind in _NEVER:
        return False
    if rules.anywhere.has(compared, words, language):
        return True
    if any(at < start < end for _, start, _ in rules.within.find(compared, words, language)):
        return True
    if kind in book.hoped and any(
        start <= at for _, start, _ in rules.hoped.find(compared, words, language)
    ):
        return True
    begins = [start for _, start, _ in rules.before.find(compared, words, language) if start < at]
    backs = [start for _, start, _ in rules.back.find(compared, words, language)]
    return bool(begins) and not any(max(begins) <= back <= at for back in backs)
