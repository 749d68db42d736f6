"""Putting a nudge off, or letting it go."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import Annotated

from bot.command import ApplicationRef, Arg, command
from bot.commands.parameters import Mine
from bot.conversation.context import Context
from bot.domain.applications.activity import Activity, ActivityKind
from bot.domain.applications.application import THANK_YOU_LIMIT, Application
from bot.domain.calendar import business_days
from bot.domain.calendar.local_time import to_utc
from bot.domain.reminders.nudge import Nudge, NudgeKind
from bot.message import Button, CommandRef, Invocation, Message, Refused, nothing_to_do
from bot.parsing.dates.days import read_day
from bot.parsing.dates.durations import read_length
from bot.parsing.dates.moments import read_moment
from bot.parsing.parse_context import ParseError
from bot.presenters import application_card
from bot.presenters.nudge_digest import shown_together
from bot.queries.nudge_overview import still_waits_now
from bot.texts import labels
from bot.texts.date_formats import say_moment_within

EVENING = time(18, 0)
# These lose their sense by tomorrow.
WITHIN_HOURS = frozenset({NudgeKind.BEFORE_INTERVIEW, NudgeKind.THANK_YOU})


A_DATE = "a date"


@command("snooze", "Snooze a reminder", hidden=True)
async def snooze(
    ctx: Context,
    company: Mine,
    until: Annotated[
        str,
        Arg(
            "Until when?",
            choices=(
                ("tomorrow", "Tomorrow"),
                ("next monday", "Next Monday"),
                (A_DATE, labels.ANOTHER_DATE),
            ),
        ),
    ],
    day: Annotated[str | None, Arg("Which date?", asked_if=("until", A_DATE))] = None,
) -> Message:
    """Puts one nudge off until a wall time."""
    if until == A_DATE and not day:
        raise ParseError("Which date? Try “12 June” or “fri 15:00”.", "day")
    if until != A_DATE and day:
        raise ParseError(f"Pick “{labels.ANOTHER_DATE}”, or leave the date empty.", "until")
    return await _put_off(ctx, company, day or until, "day" if day else "until")


@command("snooze-briefly", "Snooze a thank-you", hidden=True)
async def snooze_briefly(
    ctx: Context,
    company: Mine,
    until: Annotated[
        str,
        Arg("Until when?", choices=(("in 1 h", "In 1 hour"), ("this evening", "This evening"))),
    ],
) -> Message:
    """Puts a thank-you off for a while: it is worth most within its day."""
    return await _put_off(ctx, company, until)


async def _put_off(
    ctx: Context, company: ApplicationRef, until: str, field: str = "until"
) -> Message:
    application = await ctx.find(company)
    nudge = _pressed(ctx)
    await ctx.check_still_planned(application)
    try:
        wall = _until(ctx, nudge, application, until)
    except ParseError as unread:
        raise ParseError(unread.sentence, field) from None
    put_off = Activity(ActivityKind.SNOOZED, ctx.today, ctx.now, nudge=ctx.about, until=wall)
    await ctx.log(application, put_off, f"snoozed a reminder about {application.company}")
    when = say_moment_within(to_utc(wall, ctx.person.tz), ctx.person, ctx.now)
    ref = ApplicationRef(id=application.id)
    return Message(
        title=f"Snoozed: {application.label}",
        text=f"I'll remind you {when}.",
        buttons=(
            Button(labels.EDIT, Invocation(ctx.invocation.command, {"company": ref}, nudge.id)),
            *application_card.undo_button(ctx),
        ),
    )


def _pressed(ctx: Context) -> Nudge:
    if ctx.nudge is None:
        raise Refused(
            "Which reminder? Press the button on it, or see them all: ", CommandRef("nudges")
        )
    return ctx.nudge


def _until(ctx: Context, nudge: Nudge, application: Application, text: str) -> datetime:
    """Returns the wall time to snooze until; a thank-you is never snoozed past its 24 h.

    Raises ParseError for what is no time, is over, or is too late to thank.
    """
    wall = _wall(ctx, " ".join(text.casefold().split()))
    if wall is None:
        raise ParseError(
            "Try “tomorrow”, “next Monday”, “in 1 h” or a date such as “12 June”.", "until"
        )
    moment = to_utc(wall, ctx.person.tz)
    if moment <= ctx.now:
        raise ParseError("That has passed. Until when should it wait?", "until")
    interview = application.interview(nudge.planned.subject or 0)
    if nudge.planned.kind is NudgeKind.THANK_YOU and interview:
        limit = interview.end + THANK_YOU_LIMIT
        if moment > limit and ctx.now < limit:
            last = say_moment_within(limit, ctx.person, ctx.now)
            raise ParseError(
                f"A thank-you works best by {last}. Try “in 1 h” or “this evening”.", "until"
            )
    return wall


def _wall(ctx: Context, text: str) -> datetime | None:
    preferences, here = ctx.person.preferences, ctx.person.wall(ctx.now)
    if text == "tomorrow":
        return _at(ctx, business_days.add_business_days(here.date(), 1, preferences.country))
    if text in ("next monday", "monday"):
        monday = here.date() + timedelta(days=7 - here.weekday())
        return _at(ctx, business_days.first_business_day(monday, preferences.country))
    if text in ("this evening", "evening", "tonight"):
        return datetime.combine(here.date(), EVENING)
    if (length := read_length(text.removeprefix("in "))) is not None:
        wall = ctx.person.wall(ctx.now + length)
        # Of an hour that happens twice the first is meant: past it, for it may be over.
        return wall + (ctx.now + length - to_utc(wall, preferences.tz))
    try:
        when = read_moment(text, ctx.parse_context)
    except ParseError:
        day = read_day(text, ctx.parse_context, past=False)
        if day is None:
            raise
        return _at(ctx, day)
    return None if when is None else when.wall


def _at(ctx: Context, day: date) -> datetime:
    return datetime.combine(day, ctx.person.preferences.nudge_hour)


@command("snooze-the-rest", "Snooze the rest of a digest", hidden=True)
async def snooze_the_rest(ctx: Context, delivery: Annotated[str, Arg(hidden=True)]) -> Message:
    """Puts off until tomorrow what still waits of a delivery; what has an hour of its own stays."""
    wall = _wall(ctx, "tomorrow")
    assert wall is not None
    put_off = []
    for nudge in shown_together(await ctx.uow.nudges.of_delivery(delivery)):
        application = await ctx.uow.applications.get(nudge.application)
        if application is None or nudge.planned.kind in WITHIN_HOURS:
            continue
        if await still_waits_now(ctx.uow, nudge, application, ctx.now):
            put_off.append((nudge, await ctx.get(application.id)))
    if not put_off:
        raise nothing_to_do(
            "Nothing is left here to snooze. What is coming: ", CommandRef("nudges")
        )
    many = "1 reminder" if len(put_off) == 1 else f"{len(put_off)} reminders"
    for nudge, application in put_off:
        snoozed = Activity(
            ActivityKind.SNOOZED, ctx.today, ctx.now, nudge=nudge.planned.about, until=wall
        )
        await ctx.log(application, snoozed, f"snoozed {many}")
    ctx.nudge = put_off[0][0]
    when = say_moment_within(to_utc(wall, ctx.person.tz), ctx.person, ctx.now)
    return Message(
        title=f"Snoozed: {many}",
        text=f"I'll remind you {when}.",
        buttons=application_card.undo_button(ctx),
    )


@command("skip", "Let a reminder go", hidden=True)
async def skip(ctx: Context, company: Mine) -> Message:
    """Ends one nudge."""
    application = await ctx.find(company)
    _pressed(ctx)
    await ctx.check_still_planned(application)
    gone = Activity(ActivityKind.SKIPPED, ctx.today, ctx.now, nudge=ctx.about)
    application = await ctx.log(
        application, gone, f"skipped a reminder about {application.company}"
    )
    step = await ctx.next_step(application)
    return Message(
        title=f"Skipped: {application.label}",
        text=_skipped(application, more=step is not None and step.nudge is not None),
        facts=await application_card.next_step_facts(ctx, application),
        buttons=application_card.undo_button(ctx),
    )


def _skipped(application: Application, *, more: bool) -> str:
    """Says that a reminder is off; `more` says whether another one of its application comes."""
    if more:
        return "This reminder is off. Another one is still to come."
    if application.is_open:
        return (
            "This reminder is off, and no other one is planned. The application stays open and "
            "waits for you."
        )
    return "This reminder is off. I won't bring it up again."


COMMANDS = (snooze, snooze_briefly, snooze_the_rest, skip)
