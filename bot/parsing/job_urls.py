"""Reads a posting's address alone: company, role, site. No request is ever made."""

from __future__ import annotations

import re
from collections.abc import Callable
from urllib.parse import parse_qs, unquote, urlsplit

from bot.frozen import frozen
from bot.parsing.words import normalize, word_set

_LONGEST = 200


@frozen
class Posting:
    """A job as its address names it; None for what the address does not say."""

    company: str | None = None
    role: str | None = None
    site: str | None = None


@frozen
class _Address:
    """An address taken apart: the host's first label, the path's parts, the query."""

    host: str
    label: str
    path: tuple[str, ...]
    query: dict[str, list[str]]

    def part(self, at: int) -> str | None:
        """The path's part at that place."""
        return self.path[at] if at < len(self.path) else None

    def after(self, *names: str) -> str | None:
        """The path's part behind the first of these names."""
        places = (at for at, part in enumerate(self.path) if part in names)
        return next((self.part(at + 1) for at in places), None)


def read_posting(url: str) -> Posting:
    """Reads that address; returns an empty posting for one of no known site."""
    try:
        parts = urlsplit(url)
        host = (parts.hostname or "").removeprefix("www.")
    except ValueError:
        return Posting()
    path = tuple(normalize(unquote(part)) for part in parts.path.split("/") if part)
    query = parse_qs(parts.query)
    address = _Address(host, host.partition(".")[0], path, query)
    for domain, site, read in _SITES:
        if host == domain or host.endswith(f".{domain}"):
            company, role = read(address)
            return Posting(_company(company), _role(role), site)
    return Posting()


# --- sites ----------------------------------------------------------------------

_CompanyAndRole = tuple[str | None, str | None]
_SHARED = word_set(
    "boards job-boards jobs careers career apply app api www hire recruiting eu my join"
)
_UUID = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}", re.IGNORECASE)


def _own_host(address: _Address) -> str | None:
    return None if address.label in _SHARED else address.label


_NO_COMPANY = word_set("dashboard login signin sign_in users account applications profile search")


def _greenhouse(address: _Address) -> _CompanyAndRole:
    if address.part(0) == "embed":
        return next(iter(address.query.get("for", [])), None), None
    return _own_host(address) or _first_part(address)[0], None


def _first_part(address: _Address) -> _CompanyAndRole:
    """The company that a path begins with; an account's own page names none."""
    first = address.part(0)
    return (None if first and first.casefold() in _NO_COMPANY else first), None


def _workday(address: _Address) -> _CompanyAndRole:
    """The title comes last, with the requisition's number behind an underscore."""
    company = address.after("recruiting") if address.label.startswith("wd") else address.label
    path = address.path
    if "apply" in path[1:]:  # and what follows it: /apply/autofillWithResume
        path = path[: path.index("apply", 1)]
    if not {"job", "details"} & {*path[:-1]}:
        return company, None
    return company, path[-1].partition("_")[0]


def _smartrecruiters(address: _Address) -> _CompanyAndRole:
    """The job's number comes before its title."""
    title = re.fullmatch(r"[0-9]+-(.+)", address.part(1) or "")
    return address.part(0), title[1] if title else None


def _workable(address: _Address) -> _CompanyAndRole:
    return _own_host(address) or (address.part(0) if address.part(0) != "j" else None), None


def _own(*names: str) -> Callable[[_Address], _CompanyAndRole]:
    """Sites where a company has a host of its own, and the title follows one of these."""

    def read(address: _Address) -> _CompanyAndRole:
        title = address.after(*names)
        slug = re.fullmatch(r"(?:[0-9a-f]*[0-9][0-9a-f]*-)?([^\W\d_].*)", title or "")
        return _own_host(address), slug[1] if slug else None

    return read


def _icims(address: _Address) -> _CompanyAndRole:
    title = address.part(2) if address.part(0) == "jobs" else None
    return address.label.rpartition("careers-")[2], title if title != "job" else None


def _join(address: _Address) -> _CompanyAndRole:
    company = address.after("companies")
    title = re.fullmatch(r"[0-9]+-(.+)", address.path[-1] if address.path else "")
    return company, title[1] if title and company else None


def _nothing(address: _Address) -> _CompanyAndRole:
    """A job board: its address names the board's own numbers only."""
    return None, None


_SITES: tuple[tuple[str, str, Callable[[_Address], _CompanyAndRole]], ...] = (
    ("greenhouse.io", "Greenhouse", _greenhouse),
    ("lever.co", "Lever", _first_part),
    ("ashbyhq.com", "Ashby", _first_part),
    ("myworkdayjobs.com", "Workday", _workday),
    ("myworkdaysite.com", "Workday", _workday),
    ("smartrecruiters.com", "SmartRecruiters", _smartrecruiters),
    ("workable.com", "Workable", _workable),
    ("jobs.personio.de", "Personio", _own()),
    ("jobs.personio.com", "Personio", _own()),
    ("recruitee.com", "Recruitee", _own("o")),
    ("teamtailor.com", "Teamtailor", _own("jobs")),
    ("bamboohr.com", "BambooHR", _own()),
    ("breezy.hr", "Breezy", _own("p")),
    ("icims.com", "iCIMS", _icims),
    ("jobvite.com", "Jobvite", _first_part),
    ("rippling.com", "Rippling", _first_part),
    ("join.com", "JOIN", _join),
    ("linkedin.com", "LinkedIn", _nothing),
    ("indeed.com", "Indeed", _nothing),
    ("glassdoor.com", "Glassdoor", _nothing),
    ("ziprecruiter.com", "ZipRecruiter", _nothing),
    ("wellfound.com", "Wellfound", _nothing),
    ("monster.com", "Monster", _nothing),
    ("stepstone.de", "StepStone", _nothing),
    ("xing.com", "XING", _nothing),
)

# --- slugs to words -------------------------------------------------------------

_ENDINGS = re.compile(r"(?<=[a-z])(?=(?:Inc|Ltd|LLC|GmbH|AG|Corp|Group|Company|Limited)$)")
_GENDERS = re.compile(r"-(?:[mfwdx]-){2}[mfwdx]-?$|-(?:mwd|mfd|wmd|all-genders)$", re.IGNORECASE)
_SMALL = word_set("a an and at de der die du for in la of on or the to und von")
_LARGE = word_set("ai cto ceo cfo coo hr it ml php qa seo sql ui uk us usa ux vp")


def _company(slug: str | None) -> str | None:
    if not slug or slug.isdigit() or _UUID.fullmatch(slug):
        return None
    return _worded(_ENDINGS.sub(" ", slug))


def _role(slug: str | None) -> str | None:
    if not slug or not any(map(str.isalpha, slug)) or _UUID.fullmatch(slug):
        return None
    return _worded(_GENDERS.sub("", slug))


def _worded(slug: str) -> str | None:
    """A slug as people write it: *senior-baker* is *Senior Baker*."""
    words = re.sub(r"[-_+]+", " ", slug).split()
    text = " ".join(_cased(word, first=at == 0) for at, word in enumerate(words))
    return text if 0 < len(text) <= _LONGEST else None


def _cased(word: str, *, first: bool) -> str:
    if not word.islower():
        return word
    if word in _LARGE:
        return word.upper()
    return word if word in _SMALL and not first else word[:1].upper() + word[1:]
