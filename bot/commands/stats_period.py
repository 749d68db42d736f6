"""The period that numbers and pictures are of."""

from __future__ import annotations

from datetime import date, timedelta
from enum import StrEnum
from typing import Annotated

from bot.command import Arg
from bot.conversation.read_context import ReadContext
from bot.domain.groups.group import monday_of


class Period(StrEnum):
    """How far back to count."""

    WEEK = "week"
    MONTH = "month"
    QUARTER = "quarter"
    YEAR = "year"
    ALL = "all"


_ALSO = (
    (Period.WEEK, ("this week",)),
    (Period.MONTH, ("last 30 days", "30 days", "last month", "this month")),
    (Period.YEAR, ("this year", "last year")),
    (Period.ALL, ("everything", "ever", "so far")),
)
DAYS = {Period.MONTH: 30, Period.QUARTER: 91, Period.YEAR: 365}
ThePeriod = Annotated[
    Period | None,
    Arg("Which period?", bare=True, hint="week/month/quarter/year/all", synonyms=_ALSO),
]


def first_day(ctx: ReadContext, period: Period | None) -> date | None:
    """Returns the first day of a period; None for the one without a beginning."""
    if period is None or period is Period.ALL:
        return None
    if period is Period.WEEK:
        return monday_of(ctx.today)
    return ctx.today - timedelta(days=DAYS[period])
