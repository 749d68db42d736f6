"""Praise for a person's persistence, as they pass it on: *the recruiter praised my persistence*."""

from __future__ import annotations

import re

_SAID = (
    r"prais|compliment|impress|admir|appreciat|commend|applaud|congratulat|lik(?:e|ed|es)\b|"
    r"lov(?:e|ed|es)\b|thanked|noticed|remembered"
)
_FOR = (
    r"persisten|perseveran|tenacit|tenacious|determination|follow(?:ed|ing)?[ -]?up|"
    r"follow(?:ed|ing)?[ -]?through|stay(?:ed|ing) in touch|ke(?:pt|eping) at it|"
    r"(?:didn't|not) give up"
)
_OWN = re.compile(r"\b(?:i|me|my)\b", re.IGNORECASE)
_PRAISE = re.compile(rf"\b(?:{_SAID})\w*\b.*\b(?:{_FOR})|\b(?:{_FOR})\w*\b.*\b(?:{_SAID})", re.I)
_DENIED = re.compile(
    r"\b(?:not|never|nobody|no one|didn't|doesn't|wasn't|wish)\b.{0,20}\b(?:prais|compliment|"
    r"impress|admir|appreciat|lik|lov|thank|notic|remember)",
    re.IGNORECASE,
)


def is_praise(text: str) -> bool:
    """True if the words pass on that the person's persistence was praised."""
    words = text.replace("’", "'")
    return bool(_OWN.search(words) and _PRAISE.search(words) and not _DENIED.search(words))
