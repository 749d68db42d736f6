"""Reads a mail that has been taken apart: its kind, whom it names, when and where."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from bot.domain.mail.reading import Invite, MailContext, MailKind, Reading, Writer
from bot.frozen import frozen
from bot.mail.deciding.decide import Decision, decide, goes_on_with_another_job
from bot.mail.deciding.sentence_splitter import split_sentences
from bot.mail.kind_moments import BOOKED, is_booked, meeting_of, moments_for
from bot.mail.names.company import find_company
from bot.mail.names.links import find_link
from bot.mail.names.role import find_role
from bot.mail.names.senders import is_board, is_department, is_personal, is_relay
from bot.mail.names.titles import has_title_noun, title_spans
from bot.mail.names.writer import find_writer
from bot.mail.parts.calendar_file import read_calendar
from bot.mail.parts.header_block import subject_without_prefixes
from bot.mail.parts.mail import Mail, MailAddress
from bot.mail.parts.thread import Segment, split_thread

_LONGEST_SUBJECT = 200
_LONGEST_SENTENCE = 300
_MOST_SENTENCES = 120


def read_parsed(mail: Mail, context: MailContext) -> Reading:
    """Reads a mail that has been taken apart."""
    subject, forwarded = subject_without_prefixes(mail.subject)
    candidates = mails_of(mail, subject, forwarded)
    invites = [one for text in mail.calendars for one in read_calendar(text)]
    for inner in mail.nested:
        invites += [one for text in inner.calendars for one in read_calendar(text)]
    chosen, decision, sentences = _choose(
        candidates,
        mail.bulk and not is_relay(mail.sender.domain) and not is_personal(mail.sender),
    )
    invite = invites[0] if invites else None
    kind = _kind(decision, invite, mail, chosen)
    return _reading(mail, chosen, decision, kind, sentences, invite, context)


def mails_of(mail: Mail, subject: str, forwarded: bool) -> list[Segment]:
    """Returns the mails that may be meant, the most likely first."""
    outer = Segment(mail.text, mail.sender, subject, mail.sent)
    segments = split_thread(mail.text)
    if not segments:
        segments = [outer]
    elif not segments[0].sender.address and not segments[0].sender.name:
        segments[0] = replace(
            segments[0], sender=mail.sender, subject=subject, sent=mail.sent or segments[0].sent
        )
    # The person who forwards a mail may have written above it: what is meant is below.
    at = next((at for at, one in enumerate(segments) if one.forwarded and at), None)
    if at is None and forwarded and len(segments) > 1:
        at = 1
    if at is not None:
        first = segments[at]
        if not first.sender.address and not first.sender.name:
            first = replace(first, sender=mail.sender)
        if not first.subject:
            first = replace(first, subject=subject)
        segments = [first, *segments[at + 1 :], *segments[:at]]
    inner = [
        Segment(one.text, one.sender, subject_without_prefixes(one.subject)[0], one.sent)
        for one in mail.nested
    ]
    filled = [one if one.subject else replace(one, subject=subject) for one in segments]
    return [*inner, *filled] if inner and len(mail.text) < 400 else [*filled, *inner]


def _choose(
    candidates: Sequence[Segment], bulk: bool
) -> tuple[Segment, Decision | None, list[str]]:
    """Returns the newest mail that says something about an application."""
    fallback: tuple[Segment, Decision | None, list[str]] | None = None
    for segment in candidates[:6]:
        sentences = split_sentences(segment.text)[:_MOST_SENTENCES]
        decision = decide(
            segment.subject,
            sentences,
            about_a_job=_writes_about_jobs(segment, sentences),
            bulk=bulk or (is_board(segment.sender.domain) and not is_personal(segment.sender)),
        )
        if decision and decision.kind is not MailKind.NOISE:
            return segment, decision, sentences
        if fallback is None:
            fallback = segment, decision, sentences
    assert fallback is not None
    return fallback


def _writes_about_jobs(segment: Segment, sentences: Sequence[str]) -> bool:
    """True for a relay's or a careers department's address, and where a job's title is named."""
    sender = segment.sender
    return bool(
        (sender.address and (is_relay(sender.domain) or is_department(sender)))
        or (segment.subject and has_title_noun(segment.subject))
        or any(next(title_spans(one, everywhere=False), None) for one in sentences)
    )


def _kind(
    decision: Decision | None, invite: Invite | None, mail: Mail, segment: Segment
) -> MailKind:
    if invite is not None and (
        decision is None or decision.kind not in (MailKind.REJECTED, MailKind.OFFER)
    ):
        return MailKind.INVITATION
    return decision.kind if decision else MailKind.NOISE


def _reading(
    mail: Mail,
    segment: Segment,
    decision: Decision | None,
    kind: MailKind,
    sentences: list[str],
    invite: Invite | None,
    context: MailContext,
) -> Reading:
    subject, about_the_job = segment.subject, sentences
    if decision and (after := _after_no(decision, sentences)) is not None:
        # One job's no, and an invitation for another: what counts is the invitation.
        kind, decision, about_the_job = after
        subject = ""
    language = decision.evidence.language if decision else "en"
    sent = segment.sent or (mail.sent if segment.sender == mail.sender else None)
    moments = moments_for(kind, segment, invite, sent or context.now, context, language)
    if kind is MailKind.AVAILABILITY and decision and is_booked(decision, moments):
        kind = MailKind.INVITATION
    if kind is MailKind.RECEIVED:
        kind, moments = meeting_of(segment, sentences, sent or context.now, context, language)
    names = _names(mail, segment, subject, about_the_job, sentences, invite, context)
    evidence = decision.evidence if decision else None
    return Reading(
        kind=kind,
        company=names.company,
        role=names.role,
        writer=names.writer,
        moments=moments,
        link=find_link(kind, segment.text + "\n" + (invite.place if invite else "")),
        sentence=evidence.sentence[:_LONGEST_SENTENCE]
        if evidence
        else (invite.summary if invite else ""),
        because=evidence.because[:_LONGEST_SENTENCE] if evidence else "",
        language=language,
        subject=segment.subject[:_LONGEST_SUBJECT],
        sent=sent,
        sender_domain=segment.sender.domain or None,
        message_id=mail.message_id,
        invite=invite,
        yours=decision is not None and decision.yours,
        unread=mail.attachments,
    )


@frozen
class _FoundNames:
    """The names in a mail: the company, the job, and who wrote."""

    company: str | None
    role: str | None
    writer: Writer


def _names(
    mail: Mail,
    segment: Segment,
    subject: str,
    about_the_job: list[str],
    sentences: list[str],
    invite: Invite | None,
    context: MailContext,
) -> _FoundNames:
    """Finds the names in a mail; what it does not say, its invitation may."""
    reply_to = mail.reply_to if segment.sender == mail.sender else MailAddress()
    company = find_company(
        segment.sender, segment.subject, sentences, segment.text, reply_to, context.companies
    )
    if company is None and invite is not None and invite.organizer.address:
        box = MailAddress(invite.organizer.name or "", invite.organizer.address)
        company = find_company(box, invite.summary, [], "")
    role = find_role(subject, about_the_job, company)
    if role is None and invite is not None:
        role = find_role(invite.summary, [], company)
    writer = find_writer(segment.sender, reply_to, segment.text, company)
    if writer == Writer() and invite is not None:
        writer = invite.organizer
    return _FoundNames(company, role, writer)


def _after_no(
    decision: Decision, sentences: Sequence[str]
) -> tuple[MailKind, Decision, list[str]] | None:
    """Returns the invitation for another job that follows a no, and the sentences that say it."""
    if decision.kind is not MailKind.REJECTED or decision.found.isdisjoint(BOOKED):
        return None
    if decision.evidence.sentence not in sentences:
        return None
    later = [*sentences][sentences.index(decision.evidence.sentence) + 1 :]
    if not later or not goes_on_with_another_job(later):
        return None
    after = decide("", later, about_a_job=True)
    if after is None or after.kind not in (*BOOKED, MailKind.APPROACH):
        return None
    kind = next((one for one in BOOKED if one in after.found), None)
    return (kind, after, later) if kind else None


def read_events(invites: list[Invite], context: MailContext) -> list[Reading]:
    """Returns a calendar file's events as readings; one that says nothing where there are none."""
    if not invites:
        return [Reading(MailKind.NOISE)]
    readings = []
    for invite in invites:
        box = MailAddress(invite.organizer.name or "", invite.organizer.address or "")
        company = find_company(box, invite.summary, [], "")
        readings.append(
            Reading(
                kind=MailKind.INVITATION,
                company=company,
                role=find_role(invite.summary, [], company),
                writer=invite.organizer,
                moments=(invite.moment,) if invite.moment else (),
                link=find_link(MailKind.INVITATION, invite.place),
                sentence=invite.summary,
                subject=invite.summary[:_LONGEST_SUBJECT],
                sender_domain=box.domain or None,
                invite=invite,
            )
        )
    return readings
