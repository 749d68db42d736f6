"""Resolves what a mail says to the person's own days, instants and applications."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from bot.conversation.read_context import ReadContext
from bot.domain.applications.application import OPEN
from bot.domain.calendar.local_time import load_zone, local_day, to_utc
from bot.domain.mail.reading import MailKind, MailMoment, Reading
from bot.domain.people.person import Person
from bot.parsing.company_match import is_same, known_in
from bot.parsing.words import fold
from bot.ports.applications import ApplicationSummary

# These begin an application, so that one which is over is not meant.
_BEGINS = (MailKind.RECEIVED, MailKind.APPROACH)


def fitting_applications(
    reading: Reading, summaries: Sequence[ApplicationSummary]
) -> Sequence[ApplicationSummary]:
    """Returns the applications that a mail may be about, by its company and then its role.

    One that is still open is meant rather than one that is over. Of a confirmation that
    names another role, none is: that is another application.
    """
    found = _at_company(reading.company, summaries) if reading.company else []
    if reading.kind in _BEGINS:
        found = [one for one in found if one.stage in OPEN]
        return [one for one in found if _may_be(one.role, reading.role)]
    same_role = [one for one in found if one.role and _may_be(one.role, reading.role)]
    if reading.role and same_role:
        found = same_role
    return [one for one in found if one.stage in OPEN] or found


def _at_company(name: str, summaries: Sequence[ApplicationSummary]) -> list[ApplicationSummary]:
    """Returns the ones at a company of that name, or of a longer or shorter form of it."""
    same = [one for one in summaries if is_same(name, one.company)]
    longer = same or [one for one in summaries if known_in(one.company, [name])]
    if longer:
        return longer
    shorter = known_in(name, [one.company for one in summaries])
    return [one for one in summaries if one.company == shorter] if shorter else []


def _may_be(role: str | None, named: str | None) -> bool:
    """True if two titles may be one: neither names a word that the other contradicts."""
    if not role or not named:
        return True
    one, other = set(fold(role).split()), set(fold(named).split())
    return one <= other or other <= one


def mail_day(ctx: ReadContext, reading: Reading) -> date:
    """Returns the day a mail is from, in the person's zone; today, if it does not say or lies."""
    sent = reading.sent
    if sent is None:
        return ctx.today
    day = local_day(sent, ctx.person.tz) if sent.tzinfo else sent.date()
    return min(day, ctx.today)


def interview_times(reading: Reading) -> tuple[MailMoment, ...]:
    """Returns the moments at which an interview begins, as a mail names them."""
    if reading.kind is not MailKind.INVITATION:
        return ()
    return tuple(one for one in reading.moments if one.timed and not one.deadline)


def to_instant(moment: MailMoment, person: Person) -> datetime:
    """Returns the instant of a moment; one without a zone is in the person's own."""
    return to_utc(moment.start, load_zone(moment.zone or person.preferences.zone))


def last_day(ctx: ReadContext, reading: Reading) -> date | None:
    """Returns the last day to answer by, in the person's zone, if the mail names one."""
    last = next((one for one in reading.moments if one.deadline), None)
    if last is None:
        return None
    return (
        local_day(to_instant(last, ctx.person), ctx.person.tz) if last.timed else last.start.date()
    )
