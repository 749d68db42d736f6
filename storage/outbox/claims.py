"""Claims: what is ready to be sent is leased, the most urgent first."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from sqlalchemy import Integer, bindparam, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.domain.delivery import Delivery, scopes_of
from bot.domain.reminders.nudge import A_WHOLE_PERIOD, RANKS
from storage.column_types import Instant
from storage.database import by_index
from storage.outbox.digests import claim_digests
from storage.outbox.leases import Rows
from storage.outbox.notices import claim_notices
from storage.outbox.outages import (
    begin_probe,
    end_if_empty,
    find_outage,
    hold_outages,
    take_next_parked,
)
from storage.outbox.post_claims import claim_posts
from storage.outbox.queue import LAPSED, NOTICES
from storage.outbox.work_search_reminders import claim_reminders
from storage.tables import FREE, FREE_NOTICE, LEASED, deliveries

# In the order of the index and cut off early: a backlog costs no more than this batch.
_READY = (
    select(deliveries)
    .where(
        FREE,
        deliveries.c.rank == bindparam("rank"),
        deliveries.c.ready_at <= bindparam("now", type_=Instant),
    )
    .order_by(deliveries.c.ready_at)
    .limit(bindparam("limit", type_=Integer))
    .with_for_update(skip_locked=True)
)

_READY_NOTICES = (
    select(deliveries)
    .where(FREE_NOTICE, deliveries.c.ready_at <= bindparam("now", type_=Instant))
    .order_by(deliveries.c.ready_at)
    .limit(bindparam("limit", type_=Integer))
    .with_for_update(skip_locked=True)
)

# What was sent by a worker that died may be there: it is checked at the next try.
_LAPSED = (
    select(deliveries.c.id)
    .where(LEASED, deliveries.c.leased_until <= bindparam("now", type_=Instant))
    .with_for_update(skip_locked=True)
)
_LAPSE = (
    update(deliveries)
    .where(deliveries.c.id.in_(_LAPSED))
    .values(leased_until=None, maybe_sent=True)
    .returning(deliveries.c.rank, deliveries.c.ready_at)
)


async def claim(
    connection: AsyncConnection,
    now: datetime,
    limit: int,
    lease: timedelta,
    firsts: Mapping[int, datetime],
) -> Sequence[Delivery]:
    """Leases at most so many deliveries: the most urgent first, of one rank the oldest first.

    `firsts` is what `queue.read_first_ready` found. On PostgreSQL what another process has locked
    is passed over, so that many can claim at once; nothing is ever waited for. On SQLite
    there is one writer.
    """
    await by_index(connection)
    until = now + lease
    outages = await hold_outages(connection)
    due = {rank for rank, at in firsts.items() if at <= now}
    if LAPSED in due:
        due.add(NOTICES)
        due |= {row.rank for row in await connection.execute(_LAPSE, {"now": now})}
    taken = await _probes(connection, outages, now, until)
    for rank in RANKS:
        if rank not in due:
            continue
        while (room := limit - len(taken)) > 0:
            values = {"rank": rank, "now": now, "limit": room}
            rows = (await connection.execute(_READY, values)).all()
            if not rows:
                break
            more, progress = await _take(connection, rows, now, until, outages)
            taken += more
            if not progress:
                break  # all of it is locked by others
    if NOTICES in due and (room := limit - len(taken)) > 0:
        found = await connection.execute(_READY_NOTICES, {"now": now, "limit": room})
        if rows := found.all():
            more, _ = await _take(connection, rows, now, until, outages)
            taken += more
    return tuple(taken)


async def _take(
    connection: AsyncConnection,
    rows: Rows,
    now: datetime,
    until: datetime,
    outages: Mapping[str, datetime],
) -> tuple[list[Delivery], bool]:
    posts = [row for row in rows if row.post_id is not None]
    notices = [row for row in rows if row.notice_id is not None]
    of_people = [row for row in rows if row.post_id is None and row.notice_id is None]
    digests = [row for row in of_people if row.rank != A_WHOLE_PERIOD]
    reminders = [row for row in of_people if row.rank == A_WHOLE_PERIOD]
    taken: list[Delivery] = []
    progress = False
    claims = (
        (digests, claim_digests),
        (posts, claim_posts),
        (notices, claim_notices),
        (reminders, claim_reminders),
    )
    for these, take in claims:
        if these:
            more, done = await take(connection, these, now, until, outages.keys())
            taken += more
            progress = progress or done
    return taken, progress


async def _probes(
    connection: AsyncConnection,
    outages: dict[str, datetime],
    now: datetime,
    until: datetime,
) -> list[Delivery]:
    """Claims one delivery for each outage whose probe is due.

    Where nothing waits any more, the outage is over as far as anyone can tell, and taken
    from `outages`: nothing may be parked by it.
    """
    probes: list[Delivery] = []
    # In one order, so that no two processes wait for each other.
    for scope in sorted(scope for scope, at in outages.items() if at <= now):
        others = {other: at for other, at in outages.items() if other != scope}
        wider = find_outage(scopes_of(*scope.split("/", 1)), others) if "/" in scope else None
        if not await begin_probe(connection, scope, now, until) or wider:
            continue
        probe = None
        while probe is None and (row := await take_next_parked(connection, scope)):
            taken, _ = await _take(connection, [row], now, until, others)
            probe = next((one for one in taken if scope in one.scopes), None)
            # Others are elsewhere by now, and get it there.
            probes += [replace(one, probes=scope) if one is probe else one for one in taken]
        if probe is None and await end_if_empty(connection, scope):
            del outages[scope]
    return probes
