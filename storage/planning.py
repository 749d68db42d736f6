"""Planning: makes nudges agree with what is owed, for one application or for many at once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import datetime
from typing import Any

from sqlalchemy import Select, and_, bindparam, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.domain.agreement import Agreement, agree
from bot.domain.cadence import nudges_for
from bot.domain.nudge import Nudge, Owed, State
from bot.domain.person import Person
from storage.activities import histories
from storage.applications import applications_where
from storage.nudges import ROW, UNTIL_RELEASED, nudge_from
from storage.part import Part
from storage.posts import plan_midweeks
from storage.tables import applications, nudges

_OWED = tuple(field.name for field in fields(Owed))
_ONE = update(nudges).where(
    nudges.c.person_id == bindparam("owner"), nudges.c.id == bindparam("which")
)


def held_until(person: Person, now: datetime) -> datetime | None:
    """Until when a pause holds what is planned now; None if the person is not paused."""
    return (person.held_until or UNTIL_RELEASED) if person.is_paused(now) else None


@dataclass(frozen=True, slots=True)
class Plan:
    """What to change in the nudges of one application, and until when they are held."""

    person: int
    application: int
    changes: Agreement[Owed]
    held_until: datetime | None

    def row(self, owed: Owed) -> dict[str, Any]:
        """An owed nudge as a pending row."""
        row = {name: getattr(owed, name) for name in _OWED}
        ready_at = max(owed.due, self.held_until) if self.held_until else owed.due
        return {**row, "ready_at": ready_at, "state": State.PENDING.value}


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
        gone = mine | {"state": State.CANCELLED.value}
        cancelled += [{**gone, "which": id} for id in plan.changes.cancel]
    if new:
        await connection.execute(insert(nudges), new)
    for rows in (moved, cancelled):
        if rows:
            await connection.execute(_ONE, rows)


async def plan_all(
    connection: AsyncConnection, which: Select[Any], people: Mapping[int, Person], now: datetime
) -> None:
    """Asks the rules about all that `which` selects (person_id, application_id)."""
    known = await _stored(connection, which)
    plans: list[Plan] = []
    for owner, found in (await histories(connection, which)).items():
        person = people[owner]
        held = held_until(person, now)
        for id, application in found.items():
            told = {nudge.owed.key: nudge.told for nudge in known[id] if nudge.told}
            owed = nudges_for(application, person.rhythm, told)
            plans.append(Plan(owner, id, agree(known[id], owed, now), held))
    await carry_out(connection, plans)


async def _stored(connection: AsyncConnection, which: Select[Any]) -> Mapping[int, list[Nudge]]:
    chosen = which.subquery()
    theirs = and_(
        nudges.c.person_id == chosen.c.person_id,
        nudges.c.application_id == chosen.c.application_id,
    )
    # Outer, so that a database begins with what is chosen and not with all nudges.
    rows = await connection.execute(select(*ROW).join_from(chosen, nudges, theirs, isouter=True))
    found: dict[int, list[Nudge]] = defaultdict(list)
    for row in rows:
        if row.id is not None:
            found[row.application_id].append(nudge_from(row))
    return found


class Planning(Part):
    """What a person is going to be told."""

    async def agree(self, application: int, owed: Sequence[Owed], *, new: bool = False) -> None:
        """Makes the stored nudges agree (`bot.domain.agreement`); `new` has none yet."""
        known: Sequence[Nudge] = ()
        if not new:
            mine = applications_where(
                applications.c.person_id == self._me, applications.c.id == application
            )
            known = (await _stored(self._connection, mine))[application]
        held = held_until(self._person, self._now)
        changes = agree(known, owed, self._now)
        await carry_out(self._connection, [Plan(self._me, application, changes, held)])

    async def plan_anew(self) -> None:
        """Makes all the person's nudges and midweek lines agree with the rhythm they have now."""
        mine = applications_where(applications.c.person_id == self._me)
        await plan_all(self._connection, mine, {self._me: self._person}, self._now)
        await plan_midweeks(self._connection, self._me, self._now)
