"""Applications with a whole history, from the rows of a file and from our own export."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta

from bot.domain.applications.activity import Activity, ActivityKind
from bot.domain.applications.application import Stage
from bot.domain.applications.history import fold
from bot.domain.calendar.local_time import to_utc
from bot.domain.imports.export_reading import ExportedApplication, ExportedNudge
from bot.domain.imports.reading import ImportedRow
from bot.domain.people.person import Person
from bot.domain.reminders.cadence import nudges_for
from bot.domain.reminders.nudge import Nudge, NudgeState, PlannedNudge, settlement_times
from bot.ports.applications import NewApplication

USUAL_LENGTH = timedelta(hours=1)
UNKNOWN = timedelta(days=31)
_LONGEST_NOTE = 10_000
_ID = re.compile(r"(?<![@\d])\d+")
_ENDS = {
    Stage.REJECTED: ActivityKind.REJECTED,
    Stage.ACCEPTED: ActivityKind.ACCEPTED,
    Stage.WITHDRAWN: ActivityKind.WITHDREW,
    Stage.GHOSTED: ActivityKind.GHOSTED,
    Stage.OFFER: ActivityKind.OFFERED,
    Stage.IN_TOUCH: ActivityKind.HEARD_BACK,
}


def from_rows(
    rows: Iterable[ImportedRow], person: Person, now: datetime
) -> Sequence[NewApplication]:
    """Returns a new application for each row, with the nudges that are due for it."""
    found = [tuple(_activities(row, person, now)) for row in rows]
    return _numbered(found, person)


def _numbered(histories: Sequence[Sequence[Activity]], person: Person) -> Sequence[NewApplication]:
    last = -sum(len(one) for one in histories)
    new = []
    for history in histories:
        numbered = tuple(replace(one, id=last + at) for at, one in enumerate(history))
        last += len(history)
        application = fold(0, numbered)
        planned = nudges_for(application, person.preferences, {})
        nudges = tuple(Nudge(0, 0, person.id, one, NudgeState.PENDING) for one in planned)
        new.append(NewApplication(application, nudges))
    return new


def _activities(row: ImportedRow, person: Person, now: datetime) -> Iterator[Activity]:
    """Yields what a row says happened; a day that it does not name is marked so."""
    today = person.today(now)
    # So long before that no period which is counted now has it.
    begun = row.on or (row.since or today) - UNKNOWN
    text = row.note[:_LONGEST_NOTE] or None
    planned = row.stage is Stage.PLANNED
    yield Activity(
        ActivityKind.PLANNED if planned else ActivityKind.APPLIED,
        begun,
        now,
        company=row.company,
        role=row.role,
        source=row.source,
        link=row.link,
        contact=row.contact,
        phone=row.phone,
        email=row.email,
        by=row.by,
        text=text,
        undated=row.on is None or None,
    )
    if row.stage in (Stage.PLANNED, Stage.APPLIED):
        return
    since = row.since or begun
    undated = row.since is None or None
    said = row.status if len(row.status.split()) > 1 else None
    if row.stage is Stage.INTERVIEWING:
        yield from _rounds(row, person, now, since, undated=undated)
    elif row.stage is not None:
        yield Activity(_ENDS[row.stage], since, now, text=said, undated=undated)


def _rounds(
    row: ImportedRow, person: Person, now: datetime, since: date, *, undated: bool | None
) -> Iterator[Activity]:
    if row.interview is None:
        said = row.status or "interview"
        yield Activity(ActivityKind.INVITED, since, now, round=said, undated=undated)
        return
    start = to_utc(row.interview, person.tz)
    booked = min(row.interview.date(), person.today(now))
    yield Activity(
        ActivityKind.BOOKED,
        max(min(booked, since), row.on or booked),
        now,
        start=start,
        end=start + USUAL_LENGTH,
        zone=person.preferences.zone,
        round=row.status or None,
    )


def from_export(
    exported: Sequence[ExportedApplication], person: Person
) -> Sequence[NewApplication]:
    """Returns the applications of an export as they were.

    What was delivered stays delivered; what is still to come is planned by the rules.
    """
    last = -sum(len(one.activities) for one in exported)
    new = []
    for one in exported:
        ordered = sorted(one.activities, key=lambda activity: activity.id)
        known = {activity.id: last + at for at, activity in enumerate(ordered)}
        last += len(ordered)
        history = tuple(_renumbered(activity, known) for activity in ordered)
        application = fold(0, history)
        settled = [
            Nudge(0, 0, person.id, _planned(nudge, known), nudge.state, nudge.settled_at)
            for nudge in one.nudges
            if nudge.settled_at is not None
        ]
        times = settlement_times(settled)
        pending = [
            Nudge(0, 0, person.id, planned, NudgeState.PENDING)
            for planned in nudges_for(application, person.preferences, times)
            if planned.key not in times
        ]
        details = {known[activity]: added for activity, added in one.details.items()}
        mails = tuple(
            replace(mail, booking=known.get(mail.booking) if mail.booking is not None else None)
            for mail in one.mails
        )
        new.append(NewApplication(application, (*settled, *pending), details, mails))
    return new


def _renumbered(activity: Activity, known: Mapping[int, int]) -> Activity:
    return replace(
        activity,
        id=known[activity.id],
        of=known.get(activity.of) if activity.of is not None else None,
        nudge=_with_ids(activity.nudge, known) if activity.nudge else None,
    )


def _planned(nudge: ExportedNudge, known: Mapping[int, int]) -> PlannedNudge:
    planned = nudge.planned
    return replace(
        planned,
        key=_with_ids(planned.key, known),
        about=_with_ids(planned.about, known),
        subject=None if planned.subject is None else known.get(planned.subject),
    )


def _with_ids(key: str, known: Mapping[int, int]) -> str:
    """Returns the key of a nudge with other ids: `kind:number:anchor`, then its appearances.

    A reminder that was asked for where none was planned names no anchor.
    """
    *named, anchor = key.split(":", 2)
    return ":".join([*named, _anchor(anchor, known)]) if len(named) > 1 else key


def _anchor(written: str, known: Mapping[int, int]) -> str:
    """Renumbers the ids of an anchor or a snooze; the instant behind an @ is none."""
    return _ID.sub(lambda found: str(known.get(int(found[0]), int(found[0]))), written)
