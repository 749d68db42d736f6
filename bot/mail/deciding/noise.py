"""Mails about nothing, though they talk of applications and offers: away notices and fraud."""

from __future__ import annotations

from collections.abc import Sequence

from bot.mail.deciding.phrase_book import JobWords
from bot.mail.deciding.supposing import ComparedSentence

_CERTAINLY_FRAUD = 2


def is_automatic_answer(sentences: Sequence[ComparedSentence], job: JobWords) -> bool:
    """True if the subject, the first of them, is an automatic answer's and the writer is away."""
    subject = sentences[0]
    return job.auto_reply.has(subject.plain, subject.words) and any(
        job.away.has(one.plain, one.words) for one in sentences
    )


def is_fraud(sentences: Sequence[ComparedSentence], job: JobWords) -> bool:
    """True if several marks of a job scam come together, and none in a warning of it."""
    marks = set[str]()
    for one in sentences:
        found = [one.plain[start:end] for _, start, end in job.fraud.find(one.plain, one.words)]
        if found and job.fraud_denied.has(one.plain, one.words):
            return False
        marks.update(found)
    return len(marks) >= _CERTAINLY_FRAUD
