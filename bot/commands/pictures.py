"""The other pictures: when answers come, and a year at a glance."""

from __future__ import annotations

from typing import Annotated

from bot.command import Arg, ArgKind, command
from bot.conversation.read_context import ReadContext
from bot.domain.applications.response_times import (
    METHODS,
    application_waits,
    outreach_waits,
    response_curves,
)
from bot.domain.applications.statistics import ENOUGH_TO_JUDGE
from bot.domain.applications.year import count_days, first_day
from bot.message import Button, Fact, Invocation, Message
from bot.texts import labels
from bot.texts.date_formats import month_names, weekday_names
from bot.texts.picture_texts import BY_METHOD, curve_picture, year_picture

_HOW_TO_READ = (
    "Those still waiting count as waiting. The band is where the curve lies with 95% confidence."
)
_NO_CURVE = "You'll see a curve once the first answer comes."


@command("answer-times", "See when answers come", hidden=True, readonly=True, separate_answer=True)
async def answer_times(
    ctx: ReadContext,
    methods: Annotated[bool | None, Arg(kind=ArgKind.FLAG, hidden=True)] = None,
) -> Message:
    """Shows how long answers take; what still waits counts as waiting so long."""
    applications = await ctx.uow.applications.find_all()
    by_method = [(BY_METHOD[one], outreach_waits(applications, one, ctx.today)) for one in METHODS]
    compared = all(len(waits) >= ENOUGH_TO_JUDGE for _, waits in by_method)
    title = labels.WHEN_ANSWERS_COME
    if methods and compared:
        chart = response_curves("the follow-up", by_method)
    else:
        waits = application_waits(applications, ctx.today)
        if len(waits) < ENOUGH_TO_JUDGE:
            count = "there is 1" if len(waits) == 1 else f"there are {len(waits):,}"
            return Message(
                f"A curve of fewer than {ENOUGH_TO_JUDGE} applications would mostly show chance, "
                f"and {count} so far.",
                title,
            )
        chart = response_curves("the application", [("Applications", waits)])
    picture = curve_picture(chart)
    answered = any(curve.answers for curve in chart.curves)
    more = Button(labels.PHONE_AGAINST_EMAIL, Invocation("answer-times", {"methods": True}))
    return Message(
        f"{picture.sentence} {_HOW_TO_READ if answered else _NO_CURVE}",
        title,
        facts=tuple(
            Fact(curve.label, f"{curve.answers:,} of {curve.cases:,} answered")
            for curve in chart.curves
        ),
        picture=picture if answered else None,
        buttons=(more,) if compared and not methods else (),
    )


@command("year-map", "See a year at a glance", hidden=True, readonly=True, separate_answer=True)
async def year_map(ctx: ReadContext) -> Message:
    """Shows each day of a year and what was done on it."""
    begin = first_day(ctx.today)
    applications = await ctx.uow.applications.find_all(since=begin)
    days = count_days(applications, ctx.today, ctx.now)
    if not any(day.total for day in days):
        return Message("Nothing was logged in the last year.", labels.A_YEAR_AT_A_GLANCE)
    language = ctx.person.language
    picture = year_picture(begin, days, month_names(language), weekday_names(language))
    sums = (
        ("Applications", sum(day.applications for day in days)),
        ("Follow-ups", sum(day.follow_ups for day in days)),
        ("Interviews", sum(day.interviews for day in days)),
        ("Thank-yous", sum(day.thank_yous for day in days)),
    )
    return Message(
        picture.sentence,
        labels.A_YEAR_AT_A_GLANCE,
        facts=tuple(Fact(label, f"{count:,}") for label, count in sums),
        picture=picture,
    )


COMMANDS = (answer_times, year_map)
