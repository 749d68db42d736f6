"""Nudges as a person sees them: one item each, and what is due at once as one message."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime

from bot.command import ApplicationRef
from bot.conversation.read_context import ReadContext
from bot.domain.applications.application import Application
from bot.domain.people.person import Person
from bot.domain.reminders.nudge import Nudge, NudgeState
from bot.domain.reminders.urgency import digest_order
from bot.message import Button, Draft, Invocation, Item, Message, Refused
from bot.presenters import nudge_queue
from bot.presenters.letter_buttons import letter_buttons
from bot.presenters.nudge_buttons import buttons_for
from bot.presenters.settled_nudge import (
    UNDO,
    answered_item,
    settled_item,
    why_undelivered,
)
from bot.queries.nudge_overview import still_waits_now
from bot.texts import labels
from bot.texts.letters.drafts import draft, kind_for
from bot.texts.nudge_titles import title_and_text

SHOWN_AT_ONCE = 10
# What is pressed on a nudge without being the answer to it.
NOT_ITS_OWN = frozenset({UNDO, "snooze-the-rest"})

Applications = Mapping[int, Application]


def digest(
    nudges: Sequence[Nudge], applications: Applications, person: Person, now: datetime
) -> Message:
    """Returns what is due for one person as one message, the most urgent first."""
    in_order = digest_order(nudges)
    items = tuple(item(n, applications[n.application], person, now) for n in in_order)
    return _message(items, in_order, [applications[n.application] for n in in_order])


def shown_together(members: Sequence[Nudge]) -> list[Nudge]:
    """Returns the nudges that a delivery's message shows; one that was missed was in no message."""
    delivered = [one for one in members if one.state is NudgeState.DELIVERED]
    return digest_order(delivered or members)


def _message(
    items: tuple[Item, ...], nudges: Sequence[Nudge], applications: Sequence[Application]
) -> Message:
    names = tuple(n.planned.name for n in nudges)
    delivery = next((n.delivery for n in nudges), None)
    if len(items) == 1:
        (only,) = items
        return Message(only.text, only.title, items=items, nudges=names, delivery=delivery)
    rest = len(items) - SHOWN_AT_ONCE
    buttons: tuple[Button, ...] = ()
    if rest > 0:
        buttons = (Button(labels.SHOW_THE_REST, Invocation("rest", {"delivery": delivery})),)
    queue = len(items) >= nudge_queue.QUEUE_FROM
    if queue:
        snoozed = Invocation("snooze-the-rest", {"delivery": delivery})
        buttons = (
            *buttons,
            Button(labels.SNOOZE_THE_REST, snoozed),
            Button(labels.NEXT_UP, Invocation("nudges")),
        )
    return Message(
        nudge_queue.name_companies(applications),
        nudge_queue.count_due(nudges),
        items=items[:SHOWN_AT_ONCE],
        buttons=buttons,
        nudges=names,
        delivery=delivery,
        queue=queue,
    )


def item(nudge: Nudge, application: Application, person: Person, now: datetime) -> Item:
    """Returns a nudge with its words and its buttons; a late one says how late it came."""
    letter = draft_for(nudge, application, person, now)
    title, text = title_and_text(
        nudge.planned, application, person, now, letter=letter, settled_at=nudge.settled_at
    )
    return Item(
        title,
        text,
        buttons=(
            *buttons_for(nudge, application),
            *letter_buttons(letter, person, _about(nudge, application)),
        ),
        draft=letter,
        nudge=nudge.planned.name,
        line=nudge_queue.write_line(nudge, application, person, now),
    )


def _about(nudge: Nudge, application: Application) -> Invocation:
    return Invocation("draft", {"company": ApplicationRef(id=application.id)}, nudge.id)


def draft_for(
    nudge: Nudge, application: Application, person: Person, now: datetime
) -> Draft | None:
    """Returns the letter to send, if a nudge asks for one."""
    kind = kind_for(nudge.planned.kind, nudge.planned.number)
    if kind is None:
        return None
    interview = application.interview(nudge.planned.subject) if nudge.planned.subject else None
    return draft(application, kind, person, now, interview=interview)


async def redraw(context: ReadContext, pressed: Nudge, outcome: Message) -> Message:
    """Returns a delivery's message as it is after one of its buttons was pressed."""
    assert pressed.delivery is not None
    members = shown_together(await context.uow.nudges.of_delivery(pressed.delivery))
    items: list[Item] = []
    waiting: list[Nudge] = []
    applications: list[Application] = []
    for nudge in members:
        application = await context.uow.applications.get(nudge.application)
        if application is None:
            continue
        applications.append(application)
        if await still_waits_now(context.uow, nudge, application, context.now):
            waiting.append(nudge)
        if nudge.id == pressed.id and context.invocation.command not in NOT_ITS_OWN:
            items.append(answered_item(context, nudge, application, outcome))
        elif nudge in waiting:
            items.append(item(nudge, application, context.person, context.now))
        else:
            items.append(await settled_item(context, nudge, application))
    drawn = _message(tuple(items), members, applications).replace(tone=outcome.tone)
    if len(items) == 1:
        return drawn
    done = len(items) - len(waiting)
    return drawn.replace(
        title=nudge_queue.count_due(waiting) if waiting else "All done",
        text=f"{done} of {len(items)} done.",
        buttons=drawn.buttons if waiting else (),
    )


async def opened_item(context: ReadContext, nudge: Nudge) -> Message:
    """Returns one nudge of a queue with its words and all its buttons; say_settled, its outcome.

    Raises Refused if its application is gone.
    """
    application = await context.uow.applications.get(nudge.application)
    if application is None:
        raise Refused("That application isn't there anymore.")
    waits = await still_waits_now(context.uow, nudge, application, context.now)
    shown = (
        waiting_item(nudge, application, context.person, context.now)
        if waits
        else await settled_item(context, nudge, application)
    )
    return Message(
        shown.text,
        shown.title,
        items=(shown,),
        nudges=(nudge.planned.name,),
        delivery=nudge.delivery,
    )


def waiting_item(nudge: Nudge, application: Application, person: Person, now: datetime) -> Item:
    """Returns a nudge that waits; one that could not be delivered says why."""
    shown = item(nudge, application, person, now)
    if nudge.state is NudgeState.UNDELIVERABLE:
        return replace(shown, text=why_undelivered(nudge))
    return shown
