"""Offers and rejections: the answer to give, and the call-back list."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta

from bot.domain.applications.activity import ActivityKind
from bot.domain.applications.application import Application
from bot.domain.calendar import business_days
from bot.domain.people.person import Preferences
from bot.domain.reminders.nudge import DueNudge, NudgeKind
from bot.domain.reminders.nudge_hour import before_deadline, is_too_old, on_day

DAY = timedelta(days=1)
MONDAY = 0
BUSINESS_DAYS_BEFORE = 2
DAYS_TO_ASK = 3


def answer_offer(application: Application, preferences: Preferences) -> Iterator[DueNudge]:
    """Plans `answer_offer`, two business days before the day to answer by.

    Without such a day it asks for one, on the first business day from three days
    after the offer.
    """
    offered = application.last(ActivityKind.OFFERED)
    if offered is None or is_too_old(offered, preferences):
        return
    moment: datetime | None
    if offered.by:
        moment = before_deadline(offered.by, BUSINESS_DAYS_BEFORE, offered.logged, preferences)
    else:
        day = business_days.first_business_day(offered.on + DAYS_TO_ASK * DAY, preferences.country)
        moment = on_day(day, offered.logged, preferences)
    if moment:
        yield DueNudge(NudgeKind.ANSWER_OFFER, 0, str(offered.id), moment)


def after_rejection(application: Application, preferences: Preferences) -> Iterator[DueNudge]:
    """Plans `answer_rejection` on the next business day, and `keep_in_touch` once it is answered.

    The call-back list comes on the first Monday that is a business day from
    90 days (setting) after the rejection.
    """
    rejected = application.last(ActivityKind.REJECTED)
    if rejected is None or is_too_old(rejected, preferences):
        return
    answers = application.outreaches_since_rejection
    if not answers:
        day = business_days.add_business_days(rejected.on, 1, preferences.country)
        moment = on_day(day, rejected.logged, preferences)
        yield DueNudge(NudgeKind.ANSWER_REJECTION, 0, str(rejected.id), moment)
        return
    day = rejected.on + preferences.keep_in_touch * DAY
    while day.weekday() != MONDAY or not business_days.is_business_day(day, preferences.country):
        day += DAY
    moment = on_day(day, answers[0].logged, preferences)
    yield DueNudge(NudgeKind.KEEP_IN_TOUCH, 0, str(rejected.id), moment)
