"""What they answered: a reply, a rejection, an offer, or nothing at all."""

from __future__ import annotations

from datetime import date
from typing import Annotated

from bot.command import ApplicationRef, Arg, ArgKind, Subject, command
from bot.commands.follow_ups import not_before_applying, outreach
from bot.commands.parameters import Mine, On
from bot.conversation.context import MOST_APPLICATIONS, Context
from bot.domain.applications.activity import Activity, ActivityKind, Method
from bot.domain.applications.application import OPEN, Application, Stage
from bot.domain.reminders.nudge import NudgeKind
from bot.domain.reminders.scheduling import is_too_old
from bot.message import (
    Button,
    CommandRef,
    Fact,
    Invocation,
    Message,
    Refused,
    Style,
    Text,
    Tone,
    nothing_to_do,
)
from bot.presenters import application_card
from bot.texts import labels
from bot.texts.date_formats import say_day
from bot.texts.letters.answer_letters import time_until_reconnect
from bot.texts.letters.drafts import DraftKind, draft

Called = Annotated[Method | None, Arg(hidden=True)]


async def _call_first(ctx: Context, application: Application, by: Method | None) -> Application:
    """Logs the call in which they answered, where there was one."""
    if by is None:
        return application
    return await ctx.log(
        application, outreach(ctx, ctx.today, by), f"logged your call to {application.company}"
    )


@command(
    "heard-back",
    "Log any reply",
    subject=Subject.REPLIES,
    examples=("heard-back Acme", "heard-back Acme they are still reading"),
)
async def heard_back(
    ctx: Context,
    company: Mine,
    what: Annotated[
        str | None, Arg("What did they say?", kind=ArgKind.LONG_TEXT, bare=True)
    ] = None,
    by: Annotated[date | None, Arg("By when do they decide?", word="by", hint="DATE")] = None,
    on: On = None,
    called: Called = None,
) -> Message:
    """Stops the nudges that make no sense any more and asks what it was."""
    application = await _call_first(ctx, await ctx.find_or_log(company), called)
    day = on or ctx.today
    not_before_applying(ctx, application, day)
    before = application.stage
    heard = Activity(ActivityKind.HEARD_BACK, day, ctx.now, text=what, by=by, nudge=ctx.about)
    application = await ctx.log(application, heard, f"logged that {application.company} replied")
    return Message(
        title=f"{application.label} replied",
        text=_what_was_it(before),
        facts=(
            *((Fact("They said", what),) if what else ()),
            *application_card.day_facts("Replied", ctx, on),
            *application_card.day_facts("They decide by", ctx, by),
            *await application_card.whats_next(ctx, application),
        ),
        buttons=(
            *application_card.what_it_was(application),
            *application_card.corrections(ctx, application),
        ),
    )


def _what_was_it(stage: Stage | None) -> str:
    """Asks what a reply was, by the stage before it: nobody knows yet whether it is good news."""
    if stage is Stage.REJECTED:
        return "Saved. They had said no. Have they changed their mind?"
    if stage is Stage.ACCEPTED:
        return "Saved. You took this job, so I plan no reminder. What was it?"
    if stage in (Stage.PLANNED, Stage.GHOSTED, Stage.WITHDRAWN):
        return "Saved. It is open, and you are in touch. What was it?"
    return "Saved. What was it?"


@command("invited", "Log an invitation without a time", hidden=True)
async def invited(ctx: Context, company: Mine) -> Message:
    """Logs that they want to talk; a reminder to set a time comes on the next business day."""
    application = await ctx.find_or_log(company)
    invitation = Activity(ActivityKind.INVITED, ctx.today, ctx.now, nudge=ctx.about)
    application = await ctx.log(
        application, invitation, f"logged the invitation by {application.company}"
    )
    return Message(
        title=f"{application.label} invited you",
        text="Once a time is set, add it here.",
        facts=await application_card.whats_next(ctx, application),
        buttons=(
            application_card.action(labels.INTERVIEW, "interview", application, Style.PRIMARY),
            *application_card.corrections(ctx, application),
        ),
        tone=Tone.GOOD,
    )


@command(
    "rejected",
    "Log a rejection",
    subject=Subject.REPLIES,
    examples=("rejected Acme", "rejected Acme on Monday"),
)
async def rejected(ctx: Context, company: Mine, on: On = None, called: Called = None) -> Message:
    """Shows the last message to send at once, and plans the call-back list."""
    application = await ctx.find_or_log(company)
    _not_twice(application, Stage.REJECTED)
    not_before_applying(ctx, application, on or ctx.today)
    application = await _call_first(ctx, application, called)
    over = Activity(ActivityKind.REJECTED, on or ctx.today, ctx.now)
    application = await ctx.log(application, over, f"logged the rejection by {application.company}")
    if application.stage is not Stage.REJECTED:
        return await _came_later(ctx, application, over.on)
    then = ""
    if not is_too_old(over, ctx.person.preferences):
        wait = time_until_reconnect(application, ctx.person, ctx.now)
        then = f" Once it is sent, I put them on your call-back list for {wait} from now."
    return Message(
        title=f"{application.label} said no",
        text=f"I'm sorry. One short, gracious message keeps the door open; it is below.{then}",
        facts=(
            *application_card.day_facts("Said no", ctx, on),
            *await application_card.whats_next(ctx, application),
        ),
        buttons=(
            application_card.action(labels.SENT, "followed-up", application, Style.PRIMARY),
            *application_card.corrections(ctx, application),
        ),
        draft=draft(application, DraftKind.REJECTION, ctx.person, ctx.now),
        tone=Tone.CAREFUL,
    )


async def _came_later(ctx: Context, application: Application, day: date) -> Message:
    """A no of some days ago, after which something else is known to have happened."""
    said = say_day(day, ctx.person, ctx.now)
    return Message(
        title=f"{application.label} said no on {said}",
        text=Text(
            "Noted for that day. What you logged for later days stands, so it is at "
            f"{application.stage}. If they have said no since: ",
            CommandRef("rejected"),
            f" {application.company}",
        ),
        facts=await application_card.whats_next(ctx, application),
        buttons=application_card.corrections(ctx, application),
    )


def _not_twice(application: Application, stage: Stage) -> None:
    if application.stage is stage:
        raise nothing_to_do(f"Already done: {application.label} is down as {stage}.")


@command(
    "offered", "Log an offer", subject=Subject.REPLIES, examples=("offered Acme answer by 12 June",)
)
async def offered(
    ctx: Context,
    company: Mine,
    by: Annotated[
        date | None, Arg("Answer by when?", word="answer by", words=("by",), hint="DATE")
    ] = None,
    terms: Annotated[str | None, Arg("What do they offer?", bare=True)] = None,
    on: On = None,
) -> Message:
    """Keeps the day to answer by, and reminds of it two business days before."""
    return await _offer(ctx, company, by, terms, on)


async def _offer(
    ctx: Context,
    company: ApplicationRef,
    by: date | None,
    terms: str | None = None,
    on: date | None = None,
) -> Message:
    application = await ctx.find_or_log(company)
    not_before_applying(ctx, application, on or ctx.today)
    if by and by < ctx.today:
        raise Refused(
            f"{say_day(by, ctx.person, ctx.now)} is over. By when do they want an answer?"
        )
    offer = Activity(ActivityKind.OFFERED, on or ctx.today, ctx.now, by=by, text=terms)
    application = await ctx.log(application, offer, f"logged the offer by {application.company}")
    answer = (application_card.day_fact("Answer by", ctx, by),) if by else ()
    if terms:
        answer = (Fact("Terms", terms), *answer)
    ask = (
        ()
        if by
        else (application_card.action("They want an answer by …", "answer-by", application),)
    )
    return Message(
        title=f"An offer from {application.label}",
        text="Congratulations. Take the time they give you; nothing else has to happen today.",
        facts=(
            *application_card.day_facts("Offered", ctx, on),
            *answer,
            *await application_card.whats_next(ctx, application),
        ),
        buttons=(
            application_card.action(labels.ACCEPTED, "accepted", application, Style.PRIMARY),
            application_card.action(labels.WITHDREW, "withdrew", application),
            *ask,
            *application_card.corrections(ctx, application),
        ),
        tone=Tone.GOOD,
    )


@command("answer-by", "Note by when they want an answer", hidden=True)
async def answer_by(
    ctx: Context, company: Mine, by: Annotated[date, Arg("Answer by when?")]
) -> Message:
    """Adds the day to an offer that was logged without one."""
    return await _offer(ctx, company, by)


@command(
    "accepted", "Log that you took the job", subject=Subject.REPLIES, examples=("accepted Acme",)
)
async def accepted(ctx: Context, company: Mine, on: On = None) -> Message:
    """Ends the hunt here, and offers to end or pause the rest."""
    application = await ctx.find_or_log(company)
    _not_twice(application, Stage.ACCEPTED)
    not_before_applying(ctx, application, on or ctx.today)
    stages = await ctx.uow.applications.count_by_stage()
    rest = sum(stages.get(stage, 0) for stage in OPEN) - application.is_open
    taken = Activity(ActivityKind.ACCEPTED, on or ctx.today, ctx.now, nudge=ctx.about)
    application = await ctx.log(
        application, taken, f"logged that you accepted {application.company}"
    )
    text = "Congratulations, you did it! No more reminders for this one."
    buttons: tuple[Button, ...] = ()
    if await ctx.uow.groups.mine():
        buttons = (Button(labels.SHARE_A_WIN, Invocation("win")),)
    if rest:
        others = "1 other is" if rest == 1 else f"{rest} others are"
        text += f" {others} still open: withdraw them politely, or pause until you are sure."
        buttons = (
            *buttons,
            Button("Withdraw the rest", Invocation("withdraw-rest"), Style.DANGER),
            Button("Pause everything", Invocation("pause")),
        )
    return Message(
        title=f"You took the job at {application.label}",
        text=text,
        facts=application_card.day_facts("Accepted", ctx, on),
        buttons=(*buttons, *application_card.corrections(ctx, application)),
        tone=Tone.GOOD,
    )


@command("withdrew", "Log that you withdrew", subject=Subject.REPLIES, examples=("withdrew Acme",))
async def withdrew(ctx: Context, company: Mine, on: On = None) -> Message:
    """Closes the application and shows the words to withdraw with."""
    application = await ctx.find(company)
    _not_twice(application, Stage.WITHDRAWN)
    not_before_applying(ctx, application, on or ctx.today)
    out = Activity(ActivityKind.WITHDREW, on or ctx.today, ctx.now, nudge=ctx.about)
    application = await ctx.log(application, out, f"withdrew from {application.company}")
    return Message(
        title=f"Withdrawn: {application.label}",
        text="Closed, and its reminders are off. If you haven't told them yet, here are the words.",
        facts=application_card.day_facts("Withdrawn", ctx, on),
        buttons=application_card.corrections(ctx, application),
        draft=draft(application, DraftKind.WITHDRAW, ctx.person, ctx.now),
    )


@command("withdraw-rest", "Withdraw every other application", hidden=True)
async def withdraw_rest(ctx: Context) -> Message:
    """Closes everything that is still open and ends the call-back lists, as one change."""
    still_open = await ctx.uow.applications.find_all(only_open=True)
    for application in still_open:
        out = Activity(ActivityKind.WITHDREW, ctx.today, ctx.now)
        await ctx.log(application, out, f"withdrew from {len(still_open)} applications")
    ended = await _end_call_backs(ctx)
    if not still_open and not ended:
        raise nothing_to_do("Already done: nothing is open any more.")
    names = ", ".join(application.company for application in still_open[:10])
    more = f" and {len(still_open) - 10} more" if len(still_open) > 10 else ""
    closed: tuple[str | CommandRef, ...] = ()
    if still_open:
        tell = CommandRef("draft")
        closed = (f"Closed: {names}{more}. The words to tell them: ", tell, " COMPANY withdraw. ")
    call_backs = f"Call-back lists ended: {ended}." if ended else ""
    return Message(
        title="Withdrawn from the rest",
        text=Text(*closed, call_backs),
        buttons=application_card.undo(ctx),
    )


async def _end_call_backs(ctx: Context) -> int:
    """Ends the call-back list of every rejection; returns how many it ended.

    A rejection stays one, so its list is skipped and nothing is withdrawn.
    """
    of_rejections = (NudgeKind.KEEP_IN_TOUCH, NudgeKind.ANSWER_REJECTION)
    pending = await ctx.uow.nudges.pending(MOST_APPLICATIONS)
    listed = {one.application for one in pending if one.planned.kind in of_rejections}
    ended = 0
    for id in sorted(listed):
        application = await ctx.get(id)
        rejected = application.last(ActivityKind.REJECTED)
        assert rejected is not None
        about = f"{NudgeKind.KEEP_IN_TOUCH}:0:{rejected.id}"
        if all(one.nudge != about for one in application.history):
            skipped = Activity(ActivityKind.SKIPPED, ctx.today, ctx.now, nudge=about)
            await ctx.log(application, skipped, "ended the call-back lists")
            ended += 1
    return ended


@command(
    "ghosted", "Close one that never answered", subject=Subject.REPLIES, examples=("ghosted Acme",)
)
async def ghosted(ctx: Context, company: Mine, on: On = None) -> Message:
    """Closes an application on which they went silent."""
    application = await ctx.find(company)
    _not_twice(application, Stage.GHOSTED)
    not_before_applying(ctx, application, on or ctx.today)
    await ctx.check_still_planned(application)
    silent = Activity(ActivityKind.GHOSTED, on or ctx.today, ctx.now, nudge=ctx.about)
    application = await ctx.log(application, silent, f"closed {application.company} as ghosted")
    return Message(
        title=f"Closed: {application.label}",
        text=Text(
            "Closed as ghosted. That says something about them, not about you. If they "
            "come back after all: ",
            CommandRef("heard-back"),
        ),
        facts=application_card.day_facts("Closed", ctx, on),
        buttons=(
            application_card.action(labels.TRY_AGAIN, "try-again", application),
            *application_card.corrections(ctx, application),
        ),
    )


COMMANDS = (
    heard_back,
    invited,
    rejected,
    offered,
    answer_by,
    accepted,
    withdrew,
    withdraw_rest,
    ghosted,
)
