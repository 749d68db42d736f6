"""Activities as rows and as the core has them: the append-only history."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping
from dataclasses import fields
from datetime import UTC, date, datetime
from typing import Any

from sqlalchemy import Row, Select, and_, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.domain.applications.activity import Activity, ActivityKind, OutreachMethod
from bot.domain.applications.application import Application
from bot.domain.applications.history import fold
from storage.repositories.mails import add_mail_subjects
from storage.repositories.repository import NO_VALUES
from storage.tables import activities

# The other fields belong to some kinds only, and are kept together as JSON.
_COLUMNS = ("kind", "on", "logged", "id", "of", "nudge")
_DETAILS = tuple(field.name for field in fields(Activity) if field.name not in _COLUMNS)
_READ: Mapping[str, Callable[[str], Any]] = {
    "method": OutreachMethod,
    "start": datetime.fromisoformat,
    "end": datetime.fromisoformat,
    "by": date.fromisoformat,
    "until": datetime.fromisoformat,
    "undated": bool,
    "zone_guessed": bool,
}
_ROW = (
    activities.c.id,
    activities.c.kind,
    activities.c.on_day,
    activities.c.logged,
    activities.c.of,
    activities.c.nudge,
    activities.c.details,
)


def details_of(activity: Activity) -> dict[str, str]:
    """Returns the fields that only some kinds have, as JSON."""
    given = ((name, getattr(activity, name)) for name in _DETAILS)
    return {name: _written(value) for name, value in given if value not in (None, False)}


def _written(value: str | date | datetime) -> str:
    if isinstance(value, datetime) and value.tzinfo:
        return value.astimezone(UTC).isoformat()
    return value.isoformat() if isinstance(value, date) else str(value)


def activity_from(row: Row[*tuple[Any, ...]]) -> Activity:
    """Returns the activity of a row of `activities`."""
    details: dict[str, Any] = {
        name: read(value) if (read := _READ.get(name)) else value
        for name, value in row.details.items()
    }
    return Activity(
        ActivityKind(row.kind), row.on_day, row.logged, row.id, row.of, row.nudge, **details
    )


def histories_of(which: Select[Any]) -> Select[Any]:
    """Returns what `read_histories` executes for the applications that `which` selects."""
    chosen = which.subquery()
    theirs = and_(
        activities.c.person_id == chosen.c.person_id,
        activities.c.application_id == chosen.c.application_id,
    )
    chosen_and_theirs = select(chosen.c.person_id, chosen.c.application_id, *_ROW)
    return chosen_and_theirs.join_from(chosen, activities, theirs, isouter=True)


async def read_histories(
    connection: AsyncConnection, statement: Select[Any], values: Mapping[str, Any] = NO_VALUES
) -> Mapping[int, Mapping[int, Application]]:
    """Reads what a statement of `histories_of` finds with those values, by person."""
    rows = await connection.execute(statement, values)
    past: dict[tuple[int, int], list[Activity]] = defaultdict(list)
    for row in rows.all():
        history = past[row.person_id, row.application_id]
        if row.id is not None:
            history.append(activity_from(row))
    found: dict[int, dict[int, Application]] = defaultdict(dict)
    for (person, application), history in past.items():
        found[person][application] = fold(application, history)
    return found


async def read_applications(
    connection: AsyncConnection, statement: Select[Any], values: Mapping[str, Any] = NO_VALUES
) -> Mapping[int, Mapping[int, Application]]:
    """Reads the same as `read_histories`, with what letters need of the mails that were logged."""
    found = await read_histories(connection, statement, values)
    if any(one.email for theirs in found.values() for one in theirs.values()):
        return await add_mail_subjects(connection, found)
    return found
