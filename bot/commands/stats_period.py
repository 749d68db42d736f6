"""The period that numbers and pictures are of."""

from __future__ import annotations

from datetime import date, timedelta
from enum import StrEnum
from typing import Annotated

from bot.command import Arg
from bot.conversation.read_context import ReadContext
from bot.domain.groups.group import monday_of


class StatsPeriod(StrEnum):
    """The span of time to count."""

    WEEK = "week"
    MONTH = "month"
    QUARTER = "quarter"
    YEAR = "year"
    ALL = "all"


_ALSO = (
    (StatsPeriod.WEEK, ("this week",)),
    (StatsPeriod.MONTH, ("last 30 days", "30 days", "last month", "this month")),
    (StatsPeriod.YEAR, ("this year", "last year")),
    (StatsPeriod.ALL, ("everything", "ever", "so far")),
)
DAYS = {StatsPeriod.MONTH: 30, StatsPeriod.QUARTER: 91, StatsPeriod.YEAR: 365}
ThePeriod = Annotated[
    StatsPeriod | None,
    Arg("Which period?", bare=True, hint="week/month/quarter/year/all", synonyms=_ALSO),
]


def first_day(ctx: ReadContext, period: StatsPeriod | None) -> date | None:
    """Returns the first day of a period; None for the one without a beginning."""
    if period is None or period is StatsPeriod.ALL:
        return None
    if period is StatsPeriod.WEEK:
        return monday_of(ctx.today)
    return ctx.today - timedelta(days=DAYS[period])
