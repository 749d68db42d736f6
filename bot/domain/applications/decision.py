"""The day by which an employer said they would decide."""

from __future__ import annotations

from zoneinfo import ZoneInfo

from bot.domain.applications.activity import Activity, ActivityKind
from bot.domain.applications.application import Application
from bot.domain.calendar.local_time import local_day

_NAMES_A_DAY = (ActivityKind.HEARD_BACK, ActivityKind.KEPT_WAITING, ActivityKind.DEBRIEFED)


def last_decision(application: Application, zone: ZoneInfo) -> Activity | None:
    """Finds the activity that last named the day, in a reply or a debrief; its `by` is the day.

    A day that was past when it was logged, in the person's zone, changes nothing.
    """
    named = [
        one
        for one in application.history
        if one.kind in _NAMES_A_DAY and one.by and one.by >= local_day(one.logged, zone)
    ]
    return max(named, key=lambda one: one.id, default=None)
