"""The table of applications that CSV and XLSX share: one row an application."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime

from bot.domain.applications.activity import Activity, ActivityKind
from bot.domain.applications.application import Application
from bot.domain.people.person import Person

HEADER = (
    "Company",
    "Role",
    "Stage",
    "Planned",
    "Applied",
    "Source",
    "Link",
    "Contact",
    "Phone",
    "Email",
    "Follow-ups",
    "Last follow-up",
    "First reply",
    "Interviews",
    "Next interview",
    "Thank-yous",
    "Closed",
    "Next step",
    "Next step on",
    "Notes",
)
_REPLIES = (ActivityKind.HEARD_BACK, ActivityKind.INVITED, ActivityKind.BOOKED)
_ENDS = (
    ActivityKind.REJECTED,
    ActivityKind.ACCEPTED,
    ActivityKind.WITHDREW,
    ActivityKind.GHOSTED,
)


def application_rows(
    applications: Iterable[Application],
    person: Person,
    now: datetime,
    next_steps: Mapping[int, tuple[str, str]],
) -> Iterator[tuple[str, ...]]:
    """Yields a row of strings for each application, in the order of `HEADER`.

    `next_steps` gives, by id, what comes next and when (local, `YYYY-MM-DD HH:MM`). Days are
    ISO dates in the person's zone, so that any spreadsheet reads them alike.
    """
    for one in applications:
        yield _row(one, person, now, next_steps.get(one.id, ("", "")))


def _row(one: Application, person: Person, now: datetime, step: tuple[str, str]) -> tuple[str, ...]:
    sent = [a for a in one.history if a.kind is ActivityKind.FOLLOWED_UP]
    planned = one.last(ActivityKind.PLANNED)
    replied = next((a for a in one.history if a.kind in _REPLIES), None)
    ended = None if one.is_open else one.last(*_ENDS)
    rounds = one.active_interviews
    ahead = next((r for r in rounds if r.start > now), None)
    notes = "\n".join(a.text for a in one.history if a.text)
    return (
        one.company,
        one.role or "",
        str(one.stage or ""),
        _day(planned),
        _day(one.applied),
        one.source or "",
        one.link or "",
        one.contact or "",
        one.phone or "",
        one.email or "",
        str(len(sent)),
        sent[-1].on.isoformat() if sent else "",
        _day(replied),
        str(len(rounds)),
        f"{person.wall(ahead.start):%Y-%m-%d %H:%M}" if ahead else "",
        str(sum(r.thanked is not None for r in rounds)),
        _day(ended),
        *step,
        notes,
    )


def _day(activity: Activity | None) -> str:
    return activity.day.isoformat() if activity and activity.day else ""
