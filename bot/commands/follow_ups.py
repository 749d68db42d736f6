"""Outreach after applying: follow-ups, trying again, waiting on."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Annotated

from bot.command import ApplicationRef, Arg, Subject, command
from bot.commands.log_checks import refuse_before_applying
from bot.commands.parameters import Mine, On
from bot.commands.remarks import Remark, keep_remark
from bot.conversation.context import Context
from bot.domain.applications.activity import Activity, ActivityKind, OutreachMethod
from bot.domain.applications.application import Application, Stage
from bot.domain.reminders.follow_ups import VOICEMAIL
from bot.message import Button, ButtonStyle, Fact, Message, Refused, Tone
from bot.presenters import application_card
from bot.texts import labels
from bot.texts.date_formats import say_day, say_when

_ALSO = (
    (OutreachMethod.EMAIL, ("mail", "e-mail")),
    (OutreachMethod.PHONE, ("phone call", "telephone")),
    (OutreachMethod.LINKEDIN, ("linkedin message", "inmail", "on linkedin")),
    (OutreachMethod.IN_PERSON, ("face to face",)),
)


@command(
    "followed-up",
    "Log that you followed up",
    subject=Subject.FOLLOW_UP,
    examples=("followed-up Acme", "followed-up Acme by phone yesterday"),
)
async def followed_up(
    ctx: Context,
    company: Mine,
    by: Annotated[
        OutreachMethod | None,
        Arg(
            "How?",
            word="by",
            words=("via", "over", "through", "per"),
            bare=True,
            hint="email/phone/linkedin/in person",
            synonyms=_ALSO,
        ),
    ] = None,
    on: On = None,
    note: Annotated[str | None, Arg(hidden=True)] = None,
    another: Annotated[str | None, Arg(hidden=True)] = None,
) -> Message:
    """Logs an outreach; the next one is planned from its day."""
    application = await ctx.find_or_log(company)
    await ctx.check_still_planned(application)
    day = on or ctx.today
    refuse_before_applying(ctx, application, day)
    if not another and ctx.nudge is None:
        _ask_if_again(ctx, application, day, by)
    sent = outreach(ctx, day, by, note)
    application = await ctx.log(
        application, sent, f"logged your follow-up to {application.company}"
    )
    how = (Fact("How", str(by)),) if by else ()
    return Message(
        title=f"Followed up with {application.label}",
        text=_well_done(application, more=bool(await ctx.coming(application))),
        facts=(
            application_card.day_fact("Sent", ctx, day),
            *how,
            *((Fact("Note", note),) if note else ()),
            *await application_card.next_step_facts(ctx, application),
        ),
        buttons=application_card.correction_buttons(ctx, application),
        tone=Tone.GOOD,
    )


def _ask_if_again(
    ctx: Context, application: Application, day: date, by: OutreachMethod | None
) -> None:
    """Raises Refused, with a question, for a second outreach of one day by the same means."""
    no = application.last(ActivityKind.REJECTED)
    before = [
        one
        for one in application.history
        if one.kind is ActivityKind.FOLLOWED_UP and one.on == day and _same_means(by, one.method)
        if no is None or one in application.outreaches_since_rejection
    ]
    if not before:
        return
    again = ctx.invocation.with_args(company=ApplicationRef(id=application.id), another="yes")
    raise Refused(
        Message(
            f"One is logged for {say_when(day, ctx.person, ctx.now)}, so nothing was added. "
            "Is this another one?",
            title=f"Followed up with {application.label} already",
            buttons=(
                Button("Log another one", again, ButtonStyle.PRIMARY),
                application_card.action_button(labels.OPEN, "job", application),
            ),
            tone=Tone.CAREFUL,
        )
    )


def _same_means(by: OutreachMethod | None, before: OutreachMethod | None) -> bool:
    """True if one may be the other; where no means was named, it was most likely an e-mail."""
    return by in (before, None) or (by is OutreachMethod.EMAIL and before is None)


def outreach(
    ctx: Context, day: date, by: OutreachMethod | None, note: str | None = None
) -> Activity:
    """Returns an outreach as an activity, settling the nudge whose button logged it."""
    return Activity(ActivityKind.FOLLOWED_UP, day, ctx.now, method=by, text=note, nudge=ctx.about)


def _well_done(application: Application, *, more: bool) -> str:
    """Praises, and says what comes next; `more` says whether anything does."""
    if application.stage is Stage.REJECTED:
        if len(application.outreaches_since_rejection) > 1:
            return "Logged."
        return "Logged. That was gracious of you."
    if application.stage is Stage.OFFER or not application.is_open:
        return f"Logged. It is at {application.stage}, so no next step is planned."
    if application.stage is Stage.PLANNED:
        return "Logged. Follow-ups count from the day you apply; tell me once you have."
    if not more:
        return "Logged. That was a while ago, so no next step is planned."
    return "Logged. If they stay silent, I'll be back with the next step."


@command("try-again", "Start again at the first follow-up", hidden=True)
async def try_again(ctx: Context, company: Mine) -> Message:
    """Takes an application up again; follow-ups count from today."""
    application = await ctx.find(company)
    await ctx.check_still_planned(application)
    again = Activity(ActivityKind.TRIED_AGAIN, ctx.today, ctx.now, nudge=ctx.about)
    application = await ctx.log(application, again, f"took up {application.company} again")
    return Message(
        title=f"Trying again: {application.label}",
        text="Follow-ups start over, counted from today.",
        facts=await application_card.next_step_facts(ctx, application),
        buttons=application_card.correction_buttons(ctx, application),
        tone=Tone.GOOD,
    )


@command("still-waiting", "Keep waiting for an answer", hidden=True)
async def still_waiting(ctx: Context, company: Mine) -> Message:
    """Keeps an application open; the question comes again later."""
    return await _wait(ctx, company, None)


async def _wait(ctx: Context, company: ApplicationRef, by: date | None) -> Message:
    application = await ctx.find(company)
    await ctx.check_still_planned(application)
    waits = Activity(ActivityKind.KEPT_WAITING, ctx.today, ctx.now, nudge=ctx.about, by=by)
    application = await ctx.log(application, waits, f"kept {application.company} open")
    return Message(
        title=f"{application.label}: still waiting",
        text="It stays open."
        if by is None
        else f"They decide by {say_when(by, ctx.person, ctx.now)}.",
        facts=await application_card.next_step_facts(ctx, application),
        buttons=application_card.correction_buttons(ctx, application),
    )


@command("decision", "Note by when they decide", hidden=True)
async def decision(
    ctx: Context, company: Mine, by: Annotated[date, Arg("When will they decide?")]
) -> Message:
    """Notes a day for the decision; an interview's check-in moves behind it."""
    if by < ctx.today:
        raise Refused(f"{say_day(by, ctx.person, ctx.now)} has passed. When will they decide?")
    return await _wait(ctx, company, by)


@command("nobody-picked-up", "Log a call that nobody answered", hidden=True)
async def nobody_picked_up(ctx: Context, company: Mine, note: Remark = None) -> Message:
    """Logs the attempt; the call is tried once more at another hour."""
    application = await ctx.find_or_log(company)
    await ctx.check_still_planned(application)
    tried = Activity(ActivityKind.UNANSWERED_CALL, ctx.today, ctx.now, nudge=ctx.about)
    application = await ctx.log(application, tried, f"logged a call to {application.company}")
    return await _tried(ctx, application, "Nobody picked up", note)


@command("voicemail", "Log that you left a message", hidden=True)
async def voicemail(ctx: Context, company: Mine, note: Remark = None) -> Message:
    """Logs a voicemail as an outreach; the call is tried once more at another hour."""
    application = await ctx.find_or_log(company)
    await ctx.check_still_planned(application)
    left = replace(outreach(ctx, ctx.today, OutreachMethod.PHONE), went=VOICEMAIL)
    application = await ctx.log(application, left, f"logged a voicemail to {application.company}")
    return await _tried(ctx, application, "Voicemail", note)


async def _tried(ctx: Context, application: Application, how: str, note: str | None) -> Message:
    return Message(
        title=f"Called {application.label}",
        text="Saved.",
        facts=(
            Fact("How", how),
            *await keep_remark(ctx, application, note),
            *await application_card.next_step_facts(ctx, application),
        ),
        buttons=application_card.correction_buttons(ctx, application),
        tone=Tone.GOOD,
    )


COMMANDS = (followed_up, try_again, still_waiting, decision, nobody_picked_up, voicemail)
