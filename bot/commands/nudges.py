"""The command that lists nudges: due, coming, delivered and undeliverable."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import Annotated

from bot.command import Arg, Subject, command
from bot.conversation.read_context import ReadContext
from bot.domain.applications.application import Application
from bot.domain.reminders.nudge import Nudge
from bot.domain.reminders.waiting_nudges import interview_start
from bot.domain.work_search.reminder import WorkSearchReminder
from bot.message import Button, CommandRef, Invocation, Item, Message, Refused, Text, Tone
from bot.presenters import application_card, next_step
from bot.presenters.nudge_buttons import buttons_for
from bot.presenters.nudge_digest import SHOWN_AT_ONCE, opened_item, shown_together, waiting_item
from bot.presenters.nudge_queue import QUEUE_FROM
from bot.presenters.settled_nudge import settled_item
from bot.presenters.work_search_reminder import reminder_item
from bot.queries.nudge_overview import MOST_COMING, read_nudge_overview, still_waits_now
from bot.texts import labels
from bot.texts.date_formats import say_moment_within

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
    """Lists what waits, what is coming and what was settled, each with its buttons."""
    found = await read_nudge_overview(ctx.uow, ctx.now)
    waiting, coming, done = found.waiting, found.coming, found.settled
    asked = found.questions
    search = found.work_search
    due = (search,) if search and search.due <= ctx.now else ()
    later = (search,) if search and not due else ()
    if not (waiting or asked or coming or done or search):
        return Message(title="Your nudges", text="Nothing is due and nothing is planned.")
    come = len(coming) + len(later)
    many = str(come) if found.all_coming else f"more than {MOST_COMING}"
    waits = len(waiting) + len(asked) + len(due)
    counts = Text(f"{waits} waiting for you · {many} coming · {len(done)} done recently")
    if len(waiting) > SECTION or not found.all_coming:
        others = f"\nThe first {SECTION} of each are here; the others are in "
        counts = Text(counts, others, CommandRef("pipeline"), ".")
    if ctx.person.is_paused(ctx.now):
        counts = Text(counts, "\nEverything is paused: ", CommandRef("resume"))
    return Message(
        title="Your nudges",
        text=counts,
        items=(
            *(waiting_item(*one, ctx.person, ctx.now) for one in waiting[:SECTION]),
            *(next_step.ask(*one) for one in asked),
            *(reminder_item(one, ctx.now) for one in due),
            *(_coming(ctx, *one) for one in coming),
            *(_search_to_come(ctx, one) for one in later),
            *[await settled_item(ctx, *one) for one in done[:SECTION]],
        ),
        queue=waits + come + len(done) >= QUEUE_FROM,
    )


def _search_to_come(ctx: ReadContext, reminder: WorkSearchReminder) -> Item:
    item = reminder_item(reminder, ctx.now)
    when = _when(ctx, reminder.due, None)
    return replace(item, text=Text(item.text, "\n", when))


def _coming(ctx: ReadContext, nudge: Nudge, application: Application) -> Item:
    when = _when(ctx, nudge.planned.due, interview_start(nudge.planned, application))
    purpose = application_card.PURPOSES[nudge.planned.kind]
    return Item(
        f"{application.label}: {purpose}",
        when,
        buttons=_early(ctx, nudge, application),
        nudge=nudge.planned.name,
        line=Text(f"{application.label} · {purpose} · ", when),
    )


def _when(ctx: ReadContext, due: datetime, starts: datetime | None) -> str | Text:
    """Says when a nudge comes; a pause holds it, one that lasts past `starts` for good."""
    if ctx.person.is_paused(ctx.now):
        until = ctx.person.held_until
        if until is None or (starts and starts <= until):
            return f"Held, planned for {say_moment_within(due, ctx.person, ctx.now)}"
    return Text("Coming ", application_card.say_when(ctx, due))


def _early(ctx: ReadContext, nudge: Nudge, application: Application) -> tuple[Button, ...]:
    """Returns the buttons of a nudge to come, without those for after its interview."""
    buttons = buttons_for(nudge, application)
    interview = application.interview(nudge.planned.subject or 0)
    if interview is None or interview.end <= ctx.now:
        return buttons
    return tuple(one for one in buttons if one.label in BEFOREHAND)


@command("rest", "Show the rest of a digest", hidden=True, readonly=True, separate_answer=True)
async def rest(
    ctx: ReadContext,
    delivery: Annotated[str, Arg(hidden=True)],
    start: Annotated[int | None, Arg(hidden=True)] = None,
) -> Message:
    """Shows the less urgent nudges of a delivery as they are now."""
    members = shown_together(await ctx.uow.nudges.of_delivery(delivery))
    begin = start if start is not None and start > 0 else SHOWN_AT_ONCE
    shown = []
    for nudge in members[begin : begin + SHOWN_AT_ONCE]:
        application = await ctx.uow.applications.get(nudge.application)
        if application is None:
            continue
        if await still_waits_now(ctx.uow, nudge, application, ctx.now):
            shown.append(waiting_item(nudge, application, ctx.person, ctx.now))
        else:
            shown.append(await settled_item(ctx, nudge, application))
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
        queue=len(shown) >= QUEUE_FROM,
    )


@command("open-nudge", "Show a reminder", hidden=True, readonly=True, separate_answer=True)
async def open_nudge(ctx: ReadContext) -> Message:
    """Shows one line of a queue with its words and all its buttons."""
    if ctx.nudge is None:
        raise Refused("Which reminder? See them all: ", CommandRef("nudges"))
    return await opened_item(ctx, ctx.nudge)


COMMANDS = (nudges, rest, open_nudge)
