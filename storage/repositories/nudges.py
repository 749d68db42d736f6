"""A person's nudges: read, planned, held back."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from sqlalchemy import Select, bindparam, case, literal, select, update

from bot.domain.reminders.nudge import Nudge, PlannedNudge
from bot.domain.reminders.reconcile import reconcile
from storage.column_types import Instant
from storage.outbox import work_search_reminders
from storage.outbox.nudge_plan import NudgePlan, carry_out, held_until, plans_for
from storage.outbox.post_plan import plan_midweeks
from storage.outbox.queue import requeue
from storage.repositories.applications import ONE, applications_where
from storage.repositories.nudge_rows import ROW, UNTIL_RELEASED, nudge_from, nudges_of, read_nudges
from storage.repositories.repository import Repository, among
from storage.tables import PENDING, UNMENTIONED, applications, deliveries, nudges

_MY = nudges.c.person_id == bindparam("me")
_IS_SETTLED = nudges.c.settled_at.is_not(None)
_SETTLED_AT = select(nudges.c.key, nudges.c.settled_at).where(
    _MY, nudges.c.application_id == bindparam("which"), _IS_SETTLED
)
_SETTLED_AT_EACH = select(nudges.c.application_id, nudges.c.key, nudges.c.settled_at).where(
    _MY, among(nudges.c.application_id), _IS_SETTLED
)
_MINE = select(*ROW).where(_MY)
_NEXT = _MINE.where(PENDING).order_by(nudges.c.due, nudges.c.id).limit(bindparam("limit"))
_LATELY = (
    _MINE.where(_IS_SETTLED)
    .order_by(nudges.c.settled_at.desc(), nudges.c.id.desc())
    .limit(bindparam("limit"))
)
_ONE = _MINE.where(nudges.c.id == bindparam("which"))
_TOGETHER = _MINE.where(nudges.c.delivery_id == bindparam("which")).order_by(nudges.c.id)
_UNMENTIONED = _MINE.where(UNMENTIONED)
_AMONG = _MINE.where(among(nudges.c.id)).order_by(nudges.c.id)
_ON_THEIR_WAY = select(deliveries.c.id, deliveries.c.members).where(
    deliveries.c.to_person == bindparam("me"), deliveries.c.members.is_not(None)
)
_MENTION = update(nudges).where(_MY, UNMENTIONED).values(mentioned=True).returning(*ROW)
_NUDGES = nudges_of(ONE)


class Nudges(Repository):
    """A person's nudges."""

    async def delivered_at(self, application: int) -> Mapping[str, datetime]:
        """Returns, by key, when each nudge of an application was delivered or given up."""
        rows = await self._connection.execute(_SETTLED_AT, {"me": self._me, "which": application})
        return {row.key: row.settled_at for row in rows}

    async def delivered_at_each(
        self, applications: Sequence[int]
    ) -> Mapping[int, Mapping[str, datetime]]:
        """Returns the same for each of several applications, by its id."""
        found: dict[int, dict[str, datetime]] = {id: {} for id in applications}
        if found:
            values = {"me": self._me, "ids": list(found)}
            for row in await self._connection.execute(_SETTLED_AT_EACH, values):
                found[row.application_id][row.key] = row.settled_at
        return found

    async def pending(self, limit: int) -> Sequence[Nudge]:
        """Returns the person's pending nudges, the next due first."""
        return await self._read(_NEXT, limit=limit)

    async def recently_delivered(self, limit: int) -> Sequence[Nudge]:
        """Returns the nudges that were delivered or given up, the latest first."""
        return await self._read(_LATELY, limit=limit)

    async def get(self, id: int) -> Nudge | None:
        """Returns one of the person's nudges."""
        nudge = next(iter(await self._read(_ONE, which=id)), None)
        if nudge is None or nudge.delivery is not None:
            return nudge
        for row in await self._connection.execute(_ON_THEIR_WAY, {"me": self._me}):
            if id in row.members:
                return replace(nudge, delivery=row.id)
        return nudge

    async def of_delivery(self, delivery: str) -> Sequence[Nudge]:
        """Returns the members of one of the person's deliveries, in the order of their ids."""
        if settled := await self._read(_TOGETHER, which=delivery):
            return settled
        # It may be there before it is settled.
        for row in await self._connection.execute(_ON_THEIR_WAY, {"me": self._me}):
            if row.id == delivery:
                found = await self._read(_AMONG, ids=list(row.members))
                return [replace(one, delivery=delivery) for one in found]
        return []

    async def _read(self, statement: Select[Any], **values: Any) -> list[Nudge]:
        rows = await self._connection.execute(statement, {"me": self._me, **values})
        return [nudge_from(row) for row in rows]

    async def reconcile(
        self, application: int, planned: Sequence[PlannedNudge], *, new: bool = False
    ) -> None:
        """Makes the stored nudges agree with the rules; a `new` application has none yet."""
        known: Sequence[Nudge] = ()
        if not new:
            values = {"me": self._me, "which": application}
            known = (await read_nudges(self._connection, _NUDGES, values))[application]
        held = held_until(self._scope.person, self._now)
        changes = reconcile(known, planned, self._now)
        await carry_out(self._connection, [NudgePlan(self._me, application, changes, held)])

    async def replan(self) -> None:
        """Plans all of the person's nudges and midweek lines by their present preferences."""
        mine = applications_where(applications.c.person_id == self._me)
        people = {self._me: self._scope.person}
        plans = await plans_for(self._connection, mine, people, self._now)
        await carry_out(self._connection, plans)
        await plan_midweeks(self._connection, self._me, self._now)
        await work_search_reminders.plan(self._connection, self._scope.person, self._now)

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
        await requeue(self._connection, [self._me])
        await work_search_reminders.plan(self._connection, self._scope.person, self._now)

    async def unmentioned_failures(self) -> Sequence[Nudge]:
        """Returns undeliverable nudges that no answer to a writing command has mentioned yet."""
        return _by_due(await self._read(_UNMENTIONED))

    async def mention_failures(self) -> Sequence[Nudge]:
        """Marks undeliverable nudges as mentioned; returns those that were not until now."""
        rows = await self._connection.execute(_MENTION, {"me": self._me})
        return _by_due(map(nudge_from, rows))


def _by_due(failures: Iterable[Nudge]) -> list[Nudge]:
    return sorted(failures, key=lambda nudge: (nudge.planned.due, nudge.id))
