"""An application that the person closes: withdrawn, or never answered."""

from __future__ import annotations

from bot.command import Subject, command
from bot.commands.log_checks import refuse_before_applying, refuse_twice
from bot.commands.parameters import Mine, On
from bot.commands.remarks import Remark, keep_remark
from bot.conversation.context import MOST_APPLICATIONS, Context
from bot.domain.applications.activity import Activity, ActivityKind
from bot.domain.applications.application import Stage
from bot.domain.reminders.nudge import NudgeKind
from bot.message import (
    CommandRef,
    Message,
    Text,
    nothing_to_do,
)
from bot.presenters import application_card
from bot.texts import labels
from bot.texts.letters.drafts import DraftKind, draft


@command("withdrew", "Log that you withdrew", subject=Subject.REPLIES, examples=("withdrew Acme",))
async def withdrew(ctx: Context, company: Mine, on: On = None, note: Remark = None) -> Message:
    """Closes the application and shows the words to withdraw with."""
    application = await ctx.find_or_log(company)
    refuse_twice(application, Stage.WITHDRAWN)
    refuse_before_applying(ctx, application, on or ctx.today)
    out = Activity(ActivityKind.WITHDREW, on or ctx.today, ctx.now, nudge=ctx.about)
    application = await ctx.log(application, out, f"withdrew from {application.company}")
    return Message(
        title=f"Withdrawn: {application.label}",
        text="Closed, and its reminders are off. If you haven't told them yet, here are the words.",
        facts=(
            *application_card.day_facts("Withdrawn", ctx, on),
            *await keep_remark(ctx, application, note),
        ),
        buttons=application_card.correction_buttons(ctx, application),
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
        raise nothing_to_do("Already done: nothing is open anymore.")
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
        buttons=application_card.undo_button(ctx),
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
async def ghosted(ctx: Context, company: Mine, on: On = None, note: Remark = None) -> Message:
    """Closes an application on which they went silent."""
    application = await ctx.find_or_log(company)
    refuse_twice(application, Stage.GHOSTED)
    refuse_before_applying(ctx, application, on or ctx.today)
    await ctx.check_still_planned(application)
    silent = Activity(ActivityKind.GHOSTED, on or ctx.today, ctx.now, nudge=ctx.about)
    application = await ctx.log(application, silent, f"closed {application.company} as ghosted")
    return Message(
        title=f"Closed: {application.label}",
        text=Text(
            "That says more about them than about you. If they do get back to you: ",
            CommandRef("heard-back"),
        ),
        facts=(
            *application_card.day_facts("Closed", ctx, on),
            *await keep_remark(ctx, application, note),
        ),
        buttons=(
            application_card.action_button(labels.TRY_AGAIN, "try-again", application),
            *application_card.correction_buttons(ctx, application),
        ),
    )


COMMANDS = (withdrew, withdraw_rest, ghosted)
