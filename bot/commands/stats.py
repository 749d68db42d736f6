"""`/stats`: the job search in numbers."""

from __future__ import annotations

from datetime import date, timedelta
from enum import StrEnum
from typing import Annotated

from bot.command import Arg, Subject, command
from bot.conversation.read_context import ReadContext
from bot.domain.applications.statistics import Rate
from bot.domain.groups.group import monday_of
from bot.message import Button, Fact, Invocation, Message
from bot.queries.numbers import numbers_and_funnel
from bot.texts.date_formats import say_day
from bot.texts.picture_texts import funnel_picture


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
_LABELS = {Period.WEEK: "This week", Period.MONTH: "Last 30 days"}
DAYS = {Period.MONTH: 30, Period.QUARTER: 91, Period.YEAR: 365}


@command(
    "stats",
    "See your hunt in numbers",
    subject=Subject.NUMBERS,
    examples=("stats", "stats month"),
    readonly=True,
    separate_answer=True,
)
async def stats(
    ctx: ReadContext,
    period: Annotated[
        Period | None,
        Arg("Which period?", bare=True, hint="week/month/quarter/year/all", synonyms=_ALSO),
    ] = None,
) -> Message:
    """Shows applications, follow-through, replies and invitations as separate rates."""
    since = _first_day(ctx, period or Period.ALL)
    counted, funnel = await numbers_and_funnel(ctx.uow, ctx.now, since)
    if not (counted.applications or counted.follow_ups or counted.interviews):
        return Message(
            title="Your numbers",
            text="Nothing to count in that time yet. Every application is a shot taken.",
        )
    facts = [
        Fact("Shots taken", str(counted.applications)),
        Fact("Follow-ups sent", str(counted.follow_ups)),
        Fact("Followed up when due", _rate(counted.covered)),
        Fact("Interviews held", str(counted.interviews)),
        Fact("Thanked within 24 h", _rate(counted.thanked)),
        Fact("Replied", _rate(counted.replied)),
        Fact("Invited", _rate(counted.invited)),
        Fact("Offers", _rate(counted.offered)),
        Fact("Rejections", _rate(counted.rejected)),
    ]
    facts += [Fact(f"Replies by {way}", _judged(rate)) for way, rate in counted.by_method]
    when = f"since {say_day(since, ctx.person, ctx.now)}" if since else "so far"
    return Message(
        title="Your numbers",
        text=f"This is your hunt {when}. Follow-through is the part you control.",
        facts=tuple(facts),
        picture=funnel_picture(funnel) if funnel.flows else None,
        buttons=tuple(
            Button(_LABELS[one], Invocation("stats", {"period": one}))
            for one in (Period.WEEK, Period.MONTH)
            if one is not period
        ),
    )


def _first_day(ctx: ReadContext, period: Period) -> date | None:
    """Returns the first day of a period; None for the one without a beginning."""
    if period is Period.ALL:
        return None
    if period is Period.WEEK:
        return monday_of(ctx.today)
    return ctx.today - timedelta(days=DAYS[period])


def _rate(rate: Rate) -> str:
    if rate.percent is None:
        return "none yet"
    return f"{rate.hits} of {rate.of} ({rate.percent} %)"


def _judged(rate: Rate) -> str:
    if rate.is_meaningful:
        return _rate(rate)
    return f"{rate.hits} of {rate.of}, too few to judge"


COMMANDS = (stats,)
