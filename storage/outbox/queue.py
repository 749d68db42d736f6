"""The queue of the outbox: which digests people wait for, kept in step with their nudges."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from datetime import datetime
from typing import Any
from uuid import uuid4

from sqlalchemy import (
    Row,
    bindparam,
    delete,
    func,
    insert,
    literal,
    literal_column,
    select,
    union_all,
    update,
)
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.domain.reminders.nudge import A_WHOLE_PERIOD, RANKS
from storage.repositories.nudge_rows import UNTIL_RELEASED
from storage.repositories.repository import among
from storage.tables import (
    DIGEST,
    FREE,
    FREE_NOTICE,
    LEASED,
    ONE_A_RANK,
    PENDING,
    deliveries,
    notices,
    nudges,
    outages,
    work_search_reminders,
)

Key = tuple[int, int]  # a person and a rank
Queued = Row[*tuple[Any, ...]]  # of `deliveries`

# Beside the ranks: the end of a lease, the next probe of an outage, and notices.
LAPSED, PROBE, NOTICES = -1, -2, -3
# The ranks of notices: behind all else, each its own.
RANK_OF_NOTICES = 100
_FIRSTS = union_all(
    *(
        select(literal_column(str(rank)).label("rank"), func.min(deliveries.c.ready_at)).where(
            FREE, deliveries.c.rank == literal_column(str(rank))
        )
        for rank in RANKS
    ),
    select(literal_column(str(NOTICES)), func.min(deliveries.c.ready_at)).where(FREE_NOTICE),
    select(literal_column(str(LAPSED)), func.min(deliveries.c.leased_until)).where(LEASED),
    select(literal_column(str(PROBE)), func.min(outages.c.probe_at)),
)
_QUEUED = select(deliveries).where(among(deliveries.c.to_person), DIGEST)
_NEXT = (
    select(nudges.c.person_id, nudges.c.rank, func.min(nudges.c.ready_at).label("ready_at"))
    .where(among(nudges.c.person_id), PENDING)
    .group_by(nudges.c.person_id, nudges.c.rank)
)
_STILL_THERE = select(nudges.c.id).where(among(nudges.c.id))
_REMINDERS = select(
    work_search_reminders.c.person_id,
    literal_column(str(A_WHOLE_PERIOD)).label("rank"),
    work_search_reminders.c.ready_at,
).where(among(work_search_reminders.c.person_id), work_search_reminders.c.ready_at.is_not(None))
_NEXT_UNBOUND = _NEXT.where(nudges.c.id.not_in(bindparam("bound", expanding=True))).union_all(
    _REMINDERS
)
_NEXT_READY = _NEXT.union_all(_REMINDERS)
_MOVE = (
    update(deliveries)
    .where(deliveries.c.id == bindparam("which"))
    .values(ready_at=bindparam("ready"), parked=None)
)
_DROP = delete(deliveries).where(among(deliveries.c.id))


async def read_first_ready(connection: AsyncConnection) -> Mapping[int, datetime]:
    """Reads the earliest instant at which each rank has something to claim; the others, too.

    One statement that reads first entries of indices, whatever waits behind them.
    """
    rows = await connection.execute(_FIRSTS)
    return {rank: at for rank, at in rows if at is not None and at < UNTIL_RELEASED}


def new_delivery_row(
    ready_at: datetime,
    rank: int,
    *,
    person: int | None = None,
    group: int | None = None,
    post: int | None = None,
) -> dict[str, Any]:
    """Returns a new row of the outbox, under an id of its own."""
    return {
        "id": uuid4().hex,
        "to_person": person,
        "to_group": group,
        "post_id": post,
        "rank": rank,
        "ready_at": ready_at,
        "tries": 0,
        "maybe_sent": False,
    }


async def queue_sooner(connection: AsyncConnection, wanted: Mapping[Key, datetime]) -> None:
    """Queues new nudges: a digest of theirs becomes ready no later than they do."""
    if not wanted:
        return
    dialect = sqlite if connection.dialect.name == "sqlite" else postgresql
    new = dialect.insert(deliveries)
    earlier = new.on_conflict_do_update(
        index_elements=["to_person", "rank"],
        index_where=ONE_A_RANK,
        set_={"ready_at": new.excluded.ready_at},
        where=deliveries.c.members.is_(None) & (deliveries.c.ready_at > new.excluded.ready_at),
    )
    rows = [new_delivery_row(at, rank, person=person) for (person, rank), at in wanted.items()]
    await connection.execute(earlier, rows)


async def requeue(connection: AsyncConnection, who: Collection[int]) -> None:
    """Makes the digests that people wait for agree with their pending nudges.

    What is bound, and so may be on its way, is left alone; so are the nudges in it.
    """
    rows = (await connection.execute(_QUEUED, {"ids": list(who)})).all()
    free = {(row.to_person, row.rank): row for row in rows if row.members is None}
    taken = {(row.to_person, row.rank): row for row in rows if row.members is not None}
    wanted = await read_next_ready(connection, who, members_of(rows))
    new = [
        new_delivery_row(at, rank, person=person)
        for (person, rank), at in wanted.items()
        if (person, rank) not in free and (person, rank) not in taken
    ]
    moved = [
        {"which": row.id, "ready": wanted[key]}
        for key, row in free.items()
        if key in wanted and (row.ready_at != wanted[key] or row.parked is not None)
    ]
    gone = [row.id for row in await _find_emptied(connection, taken.values())]
    # A person who is somewhere else by now need not wait for where they were.
    moved += [{"which": row.id, "ready": row.ready_at} for row in taken.values() if row.parked]
    gone += [row.id for key, row in free.items() if key not in wanted]
    if new:
        await connection.execute(insert(deliveries), new)
    if moved:
        await connection.execute(_MOVE, moved)
    if gone:
        await connection.execute(_DROP, {"ids": gone})


async def _find_emptied(connection: AsyncConnection, rows: Collection[Queued]) -> list[Queued]:
    """Finds bound deliveries none of whose nudges is left; a work-search reminder has none."""
    members = members_of(rows)
    if not members:
        return []
    found = await connection.execute(_STILL_THERE, {"ids": list(members)})
    left = set(found.scalars())
    return [row for row in rows if row.members and left.isdisjoint(row.members)]


async def read_next_ready(
    connection: AsyncConnection, who: Collection[int], bound: Collection[int]
) -> Mapping[Key, datetime]:
    """Reads, by person and rank, when the next pending nudge is ready that is not bound."""
    values: dict[str, Any] = {"ids": list(who)}
    statement = _NEXT_READY
    if bound:
        statement, values = _NEXT_UNBOUND, {**values, "bound": list(bound)}
    found = await connection.execute(statement, values)
    return {(row.person_id, row.rank): row.ready_at for row in found}


def members_of(rows: Iterable[Queued]) -> set[int]:
    """Selects the nudges that are bound to deliveries."""
    return {id for row in rows for id in row.members or ()}


async def queue_missing(connection: AsyncConnection) -> int:
    """Queues who has pending nudges and no digest; for how many people.

    A process of the version before knows no queue. It may run beside a new one
    until it is stopped.
    """
    missing = await connection.execute(
        select(nudges.c.person_id)
        .distinct()
        .where(
            PENDING,
            ~select(literal(1))
            .where(
                deliveries.c.to_person == nudges.c.person_id,
                deliveries.c.rank == nudges.c.rank,
                DIGEST,
            )
            .exists(),
        )
    )
    who = list(missing.scalars())
    if who:
        await requeue(connection, who)
    return len(who)


def notice_delivery_row(notice: int, person: int, ready_at: datetime) -> dict[str, Any]:
    """Returns the row of the outbox that brings a notice."""
    row = new_delivery_row(ready_at, RANK_OF_NOTICES + notice, person=person)
    return {**row, "notice_id": notice}


async def queue_missing_notices(connection: AsyncConnection) -> None:
    """Queues the notices that a process of the version before took out of the queue."""
    queued = select(literal(1)).where(deliveries.c.notice_id == notices.c.id).exists()
    missing = await connection.execute(select(notices).where(~queued))
    if rows := [notice_delivery_row(one.id, one.person_id, one.made) for one in missing]:
        await connection.execute(insert(deliveries), rows)
