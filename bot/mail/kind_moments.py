"""The moments of a mail that matter for its kind: of an interview, or the last one to answer."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

from bot.domain.mail.reading import Invite, MailContext, MailKind, MailMoment
from bot.mail.dates.days import DateHabits
from bot.mail.dates.deadlines import find_time_limit
from bot.mail.dates.moments import find_moments
from bot.mail.deciding.decide import Decision
from bot.mail.parts.thread import Segment

BOOKED = (MailKind.INVITATION, MailKind.AVAILABILITY)
_WITH_DEADLINE = (MailKind.TEST, MailKind.INFORMATION, MailKind.OFFER)
_JUST_BEEN = timedelta(days=1)


def meeting_of(
    segment: Segment, sentences: Sequence[str], since: datetime, context: MailContext, language: str
) -> tuple[MailKind, tuple[MailMoment, ...]]:
    """Returns the meeting that a mail asks for, or invites to, by a day and hour to come."""
    found = moments_for(MailKind.INVITATION, segment, None, since, context, language)
    timed = tuple(one for one in found if one.timed)
    if not timed:
        return MailKind.RECEIVED, ()
    habits = DateHabits(since.date(), context.day_first)
    asks = any(
        one.rstrip().endswith("?") and any(m.timed for m in find_moments(one, habits, language))
        for one in sentences
    )
    return (MailKind.AVAILABILITY if asks else MailKind.INVITATION), timed


def is_booked(decision: Decision, moments: Sequence[MailMoment]) -> bool:
    """True for an invitation to one time, though the mail asks whether it suits."""
    timed = [one for one in moments if one.timed and not one.deadline]
    return MailKind.INVITATION in decision.found and len(timed) == 1


def moments_for(
    kind: MailKind,
    segment: Segment,
    invite: Invite | None,
    since: datetime,
    context: MailContext,
    language: str,
) -> tuple[MailMoment, ...]:
    """Returns the moments that matter for the kind: of an interview, or the last one to answer."""
    if invite is not None and invite.moment is not None:
        return (invite.moment,)
    if kind not in BOOKED and kind not in _WITH_DEADLINE:
        return ()
    habits = DateHabits(since.date(), context.day_first)
    found = find_moments(f"{segment.subject}\n{segment.text}", habits, language)
    naive = since.astimezone(UTC).replace(tzinfo=None) if since.tzinfo else since
    found = [one for one in found if one.start >= naive - _JUST_BEEN]
    if kind in BOOKED:
        timed = [one for one in found if one.timed and not one.deadline]
        return tuple(timed or [one for one in found if not one.deadline])
    last = [one for one in found if one.deadline]
    if not last and (limit := find_time_limit(segment.text, naive)):
        last = [limit]
    return tuple(last)
