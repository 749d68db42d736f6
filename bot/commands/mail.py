"""A mail about an application: how to bring one, and what its card's buttons do."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Annotated

from bot.command import ApplicationRef, Arg, ArgKind, Subject, command
from bot.commands.applications import log_application
from bot.commands.mail_logging import begun_by, booking_of, log_what_it_says
from bot.commands.mail_questions import application_of, chosen_time, event_before
from bot.commands.parameters import FilePath, Mine, Round
from bot.conversation.context import Context
from bot.conversation.read_context import ReadContext
from bot.conversation.resolve_application import find_meant, not_known
from bot.conversation.resolve_mail import mail_day
from bot.domain.applications.activity import Activity, ActivityKind
from bot.domain.applications.application import Application
from bot.domain.mail.evidence import MailEvidence
from bot.domain.mail.reading import MailKind, Reading, Writer
from bot.domain.mail.reading_json import read_readings
from bot.message import CommandRef, Fact, Message, Refused, Text, nothing_to_do
from bot.presenters.mail_card import DISMISS, LOG, LOG_FOR, READS_A_MAIL
from bot.texts.date_formats import say_day
from bot.texts.letters.drafts import reply_subject
from bot.texts.plain_text import clip

_LONGEST_QUOTE = 200
# The name of a reading that waits for the person's word.
Token = Annotated[str, Arg(hidden=True)]
_Slot = Annotated[int | None, Arg(kind=ArgKind.NUMBER, hidden=True)]
_Another = Annotated[bool, Arg(hidden=True)]


@command(
    READS_A_MAIL,
    "Log what an email says",
    subject=Subject.REPLIES,
    examples=("mail",),
    readonly=True,
    separate_answer=True,
)
async def mail(
    ctx: ReadContext,
    file: FilePath = None,
) -> Message:
    """Says how a mail is brought here; one that is brought is read before any command."""
    return Message(
        "Paste an email here, with its headers if you can, or drop it as a file (.eml, .mbox or "
        ".ics). I'll say what I read in it, and log nothing until you press Log it. Of an email "
        "that you log, I keep who wrote, when, and the one sentence that says it; never the "
        "rest.",
        title="An email about an application",
    )


@command(LOG, "Log what an email says", hidden=True)
async def log_mail(
    ctx: Context,
    mail: Token,
    company: Annotated[ApplicationRef | None, Arg("Which company?")] = None,
    slot: _Slot = None,
    moves: Round = None,
    another: _Another = False,
) -> Message:
    """Does all that a mail says in one press; an unknown job is logged first."""
    reading = await waiting_reading(ctx, mail)
    application = await application_of(ctx, reading, company)
    return await _log(ctx, mail, reading, application, slot, moves, another=another)


@command(LOG_FOR, "Log what an email says for another job", hidden=True)
async def log_mail_for(
    ctx: Context,
    mail: Token,
    company: Mine,
    slot: _Slot = None,
    moves: Round = None,
    another: _Another = False,
) -> Message:
    """Does what a mail says for the job that the person names."""
    reading = await waiting_reading(ctx, mail)
    if company.id is not None or find_meant(company.name, await ctx.summaries()):
        application: Application | None = await ctx.find(company)
    elif company.new:
        role = company.role or reading.role
        reading, application = replace(reading, company=company.company, role=role), None
    else:
        raise Refused(not_known(company, ctx.invocation, await ctx.near(company)))
    return await _log(ctx, mail, reading, application, slot, moves, another=another)


@command(DISMISS, "Say that an email is about no application", hidden=True)
async def not_a_mail(ctx: Context, mail: Token) -> Message:
    """Forgets what was read; of the mail a hash is kept, to know it again."""
    for reading in await waiting_readings(ctx, mail):
        await ctx.uow.mails.dismiss(reading.key)
    await ctx.uow.stored_actions.erase(mail)
    return Message(
        "Set aside: nothing was logged, and what I read is erased. I keep only a mark that lets "
        "me recognize the email.",
        title="Not this one",
    )


async def waiting_reading(ctx: Context, token: str) -> Reading:
    """Returns the reading that waits under a token. Raises Refused if it was logged already."""
    reading, *_ = await waiting_readings(ctx, token)
    if before := await ctx.uow.mails.logged(reading.key):
        day = say_day(before.on, ctx.person, ctx.now)
        raise nothing_to_do(f"Already done: you logged this email of {day}.")
    return reading


async def waiting_readings(ctx: Context, token: str) -> tuple[Reading, ...]:
    """Returns the readings that wait under a token. Raises Refused if there are none any more."""
    stored = await ctx.uow.stored_actions.get(token)
    try:
        found = read_readings(stored or "[]")
    except ValueError:
        found = ()
    if not found:
        raise Refused("I no longer have that email. Paste or drop it again.")
    return found


async def _log(
    ctx: Context,
    token: str,
    reading: Reading,
    application: Application | None,
    slot: int | None,
    moves: int | None,
    *,
    another: bool,
) -> Message:
    """Logs it, keeps the mail as proof, and lets go of what was read."""
    slot = chosen_time(ctx, reading, slot)
    before = await event_before(ctx, reading)
    company = application.company if application else reading.company or ""
    await ctx.begin(f"logged an email from {company}")
    day = mail_day(ctx, reading)
    if application is None and reading.kind is MailKind.RECEIVED:
        application = await ctx.create_application(company)
        answer = await log_application(ctx, application, begun_by(ctx, reading, company, day))
    else:
        if application is None:
            application = await _log_first(ctx, reading, company, day)
        elif application.applied:
            day = max(day, application.applied.on)
        application = await _add_contact(ctx, application, reading)
        answer = await log_what_it_says(
            ctx, reading, application, day, slot, before, moves=moves, another=another
        )
    assert ctx.change is not None  # begun above
    application = await ctx.get(application.id)
    booking = booking_of(application, reading, before, moves)
    await ctx.uow.mails.keep(evidence_of(reading, application.id, day, booking), ctx.change)
    await ctx.uow.stored_actions.erase(token)
    answer = await _as_reply(ctx, answer, application.id)
    return answer.replace(facts=(*answer.facts, *_proof(reading)))


async def _as_reply(ctx: Context, answer: Message, application: int) -> Message:
    """Gives an answer's letter the subject of the mail that it answers, now that it is kept."""
    letter = answer.draft
    if letter is None or not letter.subject:
        return answer
    stored = await ctx.uow.applications.get(application)
    subject = reply_subject(letter, stored) if stored else letter.subject
    return answer.replace(draft=replace(letter, subject=subject))


async def _log_first(ctx: Context, reading: Reading, company: str, day: date) -> Application:
    """Logs the application that the mail is the first to mention, with the mail's own date."""
    application = await ctx.create_application(company)
    begun = begun_by(ctx, reading, company, day)
    application = await ctx.log(application, begun, f"logged an email from {company}")
    said = "It is planned" if reading.kind is MailKind.APPROACH else "Your application is logged"
    ctx.note = Text(
        f"I didn't know {application.label} yet. {said} first, as of "
        f"{say_day(day, ctx.person, ctx.now)}; to correct that day: ",
        CommandRef("edit"),
        f" {company} on DATE",
    )
    return application


async def _add_contact(ctx: Context, application: Application, reading: Reading) -> Application:
    """Keeps who wrote as the contact, where the person knows none yet."""
    writer = reading.writer
    if application.contact or application.email or writer == Writer():
        return application
    known = Activity(
        ActivityKind.CORRECTED, ctx.today, ctx.now, contact=writer.name, email=writer.address
    )
    return await ctx.log(application, known, f"logged an email from {application.company}")


def evidence_of(reading: Reading, application: int, day: date, booking: int | None) -> MailEvidence:
    """Returns what is kept of a mail that is logged: never its body."""
    invite = reading.invite
    return MailEvidence(
        application,
        reading.key,
        reading.kind,
        day,
        message_id=reading.message_id,
        sender_domain=reading.sender_domain,
        sentence=reading.sentence,
        subject=reading.subject,
        uid=(invite.uid or None) if invite else None,
        sequence=invite.sequence if invite else 0,
        organizer=(invite.organizer.address or invite.organizer.name) if invite else None,
        booking=booking,
    )


def _proof(reading: Reading) -> tuple[Fact, ...]:
    said = clip(reading.sentence, _LONGEST_QUOTE)
    return (Fact("The email says", f"“{said}”"),) if said else ()


COMMANDS = (mail, log_mail, log_mail_for, not_a_mail)
