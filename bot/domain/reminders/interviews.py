"""Around an interview: the reminder before it and the thank-yous after it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

from bot.domain.applications.activity import ActivityKind
from bot.domain.applications.application import Application, Interview
from bot.domain.calendar.local_time import to_utc, to_wall_time
from bot.domain.people.person import Preferences
from bot.domain.reminders.nudge import DueNudge, NudgeKind

DAY = timedelta(days=1)
HOUR = timedelta(hours=1)
BEFORE_INTERVIEW = 2 * HOUR
THANK_YOUS = (timedelta(minutes=15), 4 * HOUR, 23 * HOUR)


def before_interviews(application: Application, preferences: Preferences) -> Iterator[DueNudge]:
    """Plans `before_interview` for every round that is booked."""
    for interview in application.active_interviews:
        moment = before_interview(interview, preferences)
        if moment:
            yield DueNudge(
                NudgeKind.BEFORE_INTERVIEW, 0, anchor_of(interview), moment, interview.id
            )


def before_interview(interview: Interview, preferences: Preferences) -> datetime | None:
    """Returns two hours before the start, or a time outside the quiet hours; None if past."""
    moment = interview.start - BEFORE_INTERVIEW
    quiet = preferences.quiet.period_around(to_wall_time(moment, preferences.tz))
    if quiet is None:
        return moment if moment > interview.logged else None
    evening, morning = (to_utc(wall, preferences.tz) for wall in quiet)
    if evening - HOUR > interview.logged:
        return evening - HOUR
    return morning if interview.logged < morning < interview.start else None


def due_thank_yous(application: Application, preferences: Preferences) -> Iterator[DueNudge]:
    """Plans `thank_you` 1 to 3 for every round not thanked for; past ones are left out.

    The answer to a round logged after its end carries the draft, so it counts as a
    thank-you of that moment: none follows it within the hour.
    """
    for interview in application.active_interviews:
        if interview.thanked or _is_skipped(interview, application):
            continue
        answered = interview.logged >= interview.end
        earliest = interview.logged + HOUR if answered else interview.logged
        for number, moment in thank_yous(interview.end, preferences):
            if moment >= earliest if answered else moment > earliest:
                yield DueNudge(
                    NudgeKind.THANK_YOU, number, anchor_of(interview), moment, interview.id
                )


def _is_skipped(interview: Interview, application: Application) -> bool:
    """True if a thank-you of that interview was skipped, which ends all of them."""
    ends = f":{anchor_of(interview)}"
    return any(
        one.kind is ActivityKind.SKIPPED
        and one.nudge
        and one.nudge.startswith(f"{NudgeKind.THANK_YOU}:")
        and one.nudge.endswith(ends)
        for one in application.history
    )


def thank_yous(end: datetime, preferences: Preferences) -> list[tuple[int, datetime]]:
    """Returns the moments for a thank-you after an interview; of two too close, the first."""
    kept: list[tuple[int, datetime]] = []
    for number, elapsed in enumerate(THANK_YOUS, start=1):
        moment = (end + elapsed).astimezone(UTC)
        if quiet := preferences.quiet.period_around(to_wall_time(moment, preferences.tz)):
            evening, morning = quiet
            last = number == len(THANK_YOUS)
            moment = to_utc(evening if last else morning, preferences.tz)
        if not kept or moment - kept[-1][1] >= HOUR:
            kept.append((number, moment))
    return kept


def anchor_of(interview: Interview) -> str:
    """Names an interview with its start, so that moving it plans its nudges again."""
    return f"{interview.id}@{int(interview.start.timestamp())}"
