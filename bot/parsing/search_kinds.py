"""The kind of a search activity, by the words that a person used for it."""

from __future__ import annotations

import re

from bot.domain.work_search.entry import SearchKind
from bot.parsing.words import fold, unaccented

# The first that fits decides: what is said of a place comes before what is said of people.
_WORDS = (
    (
        SearchKind.FAIR,
        r"(?:job|career|hiring|recruit\w*) (?:fair|event|expo)|\bfair\b|jobmesse|banenmarkt",
    ),
    (SearchKind.CAREER_CENTER, r"career cent|job ?cent|american job|werkplein|arbeitsamt"),
    (SearchKind.WORKSHOP, r"workshop|seminar|webinar|training|course|class\b|schulung|kurs|cursus"),
    (SearchKind.AGENCY, r"agency|staffing|recruiter|headhunter|uitzendbureau|zeitarbeit"),
    (SearchKind.TEST, r"\btest\b|\bexam|assessment|civil service"),
    (
        SearchKind.PROFILE,
        r"(?:resume|cv|profile).*(?:online|posted|uploaded)|(?:posted|uploaded).*(?:resume|cv|profile)",
    ),
    (SearchKind.JOB_BANK, r"job ?(?:bank|board|search)|searched|jobs?\b.*\bindeed|werk\.nl"),
    (SearchKind.ADS, r"(?:read|looked at|viewed|browsed).*\b(?:ads|adverts?|postings?|listings?)"),
    (SearchKind.VOICEMAIL, r"voicemail|voice mail|left a message"),
    (SearchKind.NETWORKING, r"network|coffee|met (?:with )?|meetup|linkedin|former colleague"),
    (
        SearchKind.CONTACT,
        r"called|phoned|e-?mailed|wrote to|asked .* (?:about|for) (?:a job|work|openings)",
    ),
    (SearchKind.INTERVIEW, r"interview"),
)
_PATTERNS = tuple((kind, re.compile(pattern)) for kind, pattern in _WORDS)


def guess_kind(text: str) -> SearchKind:
    """Returns the kind that the words name; *other* where they name none."""
    said = unaccented(fold(text))
    return next((kind for kind, words in _PATTERNS if words.search(said)), SearchKind.OTHER)
