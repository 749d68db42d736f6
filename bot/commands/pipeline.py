"""The commands that show the pipeline, and one application with everything about it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Annotated

from bot.command import ApplicationRef, Arg, ArgKind, Subject, command
from bot.commands.interviews import round_buttons
from bot.commands.parameters import Mine
from bot.commands.thank_yous import after_buttons
from bot.conversation.read_context import ReadContext
from bot.domain.applications.activity import Activity, ActivityKind, Method
from bot.domain.applications.application import Application, Stage
from bot.domain.mail.evidence import MailEvidence
from bot.domain.reminders.next_step import NextStep, StepState
from bot.domain.reminders.requested import REQUESTED
from bot.message import (
    Button,
    CommandRef,
    Fact,
    Invocation,
    Item,
    Link,
    Message,
    Style,
    Text,
)
from bot.presenters import application_card, next_step
from bot.queries.pipeline import pipeline_page
from bot.texts import labels
from bot.texts.date_formats import say_day, say_moment
from bot.texts.plain_text import clip

LONGEST_TIMELINE = 30
LONGEST_ENTRY = 600  # characters of a note; an export has all of it
_UNREAD = (
    "I read only the company's name in that, and saved nothing. Press what happened, or "
    "say it in a few words: “they replied”, “sent it yesterday”."
)
# As buttons; the other actions are in a menu.
SEEN_AT_ONCE = 3
# Beside the answers to what waits no other button is the primary one.
_PLAIN_BESIDE = {Style.PRIMARY: Style.PLAIN}

_TOLD = {
    ActivityKind.PLANNED: "Planned",
    ActivityKind.APPLIED: "Applied",
    ActivityKind.FOLLOWED_UP: "Followed up",
    ActivityKind.TRIED_AGAIN: "Taken up again",
    ActivityKind.KEPT_WAITING: "Still waiting",
    ActivityKind.HEARD_BACK: "They replied",
    ActivityKind.BOOKED: "Interview booked",
    ActivityKind.MOVED: "Interview moved",
    ActivityKind.CANCELLED: "Interview cancelled",
    ActivityKind.DEBRIEFED: "Debrief",
    ActivityKind.THANKED: "Thank-you sent",
    ActivityKind.REJECTED: "They said no",
    ActivityKind.OFFERED: "Offer",
    ActivityKind.ACCEPTED: "Accepted",
    ActivityKind.WITHDREW: "Withdrawn",
    ActivityKind.GHOSTED: "Ghosted",
    ActivityKind.NOTED: "Note",
    ActivityKind.SNOOZED: "Reminder snoozed",
    ActivityKind.SKIPPED: "Reminder skipped",
}
# What a day that was named is for; of a reply and a debrief it is the decision.
_BY = {
    ActivityKind.PLANNED: ", to apply",
    ActivityKind.OFFERED: ", answer due",
    ActivityKind.KEPT_WAITING: ", decision expected",
}


@command(
    "pipeline",
    "See where everything stands",
    subject=Subject.OVERVIEW,
    examples=("pipeline", "pipeline applied"),
    readonly=True,
    separate_answer=True,
)
async def pipeline(
    ctx: ReadContext,
    stage: Annotated[Stage | None, Arg("Which stage?", bare=True)] = None,
    page: Annotated[int | None, Arg(hidden=True)] = None,
) -> Message:
    """Shows the applications by stage with their next nudge, the last changed first."""
    found = await pipeline_page(ctx.uow, stage, page or 0, ctx.now)
    if not found.total:
        return _empty(ctx, stage)
    counts = " · ".join(f"{count} {name}" for name, count in found.stages.items() if count)
    shown = f"{found.first}–{found.last} of {found.total}, newest first"
    return Message(
        title=f"Your pipeline: {stage}" if stage else "Your pipeline",
        text=f"{counts}\n{shown}",
        items=tuple(_line(ctx, one, found.steps.get(one.id)) for one in found.applications),
        buttons=_turn(ctx, found.number, found.last < found.total),
    )


def _line(ctx: ReadContext, application: Application, step: NextStep | None) -> Item:
    text = Text(str(application.stage))
    if step is not None:
        lead = " · next " if step.state is StepState.COMING else " · "
        text = Text(text, lead, application_card.say_step(ctx, step))
    show = Button(labels.SHOW_IT, Invocation("job", {"company": ApplicationRef(id=application.id)}))
    return Item(application.label, text, buttons=(show,))


def _turn(ctx: ReadContext, at: int, more: bool) -> tuple[Button, ...]:
    newer = (Button("Newer", ctx.invocation.with_args(page=at - 1)),) if at else ()
    older = (Button("Older", ctx.invocation.with_args(page=at + 1)),) if more else ()
    return (*newer, *older)


def _empty(ctx: ReadContext, stage: Stage | None) -> Message:
    if stage is None:
        return Message(
            title="Your pipeline",
            text=Text(
                "Nothing here yet. Log the first one: ", CommandRef("applied"), " COMPANY as ROLE"
            ),
        )
    whole = Button("Whole pipeline", Invocation("pipeline"))
    return Message(
        title=f"Your pipeline: {stage}",
        text=f"Nothing is at “{stage}” right now.",
        buttons=(whole,),
    )


@command(
    "job",
    "See one application",
    subject=Subject.OVERVIEW,
    examples=("job Acme",),
    readonly=True,
    separate_answer=True,
)
async def job(
    ctx: ReadContext,
    company: Mine,
    unread: Annotated[str | None, Arg(kind=ArgKind.LONG_TEXT, hidden=True)] = None,
) -> Message:
    """Shows facts, contact, timeline, what comes next, and every action as a button.

    `unread` is what the person said beside the company's name, which was not read.
    """
    application = await ctx.find(company)
    said = [
        ("Stage", str(application.stage)),
        ("Found via", application.source),
        ("Contact", application.contact),
        ("Phone", application.phone),
        ("E-mail", application.email),
    ]
    facts = [Fact(name, value) for name, value in said if value]
    if application.link:
        facts.append(Fact("Posting", Link(application.link, "Open the posting")))
    step = await ctx.next_step(application)
    answers = next_step.answers(application, step) if step else ()
    ahead = [one for one in application.active_interviews if one.start > ctx.now]
    timeline = await _timeline(ctx, application)
    facts += [Fact("Interview", say_moment(one.start, ctx.person, ctx.now)) for one in ahead]
    buttons = _first(answers, _actions(ctx, application))
    if unread:
        ref = ApplicationRef(id=application.id)
        keep = Button(labels.KEEP_AS_NOTE, Invocation("note", {"company": ref, "text": unread}))
        buttons = (keep, *buttons)
    return Message(
        title=application.label,
        text=f"{_UNREAD}\n\n{timeline}" if unread else timeline,
        facts=(*facts, *await application_card.whats_next(ctx, application)),
        buttons=buttons,
        folded=max(0, len(buttons) - max(len(answers), SEEN_AT_ONCE) - bool(unread)),
    )


def _first(answers: Sequence[Button], actions: Sequence[Button]) -> tuple[Button, ...]:
    """Returns the answers to what waits, then the actions that are not among them."""
    if not answers:
        return tuple(actions)
    asked = {one.label for one in answers}
    others = (replace(one, style=_PLAIN_BESIDE.get(one.style, one.style)) for one in actions)
    return (*answers, *(one for one in others if one.label not in asked))


async def _timeline(ctx: ReadContext, application: Application) -> str:
    """Returns the events by day; a mail follows what it proves."""
    dated = [(a.on, 0, line) for a in application.history if (line := _entry(ctx, a))]
    mails = await ctx.uow.mails.of_application(application.id)
    dated += [(one.on, 1, _proof(ctx, one)) for one in mails]
    lines = [line for _, _, line in sorted(dated, key=lambda entry: entry[:2])]
    hidden = len(lines) - LONGEST_TIMELINE
    if hidden > 0:
        lines = [f"… {hidden} earlier", *lines[-LONGEST_TIMELINE:]]
    return "\n".join(lines)


def _proof(ctx: ReadContext, mail: MailEvidence) -> str:
    line = f"{say_day(mail.on, ctx.person, ctx.now)}  Mail"
    if mail.sender_domain:
        line += f" from {mail.sender_domain}"
    said = mail.sentence or mail.subject
    return f"{line}: “{said}”" if said else line


def _entry(ctx: ReadContext, activity: Activity) -> str:
    if activity.kind not in _TOLD:
        return ""
    said = "Reminder asked for" if activity.nudge == REQUESTED else _TOLD[activity.kind]
    day = say_day(activity.on, ctx.person, ctx.now) if activity.day else "Day not known"
    line = f"{day}  {said}"
    if activity.start:
        to = "to" if activity.kind is ActivityKind.MOVED else "for"
        line += f" {to} {say_moment(activity.start, ctx.person, ctx.now)}"
    if activity.method:
        line += f" by {activity.method}"
    if activity.went:
        line += f": {activity.went}"
    if activity.by:
        line += _BY.get(activity.kind, " · decision")
        line += f" by {say_day(activity.by, ctx.person, ctx.now)}"
    if activity.text:
        mark = " ·" if activity.went or activity.by else ":"
        line += f"{mark} {clip(' '.join(activity.text.split()), LONGEST_ENTRY)}"
    return line


def _actions(ctx: ReadContext, application: Application) -> tuple[Button, ...]:
    """Returns the buttons that make sense in its stage, the most likely first."""
    closing = (
        application_card.action(labels.WITHDREW, "withdrew", application),
        application_card.action(labels.GHOSTED, "ghosted", application),
    )
    common = (
        application_card.action(labels.DRAFT, "draft", application),
        application_card.edit(application),
        application_card.action("Delete", "delete", application, Style.DANGER),
    )
    followed = application_card.action(
        labels.SENT, "followed-up", application, Style.PRIMARY, by=Method.EMAIL
    )
    call = application_card.action(labels.CALL_SHEET, "phone", application)
    replied = application_card.action(labels.REPLIED, "heard-back", application)
    match application.stage:
        case Stage.PLANNED:
            return (
                application_card.action(labels.I_APPLIED, "apply", application, Style.PRIMARY),
                *common,
            )
        case Stage.APPLIED:
            return (followed, call, replied, *closing, *common)
        case Stage.IN_TOUCH:
            return (*application_card.what_it_was(application), followed, call, *closing, *common)
        case Stage.INTERVIEWING:
            rounds = _round_actions(ctx, application)
            # Around an interview a reply is likelier than another letter.
            likely = (replied, replace(followed, style=Style.PLAIN))
            return (
                *rounds,
                *(likely if rounds else (followed, replied)),
                *application_card.what_it_was(application),
                *closing,
                *common,
            )
        case Stage.OFFER:
            taken = application_card.action(labels.ACCEPTED, "accepted", application, Style.PRIMARY)
            return (taken, closing[0], *common)
        case _:
            again = application_card.action(labels.TRY_AGAIN, "try-again", application)
            return (again, *common)


def _round_actions(ctx: ReadContext, application: Application) -> tuple[Button, ...]:
    ahead = [one for one in application.active_interviews if one.start > ctx.now]
    begun = [one for one in application.active_interviews if one.start <= ctx.now]
    now = round_buttons(application, ahead[0]) if ahead else ()
    then = after_buttons(application, begun[-1]) if begun else ()
    return (*then, *now)


COMMANDS = (pipeline, job)
