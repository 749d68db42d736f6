"""An offer: by when it is to be answered, and that it was accepted."""

from __future__ import annotations

from datetime import date
from typing import Annotated

from bot.command import ApplicationRef, Arg, Subject, command
from bot.commands.log_checks import refuse_before_applying, refuse_twice
from bot.commands.parameters import Mine, On
from bot.commands.remarks import Remark, keep_remark
from bot.conversation.context import Context
from bot.domain.applications.activity import Activity, ActivityKind
from bot.domain.applications.application import OPEN, Stage
from bot.message import (
    Button,
    ButtonStyle,
    Fact,
    Invocation,
    Message,
    Refused,
    Tone,
)
from bot.presenters import application_card
from bot.texts import labels
from bot.texts.date_formats import say_day


@command(
    "offered", "Log an offer", subject=Subject.REPLIES, examples=("offered Acme answer by 12 June",)
)
async def offered(
    ctx: Context,
    company: Mine,
    by: Annotated[
        date | None,
        Arg("When do they want an answer?", word="answer by", words=("by",), hint="DATE"),
    ] = None,
    terms: Annotated[str | None, Arg("What do they offer?", bare=True)] = None,
    on: On = None,
    note: Remark = None,
) -> Message:
    """Keeps the day to answer by, and reminds of it two business days before."""
    return await _offer(ctx, company, by, terms, on, note=note)


async def _offer(
    ctx: Context,
    company: ApplicationRef,
    by: date | None,
    terms: str | None = None,
    on: date | None = None,
    text: str = "Congratulations! Take the time they give you.",
    note: str | None = None,
) -> Message:
    application = await ctx.find_or_log(company)
    refuse_before_applying(ctx, application, on or ctx.today)
    if by and by < ctx.today:
        raise Refused(
            f"{say_day(by, ctx.person, ctx.now)} has passed. When do they want an answer?"
        )
    offer = Activity(ActivityKind.OFFERED, on or ctx.today, ctx.now, by=by, text=terms)
    application = await ctx.log(application, offer, f"logged the offer by {application.company}")
    answer = (application_card.day_fact("Answer by", ctx, by),) if by else ()
    if terms:
        answer = (Fact("Terms", terms), *answer)
    ask = (
        () if by else (application_card.action_button(labels.ANSWER_BY, "answer-by", application),)
    )
    return Message(
        title=f"An offer from {application.label}",
        text=text,
        facts=(
            *application_card.day_facts("Offered", ctx, on),
            *answer,
            *await keep_remark(ctx, application, note),
            *await application_card.next_step_facts(ctx, application),
        ),
        buttons=(
            application_card.action_button(
                labels.ACCEPTED, "accepted", application, ButtonStyle.PRIMARY
            ),
            application_card.action_button(labels.WITHDREW, "withdrew", application),
            *ask,
            *application_card.correction_buttons(ctx, application),
        ),
        tone=Tone.GOOD,
    )


@command("answer-by", "Note by when they want an answer", hidden=True)
async def answer_by(
    ctx: Context, company: Mine, by: Annotated[date, Arg("When do they want an answer?")]
) -> Message:
    """Adds the day to an offer that was logged without one."""
    return await _offer(ctx, company, by, text="Saved.")


@command(
    "accepted", "Log that you took the job", subject=Subject.REPLIES, examples=("accepted Acme",)
)
async def accepted(ctx: Context, company: Mine, on: On = None, note: Remark = None) -> Message:
    """Ends the hunt here, and offers to end or pause the rest."""
    application = await ctx.find_or_log(company)
    refuse_twice(application, Stage.ACCEPTED)
    refuse_before_applying(ctx, application, on or ctx.today)
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
        others, them = ("1 other is", "it") if rest == 1 else (f"{rest} others are", "them")
        text += f" {others} still open: withdraw {them} politely, or pause until you're sure."
        buttons = (
            *buttons,
            Button("Withdraw the rest", Invocation("withdraw-rest"), ButtonStyle.DANGER),
            Button("Pause everything", Invocation("pause")),
        )
    return Message(
        title=f"You took the job at {application.label}",
        text=text,
        facts=(
            *application_card.day_facts("Accepted", ctx, on),
            *await keep_remark(ctx, application, note),
        ),
        buttons=(*buttons, *application_card.correction_buttons(ctx, application)),
        tone=Tone.GOOD,
    )


COMMANDS = (offered, answer_by, accepted)
