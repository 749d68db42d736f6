"""A link that was shared in a message: what it and the words beside it say of a job.

A posting's address comes first; where it does not tell company or role, the title of the
link's preview or its label may. What is found only fills in a form.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace

from bot.frozen import frozen
from bot.parsing.job_urls import Posting, read_posting
from bot.parsing.parse_context import ParseError
from bot.parsing.urls import read_link
from bot.parsing.words import fold_name, normalize

_LONGEST = 200  # characters of a title; what is longer is no title
_MOST_WORDS = 10
# Labels that name no job.
_GENERIC = re.compile(
    r"apply(?: here| now| today)?|details|here|(?:see|view) (?:here|job|posting)|learn more|"
    r"(?:the |this )?(?:job|link|position|posting|role|vacancy)(?: ad| description| posting)?|"
    r"more(?: info)?|open|read more|this|view|website",
    re.IGNORECASE,
)
_SITES = (
    r"ashby|bamboohr|breezy|careers|glassdoor|greenhouse|indeed(?:\.com)?|jobs|lever|linkedin|"
    r"monster|otta|personio|recruitee|smartrecruiters|stepstone|teamtailor|wellfound|workable|"
    r"workday|xing"
)
_SITE_NAME = re.compile(rf"\s*[|·–—-]\s*(?:{_SITES})(?: jobs)?\s*$", re.IGNORECASE)
_ASKS = re.compile(
    r"^(?:job application for|apply (?:now )?(?:for|to)|now hiring:?|we(?:'re| are) hiring:?|"
    r"(?:new )?jobs?:|vacancy:|open position:)\s+",
    re.IGNORECASE,
)
_ROLE_AT = re.compile(r"(?P<role>.+)\s(?:at|@|bei|chez)\s(?P<company>[^|]+)", re.IGNORECASE)
_HIRING = re.compile(
    r"(?P<company>.+?)\s(?:is\s)?hiring\s(?:an?\s)?(?P<role>.+?)(?:\sin\s.+)?", re.IGNORECASE
)
_PARTS = re.compile(r"\s+[|·–—-]\s+")


@frozen
class SharedLink:
    """A link in a message: its address, its label, and its preview's title and author."""

    address: str
    label: str = ""
    title: str = ""
    author: str = ""


def first_job(links: Iterable[SharedLink]) -> tuple[str, Posting] | None:
    """Returns the first link that can be saved, and what is known of its job."""
    merged: dict[str, SharedLink] = {}
    for link in links:
        address = _readable(link.address)
        if address is None:
            continue
        known = merged.get(address, SharedLink(address))
        merged[address] = SharedLink(
            address,
            known.label or link.label,
            known.title or link.title,
            known.author or link.author,
        )
    first = next(iter(merged.values()), None)
    return None if first is None else (first.address, read_shared(first))


def _readable(address: str) -> str | None:
    try:
        return read_link(address)
    except ParseError:
        return None


def read_shared(link: SharedLink) -> Posting:
    """Reads company and role in a link's address, then in its preview, then in its label."""
    found = read_posting(link.address)
    for words in (link.title, link.label):
        if found.company and found.role:
            break
        found = _add(found, _read_title(words, found.company or link.author))
    return found


def _add(known: Posting, more: Posting) -> Posting:
    """Adds what is not known yet; never the role of another company's job."""
    if known.company and more.company and fold_name(known.company) != fold_name(more.company):
        return known
    return replace(known, company=known.company or more.company, role=known.role or more.role)


def _read_title(words: str, company: str | None) -> Posting:
    """Reads a title such as *Baker at Acme*; of one in two parts, which is which by `company`."""
    title = normalize(words).strip()
    if not title or len(title) > _LONGEST or "://" in title or "\n" in title:
        return Posting()
    title = _ASKS.sub("", _SITE_NAME.sub("", title))
    if _GENERIC.fullmatch(title.strip(" .!:→»>")):
        return Posting()
    if found := _HIRING.fullmatch(title) or _ROLE_AT.fullmatch(title):
        return _posting(found["company"], found["role"])
    parts = _PARTS.split(title)
    if company:
        others = [part for part in parts if fold_name(part) != fold_name(company)]
        return _posting(company, others[0] if others else None)
    return _posting(None, title) if len(parts) == 1 else Posting()


def _posting(company: str | None, role: str | None) -> Posting:
    """Makes a posting of what may be its names; nothing of whole sentences."""
    kept = [
        text.strip(" ,;:|·–—-")
        if text and 0 < len(text.split()) <= _MOST_WORDS and any(map(str.isalpha, text))
        else None
        for text in (company, role)
    ]
    return Posting(kept[0] or None, kept[1] or None)
