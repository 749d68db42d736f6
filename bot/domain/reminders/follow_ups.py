"""Before and after applying: getting ready, follow-ups, the phone, closing the loop."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta

from bot.domain.applications.activity import Activity, ActivityKind, Method
from bot.domain.applications.application import Application, Stage
from bot.domain.calendar import business_days
from bot.domain.people.person import Preferences
from bot.domain.reminders.interviews import sent_after
from bot.domain.reminders.nudge import NudgeKind
from bot.domain.reminders.scheduling import Due, in_window, on_day, too_old

DAY = timedelta(days=1)
BUSINESS_DAYS_BEFORE = 2
DAYS_TO_GET_READY = 3


def get_ready(application: Application, preferences: Preferences) -> Iterator[Due]:
    """`get_ready`: two business days before the day to apply by.

    Without such a day, the first business day from three days after planning.
    """
    planned = application.last(ActivityKind.PLANNED)
    if planned is None:
        return
    if planned.by:
        day = business_days.before(planned.by, BUSINESS_DAYS_BEFORE, preferences.country)
    else:
        day = business_days.first_from(planned.on + DAYS_TO_GET_READY * DAY, preferences.country)
    moment = on_day(day, planned.logged, preferences)
    yield Due(NudgeKind.GET_READY, 0, str(planned.id), moment)


def follow_ups(application: Application, preferences: Preferences) -> Iterator[Due]:
    """Outreach number n since the last reply counts as follow-up n, however early."""
    sent = application.outreaches
    if not sent:
        start = application.start
        if start and not too_old(start, preferences):
            moment = in_window(start.on, preferences.first_follow_up, start.logged, preferences)
            yield Due(NudgeKind.FOLLOW_UP, 1, str(start.id), moment)
        return
    anchor = sent[min(len(sent), 2) - 1]
    if too_old(anchor, preferences):
        return
    moment = in_window(anchor.on, preferences.next_follow_up, anchor.logged, preferences)
    if len(sent) == 1:
        yield Due(NudgeKind.FOLLOW_UP, 2, str(anchor.id), moment)
    elif all(one.method is not Method.PHONE for one in sent[2:]):
        yield Due(NudgeKind.PICK_UP_THE_PHONE, 0, str(anchor.id), moment)


def _unanswered(application: Application, sent: list[Activity]) -> list[Activity]:
    """Those of the outreaches that no reply followed."""
    reply = application.last(ActivityKind.HEARD_BACK)
    return [a for a in sent if reply is None or (a.on, a.id) > (reply.on, reply.id)]


def close_the_loop(
    application: Application, preferences: Preferences, told: Mapping[str, datetime]
) -> Due | None:
    """The question what became of it, once nothing else is pending.

    What was delivered, skipped or snoozed last counts as *logged*, so that the
    question never lies before the moment at which it first made sense.
    """
    if application.stage not in (Stage.APPLIED, Stage.IN_TOUCH, Stage.INTERVIEWING):
        return None
    since = [*application.outreaches]
    if application.stage is Stage.INTERVIEWING:
        since = _unanswered(application, sent_after(application, preferences))
    elif application.start:
        since.append(application.start)
    if not since or too_old(anchor := max(since, key=lambda a: (a.on, a.id)), preferences):
        return None
    waiting = application.last(ActivityKind.KEPT_WAITING)
    if waiting and (waiting.on, waiting.id) > (anchor.on, anchor.id):
        anchor = waiting
    settled = [
        a.logged
        for a in application.history
        if a.kind in (ActivityKind.SKIPPED, ActivityKind.SNOOZED)
    ]
    others = [at for key, at in told.items() if not key.startswith(NudgeKind.CLOSE_THE_LOOP)]
    day = business_days.first_from(
        anchor.on + preferences.close_the_loop * DAY, preferences.country
    )
    moment = on_day(day, max([anchor.logged, *settled, *others]), preferences)
    return Due(NudgeKind.CLOSE_THE_LOOP, 0, str(anchor.id), moment)
