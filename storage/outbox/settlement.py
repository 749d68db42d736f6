"""Outcomes: what became of deliveries, and what is owed after them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import datetime

from sqlalchemy import bindparam, delete, func, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.domain.applications.application import Application
from bot.domain.people.person import Person
from bot.domain.reminders.delivery import Outcome
from bot.domain.reminders.nudge import NudgeState
from storage.database import by_index
from storage.outbox.nudge_plan import Plan, carry_out, held_until, plan, plan_all
from storage.repositories.applications import applications_where
from storage.repositories.person_rows import everybody, person_from
from storage.repositories.repository import among
from storage.tables import CLAIMED, activities, applications, deliveries, nudges, people

# A statement names at most so many nudges or applications; databases limit what one may name.
AT_ONCE = 2_000
_LOCKED = everybody().where(among(people.c.id)).order_by(people.c.id).with_for_update(of=people)
_UNSETTLED = select(deliveries.c.id, deliveries.c.person_id).where(among(deliveries.c.id))
_MEMBERS = update(nudges).where(
    among(nudges.c.delivery_id, "of"), among(nudges.c.id, "which"), CLAIMED
)
_TOLD = _MEMBERS.values(state=bindparam("told_as"), told=bindparam("now"), reason=bindparam("why"))
_FREED = _MEMBERS.values(state=NudgeState.CANCELLED.value, delivery_id=None)
_HELD = (
    update(nudges)
    .where(nudges.c.delivery_id == bindparam("of"), nudges.c.id == bindparam("which"), CLAIMED)
    .values(state=NudgeState.PENDING.value, delivery_id=None, ready_at=bindparam("until"))
)
_RETRY = (
    update(deliveries)
    .where(deliveries.c.id == bindparam("of"))
    .values(
        leased=False,
        ready_at=bindparam("retry"),
        attempts=deliveries.c.attempts + bindparam("failed"),
    )
)
_LEFT_OVER = (
    update(nudges)
    .where(among(nudges.c.delivery_id), CLAIMED)
    .values(state=NudgeState.PENDING.value, delivery_id=None)
)
_CLOSE = delete(deliveries).where(among(deliveries.c.id))
_LATEST = select(
    applications.c.id,
    select(func.max(activities.c.id))
    .where(
        activities.c.person_id == applications.c.person_id,
        activities.c.application_id == applications.c.id,
    )
    .scalar_subquery(),
).where(among(applications.c.id))


async def settle(connection: AsyncConnection, outcomes: Collection[Outcome], now: datetime) -> None:
    """Writes what became of deliveries, then makes their applications' nudges agree.

    One that is settled already, or whose person is gone, is passed over.
    """
    await by_index(connection)
    owners = await _locked(connection, {one.delivery.person.id for one in outcomes})
    unsettled = await _unsettled(connection, outcomes)
    valid = [one for one in outcomes if (one.delivery.id, one.delivery.person.id) in unsettled]
    if not valid:
        return
    await _write(connection, valid, now)
    await _hold(connection, valid, owners, now)
    await _keep_for_retry(connection, valid)
    ended = [one for one in valid if not one.retry]
    await _close(connection, [one.delivery.id for one in ended])
    await _plan(connection, ended, owners, now)


async def _locked(connection: AsyncConnection, ids: Collection[int]) -> Mapping[int, Person]:
    """The people, locked in the order of their ids, so that no two wait for each other."""
    rows = await connection.execute(_LOCKED, {"ids": list(ids)})
    return {row.id: person_from(row) for row in rows.all()}


async def _unsettled(
    connection: AsyncConnection, outcomes: Collection[Outcome]
) -> Collection[tuple[str, int]]:
    ids = [one.delivery.id for one in outcomes]
    rows = await connection.execute(_UNSETTLED, {"ids": ids})
    return {(row.id, row.person_id) for row in rows.all()}


async def _write(connection: AsyncConnection, outcomes: Sequence[Outcome], now: datetime) -> None:
    """The states of the members that were told, given up or dropped."""
    told: dict[tuple[NudgeState, str | None], list[int]] = defaultdict(list)
    cancelled: list[int] = []
    for one in outcomes:
        told[NudgeState.DELIVERED, None] += one.delivered
        told[NudgeState.UNDELIVERABLE, one.reason] += one.undeliverable
        cancelled += one.cancelled
    of = [one.delivery.id for one in outcomes]
    for (state, reason), ids in told.items():
        values = {"of": of, "told_as": state.value, "now": now, "why": reason}
        for part in _parts(ids):
            await connection.execute(_TOLD, {**values, "which": part})
    for part in _parts(cancelled):
        await connection.execute(_FREED, {"of": of, "which": part})


async def _hold(
    connection: AsyncConnection,
    outcomes: Sequence[Outcome],
    owners: Mapping[int, Person],
    now: datetime,
) -> None:
    """Puts back what is held; somebody who paused meanwhile waits for the end of the pause."""
    held = [
        {
            "of": one.delivery.id,
            "which": id,
            "until": max(until, held_until(owners[one.delivery.person.id], now) or until),
        }
        for one in outcomes
        for id, until in one.hold.items()
    ]
    if held:
        await connection.execute(_HELD, held)


async def _keep_for_retry(connection: AsyncConnection, outcomes: Sequence[Outcome]) -> None:
    again = [
        {"of": one.delivery.id, "retry": one.retry, "failed": int(one.failed)}
        for one in outcomes
        if one.retry
    ]
    if again:
        await connection.execute(_RETRY, again)


async def _close(connection: AsyncConnection, ids: Sequence[str]) -> None:
    # A member that the outcome does not name must not stay claimed for ever.
    await connection.execute(_LEFT_OVER, {"ids": ids})
    await connection.execute(_CLOSE, {"ids": ids})


async def _plan(
    connection: AsyncConnection,
    outcomes: Sequence[Outcome],
    owners: Mapping[int, Person],
    now: datetime,
) -> None:
    """Asks the rules what is owed next.

    What an application's nudges are follows from its history and the person's
    rhythm alone. Where neither has changed since the claim, what was read then
    still stands; what has is read again.
    """
    concerned = [id for one in outcomes for id in one.delivery.applications]
    latest = await _latest(connection, concerned)
    plans: list[Plan] = []
    changed: list[int] = []
    for one in outcomes:
        person = owners[one.delivery.person.id]
        for id, application in one.delivery.applications.items():
            if person == one.delivery.person and latest.get(id) == _last(application):
                plans.append(plan(person, application, one.nudges_of(id, now), now))
            else:
                changed.append(id)
    await carry_out(connection, plans)
    for part in _parts(changed):
        which = applications_where(
            applications.c.id.in_(part), applications.c.person_id.in_(owners)
        )
        await plan_all(connection, which, owners, now)


async def _latest(connection: AsyncConnection, ids: Sequence[int]) -> Mapping[int, int | None]:
    """The id of the last activity of each application that is still there."""
    found: dict[int, int | None] = {}
    for part in _parts(ids):
        found |= dict((await connection.execute(_LATEST, {"ids": part})).all())
    return found


def _last(application: Application) -> int | None:
    return max((one.id for one in application.everything), default=None)


def _parts(ids: Sequence[int]) -> Iterator[Sequence[int]]:
    for start in range(0, len(ids), AT_ONCE):
        yield ids[start : start + AT_ONCE]
