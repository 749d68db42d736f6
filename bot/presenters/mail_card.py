"""A mail as it was read: what it is, of whom, for which job, and what can be done with it."""

from __future__ import annotations

from collections import Counter
from collections.abc import AsyncIterator, Iterator, Mapping, Sequence

from bot.command import ApplicationRef
from bot.conversation.read_context import ReadContext
from bot.conversation.resolve_mail import (
    fitting_applications,
    interview_times,
    last_day,
    mail_day,
    to_instant,
)
from bot.domain.mail.evidence import MailEvidence
from bot.domain.mail.reading import MailKind, MailMoment, Reading
from bot.mail.names.links import host_of
from bot.message import Button, ButtonStyle, Fact, Invocation, Message, Tone
from bot.ports.applications import ApplicationSummary
from bot.presenters import application_card
from bot.texts import labels
from bot.texts.date_formats import say_day, say_moment, say_moment_within
from bot.texts.plain_text import clip, join_words

READS_A_MAIL = "mail"
OLDER_VERSION = "That's an older version of an invitation that you already logged."
LOG, LOG_FOR, LOG_ALL, DISMISS = "log-mail", "log-mail-for", "log-mails", "not-a-mail"
KINDS = {
    MailKind.RECEIVED: "Confirmation",
    MailKind.INVITATION: "Invitation",
    MailKind.AVAILABILITY: "They ask when you're free",
    MailKind.TEST: "A test to take",
    MailKind.INFORMATION: "They need something from you",
    MailKind.OFFER: "Offer",
    MailKind.REJECTED: "Rejection",
    MailKind.PAUSED: "On hold",
    MailKind.FILLED: "Position filled",
    MailKind.WITHDRAWN: "They withdrew the job",
    MailKind.APPROACH: "A recruiter reached out",
    MailKind.NOISE: "Not about an application",
}
_CANCELLED = "Cancellation"
_WITHDRAWN_BY_YOU = "You withdrew"
# How the mails of a whole file are counted: one, several, and the kinds.
_SORTS = (
    ("application", "applications", (MailKind.RECEIVED,)),
    ("rejection", "rejections", (MailKind.REJECTED, MailKind.FILLED)),
    ("interview", "interviews", (MailKind.INVITATION,)),
    ("offer", "offers", (MailKind.OFFER,)),
    ("withdrawal", "withdrawals", (MailKind.WITHDRAWN,)),
    (
        "other reply",
        "other replies",
        (MailKind.AVAILABILITY, MailKind.TEST, MailKind.INFORMATION, MailKind.PAUSED),
    ),
    ("message from a recruiter", "messages from recruiters", (MailKind.APPROACH,)),
    ("not about an application", "not about applications", (MailKind.NOISE,)),
)
_MOST_TIMES = 5
_LONGEST_QUOTE = 200


def say_kind(reading: Reading) -> str:
    """Returns what a mail is, in one or a few words."""
    if reading.invite and reading.invite.cancelled:
        return _CANCELLED
    return _WITHDRAWN_BY_YOU if reading.yours else KINDS[reading.kind]


def say_job(reading: Reading) -> str:
    """Returns company and role as a mail names them."""
    company = reading.company or "unknown company"
    return f"{company} ({reading.role})" if reading.role else company


async def show_mail(ctx: ReadContext, reading: Reading, token: str) -> Message:
    """Shows a mail about an application; nothing is logged before a button is pressed."""
    before = await ctx.uow.mails.logged(reading.key)
    if before is not None:
        return await _logged_before(ctx, reading, before)
    fitting = fitting_applications(reading, await ctx.summaries())
    again = await ctx.uow.mails.dismissed(reading.key)
    lines = [
        f"It says: “{clip(reading.sentence, _LONGEST_QUOTE)}”" if reading.sentence else "",
        "You said earlier that this email isn't about one of your applications." if again else "",
        *[line async for line in _warnings(ctx, reading)],
    ]
    return Message(
        "\n".join(filter(None, lines)) or "Nothing is saved yet.",
        title=f"{say_kind(reading)} · {say_job(reading)}",
        facts=tuple(_facts(ctx, reading, fitting)),
        buttons=_buttons(reading, fitting, token),
        tone=Tone.CAREFUL,
    )


def show_noise(reading: Reading) -> Message:
    """Says that a mail is about no application."""
    about = f" · {reading.subject}" if reading.subject else ""
    return Message(
        "That doesn't read like an email about one of your applications, so nothing was "
        "saved. If it is one, tell me in a line what happened, such as “Acme said no”.",
        title=f"{KINDS[MailKind.NOISE]}{about}",
        facts=tuple(_not_read(reading)),
        buttons=(Button("Log an application", Invocation("applied")),),
        tone=Tone.CAREFUL,
    )


def show_history(readings: Sequence[Reading], token: str) -> Message:
    """Sums up the emails from a file; nothing is logged before a button is pressed."""
    counts = Counter(one.kind for one in readings)
    return Message(
        f"{say_counts(counts)}. Nothing is saved yet.",
        title=f"{len(readings)} emails",
        buttons=(
            Button(labels.LOG_ALL, Invocation(LOG_ALL, {"mail": token}), ButtonStyle.PRIMARY),
            Button(labels.NOT_THIS, Invocation(DISMISS, {"mail": token})),
        ),
        tone=Tone.CAREFUL,
    )


def say_counts(counts: Mapping[MailKind, int]) -> str:
    """Returns how many mails there are of each sort, such as *31 applications, 12 rejections*."""
    said = []
    for one, many, kinds in _SORTS:
        if count := sum(counts.get(kind, 0) for kind in kinds):
            said.append(f"{count} {one if count == 1 else many}")
    return ", ".join(said)


async def _logged_before(ctx: ReadContext, reading: Reading, before: MailEvidence) -> Message:
    show = Invocation("job", {"company": ApplicationRef(id=before.application)})
    return Message(
        f"You already logged this email, from {say_day(before.on, ctx.person, ctx.now)}. "
        "Nothing was added.",
        title=f"{say_kind(reading)} · {say_job(reading)}",
        buttons=(Button(labels.OPEN, show),),
        tone=Tone.CAREFUL,
    )


def _buttons(
    reading: Reading, fitting: Sequence[ApplicationSummary], token: str
) -> tuple[Button, ...]:
    another = Invocation(LOG_FOR, {"mail": token})
    log = Invocation(LOG, {"mail": token})
    if len(fitting) == 1:
        # What the card says is what the press does, whatever is logged meanwhile.
        log = log.with_args(company=ApplicationRef(id=fitting[0].id))
    elif not fitting and reading.company is None:
        log = another
    return (
        Button(labels.LOG_IT, log, ButtonStyle.PRIMARY),
        Button(labels.ANOTHER_JOB, another),
        Button(labels.NOT_THIS, Invocation(DISMISS, {"mail": token})),
    )


def _facts(
    ctx: ReadContext,
    reading: Reading,
    fitting: Sequence[ApplicationSummary],
) -> Iterator[Fact]:
    yield Fact("For", _say_fitting(reading, fitting))
    for one in interview_times(reading)[:_MOST_TIMES]:
        yield from _when(ctx, one)
    if day := last_day(ctx, reading):
        yield application_card.day_fact("Deadline", ctx, day)
    if reading.sent:
        yield application_card.day_fact("Sent", ctx, mail_day(ctx, reading))
    writer = reading.writer
    if said := join_words(writer.name or "", f"({writer.address})" if writer.address else ""):
        yield Fact("From", said)
    elif reading.sender_domain:
        yield Fact("From", reading.sender_domain)
    if reading.link and (host := host_of(reading.link)):
        yield Fact("Link", f"{host}; it's in the email, and I don't open links")
    yield from _not_read(reading)


def _say_fitting(reading: Reading, fitting: Sequence[ApplicationSummary]) -> str:
    if len(fitting) == 1:
        one = fitting[0]
        label = f"{one.company} ({one.role})" if one.role else one.company
        return f"{label}, {one.stage}"
    if fitting:
        return f"{len(fitting)} of your jobs fit; I'll ask which"
    if reading.company is None:
        return "I'll ask which company"
    return "a job that's new to me; I'll log it first"


def _when(ctx: ReadContext, moment: MailMoment) -> Iterator[Fact]:
    start = to_instant(moment, ctx.person)
    yield Fact("Starts", say_moment(start, ctx.person, ctx.now))
    if moment.zone:
        yield from application_card.there_facts(ctx, start, moment.zone)
    if moment.end:
        yield Fact("Length", f"{int((moment.end - moment.start).total_seconds() // 60)} min")


def _not_read(reading: Reading) -> Iterator[Fact]:
    if reading.unread:
        names = ", ".join(reading.unread)
        yield Fact("Not read", f"{names} (.ics is the only kind of attachment I read)")


async def _warnings(ctx: ReadContext, reading: Reading) -> AsyncIterator[str]:
    """Warns of what may be wrong with the time of an interview, and of the one that it moves."""
    invite, times = reading.invite, interview_times(reading)
    before = await ctx.uow.mails.of_event(invite.uid) if invite and invite.uid else None
    if before and invite and invite.sequence < before.sequence:
        yield OLDER_VERSION
        return
    if not times or (invite and invite.cancelled):
        return
    if len(times) > 1:
        yield f"It gives {len(times)} times; I'll ask which one it is."
        return
    start = to_instant(times[0], ctx.person)
    if start < ctx.now:
        yield f"That was {say_moment_within(start, ctx.person, ctx.now)}, so it's over."
        return
    for application in await ctx.uow.applications.find_all(only_open=True):
        for booked in application.active_interviews:
            if before is not None and booked.id == before.booking:
                if booked.start != start:
                    was = say_moment_within(booked.start, ctx.person, ctx.now)
                    yield f"It moves your interview on {was}."
            elif booked.start <= start < booked.end:
                yield f"You already have an interview at {application.label} then."
