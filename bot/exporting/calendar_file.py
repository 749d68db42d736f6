"""Interviews and follow-ups as an iCalendar file, which every calendar reads."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta

from icalendar import Calendar, Event

from bot.domain.applications.application import Application, Interview
from bot.domain.reminders.nudge import PlannedNudge

_PRODUCT = "-//Followthrough//EN"
_ONE_DAY = timedelta(days=1)


def write_calendar(
    interviews: Iterable[tuple[Application, Interview]],
    steps: Iterable[tuple[Application, PlannedNudge, str]],
    now: datetime,
) -> bytes:
    """Writes interviews at their time and what is to be done (with its title) as whole days.

    An event keeps its UID for good, so that a second file replaces the first in a calendar.
    """
    calendar = Calendar()
    calendar.add("prodid", _PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("x-wr-calname", "Followthrough")
    for application, interview in interviews:
        calendar.add_component(_interview(application, interview, now))
    for application, nudge, title in steps:
        calendar.add_component(_step(application, nudge, title, now))
    return bytes(calendar.to_ical())


def _interview(application: Application, interview: Interview, now: datetime) -> Event:
    event = Event()
    event.add("uid", f"interview-{interview.id}@followthrough")
    event.add("dtstamp", now.astimezone(UTC))
    event.add("last-modified", interview.logged.astimezone(UTC))
    event.add("dtstart", interview.start.astimezone(UTC))
    event.add("dtend", interview.end.astimezone(UTC))
    event.add("summary", f"Interview: {application.label}")
    if interview.people:
        event.add("description", f"With {interview.people}")
    if interview.cancelled:
        event.add("status", "CANCELLED")
    return event


def _step(application: Application, nudge: PlannedNudge, title: str, now: datetime) -> Event:
    day = nudge.wall.date()
    event = Event()
    event.add("uid", f"nudge-{application.id}-{nudge.key}@followthrough")
    event.add("dtstamp", now.astimezone(UTC))
    event.add("dtstart", day)
    event.add("dtend", day + _ONE_DAY)
    event.add("summary", title)
    event.add("transp", "TRANSPARENT")
    return event
