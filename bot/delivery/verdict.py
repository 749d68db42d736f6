"""Asks the rules once more about everything that a digest holds, just before it is sent."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime, timedelta

from bot.domain.calendar.local_time import to_utc
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
    """What to do with a digest's members.

    `send` is to be sent, `drop` is owed no more, `missed` is past its deadline, with
    the reason `why`; `hold` waits until an instant.
    """

    send: tuple[Nudge, ...]
    drop: tuple[int, ...]
    missed: tuple[int, ...]
    hold: dict[int, datetime]
    why: str | None = None


def judge(digest: Digest, now: datetime) -> Verdict:
    """Asks the rules once more about every member.

    What is past its deadline is missed, and that is owned up to. What is late waits
    for the end of the quiet hours, unless its deadline would then be past.
    """
    owed = {
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
        if (nudge.application, nudge.planned.key) not in owed:
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
    """The reason for what was missed: that of the most urgent stands for all."""
    if not missed:
        return None
    paused = all(digest.person.was_paused_at(nudge.planned.due) for nudge in missed)
    first, *_ = urgent_first(missed)
    return why_too_late(first.planned.kind, paused=paused)


def _waits_until(
    digest: Digest, nudge: Nudge, now: datetime, until: datetime | None
) -> datetime | None:
    """The end of the quiet hours, for a late nudge that still makes sense then."""
    preferences = digest.person.preferences
    quiet = preferences.quiet.period_around(digest.person.wall(now))
    if quiet is None or now - nudge.planned.due <= LATE:
        return None
    morning = to_utc(quiet[1], preferences.tz)
    return None if until and until <= morning else morning
