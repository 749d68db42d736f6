"""Nudges as rows and as the core has them, read for one application or for many at once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Row, Select, and_, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.domain.reminders.nudge import Nudge, NudgeKind, NudgeState, PlannedNudge
from storage.repositories.repository import NO_VALUES
from storage.tables import nudges

# The `ready_at` of what is held until it is released.
UNTIL_RELEASED = datetime(9999, 1, 1, tzinfo=UTC)
# What `nudge_from` reads; the rest is storage's own.
ROW = tuple(column for column in nudges.c if column.name not in ("ready_at", "mentioned"))


def nudge_from(row: Row[*tuple[Any, ...]]) -> Nudge:
    """Returns the nudge of a row of `ROW`."""
    planned = PlannedNudge(
        row.key,
        row.about,
        NudgeKind(row.kind),
        row.number,
        row.wall,
        row.zone,
        row.due,
        row.subject,
        row.again,
    )
    return Nudge(
        row.id,
        row.application_id,
        row.person_id,
        planned,
        NudgeState(row.state),
        row.settled_at,
        row.reason,
        row.delivery_id,
    )


def nudges_of(which: Select[Any]) -> Select[Any]:
    """Returns what `read_nudges` executes for the applications that `which` selects."""
    chosen = which.subquery()
    theirs = and_(
        nudges.c.person_id == chosen.c.person_id,
        nudges.c.application_id == chosen.c.application_id,
    )
    # Outer, so that a database begins with what is chosen and not with all nudges.
    return select(*ROW).join_from(chosen, nudges, theirs, isouter=True)


async def read_nudges(
    connection: AsyncConnection, statement: Select[Any], values: Mapping[str, Any] = NO_VALUES
) -> Mapping[int, Sequence[Nudge]]:
    """Reads the nudges that a statement of `nudges_of` finds with those values, by application."""
    rows = await connection.execute(statement, values)
    found: dict[int, list[Nudge]] = defaultdict(list)
    for row in rows.all():
        if row.id is not None:
            found[row.application_id].append(nudge_from(row))
    return found
