"""The deadline of a nudge: the instant until which it makes sense."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

from bot.domain.applications.activity import ActivityKind
from bot.domain.applications.application import Application
from bot.domain.calendar.local_time import to_utc
from bot.domain.people.person import Preferences
from bot.domain.reminders.nudge import NudgeKind, PlannedNudge
from bot.domain.reminders.requested import is_requested

DAY = timedelta(days=1)
THANKS_FOR = 7 * DAY


def deadline(
    nudge: PlannedNudge, application: Application, preferences: Preferences
) -> datetime | None:
    """Returns the instant from which a nudge makes no sense any more.

    `before_interview`: the start. `thank_you`: seven days after the end.
    `answer_offer` and `get_ready` with a date: the end of that date. None for all
    else, which makes sense as long as the rule owes it or the person asked for it.
    """
    if is_requested(nudge.about):
        return None
    interview = application.interview(nudge.subject) if nudge.subject is not None else None
    match nudge.kind:
        case NudgeKind.BEFORE_INTERVIEW if interview:
            return interview.start
        case NudgeKind.THANK_YOU if interview:
            return interview.end + THANKS_FOR
        case NudgeKind.ANSWER_OFFER:
            return _end_of(_day_named(application, ActivityKind.OFFERED), preferences)
        case NudgeKind.GET_READY:
            return _end_of(_day_named(application, ActivityKind.PLANNED), preferences)
        case _:
            return None


def _day_named(application: Application, kind: ActivityKind) -> date | None:
    last = application.last(kind)
    return last.by if last else None


def _end_of(day: date | None, preferences: Preferences) -> datetime | None:
    if day is None:
        return None
    return to_utc(datetime.combine(day + DAY, time()), preferences.tz)
