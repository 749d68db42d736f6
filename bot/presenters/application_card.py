"""Parts that answers share: what comes next, and the buttons beside what was logged."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from bot.command import ApplicationRef
from bot.conversation.context import Context
from bot.conversation.read_context import ReadContext
from bot.domain.applications.application import Application, Stage
from bot.domain.calendar.local_time import is_nowhere, load_zone
from bot.domain.reminders.next_step import NextStep, StepQuestion, StepState
from bot.domain.reminders.nudge import NudgeKind
from bot.message import Button, ButtonStyle, CommandRef, Fact, Invocation, Text
from bot.texts import labels
from bot.texts.date_formats import say_clock, say_day, say_moment

UNDO_FOR = timedelta(hours=24)
PURPOSES = {
    NudgeKind.BEFORE_INTERVIEW: "get ready for the interview",
    NudgeKind.ANSWER_OFFER: "answer the offer",
    NudgeKind.THANK_YOU: "say thank you",
    NudgeKind.AFTER_INTERVIEW: "ask about the decision",
    NudgeKind.CHECK_IN: "ask about the next step",
    NudgeKind.PICK_UP_THE_PHONE: "pick up the phone",
    NudgeKind.FOLLOW_UP: "follow up",
    NudgeKind.ANSWER_REJECTION: "answer the rejection",
    NudgeKind.GET_READY: "get the application ready",
    NudgeKind.CLOSE_THE_LOOP: "still waiting, or close it?",
    NudgeKind.KEEP_IN_TOUCH: "get back in touch",
}


QUESTIONS = {
    StepQuestion.ANSWERED_OFFER: "have you answered the offer?",
    StepQuestion.SENT_APPLICATION: "have you sent the application?",
    StepQuestion.TAKE_UP_AGAIN: "try again?",
    StepQuestion.STILL_OPEN: "is it still open?",
}


async def next_step_facts(context: ReadContext, application: Application) -> tuple[Fact, ...]:
    """Returns an application's next step as a fact; none if it has none."""
    step = await context.next_step(application)
    return (Fact("Next", say_step(context, step)),) if step else ()


def say_step(context: ReadContext, step: NextStep) -> Text:
    """Says what comes next: *due now: follow up*, *Mon 8 Jun 09:00: follow up*, or a question."""
    if step.nudge is None:
        assert step.question is not None
        return Text(f"waiting for you: {QUESTIONS[step.question]}")
    purpose = PURPOSES[step.nudge.kind]
    if step.state is StepState.DUE:
        return Text(f"due now: {purpose}{say_held(context, step.nudge.due)}")
    return Text(say_when(context, step.nudge.due), f": {purpose}")


def say_held(context: ReadContext, due: datetime) -> str:
    """Returns what is added to an instant before which the person's pause does not end."""
    person = context.person
    ends = person.held_until
    holds = person.is_paused(context.now) and (ends is None or due < ends)
    return " (paused)" if holds else ""


def say_when(context: ReadContext, due: datetime) -> str | Text:
    """Says when a nudge due at an instant comes: held by a pause, or by quiet hours if late."""
    person, now = context.person, context.now
    if not person.is_paused(now):
        return say_moment(due if due > now else context.awake_from(person), person, now)
    if person.held_until:
        return say_moment(max(due, person.held_until), person, now)
    if due > now:
        return f"{say_moment(due, person, now)}{say_held(context, due)}"
    return Text("when you ", CommandRef("resume"))


def day_fact(label: str, context: ReadContext, day: date) -> Fact:
    """Returns a labeled day in the person's language."""
    return Fact(label, say_day(day, context.person, context.now))


def undo_button(context: Context) -> tuple[Button, ...]:
    """Returns the button that undoes what this command did; none if it did nothing."""
    if context.change is None:
        return ()
    return (Button(labels.UNDO, Invocation("undo", {"change": context.change})),)


def edit_button(application: Application, entry: int | None = None) -> Button:
    """Returns the button that opens an application, or one entry of its history, for correction."""
    bound: dict[str, object] = {"company": ApplicationRef(id=application.id)}
    if entry is not None:
        bound["entry"] = entry
    return Button(labels.EDIT, Invocation("edit", bound))


def correction_buttons(context: Context, application: Application) -> tuple[Button, ...]:
    """Returns what corrects and what undoes the entry logged last; nothing if none was logged."""
    if context.change is None:
        return ()
    return (edit_button(application, application.full_history[-1].id), *undo_button(context))


def day_facts(label: str, context: ReadContext, day: date | None) -> tuple[Fact, ...]:
    """Returns a day as a fact, if one was named."""
    return (day_fact(label, context, day),) if day else ()


def there_facts(context: ReadContext, start: datetime, zone: str) -> tuple[Fact, ...]:
    """Returns when an interview is on the clock of its own zone, where that shows another time."""
    there, here = start.astimezone(load_zone(zone)), start.astimezone(context.person.tz)
    if is_nowhere(zone) or there.utcoffset() == here.utcoffset():
        return ()
    clock = say_clock(there.time(), context.person)
    if there.date() != here.date():
        clock = f"{say_day(there.date(), context.person, context.now)} {clock}"
    return (Fact("There", f"{clock} {zone}"),)


def action_button(
    label: str,
    command: str,
    application: Application,
    style: ButtonStyle = ButtonStyle.PLAIN,
    **bound: object,
) -> Button:
    """Returns a button that runs a command on an application."""
    return Button(
        label, Invocation(command, {"company": ApplicationRef(id=application.id), **bound}), style
    )


def reply_buttons(application: Application) -> tuple[Button, ...]:
    """Returns the answers that a reply can hold, each leading on."""
    if application.stage is Stage.REJECTED:  # they may have changed their mind
        return (
            action_button(labels.INTERVIEW, "interview", application, ButtonStyle.PRIMARY),
            action_button(labels.OFFER, "offered", application),
            action_button(labels.TRY_AGAIN, "try-again", application),
        )
    return (
        action_button(labels.INTERVIEW, "interview", application, ButtonStyle.PRIMARY),
        action_button(labels.INVITED, "invited", application),
        action_button("They decide by …", "decision", application),
        action_button(labels.OFFER, "offered", application),
        action_button(labels.REJECTED, "rejected", application),
    )
