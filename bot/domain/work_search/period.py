"""Periods for which an office asks for a record: weeks, four weeks, months."""

from __future__ import annotations

from calendar import monthrange
from datetime import date, timedelta
from enum import StrEnum

from bot.frozen import frozen

DAY = timedelta(days=1)
_WEEK, _FOUR_WEEKS = 7, 28


class PeriodKind(StrEnum):
    """The length of a period."""

    WEEK = "week"
    FOUR_WEEKS = "four weeks"
    MONTH = "month"


@frozen
class Period:
    """The days from `first` to `last`, both included."""

    first: date
    last: date

    def __contains__(self, day: date) -> bool:
        return self.first <= day <= self.last


@frozen
class PeriodRule:
    """The rule by which periods follow each other.

    `begins` is the first weekday of a week, 0 for Monday; `since` the first day of one
    period of four weeks.
    """

    kind: PeriodKind = PeriodKind.WEEK
    begins: int = 0
    since: date | None = None

    def around(self, day: date) -> Period:
        """Returns the period that a day lies in."""
        if self.kind is PeriodKind.MONTH:
            first = day.replace(day=1)
            return Period(first, day.replace(day=monthrange(day.year, day.month)[1]))
        if self.kind is PeriodKind.FOUR_WEEKS and self.since is not None:
            first = day - DAY * ((day - self.since).days % _FOUR_WEEKS)
            return Period(first, first + DAY * (_FOUR_WEEKS - 1))
        first = day - DAY * ((day.weekday() - self.begins) % _WEEK)
        return Period(first, first + DAY * (_WEEK - 1))

    def before(self, period: Period) -> Period:
        """Returns the period before one."""
        return self.around(period.first - DAY)

    def after(self, period: Period) -> Period:
        """Returns the period after one."""
        return self.around(period.last + DAY)
