"""Questions that a mail leaves open: which application it is about, and which of its times."""

from __future__ import annotations

from collections.abc import Sequence

from bot.command import ApplicationRef
from bot.conversation.context import Context
from bot.conversation.resolve_mail import fitting_applications, interview_times, to_instant
from bot.domain.applications.application import Application
from bot.domain.mail.evidence import MailEvidence
from bot.domain.mail.reading import Reading
from bot.message import LONGEST_LABEL, Button, Message, Refused, Tone
from bot.ports.applications import ApplicationSummary
from bot.presenters.mail_card import say_job
from bot.texts.date_formats import say_moment

MOST_CHOICES = 5


async def application_of(
    ctx: Context, reading: Reading, ref: ApplicationRef | None
) -> Application | None:
    """Returns the application that a mail is about; None for one to be logged first.

    Raises Refused, with a button for each, if several fit.
    """
    if ref is not None and ref.id is not None:
        return await ctx.get(ref.id)
    if event := await event_before(ctx, reading):
        return await ctx.get(event.application)
    fitting = fitting_applications(reading, await ctx.summaries())
    if len(fitting) > 1:
        raise Refused(_which_one(ctx, reading, fitting))
    if not fitting and reading.company is None:
        raise Refused("I can't tell which company that is. Press Another job and name it.")
    return await ctx.get(fitting[0].id) if fitting else None


async def event_before(ctx: Context, reading: Reading) -> MailEvidence | None:
    """Returns the version of the mail's invitation that was logged last, if there is one."""
    if reading.invite is None or not reading.invite.uid:
        return None
    return await ctx.uow.mails.of_event(reading.invite.uid)


def _which_one(ctx: Context, reading: Reading, fitting: Sequence[ApplicationSummary]) -> Message:
    buttons = tuple(
        Button(
            f"{one.company}, {one.role or one.stage}"[:LONGEST_LABEL],
            ctx.invocation.with_args(company=ApplicationRef(id=one.id)),
        )
        for one in fitting[:MOST_CHOICES]
    )
    return Message(
        f"{len(fitting)} of your applications fit this email. Nothing is saved yet.",
        title=f"Which one? {say_job(reading)}",
        buttons=buttons,
        tone=Tone.CAREFUL,
    )


def chosen_time(ctx: Context, reading: Reading, slot: int | None) -> int | None:
    """Returns the time that is meant. Raises Refused, with a button for each of several."""
    times = interview_times(reading)
    if slot is not None and slot < len(times):
        return slot
    if len(times) < 2:
        return 0 if times else None
    buttons = tuple(
        Button(
            say_moment(to_instant(one, ctx.person), ctx.person, ctx.now),
            ctx.invocation.with_args(slot=number),
        )
        for number, one in enumerate(times[:MOST_CHOICES])
    )
    raise Refused(
        Message(
            f"The email names {len(times)} times. Nothing is saved yet.",
            title=f"Which time? {say_job(reading)}",
            buttons=buttons,
            tone=Tone.CAREFUL,
        )
    )
