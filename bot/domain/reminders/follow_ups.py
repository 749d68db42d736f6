"""Before and after applying: getting ready, follow-ups, the phone, closing the loop."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta

from bot.domain.applications.activity import Activity, Did, Method
from bot.domain.applications.application import Application, Stage
from bot.domain.calendar import business_days as businessdays
from bot.domain.people.person import Rhythm
from bot.domain.reminders.interviews import sent_after
from bot.domain.reminders.nudge import Kind
from bot.domain.reminders.scheduling import Due, in_window, on_day, too_old

DAY = timedelta(days=1)
BUSINESS_DAYS_BEFORE = 2
DAYS_TO_GET_READY = 3


def get_ready(application: Application, rhythm: Rhythm) -> Iterator[Due]:
    """`get_ready`: two business days before the day to apply by.

    Without such a day, the first business day from three days after planning.
    """
    planned = application.last(Did.PLANNED)
    if planned is None:
        return
    if planned.by:
        day = businessdays.before(planned.by, BUSINESS_DAYS_BEFORE, rhythm.country)
    else:
        day = businessdays.first_from(planned.on + DAYS_TO_GET_READY * DAY, rhythm.country)
    moment = on_day(day, planned.logged, rhythm)
    yield Due(Kind.GET_READY, 0, str(planned.id), moment)


def follow_ups(application: Application, rhythm: Rhythm) -> Iterator[Due]:
    """Outreach number n since the last reply counts as follow-up n, however early."""
    sent = application.outreaches
    if not sent:
        start = application.start
        if start and not too_old(start, rhythm):
            moment = in_window(start.on, rhythm.first_follow_up, start.logged, rhythm)
            yield Due(Kind.FOLLOW_UP, 1, str(start.id), moment)
        return
    anchor = sent[min(len(sent), 2) - 1]
    if too_old(anchor, rhythm):
        return
    moment = in_window(anchor.on, rhythm.next_follow_up, anchor.logged, rhythm)
    if len(sent) == 1:
        yield Due(Kind.FOLLOW_UP, 2, str(anchor.id), moment)
    elif all(one.method is not Method.PHONE for one in sent[2:]):
        yield Due(Kind.PICK_UP_THE_PHONE, 0, str(anchor.id), moment)


def _unanswered(application: Application, sent: list[Activity]) -> list[Activity]:
    """Those of the outreaches that no reply followed."""
    reply = application.last(Did.HEARD_BACK)
    return [a for a in sent if reply is None or (a.on, a.id) > (reply.on, reply.id)]


def close_the_loop(
    application: Application, rhythm: Rhythm, told: Mapping[str, datetime]
) -> Due | None:
    """The question what became of it, once nothing else is pending.

    What was delivered, skipped or snoozed last counts as *logged*, so that the
    question never lies before the moment at which it first made sense.
    """
    if application.stage not in (Stage.APPLIED, Stage.IN_TOUCH, Stage.INTERVIEWING):
        return None
    since = [*application.outreaches]
    if application.stage is Stage.INTERVIEWING:
        since = _unanswered(application, sent_after(application, rhythm))
    elif application.start:
        since.append(application.start)
    if not since or too_old(anchor := max(since, key=lambda a: (a.on, a.id)), rhythm):
        return None
    waiting = application.last(Did.KEPT_WAITING)
    if waiting and (waiting.on, waiting.id) > (anchor.on, anchor.id):
        anchor = waiting
    settled = [a.logged for a in application.history if a.kind in (Did.SKIPPED, Did.SNOOZED)]
    others = [at for key, at in told.items() if not key.startswith(Kind.CLOSE_THE_LOOP)]
    day = businessdays.first_from(anchor.on + rhythm.close_the_loop * DAY, rhythm.country)
    moment = on_day(day, max([anchor.logged, *settled, *others]), rhythm)
    return Due(Kind.CLOSE_THE_LOOP, 0, str(anchor.id), moment)
