"""Interviews and follow-ups as an iCalendar file, which every calendar reads."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta

from icalendar import Calendar, Event

from bot.domain.applications.activity import ActivityKind
from bot.domain.applications.application import Application, Interview
from bot.domain.reminders.nudge import PlannedNudge

CANCELLED_FOR = timedelta(days=30)
_PRODUCT = "-//Followthrough//EN"
_ONE_DAY = timedelta(days=1)
_HOUR = timedelta(hours=1)


def write_calendar(
    interviews: Iterable[tuple[Application, Interview]],
    steps: Iterable[tuple[Application, PlannedNudge, str]],
    now: datetime,
    *,
    busy: bool = False,
) -> bytes:
    """Writes interviews at their time and what is to be done (with its title) as whole days.

    An event keeps its UID for good and counts its changes, so that a later file replaces an
    earlier one in a calendar; a cancelled one stays for 30 days. With `busy` it names nobody.
    The same history gives the same bytes, whenever it is asked for.
    """
    calendar = Calendar()
    calendar.add("prodid", _PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", "Followthrough")
    calendar.add("refresh-interval", _HOUR, parameters={"VALUE": "DURATION"})
    calendar.add("x-published-ttl", "PT1H")
    for application, interview in interviews:
        if not interview.cancelled or now - _changed(application, interview) <= CANCELLED_FOR:
            calendar.add_component(_interview(application, interview, busy=busy))
    for application, nudge, title in steps:
        calendar.add_component(_step(application, nudge, title))
    return bytes(calendar.to_ical())


def _interview(application: Application, interview: Interview, *, busy: bool) -> Event:
    changed = _changed(application, interview).astimezone(UTC)
    event = Event()
    event.add("uid", f"interview-{interview.id}@followthrough")
    event.add("dtstamp", changed)
    event.add("last-modified", changed)
    event.add("sequence", len(_changes(application, interview)) + interview.cancelled)
    event.add("dtstart", interview.start.astimezone(UTC))
    event.add("dtend", interview.end.astimezone(UTC))
    event.add("summary", "Busy" if busy else f"Interview: {application.label}")
    if interview.people and not busy:
        event.add("description", f"With {interview.people}")
    event.add("status", "CANCELLED" if interview.cancelled else "CONFIRMED")
    return event


def _changes(application: Application, interview: Interview) -> list[datetime]:
    """Returns when an interview was moved."""
    history = application.full_history
    return [a.logged for a in history if a.kind is ActivityKind.MOVED and a.of == interview.id]


def _changed(application: Application, interview: Interview) -> datetime:
    """Returns when an interview was booked or moved last, or else what cancelled it was logged."""
    if not interview.cancelled:
        return interview.logged
    history = application.full_history
    cancels = (a for a in history if a.kind is ActivityKind.CANCELLED and a.of == interview.id)
    return max((a.logged for a in cancels), default=history[-1].logged)


def _step(application: Application, nudge: PlannedNudge, title: str) -> Event:
    day = nudge.wall.date()
    event = Event()
    event.add("uid", f"nudge-{application.id}-{nudge.key}@followthrough")
    event.add("dtstamp", application.full_history[-1].logged.astimezone(UTC))
    event.add("dtstart", day)
    event.add("dtend", day + _ONE_DAY)
    event.add("summary", title)
    event.add("transp", "TRANSPARENT")
    return event
