"""Decides the kind of a mail: evidence by sentence, then the order of the data file."""

from __future__ import annotations

import re
from collections.abc import Sequence

from bot.domain.mail.reading import MailKind
from bot.frozen import frozen
from bot.mail.deciding.noise import is_automatic_answer, is_fraud
from bot.mail.deciding.phrase import plain, words_of
from bot.mail.deciding.phrase_book import PhraseBook, PhraseIndex, phrase_book
from bot.mail.deciding.soft_no import find_soft_no
from bot.mail.deciding.supposing import ComparedSentence, supposes

_CERTAINLY_NOISE = 2
_QUOTES = '"“„«'
_CLOSING_QUOTES = '"”“»'
_QUOTED = re.compile(r"[\"“„«]([^\"“”„«»]{8,})[\"“”»]")


@frozen
class Evidence:
    """A sentence that speaks for a kind, and the words of it that do."""

    sentence: str
    because: str
    language: str


@frozen
class Decision:
    """The kind, the evidence for it, and every kind that has some.

    `yours` says of a withdrawal that the reader asked for it.
    """

    kind: MailKind
    evidence: Evidence
    found: frozenset[MailKind]
    yours: bool = False


def decide(
    subject: str, sentences: Sequence[str], *, about_a_job: bool = False, bulk: bool = False
) -> Decision | None:
    """Returns the kind that overrules the others; None without evidence for any.

    `about_a_job` says that the sender or a title named make it so, `bulk` that the
    mail went to many.
    """
    book = phrase_book()
    compared = [_compared(text) for text in ([subject] if subject else []) + [*sentences]]
    found = _gather(compared, book)
    if MailKind.REJECTED not in found and (soft := find_soft_no(compared, book, found.keys())):
        found[MailKind.REJECTED] = [_evidence(*soft)]
    _weigh(compared, found, book, bool(subject), about_a_job, bulk)
    if not found and not bulk and (first := _first_of(compared, book.job.clearly)):
        # About an application, and nothing that it decides: it goes on.
        found[MailKind.RECEIVED] = [Evidence(first.text, "", "en")]
    for kind in book.order:
        if kind in found:
            yours = kind is MailKind.WITHDRAWN and _is_yours(compared, book)
            return Decision(kind, found[kind][0], frozenset(found), yours)
    return None


def goes_on_with_another_job(sentences: Sequence[str]) -> bool:
    """True if what follows a no names another job that the reader may get."""
    phrases = phrase_book().kinds[MailKind.REJECTED].other_job
    return _first_of([_compared(one) for one in sentences], phrases) is not None


def _compared(text: str) -> ComparedSentence:
    compared = plain(text)
    return ComparedSentence(
        text, compared, words_of(compared, asks=text.rstrip(' )"”').endswith("?"))
    )


def _gather(
    sentences: Sequence[ComparedSentence], book: PhraseBook
) -> dict[MailKind, list[Evidence]]:
    """Returns the evidence for each kind that has any, in the order of the sentences."""
    found: dict[MailKind, list[Evidence]] = {}
    for sentence in sentences:
        if _is_quotation(sentence.text):
            continue
        quoted = _quoted_part(sentence, book)
        for kind, phrases in book.kinds.items():
            hits = [
                hit
                for hit in phrases.decides.find(sentence.plain, sentence.words)
                if not phrases.unless.has(sentence.plain, sentence.words, hit[0])
                and not supposes(sentence, hit, kind, book)
                and not (quoted and quoted[0] <= hit[1] and hit[2] <= quoted[1])
            ]
            if hits:
                best = max(hits, key=lambda hit: hit[2] - hit[1])
                found.setdefault(kind, []).append(_evidence(sentence, best))
    return found


def _is_quotation(text: str) -> bool:
    """True for a sentence that is another person's words from its start to its end."""
    bare = text.rstrip(" .,")
    return len(text) > 1 and text[0] in _QUOTES and bare[-1:] in _CLOSING_QUOTES


def _quoted_part(sentence: ComparedSentence, book: PhraseBook) -> tuple[int, int] | None:
    """Returns where a sentence quotes a mail that was received; None for the name of a status."""
    found = _QUOTED.search(sentence.text)
    if found is None:
        return None
    before, inside, after = (
        plain(one)
        for one in (sentence.text[: found.start()], found[1], sentence.text[found.end() :])
    )
    around = before + after
    if not around or book.job.status.has(around, words_of(around)):
        return None
    return len(before), len(before) + len(inside)


def _weigh(
    sentences: Sequence[ComparedSentence],
    found: dict[MailKind, list[Evidence]],
    book: PhraseBook,
    has_subject: bool,
    about_a_job: bool,
    bulk: bool,
) -> None:
    """Drops what the mail as a whole speaks against."""
    if (
        any(book.job.other.has(one.plain, one.words) for one in sentences)
        or (has_subject and is_automatic_answer(sentences, book.job))
        or is_fraud(sentences, book.job)
    ):
        _keep_noise(found, sentences)
        return
    _weigh_no(sentences, found, book)
    applied = MailKind.RECEIVED in found
    weak = book.kinds[MailKind.RECEIVED].hints["weak"]
    mentions = next(
        ((one, hit) for one in sentences for hit in weak.find(one.plain, one.words)),
        None,
    )
    announced = has_subject and any(
        one.sentence == sentences[0].text for one in found.get(MailKind.NOISE, ())
    )
    if announced and not applied:
        _keep_noise(found, sentences)
        return
    if not applied and not mentions:
        _drop_hopes(sentences, found, book, has_subject, bulk)
    if mentions and not applied:
        found[MailKind.RECEIVED] = [_evidence(*mentions)]
    if applied or mentions:
        found.pop(MailKind.APPROACH, None)
    if not about_a_job and _first_of(sentences, book.job.about) is None:
        for kind in book.only_about_jobs:
            found.pop(kind, None)


def _weigh_no(
    sentences: Sequence[ComparedSentence],
    found: dict[MailKind, list[Evidence]],
    book: PhraseBook,
) -> None:
    """Drops a no that the mail takes back, or that only confirms what the reader withdrew."""
    back = book.kinds[MailKind.REJECTED].taken_back
    if MailKind.REJECTED in found and any(back.has(one.plain, one.words) for one in sentences):
        evidence = found.pop(MailKind.REJECTED)
        found.setdefault(MailKind.RECEIVED, evidence)
    if MailKind.WITHDRAWN in found and _is_yours(sentences, book):
        # Who has withdrawn is "no longer considered", too.
        found.pop(MailKind.REJECTED, None)


def _drop_hopes(
    sentences: Sequence[ComparedSentence],
    found: dict[MailKind, list[Evidence]],
    book: PhraseBook,
    has_subject: bool,
    bulk: bool,
) -> None:
    """Drops what a mail to many may seem to promise, where nobody applied."""
    if MailKind.NOISE in found:
        nos = found.get(MailKind.REJECTED, ())
        in_text = any(not has_subject or one.sentence != sentences[0].text for one in nos)
        sure_no = in_text and len(found[MailKind.NOISE]) < _CERTAINLY_NOISE
        for kind in (*book.hoped, *(() if sure_no else (MailKind.REJECTED,))):
            found.pop(kind, None)
    if bulk:
        for kind in (*book.hoped, MailKind.APPROACH):
            found.pop(kind, None)


def _is_yours(sentences: Sequence[ComparedSentence], book: PhraseBook) -> bool:
    """True if a withdrawal is what the reader asked for."""
    return _first_of(sentences, book.kinds[MailKind.WITHDRAWN].yours) is not None


def _first_of(
    sentences: Sequence[ComparedSentence], phrases: PhraseIndex
) -> ComparedSentence | None:
    """Returns the first sentence that has one of those phrases."""
    return next((one for one in sentences if phrases.has(one.plain, one.words)), None)


def _keep_noise(
    found: dict[MailKind, list[Evidence]], sentences: Sequence[ComparedSentence]
) -> None:
    evidence = found.get(MailKind.NOISE) or [Evidence(sentences[0].text, "", "en")]
    found.clear()
    found[MailKind.NOISE] = evidence


def _evidence(sentence: ComparedSentence, hit: tuple[str, int, int]) -> Evidence:
    language, start, end = hit
    return Evidence(sentence.text, quote_of(sentence.text, sentence.plain, start, end), language)


def quote_of(text: str, compared: str, start: int, end: int) -> str:
    """Returns the words of the sentence itself that a plain text's part is made of."""
    first, last = compared[:start].count(" "), compared[:end].count(" ")
    words, at = list[str](), 0
    for word in text.split():
        size = plain(word).count(" ")
        if size and at < last and at + size > first:
            words.append(word)
        at += size
    return " ".join(words).strip(' ,;:.!?"“”()')
