"""What is due, coming, told and undeliverable."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime
from typing import Annotated

from bot.command import Arg, Subject, command
from bot.conversation.read_context import ReadContext
from bot.domain.applications.application import Application
from bot.domain.reminders.nudge import Nudge, NudgeKind, NudgeState, last_of_each
from bot.message import Button, CommandRef, Invocation, Item, Message, Refused, Text, Tone
from bot.presenters import application_card
from bot.presenters.nudge_digest import (
    SHOWN_AT_ONCE,
    buttons_for,
    item,
    settled,
    shown_together,
    still_owed,
    why_undelivered,
)
from bot.texts import labels
from bot.texts.date_formats import say_moment
from bot.texts.nudge_titles import words

SECTION = 10
BEFOREHAND = frozenset({labels.SNOOZE, labels.SKIP, labels.MOVED, labels.CANCELLED})


@command(
    "nudges",
    "See what is due and what is coming",
    subject=Subject.REMINDERS,
    examples=("nudges",),
    readonly=True,
    separate_answer=True,
)
async def nudges(ctx: ReadContext) -> Message:
    """Due, coming, delivered and undeliverable, each with what can be done about it."""
    coming = await ctx.uow.nudges.pending(SECTION + 1)
    applications: dict[int, Application] = {}
    waiting: list[Item] = []
    done: list[Item] = []
    asked: set[int] = set()
    thanks: set[tuple[int, int | None]] = set()
    told = await ctx.uow.nudges.recently_delivered(SECTION * 3)
    for last in last_of_each(told):
        application = await _application(ctx, last, applications)
        if application is None:
            continue
        nudge = await _standing(ctx, last, told, application)
        if nudge is None:
            done.append(_done(ctx, last, application))
        elif nudge.application not in asked and (about := _thanks(nudge)) not in thanks:
            waiting.append(_waiting(ctx, nudge, application))
            thanks |= {about} if about else set()
        if last.planned.kind is NudgeKind.CLOSE_THE_LOOP:
            asked.add(last.application)  # what came before it is part of that question
    ahead = [
        _coming(ctx, nudge, application)
        for nudge in coming[:SECTION]
        if (application := await _application(ctx, nudge, applications))
    ]
    if not (waiting or ahead or done):
        return Message(title="Your nudges", text="Nothing is due and nothing is planned.")
    many = f"more than {SECTION}" if len(coming) > SECTION else str(len(ahead))
    counts = Text(f"{len(waiting)} waiting for you · {many} coming · {len(done)} done lately")
    if max(len(waiting), len(coming)) > SECTION:
        others = f"\nThe first {SECTION} of each are here; the others stand in "
        counts = Text(counts, others, CommandRef("pipeline"), ".")
    if ctx.person.is_paused(ctx.now):
        counts = Text(counts, "\nEverything is paused: ", CommandRef("resume"))
    return Message(
        title="Your nudges",
        text=counts,
        items=(*waiting[:SECTION], *ahead, *done[:SECTION]),
    )


async def _standing(
    ctx: ReadContext, last: Nudge, told: Iterable[Nudge], application: Application
) -> Nudge | None:
    """The appearance that waits: an earlier one, where the snooze before the last was undone."""
    for nudge in told:
        same = (nudge.application, nudge.planned.about) == (last.application, last.planned.about)
        if same and await still_owed(ctx, nudge, application):
            return nudge
    return None


def _thanks(nudge: Nudge) -> tuple[int, int | None] | None:
    """The interview that a thank-you is for: of several for one, the last speaks."""
    thank_you = nudge.planned.kind is NudgeKind.THANK_YOU
    return (nudge.application, nudge.planned.subject) if thank_you else None


async def _application(
    ctx: ReadContext, nudge: Nudge, known: dict[int, Application]
) -> Application | None:
    if nudge.application not in known:
        found = await ctx.uow.applications.get(nudge.application)
        if found is None or found.stage is None:
            return None
        known[nudge.application] = found
    return known[nudge.application]


def _waiting(ctx: ReadContext, nudge: Nudge, application: Application) -> Item:
    shown = item(nudge, application, ctx.person, ctx.now)
    if nudge.state is NudgeState.UNDELIVERABLE:
        return replace(shown, text=why_undelivered(nudge))
    return shown


def _coming(ctx: ReadContext, nudge: Nudge, application: Application) -> Item:
    return Item(
        f"{application.label}: {application_card.PURPOSES[nudge.planned.kind]}",
        _when(ctx, nudge.planned.due, _starts(nudge, application)),
        buttons=_early(ctx, nudge, application),
        nudge=nudge.planned.name,
    )


def _starts(nudge: Nudge, application: Application) -> datetime | None:
    """When the interview begins that it is to come before."""
    interview = application.interview(nudge.planned.subject or 0)
    before = nudge.planned.kind is NudgeKind.BEFORE_INTERVIEW
    return interview.start if interview and before else None


def _when(ctx: ReadContext, due: datetime, starts: datetime | None) -> str | Text:
    """When it comes; a pause that ends later holds it until then, and past `starts` for good."""
    if ctx.person.is_paused(ctx.now):
        until = ctx.person.held_until
        if until is None or (starts and starts <= until):
            return f"Held, planned for {say_moment(due, ctx.person, ctx.now)}"
    return Text("Coming ", application_card.comes(ctx, due))


def _early(ctx: ReadContext, nudge: Nudge, application: Application) -> tuple[Button, ...]:
    """The buttons of a nudge that is still to come: nothing is done before its interview is."""
    buttons = buttons_for(nudge, application)
    interview = application.interview(nudge.planned.subject or 0)
    if interview is None or interview.end <= ctx.now:
        return buttons
    return tuple(one for one in buttons if one.label in BEFOREHAND)


def _done(ctx: ReadContext, nudge: Nudge, application: Application) -> Item:
    title, _ = words(nudge.planned, application, ctx.person, ctx.now)
    return Item(title, settled(nudge, application, ctx), nudge=nudge.planned.name)


@command("rest", "Show the rest of a digest", hidden=True, readonly=True, separate_answer=True)
async def rest(
    ctx: ReadContext,
    delivery: Annotated[str, Arg(hidden=True)],
    start: Annotated[int | None, Arg(hidden=True)] = None,
) -> Message:
    """The less urgent members of a delivery, as they stand now."""
    members = shown_together(await ctx.uow.nudges.of_delivery(delivery))
    begin = start if start is not None and start > 0 else SHOWN_AT_ONCE
    shown = []
    for nudge in members[begin : begin + SHOWN_AT_ONCE]:
        application = await ctx.uow.applications.get(nudge.application)
        if application is None:
            continue
        waits = await still_owed(ctx, nudge, application)
        shown.append((_waiting if waits else _done)(ctx, nudge, application))
    if not shown:
        raise Refused(
            Message(text=Text("That was everything. See ", CommandRef("nudges")), tone=Tone.CAREFUL)
        )
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


COMMANDS = (nudges, rest)
