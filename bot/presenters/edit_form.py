"""The form that corrects what was logged, filled with what is known now."""

from __future__ import annotations

from datetime import date

from bot.command import ApplicationRef, WallTime
from bot.conversation.read_context import ReadContext
from bot.domain.applications.activity import Activity, ActivityKind
from bot.domain.applications.application import Application, Interview
from bot.domain.calendar.local_time import load_zone, to_wall_time
from bot.message import Form, Invocation
from bot.parsing.dates.durations import write_length
from bot.parsing.dates.moments import write_moment

# Corrected together with the application itself.
BEGINS = (ActivityKind.APPLIED, ActivityKind.PLANNED, ActivityKind.OFFERED)
# The day that they name is more than the day on which it was logged.
_BY_A_DAY = (ActivityKind.PLANNED, ActivityKind.OFFERED, ActivityKind.KEPT_WAITING)
_OF_A_ROUND = (ActivityKind.BOOKED, ActivityKind.MOVED)


def edit_form(ctx: ReadContext, application: Application, dated: Activity | None) -> Form:
    """Returns the form of an application, or of one entry of its history."""
    title = f"Edit {application.label}"
    if dated is not None:
        made = application.interview(dated.of or dated.id)
        if made and dated.kind in _OF_A_ROUND:
            return _round(ctx, title, application, made)
        if made and dated.kind is ActivityKind.DEBRIEFED:
            return _debrief(title, application, made, dated)
        if dated.kind is ActivityKind.NOTED:
            noted = Invocation("note", _bound(application, entry=dated.id))
            return _filled(title, noted, {"text": dated.text, "on": _iso(dated.day)})
    values = {"name": application.company, "role": application.role, "source": application.source}
    values |= {"link": application.link, "contact": application.contact}
    values |= {"phone": application.phone, "email": application.email}
    if dated is None:
        return _filled(title, Invocation("edit", _bound(application, whole=True)), values)
    dates = _dates(dated)
    if dated.kind not in BEGINS:
        values = dates
    else:
        begin = {"name": values.pop("name"), "role": values.pop("role")}
        values = {**begin, **dates, **values}
    return _filled(
        title, Invocation("edit", _bound(application, whole=True, entry=dated.id)), values
    )


def _dates(dated: Activity) -> dict[str, str | None]:
    """Returns the days of an entry that may be corrected."""
    if dated.kind in _BY_A_DAY and (dated.by or dated.kind in BEGINS):
        return {"by": _iso(dated.by)}
    if dated.by is not None:
        return {"on": _iso(dated.on), "by": _iso(dated.by)}
    return {"on": _iso(dated.on)}


def _round(ctx: ReadContext, title: str, application: Application, made: Interview) -> Form:
    """Returns the form of an interview; sent, it moves or corrects it."""
    zone = None if made.zone == ctx.person.preferences.zone else made.zone
    wall = to_wall_time(made.start, load_zone(made.zone))
    values = {
        "at": write_moment(WallTime(wall, zone)),
        "length": write_length(made.end - made.start),
        "format": made.round,
        "people": made.people,
    }
    return _filled(title, Invocation("interview", _bound(application, moves=made.id)), values)


def _debrief(title: str, application: Application, made: Interview, noted: Activity) -> Form:
    """Returns the form of how an interview went."""
    values = {
        "went": noted.went,
        "talked_about": noted.text,
        "next_steps": noted.next_steps,
        "decision_by": _iso(noted.by),
        "with_whom": noted.people,
    }
    return _filled(title, Invocation("debrief", _bound(application, interview=made.id)), values)


def _bound(application: Application, **bound: object) -> dict[str, object]:
    return {"company": ApplicationRef(id=application.id), **bound}


def _filled(title: str, asked: Invocation, values: dict[str, str | None]) -> Form:
    known = {name: value for name, value in values.items() if value}
    return Form(title, asked, tuple(values), known)


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None
