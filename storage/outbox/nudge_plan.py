"""Planning: makes nudges agree with what is owed, for one application or for many at once."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import datetime
from typing import Any

from sqlalchemy import Select, bindparam, insert, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.domain.applications.application import Application
from bot.domain.people.person import Person
from bot.domain.reminders.cadence import nudges_for
from bot.domain.reminders.nudge import Nudge, NudgeState, PlannedNudge, told_of
from bot.domain.reminders.reconcile import Reconciliation, reconcile
from storage.repositories.activities import histories_of, read_histories
from storage.repositories.nudge_rows import UNTIL_RELEASED, nudges_of, read_nudges
from storage.tables import nudges

_OWED = tuple(field.name for field in fields(PlannedNudge))
_CHANGE = update(nudges).where(
    nudges.c.person_id == bindparam("owner"), nudges.c.id == bindparam("which")
)
_NEW = insert(nudges)


def held_until(person: Person, now: datetime) -> datetime | None:
    """Until when a pause holds what is planned now; None if the person is not paused."""
    return (person.held_until or UNTIL_RELEASED) if person.is_paused(now) else None


@dataclass(frozen=True, slots=True)
class Plan:
    """What to change in the nudges of one application, and until when they are held."""

    person: int
    application: int
    changes: Reconciliation[PlannedNudge]
    held_until: datetime | None

    def row(self, owed: PlannedNudge) -> dict[str, Any]:
        """An owed nudge as a pending row."""
        row = {name: getattr(owed, name) for name in _OWED}
        ready_at = max(owed.due, self.held_until) if self.held_until else owed.due
        return {**row, "ready_at": ready_at, "state": NudgeState.PENDING.value}


def plan(person: Person, application: Application, known: Sequence[Nudge], now: datetime) -> Plan:
    """Asks the rules about an application whose nudges are those."""
    owed = nudges_for(application, person.preferences, told_of(known))
    return Plan(person.id, application.id, reconcile(known, owed, now), held_until(person, now))


async def carry_out(connection: AsyncConnection, plans: Iterable[Plan]) -> None:
    """Inserts, moves and cancels: three statements, however many plans."""
    new: list[dict[str, Any]] = []
    moved: list[dict[str, Any]] = []
    cancelled: list[dict[str, Any]] = []
    for plan in plans:
        of = {"person_id": plan.person, "application_id": plan.application}
        new += [{**of, **plan.row(owed)} for owed in plan.changes.insert]
        mine = {"owner": plan.person}
        moved += [{**mine, "which": id, **plan.row(owed)} for id, owed in plan.changes.move]
        gone = mine | {"state": NudgeState.CANCELLED.value}
        cancelled += [{**gone, "which": id} for id in plan.changes.cancel]
    if new:
        await connection.execute(_NEW, new)
    for rows in (moved, cancelled):
        if rows:
            await connection.execute(_CHANGE, rows)


async def plan_all(
    connection: AsyncConnection, which: Select[Any], people: Mapping[int, Person], now: datetime
) -> None:
    """Asks the rules about all that `which` selects (person_id, application_id)."""
    known = await read_nudges(connection, nudges_of(which))
    histories = await read_histories(connection, histories_of(which))
    await carry_out(
        connection,
        [
            plan(people[owner], application, known[id], now)
            for owner, found in histories.items()
            for id, application in found.items()
        ],
    )
