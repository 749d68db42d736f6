"""`/stats`: the job search in numbers."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

from bot.command import Arg, Subject, command
from bot.commands.funnel_sharing import preview_funnel
from bot.commands.parameters import GroupId
from bot.commands.stats_period import StatsPeriod, ThePeriod, first_day
from bot.conversation.read_context import ReadContext
from bot.domain.applications.statistics import Rate
from bot.message import Button, Fact, Invocation, Message
from bot.queries.numbers import read_numbers_and_funnel
from bot.texts import labels
from bot.texts.date_formats import say_day
from bot.texts.picture_texts import funnel_picture


class Share(StrEnum):
    """The word that asks for the funnel to be shared."""

    SHARE = "share"


_LABELS = {StatsPeriod.WEEK: "This week", StatsPeriod.MONTH: "Last 30 days"}


@command(
    "stats",
    "See your job hunt in numbers",
    subject=Subject.NUMBERS,
    examples=("stats", "stats month", "stats share"),
    readonly=True,
    separate_answer=True,
)
async def stats(
    ctx: ReadContext,
    period: ThePeriod = None,
    share: Annotated[
        Share | None,
        Arg("Share the funnel with your group?", bare=True, hint="share"),
    ] = None,
    group: GroupId = None,
) -> Message:
    """Shows applications, follow-through, replies and invitations as separate rates."""
    since = first_day(ctx, period)
    counted, funnel = await read_numbers_and_funnel(ctx.uow, ctx.now, since)
    if not (counted.applications or counted.follow_ups or counted.interviews):
        return Message(
            title="Your numbers",
            text="Nothing to count in that time yet.",
        )
    if share:
        return await preview_funnel(ctx, funnel, period, group)
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
        text=f"Your hunt {when}. Follow-through is the part you control.",
        facts=tuple(facts),
        picture=funnel_picture(funnel) if funnel.flows else None,
        buttons=(
            *(
                Button(_LABELS[one], Invocation("stats", {"period": one}))
                for one in (StatsPeriod.WEEK, StatsPeriod.MONTH)
                if one is not period
            ),
            Button(labels.WHEN_ANSWERS_COME, Invocation("answer-times")),
            Button(labels.A_YEAR_AT_A_GLANCE, Invocation("year-map")),
        ),
    )


def _rate(rate: Rate) -> str:
    if rate.percent is None:
        return "none yet"
    return f"{rate.hits} of {rate.of} ({rate.percent}%)"


def _judged(rate: Rate) -> str:
    if rate.is_meaningful:
        return _rate(rate)
    return f"{rate.hits} of {rate.of}, too few to judge"


COMMANDS = (stats,)
