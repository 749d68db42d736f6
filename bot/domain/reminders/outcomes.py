"""Offers and rejections: the answer to give, and the call-back list."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from bot.domain.applications.activity import Did
from bot.domain.applications.application import Application
from bot.domain.calendar import business_days as businessdays
from bot.domain.people.person import Rhythm
from bot.domain.reminders.nudge import Kind
from bot.domain.reminders.scheduling import Due, on_day, too_old

DAY = timedelta(days=1)
MONDAY = 0
BUSINESS_DAYS_BEFORE = 2


def answer_offer(application: Application, rhythm: Rhythm) -> Iterator[Due]:
    """`answer_offer`: the nudge hour two business days before the day to answer by."""
    offered = application.last(Did.OFFERED)
    if offered and offered.by:
        day = businessdays.before(offered.by, BUSINESS_DAYS_BEFORE, rhythm.country)
        moment = on_day(day, offered.logged, rhythm)
        yield Due(Kind.ANSWER_OFFER, 0, str(offered.id), moment)


def after_rejection(application: Application, rhythm: Rhythm) -> Iterator[Due]:
    """`answer_rejection` on the next business day; once it is answered, `keep_in_touch`.

    The call-back list comes on the first Monday that is a business day from
    90 days (setting) after the rejection.
    """
    rejected = application.last(Did.REJECTED)
    if rejected is None or too_old(rejected, rhythm):
        return
    answers = application.since_the_no
    if not answers:
        day = businessdays.after(rejected.on, 1, rhythm.country)
        moment = on_day(day, rejected.logged, rhythm)
        yield Due(Kind.ANSWER_REJECTION, 0, str(rejected.id), moment)
        return
    day = rejected.on + rhythm.keep_in_touch * DAY
    while day.weekday() != MONDAY or not businessdays.is_business_day(day, rhythm.country):
        day += DAY
    moment = on_day(day, answers[0].logged, rhythm)
    yield Due(Kind.KEEP_IN_TOUCH, 0, str(rejected.id), moment)
