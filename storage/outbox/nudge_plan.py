"""Planning: makes nudges agree with what is owed, for one application or for many at once."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import fields
from datetime import datetime
from typing import Any

from sqlalchemy import Select, bindparam, insert, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.domain.applications.application import Application
from bot.domain.people.person import Person
from bot.domain.reminders.cadence import nudges_for
from bot.domain.reminders.nudge import DueNudge, Nudge, NudgeState, PlannedNudge, settlement_times
from bot.domain.reminders.reconcile import Reconciliation, reconcile
from bot.frozen import frozen
from storage.outbox.queue import Key, queue_sooner, requeue
from storage.repositories.activities import histories_of, read_histories
from storage.repositories.nudge_rows import UNTIL_RELEASED, nudges_of, read_nudges
from storage.tables import nudges

_PLANNED_FIELDS = tuple(field.name for field in fields(PlannedNudge))
_CHANGE = update(nudges).where(
    nudges.c.person_id == bindparam("owner"), nudges.c.id == bindparam("which")
)
_NEW = insert(nudges)


def held_until(person: Person, now: datetime) -> datetime | None:
    """Returns the end of the pause that holds nudges planned now; None without a pause."""
    return (person.held_until or UNTIL_RELEASED) if person.is_paused(now) else None


@frozen
class NudgePlan:
    """The changes to the nudges of one application, and the end of a pause that holds them."""

    person: int
    application: int
    changes: Reconciliation[PlannedNudge]
    held_until: datetime | None

    def ready_at(self, planned: PlannedNudge) -> datetime:
        """Returns when a nudge may be claimed: once it is due, or after the pause that holds it."""
        return max(planned.due, self.held_until) if self.held_until else planned.due

    def row(self, planned: PlannedNudge) -> dict[str, Any]:
        """Returns a planned nudge as a pending row."""
        row = {name: getattr(planned, name) for name in _PLANNED_FIELDS}
        return {
            **row,
            "rank": planned.kind.rank,
            "ready_at": self.ready_at(planned),
            "state": NudgeState.PENDING.value,
        }


def plan(
    person: Person,
    application: Application,
    known: Sequence[Nudge],
    now: datetime,
    due: Sequence[DueNudge] | None = None,
) -> NudgePlan:
    """Plans the nudges of an application, given those stored (`due`: see `nudges_for`)."""
    planned = nudges_for(application, person.preferences, settlement_times(known), due)
    return NudgePlan(
        person.id, application.id, reconcile(known, planned, now), held_until(person, now)
    )


async def carry_out(connection: AsyncConnection, plans: Collection[NudgePlan]) -> None:
    """Inserts, moves and cancels nudges, and queues them: as many statements for many plans."""
    if not await change_nudges(connection, plans):
        await queue_sooner(connection, _earliest(plans))
    else:
        await requeue(connection, {plan.person for plan in plans})


def _earliest(plans: Iterable[NudgePlan]) -> Mapping[Key, datetime]:
    """Returns, by person and rank, when the first of the new nudges is ready."""
    found: dict[Key, datetime] = {}
    for plan in plans:
        for planned in plan.changes.insert:
            key, at = (plan.person, planned.kind.rank), plan.ready_at(planned)
            found[key] = min(at, found.get(key, at))
    return found


async def change_nudges(connection: AsyncConnection, plans: Iterable[NudgePlan]) -> bool:
    """Inserts, moves and cancels nudges; True if any was moved or cancelled.

    Three statements, however many plans. The caller queues the nudges.
    """
    new: list[dict[str, Any]] = []
    moved: list[dict[str, Any]] = []
    cancelled: list[dict[str, Any]] = []
    for plan in plans:
        of = {"person_id": plan.person, "application_id": plan.application}
        new += [{**of, **plan.row(planned)} for planned in plan.changes.insert]
        mine = {"owner": plan.person}
        moved += [{**mine, "which": id, **plan.row(planned)} for id, planned in plan.changes.move]
        gone = mine | {"state": NudgeState.CANCELLED.value}
        cancelled += [{**gone, "which": id} for id in plan.changes.cancel]
    if new:
        await connection.execute(_NEW, new)
    for rows in (moved, cancelled):
        if rows:
            await connection.execute(_CHANGE, rows)
    return bool(moved or cancelled)


async def plans_for(
    connection: AsyncConnection, which: Select[Any], people: Mapping[int, Person], now: datetime
) -> list[NudgePlan]:
    """Plans the nudges of all applications that `which` selects (person_id, application_id)."""
    known = await read_nudges(connection, nudges_of(which))
    histories = await read_histories(connection, histories_of(which))
    return [
        plan(people[owner], application, known[id], now)
        for owner, found in histories.items()
        for id, application in found.items()
    ]
