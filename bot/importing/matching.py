"""Matches rows of a file with known applications, so that none is added twice."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import TypeVar
from urllib.parse import urlsplit

from bot.domain.applications.activity import ActivityKind
from bot.domain.applications.application import Application
from bot.domain.work_search.entry import SearchActivity
from bot.frozen import frozen
from bot.parsing.company_match import plain_name
from bot.parsing.words import fold

_DAYS_APART = 14
_PLAIN = re.compile(r"https?://(?:www\.)?(?P<host>[a-z0-9.-]+)(?P<path>/[A-Za-z0-9/_~.-]*)?")
T = TypeVar("T")


@frozen
class MatchKey:
    """The key of an application: company and title as compared, its day, its link."""

    company: str
    role: str
    on: date | None
    link: str


def key_of(company: str, role: str | None, on: date | None, link: str | None) -> MatchKey:
    """Returns the key of an application."""
    return MatchKey(plain_name(company), fold(role or ""), on, _address(link))


def key_of_application(application: Application) -> MatchKey:
    """Returns the key of a person's own application."""
    begun = application.applied or application.last(ActivityKind.PLANNED)
    on = begun.day if begun else None
    return key_of(application.company, application.role, on, application.link)


class KnownApplications:
    """The applications that a person has; each is the match of one row at most."""

    def __init__(self, keys: Iterable[MatchKey]) -> None:
        self._free: defaultdict[str, list[MatchKey]] = defaultdict(list)
        for key in keys:
            self._free[key.company].append(key)

    def take(self, key: MatchKey, *, exact: bool) -> bool:
        """Takes the application that a row is, if there is one; `exact` the very same alone."""
        candidates = self._free.get(key.company, [])
        found = next((one for one in candidates if _fits(one, key, exact=exact)), None)
        if found is None:
            return False
        candidates.remove(found)
        return True


def match(keys: Sequence[MatchKey], known: Iterable[MatchKey]) -> tuple[bool, ...]:
    """Returns for each row whether it is known, or the same as a row before it."""
    mine = KnownApplications(known)
    taken = [mine.take(key, exact=True) for key in keys]
    seen = {key for key, is_known in zip(keys, taken, strict=True) if is_known}
    for at, key in enumerate(keys):
        if taken[at]:
            continue
        if key in seen:
            taken[at] = True
            continue
        taken[at] = mine.take(key, exact=False)
        seen.add(key)
    return tuple(taken)


def new_activities(
    theirs: Sequence[SearchActivity], mine: Iterable[SearchActivity]
) -> Sequence[SearchActivity]:
    """Returns the search activities of an export that are not known.

    One is known again by the moment at which it was logged, also if it was edited since.
    """
    free = Counter((one.logged, one.text) for one in mine)
    other = [one for one in theirs if not _take((one.logged, one.text), free)]
    edited: Counter[datetime] = Counter()
    for (logged, _), count in free.items():
        edited[logged] += count
    return [one for one in other if not _take(one.logged, edited)]


def _take(key: T, free: Counter[T]) -> bool:
    if free[key] < 1:
        return False
    free[key] -= 1
    return True


def _fits(one: MatchKey, other: MatchKey, *, exact: bool) -> bool:
    if exact:
        return one == other
    if one.link and other.link:
        return one.link == other.link and _may_be(one.role, other.role)
    if not _may_be(one.role, other.role):
        return False
    if one.on is None or other.on is None:
        return True
    return abs((one.on - other.on).days) <= _DAYS_APART


def _may_be(one: str, other: str) -> bool:
    return not one or not other or one == other


def _address(link: str | None) -> str:
    """Returns a link as it is compared: without its scheme, www and what follows a ?."""
    if not link:
        return ""
    if plain := _PLAIN.fullmatch(link):  # most of thousands are
        return f"{plain['host']}{(plain['path'] or '').rstrip('/')}".casefold()
    try:
        parts = urlsplit(link if "//" in link else f"//{link}")
    except ValueError:
        return link
    host = (parts.hostname or "").removeprefix("www.")
    query = f"?{parts.query}" if parts.query and parts.path.count("/") < 2 else ""
    return f"{host}{parts.path.rstrip('/')}{query}".casefold()
