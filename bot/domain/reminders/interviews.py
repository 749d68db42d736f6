"""Around an interview: the reminder before it, the thank-yous, the check-ins after it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

from bot.domain.applications.activity import Activity, ActivityKind
from bot.domain.applications.application import Application, Interview, Stage
from bot.domain.calendar import business_days
from bot.domain.calendar.local_time import day_of, instant, wall_of
from bot.domain.people.person import Preferences
from bot.domain.reminders.nudge import NudgeKind
from bot.domain.reminders.scheduling import TOO_OLD, Due, in_window, on_day

DAY = timedelta(days=1)
HOUR = timedelta(hours=1)
BEFORE_INTERVIEW = 2 * HOUR
THANK_YOUS = (timedelta(minutes=15), 4 * HOUR, 23 * HOUR)


def _rounds(application: Application) -> list[Interview]:
    """The rounds that take place: an interview after the rejection does not."""
    rejected = application.last(ActivityKind.REJECTED)
    if application.stage is not Stage.REJECTED or rejected is None:
        return list(application.rounds)
    return [one for one in application.rounds if one.start <= rejected.logged]


def before_interviews(application: Application, preferences: Preferences) -> Iterator[Due]:
    """`before_interview` for every round that is booked."""
    for interview in application.rounds:
        moment = before_interview(interview, preferences)
        if moment:
            yield Due(NudgeKind.BEFORE_INTERVIEW, 0, _round(interview), moment, interview.id)


def before_interview(interview: Interview, preferences: Preferences) -> datetime | None:
    """Two hours before, or around the quiet hours that this falls in; None if all is past."""
    moment = interview.start - BEFORE_INTERVIEW
    quiet = preferences.quiet.around(wall_of(moment, preferences.tz))
    if quiet is None:
        return moment if moment > interview.logged else None
    evening, morning = (instant(wall, preferences.tz) for wall in quiet)
    if evening - HOUR > interview.logged:
        return evening - HOUR
    return morning if interview.logged < morning < interview.start else None


def thank_yous_owed(application: Application, preferences: Preferences) -> Iterator[Due]:
    """`thank_you` 1 to 3 for every round not thanked for; those already past are left out."""
    for interview in _rounds(application):
        if interview.thanked:
            continue
        for number, moment in thank_yous(interview.end, preferences):
            if moment > interview.logged:
                yield Due(NudgeKind.THANK_YOU, number, _round(interview), moment, interview.id)


def thank_yous(end: datetime, preferences: Preferences) -> list[tuple[int, datetime]]:
    """The moments for a thank-you after an interview's end; of two too close the later goes."""
    kept: list[tuple[int, datetime]] = []
    for number, elapsed in enumerate(THANK_YOUS, start=1):
        moment = (end + elapsed).astimezone(UTC)
        if quiet := preferences.quiet.around(wall_of(moment, preferences.tz)):
            evening, morning = quiet
            last = number == len(THANK_YOUS)
            moment = instant(evening if last else morning, preferences.tz)
        if not kept or moment - kept[-1][1] >= HOUR:
            kept.append((number, moment))
    return kept


def _round(interview: Interview) -> str:
    """What an interview's nudges hang on: moved, they are planned anew."""
    return f"{interview.id}@{int(interview.start.timestamp())}"


def sent_after(application: Application, preferences: Preferences) -> list[Activity]:
    """The outreaches since the last round ended."""
    if not application.rounds:
        return []
    day = day_of(application.rounds[-1].end, preferences.tz)
    return [a for a in application.history if a.kind is ActivityKind.FOLLOWED_UP and a.on >= day]


def after_interview(application: Application, preferences: Preferences) -> Iterator[Due]:
    """`after_interview` 1 and 2, of the last round only.

    The first comes on the business day after the decision they named, else in
    the window after the interview; the second in the window after the first.
    """
    if not application.rounds:
        return
    interview = application.rounds[-1]
    sent = sent_after(application, preferences)
    if len(sent) == 1:
        moment = in_window(sent[0].on, preferences.next_follow_up, sent[0].logged, preferences)
        yield Due(NudgeKind.AFTER_INTERVIEW, 2, str(sent[0].id), moment, interview.id)
    if sent:
        return
    day = day_of(interview.end, preferences.tz)
    decision = _decision(application, interview)
    if decision and decision.by:
        tomorrow = business_days.first_from(decision.by + DAY, preferences.country)
        moment = on_day(tomorrow, decision.logged, preferences)
        anchor = f"{_round(interview)}+{decision.id}"
    elif day_of(interview.logged, preferences.tz) - day > TOO_OLD:
        return
    else:
        moment = in_window(day, preferences.after_interview, interview.logged, preferences)
        anchor = _round(interview)
    yield Due(NudgeKind.AFTER_INTERVIEW, 1, anchor, moment, interview.id)


def _decision(application: Application, interview: Interview) -> Activity | None:
    """What last named a day for the decision: the debrief or a later word."""
    named = [
        a
        for a in application.history
        if a.by and a.id > interview.id
        if a.kind is ActivityKind.KEPT_WAITING
        or (a.kind is ActivityKind.DEBRIEFED and a.of == interview.id)
    ]
    return max(named, key=lambda a: a.id, default=None)
