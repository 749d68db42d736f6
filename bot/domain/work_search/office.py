"""Profiles of unemployment offices: what each one asks for, as read in its own pages."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping
from datetime import date
from enum import StrEnum
from functools import lru_cache
from importlib.resources import files
from typing import Any

from bot.domain.work_search.entry import SearchKind
from bot.domain.work_search.period import PeriodKind
from bot.frozen import frozen

Kinds = frozenset[SearchKind]
Part = tuple[int, Kinds]


class RepeatScope(StrEnum):
    """A repeat that does not count: the same employer, or the same job again."""

    EMPLOYER = "employer"
    JOB = "job"


@frozen
class Minimum:
    """One set of what is enough for a period: a total, and parts of it of some kinds.

    `each_day` counts at most one a day; of the kinds in `at_most` no more than so many count.
    """

    total: int
    at_least: tuple[Part, ...] = ()
    at_most: tuple[Part, ...] = ()
    each_day: bool = False


@frozen
class Office:
    """An office's rules. One of several minima has to be reached.

    A kind in neither `counts` nor `does_not` is one to check. `source` was read on `read`.
    `asks_start` and `asks_number` say what a person has to add: the first day of their four
    weeks, the number that the office agreed with them.
    """

    code: str = ""
    name: str = ""
    period: PeriodKind = PeriodKind.WEEK
    begins: int = 0
    minima: tuple[Minimum, ...] = ()
    counts: Kinds = frozenset()
    does_not: Kinds = frozenset()
    reasons: Mapping[str, str] | None = None
    once: RepeatScope | None = None
    source: str = ""
    read: date | None = None
    note: str = ""
    asks_start: bool = False
    asks_number: bool = False

    def reason(self, kind: SearchKind) -> str:
        """Returns why a kind counts or not, in the office's terms; empty if none is known."""
        return (self.reasons or {}).get(kind.value, "")


NO_OFFICE = Office()
# A person's own profile: what every office we know of counts, and nothing that many do not.
OWN_COUNTS = frozenset(
    {
        SearchKind.APPLICATION,
        SearchKind.INTERVIEW,
        SearchKind.TEST,
        SearchKind.CONTACT,
        SearchKind.FAIR,
        SearchKind.WORKSHOP,
        SearchKind.AGENCY,
        SearchKind.CAREER_CENTER,
        SearchKind.NETWORKING,
    }
)


@lru_cache(maxsize=1)
def offices() -> Mapping[str, Office]:
    """Returns the profiles of `offices.toml` by their code."""
    written = tomllib.loads((files(__package__) / "offices.toml").read_text("utf-8"))
    return {code: _office(code, one) for code, one in written.items()}


def _office(code: str, written: Mapping[str, Any]) -> Office:
    plain = ("name", "begins", "source", "read", "note", "asks_start", "asks_number", "reasons")
    return Office(
        code=code,
        period=PeriodKind(written["period"]),
        minima=tuple(map(_minimum, written["minima"])),
        counts=_kinds(written.get("counts", ())),
        does_not=_kinds(written.get("does_not", ())),
        once=RepeatScope(written["once"]) if "once" in written else None,
        **{name: written[name] for name in plain if name in written},
    )


def _minimum(written: Mapping[str, Any]) -> Minimum:
    return Minimum(
        written["total"],
        tuple(map(_part, written.get("at_least", ()))),
        tuple(map(_part, written.get("at_most", ()))),
        written.get("each_day", False),
    )


def _part(written: Mapping[str, Any]) -> Part:
    return written["count"], _kinds(written["of"])


def _kinds(names: Iterable[str]) -> Kinds:
    return frozenset(map(SearchKind, names))
