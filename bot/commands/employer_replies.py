"""Employers' answers: a reply, an invitation, a rejection."""

from __future__ import annotations

from datetime import date
from typing import Annotated

from bot.command import Arg, ArgKind, Subject, command
from bot.commands.follow_ups import outreach
from bot.commands.log_checks import refuse_before_applying, refuse_twice
from bot.commands.parameters import Mine, On
from bot.commands.remarks import Remark, keep_remark
from bot.conversation.context import Context
from bot.domain.applications.activity import Activity, ActivityKind, OutreachMethod
from bot.domain.applications.application import Application, Stage
from bot.domain.calendar.local_time import load_zone, to_utc
from bot.domain.reminders.nudge_hour import is_too_old
from bot.message import Button, ButtonStyle, CommandRef, Fact, Invocation, Message, Text, Tone
from bot.parsing.praise import is_praise
from bot.parsing.reported_speech import moment_of_report
from bot.presenters import application_card
from bot.texts import labels
from bot.texts.date_formats import say_day, say_moment
from bot.texts.letters.answer_letters import time_until_reconnect
from bot.texts.letters.drafts import DraftKind, draft

Called = Annotated[OutreachMethod | None, Arg(hidden=True)]


async def _call_first(
    ctx: Context, application: Application, by: OutreachMethod | None
) -> Application:
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
    by: Annotated[date | None, Arg("When will they decide?", word="by", hint="DATE")] = None,
    on: On = None,
    called: Called = None,
) -> Message:
    """Stops the nudges that make no sense any more and asks what it was."""
    application = await _call_first(ctx, await ctx.find_or_log(company), called)
    day = on or ctx.today
    refuse_before_applying(ctx, application, day)
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
            *await application_card.next_step_facts(ctx, application),
        ),
        buttons=(
            *_offer_interview(ctx, application, what),
            *application_card.reply_buttons(application),
            *(await _share(ctx, what) if what and is_praise(what) else ()),
            *application_card.correction_buttons(ctx, application),
        ),
    )


def _offer_interview(ctx: Context, application: Application, what: str | None) -> list[Button]:
    """Offers to book the moment that a reply names, if it is still ahead."""
    at = moment_of_report(what, ctx.parse_context) if what else None
    if at is None:
        return []
    start = to_utc(at.wall, load_zone(at.zone or ctx.person.preferences.zone))
    if start <= ctx.now:
        return []
    label = f"Interview {say_moment(start, ctx.person, ctx.now)}"
    return [application_card.action_button(label, "interview", application, at=at)]


async def _share(ctx: Context, praise: str) -> tuple[Button, ...]:
    """Offers to share praise with the group; without one it stays with the application."""
    if not await ctx.uow.groups.mine():
        return ()
    return (Button(labels.SHARE_A_WIN, Invocation("win", {"text": praise})),)


def _what_was_it(stage: Stage | None) -> str:
    """Asks what a reply was, by the stage before it: nobody knows yet whether it is good news."""
    if stage is Stage.REJECTED:
        return "Saved. They had said no. Have they changed their mind?"
    if stage is Stage.ACCEPTED:
        return "Saved. You took this job, so no reminder is planned. What kind of reply was it?"
    if stage in (Stage.GHOSTED, Stage.WITHDRAWN):
        return "Saved. It's open again. What kind of reply was it?"
    return "Saved. What kind of reply was it?"


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
        facts=await application_card.next_step_facts(ctx, application),
        buttons=(
            application_card.action_button(
                labels.INTERVIEW, "interview", application, ButtonStyle.PRIMARY
            ),
            *application_card.correction_buttons(ctx, application),
        ),
        tone=Tone.GOOD,
    )


@command(
    "rejected",
    "Log a rejection",
    subject=Subject.REPLIES,
    examples=("rejected Acme", "rejected Acme on Monday"),
)
async def rejected(
    ctx: Context,
    company: Mine,
    on: On = None,
    called: Called = None,
    note: Remark = None,
) -> Message:
    """Shows the last message to send at once, and plans the call-back list."""
    application = await ctx.find_or_log(company)
    refuse_twice(application, Stage.REJECTED)
    refuse_before_applying(ctx, application, on or ctx.today)
    application = await _call_first(ctx, application, called)
    over = Activity(ActivityKind.REJECTED, on or ctx.today, ctx.now)
    application = await ctx.log(application, over, f"logged the rejection by {application.company}")
    remark = await keep_remark(ctx, application, note)
    if application.stage is not Stage.REJECTED:
        return await _came_later(ctx, application, over.on)
    then = ""
    if not is_too_old(over, ctx.person.preferences):
        wait = time_until_reconnect(application, ctx.person, ctx.now)
        then = f" Once it's sent, I'll put them on your call-back list for {wait} from now."
    return Message(
        title=f"{application.label} said no",
        text=f"I'm sorry. The short message below keeps the door open.{then}",
        facts=(
            *application_card.day_facts("Said no", ctx, on),
            *remark,
            *await application_card.next_step_facts(ctx, application),
        ),
        buttons=(
            application_card.action_button(
                labels.SENT,
                "followed-up",
                application,
                ButtonStyle.PRIMARY,
                by=OutreachMethod.EMAIL,
            ),
            *application_card.correction_buttons(ctx, application),
        ),
        draft=draft(application, DraftKind.REJECTION, ctx.person, ctx.now),
        tone=Tone.CAREFUL,
    )


async def _came_later(ctx: Context, application: Application, day: date) -> Message:
    """Returns a no of some days ago, after which something else is known to have happened."""
    said = say_day(day, ctx.person, ctx.now)
    return Message(
        title=f"{application.label} said no on {said}",
        text=Text(
            "Saved for that day. What you logged for later days still counts, so it is at "
            f"{application.stage}. If they have said no since: ",
            CommandRef("rejected"),
            f" {application.company}",
        ),
        facts=await application_card.next_step_facts(ctx, application),
        buttons=application_card.correction_buttons(ctx, application),
    )


COMMANDS = (heard_back, invited, rejected)
