"""Assesses a record: what an office counts of it, and what the period still lacks."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from bot.domain.work_search.entry import Eligibility, SearchEntry, SearchKind
from bot.domain.work_search.office import Minimum, Office, Part, RepeatScope
from bot.frozen import frozen

SAME_EMPLOYER = "Another contact with the same employer does not count."
SAME_JOB = "The same job again: it may not count twice."
_OF_AN_EMPLOYER = (SearchKind.APPLICATION, SearchKind.CONTACT, SearchKind.VOICEMAIL)


@frozen
class PeriodProgress:
    """The progress of a period: `have` of `need`, `to_check` of which the office may refuse.

    `missing` are the parts of which more is needed. What does not count is not in it; what is
    to be checked is.
    """

    have: int = 0
    need: int = 0
    to_check: int = 0
    missing: tuple[Part, ...] = ()

    @property
    def is_reached(self) -> bool:
        """True if the minimum is reached."""
        return self.have >= self.need and not self.missing


def judge(entries: Iterable[SearchEntry], office: Office) -> Sequence[SearchEntry]:
    """Returns the entries by day, each with the office's verdict and why."""
    judged: list[SearchEntry] = []
    employers: set[str] = set()
    for entry in sorted(entries, key=lambda one: (one.on, one.logged)):
        verdict, reason = _verdict(entry.kind, office), office.reason(entry.kind)
        employer = entry.employer.casefold()
        if office.once is RepeatScope.EMPLOYER and entry.kind in _OF_AN_EMPLOYER and employer:
            if employer in employers:
                verdict, reason = Eligibility.DOES_NOT, SAME_EMPLOYER
            employers.add(employer)
        elif entry.again and verdict is Eligibility.COUNTS:
            verdict, reason = Eligibility.CHECK, SAME_JOB
        judged.append(replace(entry, verdict=verdict, reason=reason))
    return judged


def _verdict(kind: SearchKind, office: Office) -> Eligibility:
    if kind in office.counts:
        return Eligibility.COUNTS
    return Eligibility.DOES_NOT if kind in office.does_not else Eligibility.CHECK


def assess(judged: Sequence[SearchEntry], office: Office) -> PeriodProgress:
    """Returns how far judged entries come: by the minimum that is nearest to being reached."""
    found = [_assess(judged, minimum) for minimum in office.minima]
    return min(found, key=_distance, default=PeriodProgress())


def _distance(progress: PeriodProgress) -> int:
    parts = sum(count for count, _ in progress.missing)
    return max(progress.need - progress.have, parts)


def _assess(judged: Sequence[SearchEntry], minimum: Minimum) -> PeriodProgress:
    usable = [one for one in judged if one.verdict is not Eligibility.DOES_NOT]
    for most, kinds in minimum.at_most:
        surplus = [one for one in usable if one.kind in kinds][most:]
        usable = [one for one in usable if all(one is not other for other in surplus)]
    missing = tuple(
        (least - have, kinds)
        for least, kinds in minimum.at_least
        if (have := sum(one.kind in kinds for one in usable)) < least
    )
    if minimum.each_day:
        best = {one.on: one for one in usable if one.verdict is Eligibility.CHECK}
        best |= {one.on: one for one in usable if one.verdict is Eligibility.COUNTS}
        usable = list(best.values())
    to_check = sum(one.verdict is Eligibility.CHECK for one in usable)
    return PeriodProgress(len(usable), minimum.total, to_check, missing)
