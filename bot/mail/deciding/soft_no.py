"""A no that no verb says: its hints, added up as the data file weighs them."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from bot.domain.mail.reading import MailKind
from bot.mail.deciding.phrase_book import PhraseBook
from bot.mail.deciding.supposing import ComparedSentence, supposes

_FUTURE = frozenset(
    (
        "review",
        "reviewing",
        "reviewed",
        "being",
        "consideration",
        "still",
        "yet",
        "decision",
        "shortly",
    )
)
_Hit = tuple[str, int, int]


def find_soft_no(
    sentences: Sequence[ComparedSentence], book: PhraseBook, found: Collection[MailKind]
) -> tuple[ComparedSentence, _Hit] | None:
    """Finds the sentence that hints most, if all hints are enough and nothing good is said."""
    good = {
        *book.hoped, MailKind.APPROACH, MailKind.PAUSED, MailKind.FILLED, MailKind.WITHDRAWN,
        MailKind.NOISE,
    }  # fmt: skip
    if good & {*found}:
        return None
    rules = book.soft_no
    said: set[str] = set()
    best: tuple[float, ComparedSentence, _Hit] | None = None
    for sentence in sentences:
        hits = _hints(sentence, book)
        said |= hits.keys()
        weight = sum(rules.weights[name] for name in hits)
        if hits and (best is None or weight > best[0]):
            best = weight, sentence, max(hits.values(), key=lambda hit: hit[2] - hit[1])
    score = sum(rules.weights[name] for name in said)
    pending = any(_is_pending(one, book) for one in sentences)
    needed = rules.enough_while_pending if pending else rules.enough
    return (best[1], best[2]) if best and score >= needed else None


def _hints(sentence: ComparedSentence, book: PhraseBook) -> dict[str, _Hit]:
    found = dict[str, _Hit]()
    for name, index in book.kinds[MailKind.REJECTED].hints.items():
        for hit in index.find(sentence.plain, sentence.words):
            if not supposes(sentence, hit, MailKind.REJECTED, book):
                found[name] = hit
                break
    return found


def _is_pending(sentence: ComparedSentence, book: PhraseBook) -> bool:
    """True if the sentence says that the application is still being looked at."""
    if book.kinds[MailKind.RECEIVED].hints["pending"].has(sentence.plain, sentence.words):
        return True
    for _, start, end in book.kinds[MailKind.RECEIVED].decides.find(sentence.plain, sentence.words):
        if not _FUTURE.isdisjoint(sentence.plain[start:end].split()):
            return True
    return False
