"""Before and after applying: getting ready, follow-ups, the phone, closing the loop."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Set
from datetime import date, datetime, time, timedelta
from typing import NamedTuple

from bot.domain.applications.activity import Activity, ActivityKind, OutreachMethod
from bot.domain.applications.application import Application, Stage
from bot.domain.calendar import business_days
from bot.domain.calendar.local_time import local_day, to_utc, to_wall_time
from bot.domain.people.person import Preferences
from bot.domain.reminders.check_ins import decision_after
from bot.domain.reminders.interviews import anchor_of
from bot.domain.reminders.nudge import DueNudge, NudgeKind
from bot.domain.reminders.nudge_hour import TOO_OLD, before_deadline, in_window, is_too_old, on_day

DAY = timedelta(days=1)
BUSINESS_DAYS_BEFORE = 2
DAYS_TO_GET_READY = 3
BUSINESS_DAYS_APART = 5
NOON, MORNING, AFTERNOON = time(12), time(10), time(14)
VOICEMAIL = "voicemail"
# A word either way, from the last of which `close_the_loop` counts.
EXCHANGES = frozenset(
    {
        ActivityKind.APPLIED,
        ActivityKind.TRIED_AGAIN,
        ActivityKind.FOLLOWED_UP,
        ActivityKind.UNANSWERED_CALL,
        ActivityKind.HEARD_BACK,
        ActivityKind.INVITED,
        ActivityKind.CANCELLED,
        ActivityKind.KEPT_WAITING,
    }
)


def get_ready(application: Application, preferences: Preferences) -> Iterator[DueNudge]:
    """Plans `get_ready`, two business days before the day to apply by.

    Without such a day, the first business day from three days after planning.
    """
    planned = application.last(ActivityKind.PLANNED)
    if planned is None or (planned.by is None and is_too_old(planned, preferences)):
        return
    moment: datetime | None
    if planned.by:
        moment = before_deadline(planned.by, BUSINESS_DAYS_BEFORE, planned.logged, preferences)
    else:
        day = business_days.first_business_day(
            planned.on + DAYS_TO_GET_READY * DAY, preferences.country
        )
        moment = on_day(day, planned.logged, preferences)
    if moment:
        yield DueNudge(NudgeKind.GET_READY, 0, str(planned.id), moment)


def follow_ups(application: Application, preferences: Preferences) -> Iterator[DueNudge]:
    """Plans `follow_up`: outreach number n since the last reply counts as follow-up n."""
    sent = application.outreaches
    if not sent:
        start = application.start
        if start and not is_too_old(start, preferences):
            moment = in_window(start.on, preferences.first_follow_up, start.logged, preferences)
            yield DueNudge(NudgeKind.FOLLOW_UP, 1, str(start.id), moment)
        return
    anchor = sent[min(len(sent), 2) - 1]
    if is_too_old(anchor, preferences):
        return
    moment = in_window(anchor.on, preferences.next_follow_up, anchor.logged, preferences)
    if len(sent) == 1:
        yield DueNudge(NudgeKind.FOLLOW_UP, 2, str(anchor.id), moment)
    else:
        yield from _phone(application, anchor, moment, preferences)


def _phone(
    application: Application, second: Activity, moment: datetime, preferences: Preferences
) -> Iterator[DueNudge]:
    """Plans `pick_up_the_phone` once, and once more after a call that reached no person.

    The second try is on the next business day, at another hour: 14:00 if the call was
    logged before noon, else 10:00, and never in quiet hours.
    """
    later = [one for one in application.history if (one.on, one.id) > (second.on, second.id)]
    calls = [one for one in later if is_call(one)]
    if any(was_reached(one) for one in calls) or len(calls) > 1:
        return
    anchor = str(second.id)
    if calls:
        (tried,) = calls
        wall = to_wall_time(tried.logged, preferences.tz)
        hour = AFTERNOON if wall.time() < NOON else MORNING
        day = business_days.add_business_days(wall.date(), 1, preferences.country)
        at = datetime.combine(day, hour)
        if quiet := preferences.quiet.period_around(at):
            at = quiet[1]
        anchor, moment = f"{anchor}+{tried.id}", to_utc(at, preferences.tz)
    yield DueNudge(NudgeKind.PICK_UP_THE_PHONE, 0, anchor, moment)


def is_call(activity: Activity) -> bool:
    """True if it is a call to an employer, whether or not it was answered."""
    called = activity.kind is ActivityKind.FOLLOWED_UP and activity.method is OutreachMethod.PHONE
    return called or activity.kind is ActivityKind.UNANSWERED_CALL


def was_reached(activity: Activity) -> bool:
    """True if a person was reached, neither an unanswered call nor a voicemail."""
    return activity.kind is not ActivityKind.UNANSWERED_CALL and activity.went != VOICEMAIL


def close_the_loop(
    application: Application, preferences: Preferences, settled_at: Mapping[str, datetime]
) -> DueNudge | None:
    """Plans `close_the_loop`, once nothing else is pending.

    It counts from the latest of everything that passed between the two, and comes no
    sooner than five business days after the last nudge of the application. The moment at
    which the last other nudge ended counts as *logged*.
    """
    if application.stage not in (Stage.APPLIED, Stage.IN_TOUCH, Stage.INTERVIEWING):
        return None
    anchor = _last_exchange(application, preferences)
    if anchor is None or local_day(anchor.logged, preferences.tz) - anchor.day > TOO_OLD:
        return None
    day = business_days.first_business_day(
        anchor.day + preferences.close_the_loop * DAY, preferences.country
    )
    today = max(anchor.day, local_day(anchor.logged, preferences.tz))
    decision = decision_after(application, anchor.day, preferences)
    logged = [anchor.logged]
    if decision and decision.by and decision.by >= today:
        day = max(day, business_days.first_business_day(decision.by + DAY, preferences.country))
        logged.append(decision.logged)
    ended = (ActivityKind.SKIPPED, ActivityKind.SNOOZED, ActivityKind.UNANSWERED_CALL)
    logged += [one.logged for one in application.history if one.kind in ended]
    others = [at for key, at in settled_at.items() if not key.startswith(NudgeKind.CLOSE_THE_LOOP)]
    if others:
        last = local_day(max(others), preferences.tz)
        day = max(
            day, business_days.add_business_days(last, BUSINESS_DAYS_APART, preferences.country)
        )
    moment = on_day(day, max(logged + others), preferences)
    return DueNudge(NudgeKind.CLOSE_THE_LOOP, 0, anchor.name, moment)


class _Exchange(NamedTuple):
    """Something that passed between a person and an employer: its day, when it was logged."""

    day: date
    at: tuple[datetime, int]
    logged: datetime
    name: str


def last_exchange_day(application: Application, preferences: Preferences) -> date | None:
    """Returns the day since when it is quiet: of the last word either way, or of the last round.

    *Still waiting* plans from its day, but no word passed on it.
    """
    last = _last_exchange(application, preferences, EXCHANGES - {ActivityKind.KEPT_WAITING})
    return last.day if last else None


def _last_exchange(
    application: Application, preferences: Preferences, kinds: Set[ActivityKind] = EXCHANGES
) -> _Exchange | None:
    passed = [
        _Exchange(one.on, (one.logged, one.id), one.logged, str(one.id))
        for one in application.history
        if one.kind in kinds and not one.undated
    ]
    passed += [
        _Exchange(local_day(one.end, preferences.tz), (one.end, 0), one.logged, anchor_of(one))
        for one in application.active_interviews
    ]
    return max(passed, default=None)
