"""Delivering what is due: against a bare loop on the same rows, and against job queues."""

from __future__ import annotations

import sqlite3
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import closing
from itertools import count
from time import perf_counter

import asyncpg

from adapters.app import gc_tuning
from bot.delivery.worker import BATCH, Worker
from bot.domain.groups.group import Channel
from bot.domain.people.person import Address
from bot.message import Message
from storage.column_types import EPOCH, MICROSECOND
from storage.storage import open_storage
from tests.benchmarks.databases import Site, SqliteSite, file_of
from tests.benchmarks.harness import Row, Run, Scale, alternate, times
from tests.benchmarks.job_queues import apscheduler, procrastinate
from tests.benchmarks.people import DUE, FixedClock, filled

# Of the bare loop, by the database.
OF_THE_BARE_LOOP = {True: 0.03, False: 0.12}
OF_APSCHEDULER, OF_PROCRASTINATE = 2.0, 12.0
EACH = (1, 10)

_CLAIM = """
UPDATE nudges SET state = 'claimed', delivery_id = {delivery} WHERE id IN (
    SELECT id FROM nudges WHERE state = 'pending' AND ready_at <= {now}
    ORDER BY ready_at LIMIT {batch} {locked}
) RETURNING id
"""
_SETTLE = """
UPDATE nudges SET state = 'delivered', settled_at = {now}
WHERE delivery_id = {delivery} AND state = 'claimed'
"""
# What the bare loop reads by; ours reads the queue instead.
_INDEX = "CREATE INDEX bare ON nudges (ready_at) WHERE state = 'pending'"
_PRAGMAS = "PRAGMA foreign_keys = ON; PRAGMA journal_mode = WAL; PRAGMA secure_delete = ON;"


class NullMessenger:
    """A voice that does nothing, so that only our own work is measured."""

    async def send_direct(
        self, address: Address, message: Message, delivery: str, *, maybe_sent: bool = False
    ) -> None:
        """Says nothing."""

    async def send_channel(
        self, channel: Channel, message: Message, delivery: str, *, maybe_sent: bool = False
    ) -> None:
        """Says nothing to a channel either."""


async def rows(site: Site, scale: Scale) -> AsyncIterator[Row]:
    """One nudge for each person, then ten."""
    queues = [("APScheduler's store", await apscheduler(site, scale.nudges), OF_APSCHEDULER)]
    if not isinstance(site, SqliteSite):
        jobs = await procrastinate(site, scale.nudges)
        queues.append(("procrastinate 3", jobs, OF_PROCRASTINATE))
    for each in EACH:
        people = scale.nudges // each
        aim = OF_THE_BARE_LOOP[isinstance(site, SqliteSite)]
        ours, bare = await _beside_the_bare_loop(site, scale.rounds, people, each)
        what = f"deliver {people * each:,} to {people:,} people"
        measured = f"{ours:,.0f} nudges/s"
        yield Row(
            what,
            site.name,
            measured,
            "bare loop",
            f"{bare:,.0f} nudges/s",
            times(ours / bare),
            f"≥ {times(aim)}",
            ours / bare >= aim,
        )
        for queue, jobs, aim in queues:
            yield Row(
                what,
                site.name,
                measured,
                queue,
                f"{jobs:,.0f} jobs/s",
                times(ours / jobs),
                f"≥ {times(aim)}",
                ours / jobs >= aim,
            )


async def _beside_the_bare_loop(
    site: Site, rounds: int, people: int, each: int
) -> tuple[float, float]:
    """Measures our nudges a second, and those of a bare loop."""
    nudges = people * each
    template = await site.empty()
    await filled(template, people, each)
    bare = _bare_sqlite if isinstance(site, SqliteSite) else _bare_postgres

    def on_a_copy(deliver: Callable[[str], Awaitable[tuple[int, float]]]) -> Run:
        async def run() -> float:
            async with site.copied(template) as url:
                delivered, seconds = await deliver(url)
            if delivered != nudges:
                raise RuntimeError(f"{delivered} of {nudges} nudges were told: nothing to measure")
            return delivered / seconds

        return run

    ours, theirs = await alternate(rounds, on_a_copy(_worker), on_a_copy(bare))
    await site.drop(template)
    return ours, theirs


async def _worker(url: str) -> tuple[int, float]:
    """Runs the real worker; returns how many nudges it delivered, and in what time."""
    async with open_storage(url) as storage:
        worker = Worker(storage.outbox, NullMessenger(), FixedClock(DUE))
        gc_tuning.freeze_startup_objects()  # as `serve` does once it is up
        begin = perf_counter()
        delivered = await worker.tick()
        return delivered, perf_counter() - begin


async def _bare_sqlite(url: str) -> tuple[int, float]:
    """Two statements a batch, each its own transaction, on the same tables and settings."""
    now = (DUE - EPOCH) // MICROSECOND
    claim = _CLAIM.format(delivery=":delivery", now=":now", batch=":batch", locked="")
    settle = _SETTLE.format(delivery=":delivery", now=":now")
    with closing(sqlite3.connect(file_of(url), isolation_level=None)) as connection:
        connection.executescript(_PRAGMAS)
        connection.execute(_INDEX)
        delivered, begin = 0, perf_counter()
        for number in count():
            values = {"delivery": str(number), "now": now, "batch": BATCH}
            claimed = connection.execute(claim, values).fetchall()
            if not claimed:
                break
            connection.execute(settle, {"delivery": str(number), "now": now})
            delivered += len(claimed)
        return delivered, perf_counter() - begin


async def _bare_postgres(url: str) -> tuple[int, float]:
    """The same by the driver alone."""
    claim = _CLAIM.format(delivery="$1", now="$2", batch="$3", locked="FOR UPDATE SKIP LOCKED")
    settle = _SETTLE.format(delivery="$1", now="$2")
    connection = await asyncpg.connect(url)
    try:
        await connection.execute(_INDEX)
        delivered, begin = 0, perf_counter()
        for number in count():
            claimed = await connection.fetch(claim, str(number), DUE, BATCH)
            if not claimed:
                break
            await connection.execute(settle, str(number), DUE)
            delivered += len(claimed)
        return delivered, perf_counter() - begin
    finally:
        await connection.close()
