"""The nudges that wait for a person: delivered, not yet acted on, and not over."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from bot.domain.applications.application import Application
from bot.domain.people.person import Preferences
from bot.domain.reminders.cadence import nudges_for
from bot.domain.reminders.deadline import deadline
from bot.domain.reminders.nudge import Nudge, NudgeKind, PlannedNudge


def still_waits(
    nudge: Nudge,
    application: Application,
    preferences: Preferences,
    delivered: Mapping[str, datetime],
    now: datetime,
) -> bool:
    """True if this very appearance of a delivered nudge still asks for something."""
    if is_past(nudge.planned, application, preferences, now):
        return False
    planned = nudges_for(application, preferences, delivered)
    return any(one.key == nudge.planned.key for one in planned)


def is_past(
    planned: PlannedNudge, application: Application, preferences: Preferences, now: datetime
) -> bool:
    """True if its interview has begun, or the day to answer or apply by is over.

    A thank-you that was delivered waits on: late thanks are better than none.
    """
    if planned.kind is NudgeKind.THANK_YOU:
        return False
    until = deadline(planned, application, preferences)
    return until is not None and until <= now


def is_planned(
    about: str,
    application: Application,
    preferences: Preferences,
    delivered: Mapping[str, datetime],
) -> bool:
    """True if a nudge is planned in any of its appearances, snoozed or repeated ones included."""
    return any(one.about == about for one in nudges_for(application, preferences, delivered))


def interview_start(planned: PlannedNudge, application: Application) -> datetime | None:
    """Returns when the interview starts that a nudge comes before; None for other kinds."""
    if planned.kind is not NudgeKind.BEFORE_INTERVIEW or planned.subject is None:
        return None
    interview = application.interview(planned.subject)
    return interview.start if interview else None
