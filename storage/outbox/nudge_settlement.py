"""Settlement of digests: the states of their nudges, and the nudges planned next."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, func, or_, select, text, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.domain.applications.application import Application
from bot.domain.delivery import DeliveryOutcome
from bot.domain.people.person import Person
from bot.domain.reminders.nudge import NudgeState
from storage.column_types import Instant
from storage.outbox.nudge_plan import NudgePlan, change_nudges, held_until, plan, plans_for
from storage.outbox.queue import requeue
from storage.repositories.applications import applications_where
from storage.repositories.person_rows import people_with_addresses, person_from
from storage.repositories.repository import among
from storage.tables import PENDING, activities, applications, nudges, people

# A statement names at most so many nudges or applications; databases limit what one may name.
AT_ONCE = 2_000
_LOCKED = (
    people_with_addresses()
    .where(among(people.c.id))
    .order_by(people.c.id)
    .with_for_update(of=people)
)
# A nudge that a command cancelled while it was being sent was delivered all the same.
_OPEN = or_(PENDING, nudges.c.state == NudgeState.CANCELLED.value)
_SETTLE = (
    update(nudges)
    .where(nudges.c.person_id == bindparam("owner"), nudges.c.id == bindparam("which"), _OPEN)
    .values(
        state=bindparam("end_state"),
        settled_at=bindparam("now"),
        reason=bindparam("why"),
        delivery_id=bindparam("of"),
    )
)
# PostgreSQL is given all rows at once, as columns.
_SETTLE_ALL = text(
    "UPDATE nudges SET state = given.state, settled_at = :now, reason = given.why,"
    " delivery_id = given.delivery FROM unnest(CAST(:ids AS bigint[]), CAST(:states AS text[]),"
    " CAST(:whys AS text[]), CAST(:deliveries AS text[])) AS given (id, state, why, delivery)"
    " WHERE nudges.id = given.id AND nudges.state IN ('pending', 'cancelled')"
).bindparams(bindparam("now", type_=Instant))
_ONE = update(nudges).where(
    nudges.c.person_id == bindparam("owner"), nudges.c.id == bindparam("which"), PENDING
)
_CANCEL = _ONE.values(state=NudgeState.CANCELLED.value)
_HOLD = _ONE.values(ready_at=bindparam("until"))
_LATEST = select(
    applications.c.id,
    select(func.max(activities.c.id))
    .where(
        activities.c.person_id == applications.c.person_id,
        activities.c.application_id == applications.c.id,
    )
    .scalar_subquery(),
).where(among(applications.c.id))


async def lock_people(connection: AsyncConnection, ids: Collection[int]) -> Mapping[int, Person]:
    """Locks people in the order of their ids, so that no two transactions deadlock."""
    if not ids:
        return {}
    rows = await connection.execute(_LOCKED, {"ids": list(ids)})
    return {row.id: person_from(row) for row in rows.all()}


async def settle_nudges(
    connection: AsyncConnection,
    outcomes: Sequence[DeliveryOutcome],
    owners: Mapping[int, Person],
    now: datetime,
) -> None:
    """Stores the outcomes of nudges, plans what comes next by the rules, and queues it."""
    ended = [one for one in outcomes if not one.retry]
    await _write(connection, ended, now)
    await _hold(connection, ended, owners, now)
    await _plan(connection, ended, owners, now)
    await requeue(connection, {one.delivery.digest.person.id for one in outcomes})


async def _write(
    connection: AsyncConnection, outcomes: Sequence[DeliveryOutcome], now: datetime
) -> None:
    """Writes the states of the members that were delivered, given up or dropped."""
    settled = []
    cancelled = []
    for one in outcomes:
        owner = {"owner": one.delivery.digest.person.id}
        of = {**owner, "of": one.delivery.id, "now": now}
        members = set(one.delivery.members)
        for ids, state, why in (
            (one.delivered, NudgeState.DELIVERED, None),
            (one.undeliverable, NudgeState.UNDELIVERABLE, one.reason),
        ):
            end = {**of, "end_state": state.value, "why": why}
            settled += [{**end, "which": id} for id in ids if id in members]
        cancelled += [{**owner, "which": id} for id in one.cancelled if id in members]
    await _write_settled(connection, settled, now)
    if cancelled:
        await connection.execute(_CANCEL, cancelled)


async def _write_settled(
    connection: AsyncConnection, settled: Sequence[dict[str, Any]], now: datetime
) -> None:
    if not settled:
        return
    if connection.dialect.name != "postgresql":
        await connection.execute(_SETTLE, settled)
        return
    columns = {
        "ids": [one["which"] for one in settled],
        "states": [one["end_state"] for one in settled],
        "whys": [one["why"] for one in settled],
        "deliveries": [one["of"] for one in settled],
    }
    await connection.execute(_SETTLE_ALL, {**columns, "now": now})


async def _hold(
    connection: AsyncConnection,
    outcomes: Sequence[DeliveryOutcome],
    owners: Mapping[int, Person],
    now: datetime,
) -> None:
    """Holds nudges back; those of a person who paused meanwhile, to the end of the pause."""
    held = []
    for one in outcomes:
        person = owners[one.delivery.digest.person.id]
        paused = held_until(person, now)
        held += [
            {"owner": person.id, "which": id, "until": max(until, paused or until)}
            for id, until in one.hold.items()
        ]
    if held:
        await connection.execute(_HOLD, held)


async def _plan(
    connection: AsyncConnection,
    outcomes: Sequence[DeliveryOutcome],
    owners: Mapping[int, Person],
    now: datetime,
) -> None:
    """Plans by the rules what comes next.

    What an application's nudges are follows from its history, the person's preferences
    and what was delivered. Where none of it has changed since the claim, what was read then
    still holds; what has, or may be in another delivery, is read again.
    """
    concerned = Counter(id for one in outcomes for id in one.delivery.digest.applications)
    latest = await _read_latest(connection, list(concerned))
    plans: list[NudgePlan] = []
    changed: set[int] = set()
    for one in outcomes:
        digest = one.delivery.digest
        person = owners[digest.person.id]
        for id, application in digest.applications.items():
            same = person == digest.person and latest.get(id) == _last_id(application)
            if not same or concerned[id] > 1 or _is_elsewhere(one, id, now):
                changed.add(id)
            else:
                known = one.nudges_of(id, now)
                plans.append(plan(person, application, known, now, digest.due(id)))
    for part in _split(sorted(changed)):
        which = applications_where(
            applications.c.id.in_(part), applications.c.person_id.in_(owners)
        )
        plans += await plans_for(connection, which, owners, now)
    await change_nudges(connection, plans)


def _is_elsewhere(outcome: DeliveryOutcome, application: int, now: datetime) -> bool:
    """True if another delivery may have, or have had, one of an application's nudges."""
    members = set(outcome.delivery.members)
    return any(
        one.state is NudgeState.PENDING and one.planned.due <= now and one.id not in members
        for one in outcome.delivery.digest.known.get(application, ())
    )


async def _read_latest(connection: AsyncConnection, ids: Sequence[int]) -> Mapping[int, int | None]:
    """Reads the id of the last activity of each application that still exists."""
    found: dict[int, int | None] = {}
    for part in _split(ids):
        found |= dict((await connection.execute(_LATEST, {"ids": part})).all())
    return found


def _last_id(application: Application) -> int | None:
    return max((one.id for one in application.full_history), default=None)


def _split(ids: Sequence[int]) -> Iterator[Sequence[int]]:
    for start in range(0, len(ids), AT_ONCE):
        yield ids[start : start + AT_ONCE]
