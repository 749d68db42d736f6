"""A person's profile: the office that they report to, or their own rule, as settings keep it."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

from bot.domain.work_search.office import NO_OFFICE, OWN_COUNTS, Minimum, Office, offices
from bot.domain.work_search.period import PeriodKind, PeriodRule
from bot.frozen import frozen

WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
MOST = 100
_OF_AN_OFFICE = re.compile(r"([A-Z]{2})(?: ([0-9]{1,3}))?(?: from ([0-9-]{10}))?")
_PER_WEEK = re.compile(rf"([0-9]{{1,3}}) a week from ({'|'.join(WEEKDAYS)})")
_PER_FOUR_WEEKS = re.compile(r"([0-9]{1,3}) every four weeks from ([0-9-]{10})")
_PER_MONTH = re.compile(r"([0-9]{1,3}) a month")


@frozen
class Profile:
    """An office's rules with what the person added; its period in `rule`."""

    office: Office = NO_OFFICE
    rule: PeriodRule = PeriodRule()

    @property
    def is_chosen(self) -> bool:
        """True if an office or an own rule was chosen."""
        return bool(self.office.minima)


def of_office(office: Office, number: int | None, since: date | None) -> str:
    """Writes the choice of an office as settings keep it."""
    counted = f" {number}" if number else ""
    return f"{office.code}{counted}" + (f" from {since.isoformat()}" if since else "")


def of_own(number: int, rule: PeriodRule) -> str:
    """Writes an own rule as settings keep it."""
    match rule.kind:
        case PeriodKind.MONTH:
            return f"{number} a month"
        case PeriodKind.FOUR_WEEKS:
            assert rule.since is not None
            return f"{number} every four weeks from {rule.since.isoformat()}"
        case _:
            return f"{number} a week from {WEEKDAYS[rule.begins]}"


def profile_of(written: str | None) -> Profile:
    """Reads what settings keep; what no version knows any more is no office."""
    if not written:
        return Profile()
    try:
        return _own(written) or _office(written) or Profile()
    except ValueError:  # a date that is none
        return Profile()


def _own(written: str) -> Profile | None:
    if found := _PER_WEEK.fullmatch(written):
        rule = PeriodRule(PeriodKind.WEEK, WEEKDAYS.index(found[2]))
    elif found := _PER_FOUR_WEEKS.fullmatch(written):
        rule = PeriodRule(PeriodKind.FOUR_WEEKS, since=date.fromisoformat(found[2]))
    elif found := _PER_MONTH.fullmatch(written):
        rule = PeriodRule(PeriodKind.MONTH)
    else:
        return None
    minimum = Minimum(int(found[1]))
    own = Office(period=rule.kind, begins=rule.begins, minima=(minimum,), counts=OWN_COUNTS)
    return Profile(own, rule)


def _office(written: str) -> Profile | None:
    found = _OF_AN_OFFICE.fullmatch(written)
    office = offices().get(found[1]) if found else None
    if found is None or office is None:
        return None
    if found[2]:
        minima = tuple(replace(one, total=int(found[2])) for one in office.minima)
        office = replace(office, minima=minima)
    since = date.fromisoformat(found[3]) if found[3] else None
    return Profile(office, PeriodRule(office.period, office.begins, since))
