"""The verdict on each nudge of a digest, by the rules as they are just before it is sent."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime, timedelta

from bot.domain.delivery import Digest
from bot.domain.reminders.cadence import nudges_for
from bot.domain.reminders.deadline import deadline
from bot.domain.reminders.nudge import Nudge
from bot.domain.reminders.urgency import urgent_first
from bot.frozen import frozen
from bot.texts.undelivered import why_too_late

LATE = timedelta(hours=1)


@frozen
class Verdict:
    """The verdict on the members of a digest.

    `send` is to be sent, `drop` is no longer planned, `missed` is past its deadline, for
    the reason `why`; `hold` waits until an instant.
    """

    send: tuple[Nudge, ...]
    drop: tuple[int, ...]
    missed: tuple[int, ...]
    hold: dict[int, datetime]
    why: str | None = None


def judge(digest: Digest, now: datetime) -> Verdict:
    """Judges every member by the rules as they are now.

    A nudge past its deadline is missed, and the person is informed of it. A late one waits
    for the end of the quiet hours, unless its deadline would then be past.
    """
    planned = {
        (id, planned.key)
        for id, application in digest.applications.items()
        for planned in nudges_for(
            application, digest.person.preferences, digest.settled_at(id), digest.due(id)
        )
    }
    send: list[Nudge] = []
    drop: list[int] = []
    missed: list[Nudge] = []
    hold: dict[int, datetime] = {}
    for nudge in digest.nudges:
        until = _deadline(digest, nudge)
        if (nudge.application, nudge.planned.key) not in planned:
            drop.append(nudge.id)
        elif until and until <= now:
            missed.append(nudge)
        elif morning := _waits_until(digest, nudge, now, until):
            hold[nudge.id] = morning
        else:
            send.append(nudge)
    gone = tuple(nudge.id for nudge in missed)
    return Verdict(tuple(send), tuple(drop), gone, hold, _why(digest, missed))


def _deadline(digest: Digest, nudge: Nudge) -> datetime | None:
    application = digest.applications[nudge.application]
    return deadline(nudge.planned, application, digest.person.preferences)


def _why(digest: Digest, missed: Collection[Nudge]) -> str | None:
    """Returns the reason to give for the missed nudges: that of the most urgent."""
    if not missed:
        return None
    paused = all(digest.person.was_paused_at(nudge.planned.due) for nudge in missed)
    first, *_ = urgent_first(missed)
    return why_too_late(first.planned.kind, paused=paused)


def _waits_until(
    digest: Digest, nudge: Nudge, now: datetime, until: datetime | None
) -> datetime | None:
    """Returns the end of the quiet hours for a late nudge, if it still makes sense then."""
    morning = digest.person.quiet_until(now)
    if morning is None or now - nudge.planned.due <= LATE:
        return None
    return None if until and until <= morning else morning
