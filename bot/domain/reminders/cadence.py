"""The cadence: decides when a nudge is due, by pure functions.

Source: Lauren McAdams, "The Forgotten Art of the Follow-up" (Career Pivot guest
post, 2020); the README has the rules as a table. `nudges_for` is the one question;
the rules themselves are in `follow_ups`, `interviews`, `check_ins` and `outcomes`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime

from bot.domain.applications.activity import ActivityKind
from bot.domain.applications.application import Application, Stage
from bot.domain.calendar import business_days
from bot.domain.calendar.local_time import local_day, to_utc, to_wall_time
from bot.domain.people.person import Preferences
from bot.domain.reminders.check_ins import check_ins
from bot.domain.reminders.follow_ups import close_the_loop, follow_ups, get_ready
from bot.domain.reminders.interviews import before_interviews, due_thank_yous
from bot.domain.reminders.nudge import DueNudge, NudgeKind, PlannedNudge
from bot.domain.reminders.nudge_hour import at_nudge_hour
from bot.domain.reminders.outcomes import after_rejection, answer_offer
from bot.domain.reminders.requested import REQUESTED, requested

BUSINESS_DAYS_TO_REPEAT = 2
REPEATED = frozenset(
    {
        NudgeKind.FOLLOW_UP,
        NudgeKind.CHECK_IN,
        NudgeKind.AFTER_INTERVIEW,
        NudgeKind.ANSWER_REJECTION,
    }
)


def nudges_for(
    application: Application,
    preferences: Preferences,
    settled_at: Mapping[str, datetime],
    due: Sequence[DueNudge] | None = None,
) -> tuple[PlannedNudge, ...]:
    """Returns the nudges that ought to exist for an application.

    `settled_at` gives, by key, the instant at which a nudge was delivered or given
    up. The answer includes delivered nudges that still wait for the person to act,
    and is the same at every call with the same history. `due` is what
    `due_nudges` returned, where it was asked before.
    """
    if due is None:
        due = due_nudges(application, preferences)
    planned = [
        appearance
        for one in due
        for appearance in _appearances(one, application, preferences, settled_at)
    ]
    pending = any(one.key not in settled_at for one in planned)
    if not pending and (loop := close_the_loop(application, preferences, settled_at)):
        planned.extend(_appearances(loop, application, preferences, settled_at))
    return tuple(planned)


def due_nudges(application: Application, preferences: Preferences) -> Sequence[DueNudge]:
    """Returns what the rules of an application's stage plan, and what was asked for.

    None of it has its appearances yet.
    """
    due = tuple(_by_stage(application, preferences))
    asked = [one for one in application.history if one.nudge == REQUESTED]
    return (*due, *requested(application, asked, preferences)) if asked else due


def _by_stage(application: Application, preferences: Preferences) -> Iterator[DueNudge]:
    match application.stage:
        case Stage.PLANNED:
            yield from get_ready(application, preferences)
        case Stage.APPLIED:
            yield from follow_ups(application, preferences)
        case Stage.IN_TOUCH:
            yield from check_ins(application, preferences)
        case Stage.INTERVIEWING:
            yield from before_interviews(application, preferences)
            yield from due_thank_yous(application, preferences)
            yield from check_ins(application, preferences)
        case Stage.OFFER:
            yield from before_interviews(application, preferences)
            yield from due_thank_yous(application, preferences)
            yield from answer_offer(application, preferences)
        case Stage.REJECTED:
            yield from due_thank_yous(application, preferences)
            yield from after_rejection(application, preferences)


def _appearances(
    due: DueNudge,
    application: Application,
    preferences: Preferences,
    settled_at: Mapping[str, datetime],
) -> Iterator[PlannedNudge]:
    """Returns the nudge as planned or as last snoozed, and its one repetition."""
    about = f"{due.kind}:{due.number}:{due.anchor}"
    key, moment = about, due.moment
    for activity in application.history:
        if activity.nudge != about:
            continue
        if activity.kind is not ActivityKind.SNOOZED:
            return  # skipped, or done from its own button
        if activity.until:
            key, moment = f"{about}:s{activity.id}", to_utc(activity.until, preferences.tz)
    yield _plan(key, about, due, moment, preferences)
    if due.kind in REPEATED and (when := settled_at.get(key)):
        day = business_days.add_business_days(
            local_day(when, preferences.tz), BUSINESS_DAYS_TO_REPEAT, preferences.country
        )
        yield _plan(
            f"{key}:again", about, due, at_nudge_hour(day, preferences), preferences, again=True
        )


def _plan(
    key: str,
    about: str,
    due: DueNudge,
    moment: datetime,
    preferences: Preferences,
    *,
    again: bool = False,
) -> PlannedNudge:
    wall = to_wall_time(moment, preferences.tz)
    return PlannedNudge(
        key, about, due.kind, due.number, wall, preferences.zone, moment, due.subject, again
    )
