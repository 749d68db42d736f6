"""What is due, coming, told and undeliverable; and putting a nudge off or away."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import Annotated

from bot import card
from bot.command import Arg, command
from bot.commands.parameters import Mine
from bot.context import Context
from bot.digest import SHOWN_AT_ONCE, buttons_for, item, ordered, settled, still_owed
from bot.domain import businessdays
from bot.domain.activity import Activity, Did
from bot.domain.application import Application
from bot.domain.localtime import instant
from bot.domain.nudge import Kind, Nudge, State, last_of_each
from bot.domain.rounds import THANK_YOU_LIMIT
from bot.message import Button, Invocation, Item, Message, Refused, Tone
from bot.reading.days import read_day
from bot.reading.frame import Unread
from bot.reading.lengths import read_length
from bot.reading.moments import read_moment
from bot.texts import labels
from bot.texts.dates import say_moment
from bot.texts.nudges import words

EVENING = time(18, 0)
SECTION = 10
BEFOREHAND = frozenset({labels.SNOOZE, labels.SKIP, labels.MOVED, labels.CANCELLED})


@command("nudges", "See what is due and what is coming", examples=("nudges",), shows=True)
async def nudges(ctx: Context) -> Message:
    """Due, coming, delivered and undeliverable, each with what can be done about it."""
    coming = await ctx.work.pending(SECTION + 1)
    applications: dict[int, Application] = {}
    waiting: list[Item] = []
    done: list[Item] = []
    asked: set[int] = set()
    thanks: set[tuple[int, int | None]] = set()
    for nudge in last_of_each(await ctx.work.told_lately(SECTION * 3)):
        application = await _application(ctx, nudge, applications)
        if application is None:
            continue
        if not await still_owed(ctx, nudge, application):
            done.append(_done(ctx, nudge, application))
        elif nudge.application not in asked and (about := _thanks(nudge)) not in thanks:
            waiting.append(_waiting(ctx, nudge, application))
            thanks |= {about} if about else set()
        if nudge.owed.kind is Kind.CLOSE_THE_LOOP:
            asked.add(nudge.application)  # what came before it is part of that question
    ahead = [
        _coming(ctx, nudge, application)
        for nudge in coming[:SECTION]
        if (application := await _application(ctx, nudge, applications))
    ]
    if not (waiting or ahead or done):
        return Message(title="Your nudges", text="Nothing is due and nothing is planned.")
    many = f"more than {SECTION}" if len(coming) > SECTION else str(len(ahead))
    counts = f"{len(waiting)} waiting for you · {many} coming · {len(done)} done lately"
    if max(len(waiting), len(coming)) > SECTION:
        counts += f"\nThe first {SECTION} of each are here; the others stand in /pipeline."
    held = "\nEverything is paused: /resume" if ctx.person.is_paused(ctx.now) else ""
    return Message(
        title="Your nudges",
        text=counts + held,
        items=(*waiting[:SECTION], *ahead, *done[:SECTION]),
    )


def _thanks(nudge: Nudge) -> tuple[int, int | None] | None:
    """The interview that a thank-you is for: of several for one, the last speaks."""
    thank_you = nudge.owed.kind is Kind.THANK_YOU
    return (nudge.application, nudge.owed.subject) if thank_you else None


async def _application(
    ctx: Context, nudge: Nudge, known: dict[int, Application]
) -> Application | None:
    if nudge.application not in known:
        found = await ctx.work.application(nudge.application)
        if found is None or found.stage is None:
            return None
        known[nudge.application] = found
    return known[nudge.application]


def _waiting(ctx: Context, nudge: Nudge, application: Application) -> Item:
    shown = item(nudge, application, ctx.person, ctx.now)
    if nudge.state is State.UNDELIVERABLE:
        why = f"I couldn't deliver this: {nudge.reason}"
        return Item(shown.title, why, buttons=shown.buttons, draft=shown.draft, nudge=shown.nudge)
    return shown


def _coming(ctx: Context, nudge: Nudge, application: Application) -> Item:
    return Item(
        f"{application.label}: {card.PURPOSES[nudge.owed.kind]}",
        _when(ctx, nudge.owed.due, _starts(nudge, application)),
        buttons=_early(ctx, nudge, application),
        nudge=nudge.owed.name,
    )


def _starts(nudge: Nudge, application: Application) -> datetime | None:
    """When the interview begins that it is to come before."""
    interview = application.interview(nudge.owed.subject or 0)
    before = nudge.owed.kind is Kind.BEFORE_INTERVIEW
    return interview.start if interview and before else None


def _when(ctx: Context, due: datetime, starts: datetime | None) -> str:
    """When it comes; a pause that ends later holds it until then, and past `starts` for good."""
    if ctx.person.is_paused(ctx.now):
        until = ctx.person.held_until
        if until is None or (starts and starts <= until):
            return f"Held, planned for {say_moment(due, ctx.person, ctx.now)}"
    return f"Coming {card.comes(ctx, due)}"


def _early(ctx: Context, nudge: Nudge, application: Application) -> tuple[Button, ...]:
    """The buttons of a nudge that is still to come: nothing is done before its interview is."""
    buttons = buttons_for(nudge, application)
    interview = application.interview(nudge.owed.subject or 0)
    if interview is None or interview.end <= ctx.now:
        return buttons
    return tuple(one for one in buttons if one.label in BEFOREHAND)


def _done(ctx: Context, nudge: Nudge, application: Application) -> Item:
    title, _ = words(nudge.owed, application, ctx.person, ctx.now)
    return Item(title, settled(nudge, application, ctx), nudge=nudge.owed.name)


@command("snooze", "Put a reminder off", hidden=True)
async def snooze(
    ctx: Context,
    company: Mine,
    until: Annotated[str, Arg("Until when? tomorrow, next Monday or a date")],
) -> Message:
    """Puts one nudge off until a wall time."""
    application = await ctx.find(company)
    nudge = _pressed(ctx)
    await ctx.still_owed(application)
    wall = _until(ctx, nudge, application, until)
    put_off = Activity(Did.SNOOZED, ctx.today, ctx.now, nudge=ctx.about, until=wall)
    await ctx.log(application, put_off, f"put off a reminder about {application.company}")
    when = say_moment(instant(wall, ctx.person.tz), ctx.person, ctx.now)
    return Message(
        title=f"Snoozed: {application.label}",
        text=f"I'll bring it back {when}.",
        buttons=card.undo(ctx),
    )


def _pressed(ctx: Context) -> Nudge:
    if ctx.nudge is None:
        raise Refused("Which reminder? Press the button on it, or see them all: /nudges")
    return ctx.nudge


def _until(ctx: Context, nudge: Nudge, application: Application, text: str) -> datetime:
    """The wall time that was meant; a thank-you never passes its 24 h.

    Raises Unread for what is no time, is over, or is too late to thank.
    """
    wall = _wall(ctx, " ".join(text.casefold().split()))
    if wall is None:
        raise Unread(
            "Try “tomorrow”, “next Monday”, “in 1 h” or a date such as “12 June”.", "until"
        )
    moment = instant(wall, ctx.person.tz)
    if moment <= ctx.now:
        raise Unread("That is over already. Until when shall it wait?", "until")
    interview = application.interview(nudge.owed.subject or 0)
    if nudge.owed.kind is Kind.THANK_YOU and interview:
        limit = interview.end + THANK_YOU_LIMIT
        if moment > limit and ctx.now < limit:
            last = say_moment(limit, ctx.person, ctx.now)
            raise Unread(
                f"A thank-you works best by {last}. Try “in 1 h” or “this evening”.", "until"
            )
    return wall


def _wall(ctx: Context, text: str) -> datetime | None:
    rhythm, here = ctx.person.rhythm, ctx.person.wall(ctx.now)
    if text == "tomorrow":
        return _at(ctx, businessdays.after(here.date(), 1, rhythm.country))
    if text in ("next monday", "monday"):
        monday = here.date() + timedelta(days=7 - here.weekday())
        return _at(ctx, businessdays.first_from(monday, rhythm.country))
    if text in ("this evening", "evening", "tonight"):
        return datetime.combine(here.date(), EVENING)
    if (length := read_length(text.removeprefix("in "))) is not None:
        return ctx.person.wall(ctx.now + length)
    if (day := read_day(text, ctx.frame, past=False)) is not None:
        return _at(ctx, day)
    when = read_moment(text, ctx.frame)
    return None if when is None else when.wall


def _at(ctx: Context, day: date) -> datetime:
    return datetime.combine(day, ctx.person.rhythm.nudge_hour)


@command("skip", "Let a reminder go", hidden=True)
async def skip(ctx: Context, company: Mine) -> Message:
    """Ends one nudge."""
    application = await ctx.find(company)
    _pressed(ctx)
    await ctx.still_owed(application)
    gone = Activity(Did.SKIPPED, ctx.today, ctx.now, nudge=ctx.about)
    application = await ctx.log(
        application, gone, f"skipped a reminder about {application.company}"
    )
    return Message(
        title=f"Skipped: {application.label}",
        text="Skipped. I won't bring this one up again.",
        facts=await card.whats_next(ctx, application),
        buttons=card.undo(ctx),
    )


@command("rest", "Show the rest of a digest", hidden=True, shows=True)
async def rest(
    ctx: Context,
    delivery: Annotated[str, Arg(hidden=True)],
    start: Annotated[int | None, Arg(hidden=True)] = None,
) -> Message:
    """The less urgent members of a delivery, as they stand now."""
    members = ordered(await ctx.work.delivered_together(delivery))
    begin = start if start is not None and start > 0 else SHOWN_AT_ONCE
    shown = []
    for nudge in members[begin : begin + SHOWN_AT_ONCE]:
        application = await ctx.work.application(nudge.application)
        if application is None:
            continue
        waits = await still_owed(ctx, nudge, application)
        shown.append((_waiting if waits else _done)(ctx, nudge, application))
    if not shown:
        raise Refused(Message(text="That was everything. See /nudges", tone=Tone.CAREFUL))
    left = len(members) - begin - len(shown)
    more: tuple[Button, ...] = ()
    if left > 0:
        following = Invocation("rest", {"delivery": delivery, "start": begin + SHOWN_AT_ONCE})
        more = (Button(labels.SHOW_THE_REST, following),)
    return Message(
        title="The rest",
        text=f"{len(shown)} more." if not left else f"{len(shown)} more, {left} after these.",
        items=tuple(shown),
        buttons=more,
    )


COMMANDS = (nudges, snooze, skip, rest)
