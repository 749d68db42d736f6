"""When a nudge is due: the rules of the product, as pure functions.

Source: Lauren McAdams, "The Forgotten Art of the Follow-up" (Career Pivot guest
post, 2020); the README has the rules as a table. `nudges_for` is the one question;
the rules themselves stand in `followups`, `rounds` and `endings`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime

from bot.domain.applications.activity import Did
from bot.domain.applications.application import Application, Stage
from bot.domain.calendar import business_days as businessdays
from bot.domain.calendar.local_time import day_of, instant, wall_of
from bot.domain.people.person import Rhythm
from bot.domain.reminders.follow_ups import close_the_loop, follow_ups, get_ready
from bot.domain.reminders.interviews import after_interview, before_interviews, thank_yous_owed
from bot.domain.reminders.nudge import Kind, Owed
from bot.domain.reminders.outcomes import after_rejection, answer_offer
from bot.domain.reminders.scheduling import Due, at_nudge_hour

BUSINESS_DAYS_TO_REPEAT = 2
REPEATED = frozenset({Kind.FOLLOW_UP, Kind.AFTER_INTERVIEW, Kind.ANSWER_REJECTION})


def nudges_for(
    application: Application, rhythm: Rhythm, told: Mapping[str, datetime]
) -> tuple[Owed, ...]:
    """The nudges that ought to exist for an application.

    `told` gives, by key, the instant at which a nudge was delivered or given
    up. The answer holds those already told that still wait for the person to
    act, and is the same at every call with the same history.
    """
    owed = [
        appearance
        for due in _by_stage(application, rhythm)
        for appearance in _appearances(due, application, rhythm, told)
    ]
    pending = any(one.key not in told for one in owed)
    if not pending and (loop := close_the_loop(application, rhythm, told)):
        owed.extend(_appearances(loop, application, rhythm, told))
    return tuple(owed)


def _by_stage(application: Application, rhythm: Rhythm) -> Iterator[Due]:
    match application.stage:
        case Stage.PLANNED:
            yield from get_ready(application, rhythm)
        case Stage.APPLIED | Stage.IN_TOUCH:
            yield from follow_ups(application, rhythm)
        case Stage.INTERVIEWING:
            yield from before_interviews(application, rhythm)
            yield from thank_yous_owed(application, rhythm)
            yield from after_interview(application, rhythm)
        case Stage.OFFER:
            yield from before_interviews(application, rhythm)
            yield from thank_yous_owed(application, rhythm)
            yield from answer_offer(application, rhythm)
        case Stage.REJECTED:
            yield from thank_yous_owed(application, rhythm)
            yield from after_rejection(application, rhythm)


def _appearances(
    due: Due, application: Application, rhythm: Rhythm, told: Mapping[str, datetime]
) -> Iterator[Owed]:
    """The nudge as planned or as last snoozed, and its one repetition."""
    about = f"{due.kind}:{due.number}:{due.anchor}"
    key, moment = about, due.moment
    for activity in application.history:
        if activity.nudge != about:
            continue
        if activity.kind is not Did.SNOOZED:
            return  # skipped, or done from its own button
        if activity.until:
            key, moment = f"{about}:s{activity.id}", instant(activity.until, rhythm.tz)
    yield _owed(key, about, due, moment, rhythm)
    if due.kind in REPEATED and (when := told.get(key)):
        day = businessdays.after(day_of(when, rhythm.tz), BUSINESS_DAYS_TO_REPEAT, rhythm.country)
        yield _owed(f"{key}:again", about, due, at_nudge_hour(day, rhythm), rhythm, again=True)


def _owed(
    key: str, about: str, due: Due, moment: datetime, rhythm: Rhythm, *, again: bool = False
) -> Owed:
    wall = wall_of(moment, rhythm.tz)
    return Owed(key, about, due.kind, due.number, wall, rhythm.zone, moment, due.subject, again)
