"""Asking again after contact: check-ins after a reply, and after an interview.

What comes next counts from the last contact: the end of the last round that is not
cancelled, a reply, or a cancellation, whichever is latest.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta

from bot.domain.applications.activity import Activity, ActivityKind
from bot.domain.applications.application import Application, Interview
from bot.domain.applications.decision import last_decision
from bot.domain.calendar import business_days
from bot.domain.calendar.local_time import local_day
from bot.domain.people.person import Preferences
from bot.domain.reminders.interviews import anchor_of
from bot.domain.reminders.nudge import DueNudge, NudgeKind
from bot.domain.reminders.nudge_hour import TOO_OLD, in_window, on_day
from bot.frozen import frozen

DAY = timedelta(days=1)
REPLIES = (ActivityKind.HEARD_BACK, ActivityKind.INVITED)


@frozen
class LastContact:
    """The last contact with an employer, and what the person sent after it.

    `day` is its local day, `at` orders it within the day (an instant and an activity's id),
    `logged` is when it was logged. `interview` is the round that ended; None for a reply or a
    cancellation, which `activity` then is.
    """

    day: date
    at: tuple[datetime, int]
    logged: datetime
    activity: Activity | None = None
    interview: Interview | None = None
    sent: tuple[Activity, ...] = ()


def last_contact(application: Application, preferences: Preferences) -> LastContact | None:
    """Finds the last contact; None while they have never been in touch since the last try."""
    contacts = [
        LastContact(one.on, (one.logged, one.id), one.logged, one)
        for one in application.history
        if one.kind in REPLIES or one.kind is ActivityKind.CANCELLED
    ]
    contacts += [
        LastContact(local_day(one.end, preferences.tz), (one.end, 0), one.logged, interview=one)
        for one in application.active_interviews
    ]
    if application.start is not None or not contacts:
        return None
    last = max(contacts, key=lambda one: (one.day, one.at))
    sent = tuple(
        one
        for one in application.history
        if one.kind is ActivityKind.FOLLOWED_UP
        and (one.on, (one.logged, one.id)) > (last.day, last.at)
    )
    return LastContact(last.day, last.at, last.logged, last.activity, last.interview, sent)


def check_ins(application: Application, preferences: Preferences) -> Iterator[DueNudge]:
    """Plans `check_in` or `after_interview`, 1 and 2, counted from the last contact."""
    contact = last_contact(application, preferences)
    if contact is None or len(contact.sent) > 1:
        return
    if contact.sent:
        yield from _second(application, contact, preferences)
    elif contact.activity and contact.activity.undated:
        return
    elif local_day(contact.logged, preferences.tz) - contact.day <= TOO_OLD:
        yield from _first(application, contact, preferences)


def _first(
    application: Application, contact: LastContact, preferences: Preferences
) -> Iterator[DueNudge]:
    kind, anchor, subject = _names(contact)
    decision = decision_after(application, contact.day, preferences)
    invited = contact.activity and contact.activity.kind is ActivityKind.INVITED
    if decision and decision.by:
        day = business_days.first_business_day(decision.by + DAY, preferences.country)
        logged = max(contact.logged, decision.logged)
        if contact.activity is None or decision.id != contact.activity.id:
            anchor = f"{anchor}+{decision.id}"
        moment = on_day(day, logged, preferences)
    elif invited:
        day = business_days.add_business_days(contact.day, 1, preferences.country)
        moment = on_day(day, contact.logged, preferences)
    else:
        window = preferences.after_interview
        moment = in_window(contact.day, window, contact.logged, preferences)
    yield DueNudge(kind, 1, anchor, moment, subject)


def _second(
    application: Application, contact: LastContact, preferences: Preferences
) -> Iterator[DueNudge]:
    kind, _, subject = _names(contact)
    (first,) = contact.sent
    moment = in_window(first.on, preferences.next_follow_up, first.logged, preferences)
    anchor = str(first.id)
    decision = decision_after(application, first.on, preferences)
    if decision and decision.by:
        day = business_days.first_business_day(decision.by + DAY, preferences.country)
        waited = on_day(day, max(first.logged, decision.logged), preferences)
        if waited > moment:
            moment = waited
            anchor = f"{anchor}+{decision.id}"
    yield DueNudge(kind, 2, anchor, moment, subject)


def _names(contact: LastContact) -> tuple[NudgeKind, str, int | None]:
    """Returns the kind of nudge that a contact leads to, its anchor and its interview."""
    if contact.interview:
        return NudgeKind.AFTER_INTERVIEW, anchor_of(contact.interview), contact.interview.id
    assert contact.activity is not None
    return NudgeKind.CHECK_IN, str(contact.activity.id), None


def decision_after(
    application: Application, day: date, preferences: Preferences
) -> Activity | None:
    """Finds what named the day of their decision, if that day is still ahead on `day`.

    The last one named holds.
    """
    last = last_decision(application, preferences.tz)
    return last if last and last.by and last.by >= day else None
