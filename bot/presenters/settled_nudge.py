"""A nudge that waits no longer: what became of it, with *Undo* while that is possible."""

from __future__ import annotations

from dataclasses import replace

from bot.conversation.read_context import ReadContext
from bot.domain.applications.activity import Activity, ActivityKind, OutreachMethod
from bot.domain.applications.application import Application
from bot.domain.calendar.local_time import to_utc
from bot.domain.reminders.nudge import Nudge, NudgeKind, NudgeState
from bot.domain.reminders.waiting_nudges import is_past
from bot.message import Button, Invocation, Item, Message
from bot.presenters import application_card, nudge_queue
from bot.texts import labels
from bot.texts.date_formats import say_moment_within, say_when
from bot.texts.nudge_titles import title_and_text

UNDO = "undo"
_ENDED = "No longer needed."


async def settled_item(context: ReadContext, nudge: Nudge, application: Application) -> Item:
    """Returns a nudge that was taken care of, with *Undo* while that is possible."""
    said = say_settled(nudge, application, context)
    return Item(
        _settled_title(nudge, application) or _title(context, nudge, application),
        said,
        buttons=(*_still_asks(nudge, application), *await _undo(context, nudge, application)),
        nudge=nudge.planned.name,
        line=nudge_queue.settled_line(
            application, nudge_queue.say_ended(nudge.planned.kind) if said == _ENDED else said
        ),
    )


def _title(context: ReadContext, nudge: Nudge, application: Application) -> str:
    return title_and_text(nudge.planned, application, context.person, context.now)[0]


def _settled_title(nudge: Nudge, application: Application) -> str:
    """Says what was done in the place of what was to be done; empty where nothing was logged."""
    answers = [a for a in application.history if a.nudge == nudge.planned.about]
    if not answers:
        return ""
    match answers[-1].kind:
        case ActivityKind.FOLLOWED_UP if answers[-1].method is OutreachMethod.PHONE:
            return f"Called {application.label}"
        case ActivityKind.FOLLOWED_UP:
            return f"Followed up with {application.label}"
        case ActivityKind.THANKED:
            return f"Thanked {application.label}"
        case ActivityKind.HEARD_BACK:
            return f"{application.label} replied"
        case ActivityKind.SKIPPED:
            return f"Skipped: {application.label}"
        case ActivityKind.SNOOZED:
            return f"Snoozed: {application.label}"
        case _:
            return ""


def _still_asks(nudge: Nudge, application: Application) -> tuple[Button, ...]:
    """Returns the question that a reply leaves open: what it was, until anything else is logged."""
    last = application.history[-1] if application.history else None
    if last is None or last.kind is not ActivityKind.HEARD_BACK or last.text or last.by:
        return ()
    answers = last.nudge == nudge.planned.about
    return application_card.reply_buttons(application) if answers else ()


async def _undo(context: ReadContext, nudge: Nudge, application: Application) -> tuple[Button, ...]:
    answers = [a for a in application.history if a.nudge == nudge.planned.about]
    if not answers or context.now - answers[-1].logged > application_card.UNDO_FOR:
        return ()
    change = await context.uow.changes.of_activity(answers[-1].id)
    if change is None:
        return ()
    return (Button(labels.UNDO, Invocation(UNDO, {"change": change.id}, nudge.id)),)


def answered_item(
    context: ReadContext, nudge: Nudge, application: Application, outcome: Message
) -> Item:
    """Returns the outcome in the place of the nudge; undoing it brings the nudge back."""
    buttons = with_undo_of(nudge, outcome).buttons
    return Item(
        outcome.title or _title(context, nudge, application),
        outcome.text,
        outcome.facts,
        buttons,
        outcome.draft,
        nudge.planned.name,
        nudge_queue.settled_line(application, say_settled(nudge, application, context)),
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


def say_settled(nudge: Nudge, application: Application, context: ReadContext) -> str:
    """Says what became of a nudge that waits no longer."""
    answers = [a for a in application.history if a.nudge == nudge.planned.about]
    if not answers:
        if nudge.state is NudgeState.UNDELIVERABLE:
            return why_undelivered(nudge)
        return _say_unanswered(nudge, application, context)
    last = answers[-1]
    when = say_when(last.on, context.person, context.now)
    match last.kind:
        case ActivityKind.SKIPPED:
            return f"Skipped {when}."
        case ActivityKind.SNOOZED if last.until:
            until = to_utc(last.until, context.person.tz)
            return f"Snoozed until {say_moment_within(until, context.person, context.now)}."
        case ActivityKind.FOLLOWED_UP:
            return f"{'Called' if last.method is OutreachMethod.PHONE else 'Sent'} {when}."
        case ActivityKind.THANKED:
            return f"Thank-you sent {when}."
        case ActivityKind.HEARD_BACK:
            return f"They replied {when}."
        case _:
            return f"Done {when}."


def _say_unanswered(nudge: Nudge, application: Application, context: ReadContext) -> str:
    """Says what was done without an unanswered nudge, or why it ended."""
    planned = nudge.planned
    interview = application.interview(planned.subject) if planned.subject is not None else None
    done: tuple[str, Activity | None] = ("", None)
    match planned.kind:
        case NudgeKind.BEFORE_INTERVIEW if interview and interview.cancelled:
            return "The interview is off."
        case NudgeKind.BEFORE_INTERVIEW if interview and interview.start <= context.now:
            return "The interview is over."
        case NudgeKind.THANK_YOU if interview:
            done = "Thank-you sent", interview.thanked
        case NudgeKind.GET_READY:
            done = "Applied", application.applied
        case NudgeKind.ANSWER_OFFER:
            answers = (ActivityKind.ACCEPTED, ActivityKind.WITHDREW)
            done = "Answered", application.last(*answers)
        case _:
            pass
    said, activity = done
    if activity:
        return f"{said} {say_when(activity.on, context.person, context.now)}."
    dated = planned.kind in (NudgeKind.ANSWER_OFFER, NudgeKind.GET_READY)
    if dated and is_past(planned, application, context.person.preferences, context.now):
        return "Its date has passed."
    return _ENDED


def why_undelivered(nudge: Nudge) -> str:
    """Says why a nudge was given up."""
    return f"I couldn't deliver this: {nudge.reason}"
