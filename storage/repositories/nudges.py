"""Nudges: read, and held back; planning.py makes them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Row, Select, and_, bindparam, case, literal, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.domain.reminders.nudge import Nudge, NudgeKind, NudgeState, PlannedNudge
from storage.columns import Instant
from storage.repositories.repository import NO_VALUES, Part
from storage.tables import PENDING, UNSEEN, nudges

# Held until somebody says otherwise.
UNTIL_RELEASED = datetime(9999, 1, 1, tzinfo=UTC)
# What `nudge_from` reads; the rest is storage's own.
ROW = tuple(column for column in nudges.c if column.name not in ("ready_at", "mentioned"))
_MY = nudges.c.person_id == bindparam("me")
_WAS_TOLD = nudges.c.told.is_not(None)
_TOLD = select(nudges.c.key, nudges.c.told).where(
    _MY, nudges.c.application_id == bindparam("which"), _WAS_TOLD
)
_MINE = select(*ROW).where(_MY)
_NEXT = _MINE.where(PENDING).order_by(nudges.c.due, nudges.c.id).limit(bindparam("limit"))
_LATELY = (
    _MINE.where(_WAS_TOLD)
    .order_by(nudges.c.told.desc(), nudges.c.id.desc())
    .limit(bindparam("limit"))
)
_ONE = _MINE.where(nudges.c.id == bindparam("which"))
_TOGETHER = _MINE.where(nudges.c.delivery_id == bindparam("which")).order_by(nudges.c.id)
_MENTION = update(nudges).where(_MY, UNSEEN).values(mentioned=True).returning(*ROW)


def nudge_from(row: Row[*tuple[Any, ...]]) -> Nudge:
    """The nudge of a row of `ROW`."""
    owed = PlannedNudge(
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
        owed,
        NudgeState(row.state),
        row.told,
        row.reason,
        row.delivery_id,
    )


def nudges_of(which: Select[Any]) -> Select[Any]:
    """What `read_nudges` executes for the (person_id, application_id) that `which` selects."""
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
    """All nudges that a statement of `nudges_of` finds with those values, by application."""
    rows = await connection.execute(statement, values)
    found: dict[int, list[Nudge]] = defaultdict(list)
    for row in rows.all():
        if row.id is not None:
            found[row.application_id].append(nudge_from(row))
    return found


class Nudges(Part):
    """A person's nudges."""

    async def told(self, application: int) -> Mapping[str, datetime]:
        """By key, when each of an application's nudges was delivered or given up."""
        rows = await self._connection.execute(_TOLD, {"me": self._me, "which": application})
        return {row.key: row.told for row in rows}

    async def pending(self, limit: int) -> Sequence[Nudge]:
        """The person's pending nudges, the next due first."""
        return await self._read(_NEXT, limit=limit)

    async def told_lately(self, limit: int) -> Sequence[Nudge]:
        """The person's nudges that were delivered or given up, the latest first."""
        return await self._read(_LATELY, limit=limit)

    async def nudge(self, id: int) -> Nudge | None:
        """One of the person's nudges."""
        return next(iter(await self._read(_ONE, which=id)), None)

    async def delivered_together(self, delivery: str) -> Sequence[Nudge]:
        """The members of one of the person's deliveries, in the order of their ids."""
        return await self._read(_TOGETHER, which=delivery)

    async def _read(self, statement: Select[Any], **values: Any) -> list[Nudge]:
        rows = await self._connection.execute(statement, {"me": self._me, **values})
        return [nudge_from(row) for row in rows]

    async def hold(self, until: datetime | None, *, release: datetime | None = None) -> None:
        """Holds all pending nudges until an instant, or without one until released.

        With `release` given instead: those pending are ready at their due time,
        but not before `release`.
        """
        earliest = literal(release or until or UNTIL_RELEASED, Instant)
        await self._connection.execute(
            update(nudges)
            .where(nudges.c.person_id == self._me, PENDING)
            .values(ready_at=case((nudges.c.due > earliest, nudges.c.due), else_=earliest))
        )

    async def unseen_failures(self) -> Sequence[Nudge]:
        """Undeliverable nudges that no answer has mentioned yet; they are mentioned now."""
        rows = await self._connection.execute(_MENTION, {"me": self._me})
        return sorted(map(nudge_from, rows), key=lambda nudge: (nudge.planned.due, nudge.id))
