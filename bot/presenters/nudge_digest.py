"""Nudges as a person sees them: one item each, and what is due at once as one message."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime

from bot.command import ApplicationRef
from bot.conversation.read_context import ReadContext
from bot.domain.applications.activity import ActivityKind, Method
from bot.domain.applications.application import Application
from bot.domain.calendar.local_time import to_utc
from bot.domain.people.person import Person
from bot.domain.reminders.nudge import Nudge, NudgeKind, NudgeState
from bot.domain.reminders.urgency import digest_order
from bot.domain.reminders.waiting import is_past
from bot.message import Button, Draft, Invocation, Item, Message, Refused, Style
from bot.presenters import application_card, nudge_queue
from bot.presenters.letter_buttons import letter_buttons
from bot.queries.nudge_overview import still_waits_now
from bot.texts import labels
from bot.texts.date_formats import say_moment, say_when
from bot.texts.letters.drafts import draft, kind_for
from bot.texts.nudge_titles import title_and_text

SHOWN_AT_ONCE = 10
LATEST_WORD = (ActivityKind.HEARD_BACK, ActivityKind.INVITED, ActivityKind.CANCELLED)
UNDO = "undo"
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
    told = [one for one in members if one.state is NudgeState.DELIVERED]
    return digest_order(told or members)


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
        nudge_queue.names(applications),
        nudge_queue.heading(nudges),
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
        line=nudge_queue.line(nudge, application, person, now),
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


def buttons_for(nudge: Nudge, application: Application) -> tuple[Button, ...]:
    """Returns the answers to a nudge; each button names the nudge that it answers."""
    mention = ApplicationRef(id=application.id)

    def button(label: str, command: str, style: Style = Style.PLAIN, **args: object) -> Button:
        bound = {"company": mention, **args}
        return Button(label, Invocation(command, bound, nudge.id), style)

    replied = button(labels.REPLIED, "heard-back")
    snooze = button(labels.SNOOZE, "snooze")
    skip = button(labels.SKIP, "skip")
    sent = button(labels.SENT, "followed-up", Style.PRIMARY, by=Method.EMAIL)
    interview = nudge.planned.subject
    match nudge.planned.kind:
        case NudgeKind.FOLLOW_UP | NudgeKind.AFTER_INTERVIEW:
            return (sent, replied, snooze, skip)
        case NudgeKind.CHECK_IN:
            last = application.last(*LATEST_WORD)
            booked = button(labels.INTERVIEW, "interview")
            invited = last is not None and last.kind is ActivityKind.INVITED
            return (sent, *((booked,) if invited else ()), replied, snooze, skip)
        case NudgeKind.PICK_UP_THE_PHONE:
            called = button(labels.CALLED, "followed-up", Style.PRIMARY, by=Method.PHONE)
            return (
                called,
                button(labels.NOBODY_PICKED_UP, "nobody-picked-up"),
                button(labels.VOICEMAIL, "voicemail"),
                button(labels.CALL_SHEET, "phone"),
                replied,
                snooze,
                skip,
            )
        case NudgeKind.THANK_YOU:
            thanked = button(labels.THANKED, "thanked", Style.PRIMARY, interview=interview)
            debrief = button(labels.DEBRIEF, "debrief", interview=interview)
            return (thanked, debrief, button(labels.SNOOZE, "snooze-briefly"), skip)
        case NudgeKind.BEFORE_INTERVIEW:
            return (
                button(labels.MOVED, "interview", moves=interview),
                button(labels.CANCELLED, "cancel-interview", interview=interview),
                skip,
            )
        case NudgeKind.ANSWER_OFFER:
            accepted = button(labels.ACCEPTED, "accepted", Style.PRIMARY)
            return (accepted, button(labels.WITHDREW, "withdrew"), snooze, skip)
        case NudgeKind.ANSWER_REJECTION | NudgeKind.KEEP_IN_TOUCH:
            return (sent, snooze, skip)
        case NudgeKind.GET_READY:
            applied = button(labels.I_APPLIED, "apply", Style.PRIMARY)
            return (applied, snooze, skip)
        case NudgeKind.CLOSE_THE_LOOP:
            return (
                button(labels.STILL_WAITING, "still-waiting"),
                button(labels.GHOSTED, "ghosted"),
                button(labels.TRY_AGAIN, "try-again"),
                replied,
                snooze,
                skip,
            )


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
            items.append(_answered(context, nudge, application, outcome))
        elif nudge in waiting:
            items.append(item(nudge, application, context.person, context.now))
        else:
            items.append(await settled_item(context, nudge, application))
    drawn = _message(tuple(items), members, applications).replace(tone=outcome.tone)
    if len(items) == 1:
        return drawn
    done = len(items) - len(waiting)
    return drawn.replace(
        title=nudge_queue.heading(waiting) if waiting else f"All {len(items)} done",
        text=f"{done} of {len(items)} done.",
        buttons=drawn.buttons if waiting else (),
    )


async def opened(context: ReadContext, nudge: Nudge) -> Message:
    """Returns one nudge of a queue with its words and all its buttons; settled, its outcome.

    Raises Refused if its application is gone.
    """
    application = await context.uow.applications.get(nudge.application)
    if application is None:
        raise Refused("That application isn't there any more.")
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


async def settled_item(context: ReadContext, nudge: Nudge, application: Application) -> Item:
    """Returns a nudge that was taken care of, with *Undo* while that is possible."""
    title, _ = title_and_text(nudge.planned, application, context.person, context.now)
    said = settled(nudge, application, context)
    return Item(
        title,
        said,
        buttons=(*_still_asks(nudge, application), *await _undo(context, nudge, application)),
        nudge=nudge.planned.name,
        line=nudge_queue.settled_line(application, said),
    )


def _still_asks(nudge: Nudge, application: Application) -> tuple[Button, ...]:
    """Returns the question that a reply leaves open: what it was, until anything else is logged."""
    last = application.history[-1] if application.history else None
    if last is None or last.kind is not ActivityKind.HEARD_BACK or last.text or last.by:
        return ()
    answers = last.nudge == nudge.planned.about
    return application_card.what_it_was(application) if answers else ()


async def _undo(context: ReadContext, nudge: Nudge, application: Application) -> tuple[Button, ...]:
    answers = [a for a in application.history if a.nudge == nudge.planned.about]
    if not answers or context.now - answers[-1].logged > application_card.UNDO_FOR:
        return ()
    change = await context.uow.changes.of_activity(answers[-1].id)
    if change is None:
        return ()
    return (Button(labels.UNDO, Invocation(UNDO, {"change": change.id}, nudge.id)),)


def _answered(
    context: ReadContext, nudge: Nudge, application: Application, outcome: Message
) -> Item:
    """Returns the outcome in the place of the nudge; undoing it brings the nudge back."""
    title, _ = title_and_text(nudge.planned, application, context.person, context.now)
    buttons = with_undo_of(nudge, outcome).buttons
    return Item(
        title,
        outcome.text,
        outcome.facts,
        buttons,
        outcome.draft,
        nudge.planned.name,
        nudge_queue.settled_line(application, settled(nudge, application, context)),
    )


def with_undo_of(nudge: Nudge, outcome: Message) -> Message:
    """Returns the outcome of a press whose *Undo* brings the nudge back."""
    buttons = tuple(
        replace(one, action=replace(one.action, nudge=nudge.id))
        if one.action.command == UNDO
        else one
        for one in outcome.buttons
    )
    return outcome.replace(buttons=buttons)


def waiting_item(nudge: Nudge, application: Application, person: Person, now: datetime) -> Item:
    """Returns a nudge that waits; one that could not be delivered says why."""
    shown = item(nudge, application, person, now)
    if nudge.state is NudgeState.UNDELIVERABLE:
        return replace(shown, text=why_undelivered(nudge))
    return shown


def settled(nudge: Nudge, application: Application, context: ReadContext) -> str:
    """Says what became of a nudge that waits no longer."""
    answers = [a for a in application.history if a.nudge == nudge.planned.about]
    if not answers:
        undelivered = nudge.state is NudgeState.UNDELIVERABLE
        if undelivered:
            return why_undelivered(nudge)
        dated = nudge.planned.kind in (NudgeKind.ANSWER_OFFER, NudgeKind.GET_READY)
        if dated and is_past(nudge.planned, application, context.person.preferences, context.now):
            return "Its date has passed."
        return "Taken care of."
    last = answers[-1]
    when = say_when(last.on, context.person, context.now)
    match last.kind:
        case ActivityKind.SKIPPED:
            return f"Skipped {when}."
        case ActivityKind.SNOOZED if last.until:
            until = to_utc(last.until, context.person.tz)
            return f"Snoozed until {say_moment(until, context.person, context.now)}."
        case ActivityKind.FOLLOWED_UP:
            return f"{'Called' if last.method is Method.PHONE else 'Sent'} {when}."
        case ActivityKind.THANKED:
            return f"Thank-you sent {when}."
        case ActivityKind.HEARD_BACK:
            return f"They replied {when}."
        case _:
            return f"Done {when}."


def why_undelivered(nudge: Nudge) -> str:
    """Says why a nudge was given up."""
    return f"I couldn't deliver this: {nudge.reason}"
