"""Logs a mail in the history of its application, by what the mail is."""

from __future__ import annotations

from datetime import date

from bot.command import ApplicationRef, WallTime
from bot.commands.applications import log_application
from bot.commands.cancellations import cancel_interview
from bot.commands.closed_applications import withdrew
from bot.commands.employer_replies import invited, rejected
from bot.commands.interviews import interview
from bot.commands.offers import offered
from bot.conversation.context import Context
from bot.conversation.resolve_mail import interview_times, last_day, to_instant
from bot.domain.applications.activity import Activity, ActivityKind
from bot.domain.applications.application import Application, Interview, Stage
from bot.domain.mail.evidence import MailEvidence
from bot.domain.mail.reading import MailKind, Reading
from bot.message import Fact, Message, Moment, Tone, nothing_to_do
from bot.presenters import application_card
from bot.presenters.mail_card import OLDER_VERSION
from bot.texts.date_formats import say_day

ENDS = (MailKind.REJECTED, MailKind.FILLED, MailKind.WITHDRAWN)
# What they want, as the timeline says it.
WANTED = {
    MailKind.TEST: "they ask you to take a test",
    MailKind.INFORMATION: "they ask you for something",
    MailKind.PAUSED: "they have put it on hold",
    MailKind.APPROACH: "a recruiter wrote",
}


async def log_what_it_says(
    ctx: Context,
    reading: Reading,
    application: Application,
    day: date,
    slot: int | None,
    before: MailEvidence | None,
    *,
    moves: int | None = None,
    another: bool = False,
) -> Message:
    """Logs what a mail of that day says; `slot` is the chosen one of its times.

    `before` is an earlier version of its invitation. Raises Refused, with buttons, for
    what has to be asked first, and where there is nothing to do.
    """
    ref = ApplicationRef(id=application.id)
    if reading.kind is MailKind.INVITATION and (slot is not None or _is_cancelled(reading)):
        return await _invitation(ctx, reading, application, slot, before, moves, another=another)
    if reading.yours:
        return await _withdrawn(ctx, application, day)
    if reading.kind in ENDS:
        if application.stage is Stage.REJECTED:
            return _kept(ctx, application, "They had said no already; the email is kept as proof.")
        return _message(await rejected.handler(ctx, company=ref, on=day))
    if reading.kind is MailKind.OFFER:
        by = last_day(ctx, reading)
        by = by if by and by >= ctx.today else None
        return _message(await offered.handler(ctx, company=ref, by=by, on=day))
    if reading.kind in (MailKind.INVITATION, MailKind.AVAILABILITY):
        return _message(await invited.handler(ctx, company=ref))
    if reading.kind is MailKind.RECEIVED:
        return await _received(ctx, reading, application, day)
    if reading.kind is MailKind.APPROACH and application.stage is Stage.PLANNED:
        return _kept(ctx, application, "It is in your list as planned. Tell me once you apply.")
    return await _heard(ctx, reading, application, day)


async def _withdrawn(ctx: Context, application: Application, day: date) -> Message:
    """Logs that the reader has withdrawn; they know it, so no letter says it."""
    if application.stage is Stage.WITHDRAWN:
        return _kept(ctx, application, "You had withdrawn already; the email is kept as proof.")
    ref = ApplicationRef(id=application.id)
    said = _message(await withdrew.handler(ctx, company=ref, on=day))
    return said.replace(text="Closed, and its reminders are off.", draft=None)


def booking_of(
    application: Application, reading: Reading, before: MailEvidence | None, moves: int | None
) -> int | None:
    """Returns the id of the interview that a logged invitation booked, moved or cancelled."""
    if reading.kind is not MailKind.INVITATION:
        return None
    if before is not None and before.booking is not None:
        return before.booking
    booked = [a.id for a in application.full_history if a.kind is ActivityKind.BOOKED]
    return moves or max(booked, default=None)


async def _received(ctx: Context, reading: Reading, application: Application, day: date) -> Message:
    """Logs a confirmation; of what is planned, it says that the application was sent."""
    if application.stage is not Stage.PLANNED:
        return _kept(ctx, application, "They have your application; the email is kept as proof.")
    sent = begun_by(ctx, reading, application.company, day)
    return await log_application(ctx, application, sent)


def begun_by(ctx: Context, reading: Reading, company: str, day: date) -> Activity:
    """Returns how a mail begins an application: as sent, or as planned where a recruiter wrote."""
    approach = reading.kind is MailKind.APPROACH
    return Activity(
        ActivityKind.PLANNED if approach else ActivityKind.APPLIED,
        day,
        ctx.now,
        company=company,
        role=reading.role,
        source="a recruiter" if approach else None,
        contact=reading.writer.name,
        email=reading.writer.address,
    )


async def _invitation(
    ctx: Context,
    reading: Reading,
    application: Application,
    slot: int | None,
    before: MailEvidence | None,
    moves: int | None,
    *,
    another: bool,
) -> Message:
    ref = ApplicationRef(id=application.id)
    known = application.interview(before.booking) if before and before.booking else None
    if before and reading.invite and reading.invite.sequence < before.sequence:
        raise nothing_to_do(OLDER_VERSION)
    if _is_cancelled(reading):
        known = known or _at_that_time(ctx, reading, application)
        if known is None or known.cancelled:
            raise nothing_to_do("That interview is not booked, so there is nothing to cancel.")
        return _message(await cancel_interview.handler(ctx, company=ref, interview=known.id))
    chosen = interview_times(reading)[slot or 0]
    start = to_instant(chosen, ctx.person)
    same = known or _at_that_time(ctx, reading, application)
    if same and same.start == start and not same.cancelled:
        return _kept(ctx, application, "It is booked already; the email is kept as proof.")
    at = WallTime(chosen.start, chosen.zone)
    length = chosen.end - chosen.start if chosen.end else None
    return _message(
        await interview.handler(
            ctx,
            company=ref,
            at=at,
            length=length,
            moves=known.id if known else moves,
            another=another,
        )
    )


def _is_cancelled(reading: Reading) -> bool:
    return reading.invite is not None and reading.invite.cancelled


def _at_that_time(ctx: Context, reading: Reading, application: Application) -> Interview | None:
    starts = [to_instant(one, ctx.person) for one in interview_times(reading)]
    return next((one for one in application.active_interviews if one.start in starts), None)


async def _heard(ctx: Context, reading: Reading, application: Application, day: date) -> Message:
    """Logs a reply that asks for something, or says that it takes longer."""
    wanted = WANTED[reading.kind]
    by = last_day(ctx, reading)
    text = wanted
    if by:
        text += f", by {say_day(by, ctx.person, ctx.now)}"
    heard = Activity(ActivityKind.HEARD_BACK, day, ctx.now, text=text)
    application = await ctx.log(application, heard, f"logged an email from {application.company}")
    due = (application_card.day_fact("Deadline", ctx, by),) if by else ()
    return Message(
        title=f"{application.label} replied",
        text=f"Logged: {text}. The reminders about their silence are off.",
        facts=(*due, *await application_card.next_step_facts(ctx, application)),
        buttons=application_card.correction_buttons(ctx, application),
        tone=Tone.GOOD,
    )


def _kept(ctx: Context, application: Application, said: str) -> Message:
    """Says that a mail changes nothing but is proof of what is known."""
    ahead = [one for one in application.active_interviews if one.start > ctx.now]
    return Message(
        said,
        title=application.label,
        facts=tuple(Fact("Interview", Moment(one.start)) for one in ahead),
        buttons=application_card.undo_button(ctx),
        tone=Tone.GOOD,
    )


def _message(reply: object) -> Message:
    assert isinstance(reply, Message)
    return reply
