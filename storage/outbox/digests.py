"""Digests: the nudges that are due for people, bound to deliveries before any is sent."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from datetime import datetime

from sqlalchemy import bindparam, delete, select, text, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.domain.delivery import Delivery, Digest
from bot.domain.people.person import Person
from bot.domain.reminders.nudge import Nudge, NudgeState
from storage.column_types import Instant
from storage.outbox.leases import Rows, lock_free_people, park_unreachable
from storage.outbox.queue import members_of, read_next_ready
from storage.repositories.activities import histories_of, read_applications
from storage.repositories.nudge_rows import nudge_from, nudges_of
from storage.repositories.repository import among
from storage.tables import DIGEST, PENDING, deliveries, nudges

_THEIRS = select(
    deliveries.c.id, deliveries.c.to_person, deliveries.c.rank, deliveries.c.members
).where(among(deliveries.c.to_person), DIGEST, deliveries.c.members.is_not(None))
_DUE = (
    select(nudges.c.person_id, nudges.c.application_id)
    .where(among(nudges.c.person_id), PENDING, nudges.c.ready_at <= bindparam("now", type_=Instant))
    .distinct()
)
_NUDGES = nudges_of(_DUE).add_columns(nudges.c.ready_at)
_HISTORIES = histories_of(_DUE)
_BIND = (
    update(deliveries)
    .where(deliveries.c.id == bindparam("which"))
    .values(
        members=bindparam("bound"),
        leased_until=bindparam("until"),
    )
)
# PostgreSQL is given all rows at once, as columns.
_BIND_ALL = text(
    "UPDATE deliveries SET members = CAST(given.bound AS json), leased_until = :until"
    " FROM unnest(CAST(:ids AS text[]), CAST(:bound AS text[])) AS given (id, bound)"
    " WHERE deliveries.id = given.id"
).bindparams(bindparam("until", type_=Instant))
_PUT_OFF = (
    update(deliveries)
    .where(deliveries.c.id == bindparam("which"))
    .values(members=None, tries=0, maybe_sent=False, ready_at=bindparam("until"))
)
_DROP = delete(deliveries).where(among(deliveries.c.id))


async def claim_digests(
    connection: AsyncConnection,
    rows: Rows,
    now: datetime,
    until: datetime,
    outages: Collection[str],
) -> tuple[list[Delivery], bool]:
    """Leases digests that are ready until an instant; True if it did anything about any of them.

    Locks the people and binds everything that is due for each and bound nowhere else. What may
    have been sent keeps its members, but for those that make no sense any more. People whom
    another process has locked are passed over; what cannot be sent because of an outage is
    put aside.
    """
    persons = await lock_free_people(connection, rows)
    mine, parked = await park_unreachable(connection, rows, persons, outages)
    taken = await _bind(connection, mine, persons, now, until) if mine else []
    return taken, bool(parked or mine)


async def _bind(
    connection: AsyncConnection,
    rows: Rows,
    persons: Mapping[int, Person],
    now: datetime,
    until: datetime,
) -> list[Delivery]:
    who = [row.to_person for row in rows]
    bound = (await connection.execute(_THEIRS, {"ids": who})).all()
    due, known = await _read_nudges(connection, who, now)
    applications = await read_applications(connection, _HISTORIES, {"ids": who, "now": now})
    taken: list[Delivery] = []
    empty = []
    for row in rows:
        others = (one for one in bound if one.to_person == row.to_person and one.id != row.id)
        elsewhere = members_of(others)
        members = [one for one in due[row.to_person] if one.id not in elsewhere]
        if row.maybe_sent and row.members is not None:
            members = [one for one in members if one.id in row.members]
        if not members:
            empty.append(row)
            continue
        theirs = applications[row.to_person]
        concerned = {one.application for one in members}
        digest = Digest(
            persons[row.to_person],
            tuple(one.bound_to(row.id) for one in members),
            {id: theirs[id] for id in concerned},
            {id: known[id] for id in concerned},
        )
        taken.append(Delivery(row.id, digest, row.rank, row.tries, row.maybe_sent))
    await _lease(connection, taken, until)
    if empty:
        ids = {row.id for row in empty}
        await _delay(connection, empty, members_of(one for one in bound if one.id not in ids))
    return taken


async def _read_nudges(
    connection: AsyncConnection, who: Sequence[int], now: datetime
) -> tuple[Mapping[int, Sequence[Nudge]], Mapping[int, Sequence[Nudge]]]:
    """Reads what is due for each of these people, and all nudges of their applications."""
    rows = await connection.execute(_NUDGES, {"ids": who, "now": now})
    due: dict[int, list[Nudge]] = defaultdict(list)
    known: dict[int, list[Nudge]] = defaultdict(list)
    for row in rows.all():
        nudge = nudge_from(row)
        known[nudge.application].append(nudge)
        if nudge.state is NudgeState.PENDING and row.ready_at <= now:
            due[nudge.person].append(nudge)
    for theirs in due.values():
        theirs.sort(key=lambda nudge: nudge.id)
    return due, known


async def _lease(connection: AsyncConnection, taken: Sequence[Delivery], until: datetime) -> None:
    if not taken:
        return
    if connection.dialect.name == "postgresql":
        bound = [json.dumps(one.members) for one in taken]
        values = {"ids": [one.id for one in taken], "bound": bound, "until": until}
        await connection.execute(_BIND_ALL, values)
        return
    rows = [{"which": one.id, "bound": list(one.members), "until": until} for one in taken]
    await connection.execute(_BIND, rows)


async def _delay(connection: AsyncConnection, rows: Rows, bound: Collection[int]) -> None:
    """Delays the digests that have a later nudge, and deletes the others."""
    wanted = await read_next_ready(connection, [row.to_person for row in rows], bound)
    keys = {row.id: (row.to_person, row.rank) for row in rows}
    if later := [{"which": id, "until": wanted[key]} for id, key in keys.items() if key in wanted]:
        await connection.execute(_PUT_OFF, later)
    if gone := [id for id, key in keys.items() if key not in wanted]:
        await connection.execute(_DROP, {"ids": gone})
