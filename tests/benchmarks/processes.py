"""One and two processes on one PostgreSQL: nudges a second, processor time, dead rows.

On few cores, which the database shares, the rate says little; the processor time does.
"""

from __future__ import annotations

import asyncio
import json
import sys
from asyncio.subprocess import PIPE
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack
from time import perf_counter, process_time
from typing import Any, NamedTuple

import asyncpg
import psutil

from adapters.app import gc_tuning
from bot.delivery.worker import Worker
from storage.storage import open_storage
from tests.benchmarks.databases import PostgresSite, Site
from tests.benchmarks.deliveries import NullMessenger
from tests.benchmarks.discord_server import program
from tests.benchmarks.harness import Row, Scale, times
from tests.benchmarks.people import DUE, FixedClock, filled

PROCESSES = (1, 2)
_DEAD = """
SELECT relname, n_tup_upd + n_tup_del FROM pg_stat_user_tables
WHERE relname IN ('nudges', 'deliveries')
"""


class Cost(NamedTuple):
    """The cost of a round: seconds, processor seconds of clients and server, dead rows."""

    wall: float
    clients: float
    server: float
    dead: dict[str, int]


async def rows(site: Site, scale: Scale) -> AsyncIterator[Row]:
    """Nothing on SQLite, which has one process."""
    if not isinstance(site, PostgresSite):
        return
    nudges = scale.nudges
    template = await site.empty()
    await filled(template, nudges, 1)
    costs = [
        min([await _delivered(site, template, nudges, many) for _ in range(scale.rounds)])
        for many in PROCESSES
    ]
    await site.drop(template)
    one, *_ = costs
    for many, cost in zip(PROCESSES, costs, strict=True):
        yield Row(
            f"deliver {nudges:,}, {many} process{'es' if many > 1 else ''}",
            site.name,
            f"{nudges / cost.wall:,.0f} nudges/s",
            "processor time a nudge, ours + database's",
            f"{_us(cost.clients, nudges)} + {_us(cost.server, nudges)} µs",
            times(one.wall / cost.wall) if many > 1 else "—",
        )
    parts = ", ".join(f"{count / nudges:.2f} in {table}" for table, count in one.dead.items())
    yield Row(
        "dead rows a nudge",
        site.name,
        f"{sum(one.dead.values()) / nudges:.2f}",
        f"updated and deleted: {parts}",
    )


def _us(seconds: float, nudges: int) -> str:
    return f"{seconds / nudges * 1e6:,.0f}"


async def _delivered(site: PostgresSite, template: str, nudges: int, many: int) -> Cost:
    async with site.copied(template) as url:
        async with AsyncExitStack() as stack:
            workers = [
                await stack.enter_async_context(program("-m", __name__, url, stdout=PIPE))
                for _ in range(many)
            ]
            for worker in workers:
                await _line(worker)
            server, begin = _processor_time(site.pid), perf_counter()
            for worker in workers:
                assert worker.stdin is not None
                worker.stdin.write(b"go\n")
            results = [json.loads(await _line(worker)) for worker in workers]
            wall = perf_counter() - begin
            for worker in workers:
                await worker.wait()  # its connections end, and so are counted
            server = _processor_time(site.pid) - server
        dead = await _dead(url)
    if sum(one["delivered"] for one in results) != nudges:
        raise RuntimeError(f"{results}: not {nudges} nudges delivered: nothing to measure")
    return Cost(wall, sum(one["processor"] for one in results), server, dead)


async def _line(worker: asyncio.subprocess.Process) -> bytes:
    assert worker.stdout is not None
    return await worker.stdout.readline()


def _processor_time(pid: int) -> float:
    """Seconds of processor that a server, its processes and those that ended have had."""
    server = psutil.Process(pid)
    spent = server.cpu_times()
    total = spent.user + spent.system + spent.children_user + spent.children_system
    for child in server.children():
        each = child.cpu_times()
        total += each.user + each.system
    return float(total)


async def _dead(url: str) -> dict[str, int]:
    connection = await asyncpg.connect(url)
    try:
        return dict(await connection.fetch(_DEAD))
    finally:
        await connection.close()


async def deliver(url: str) -> None:
    """Says when it is ready, and delivers when it is asked to; then says what that took."""
    async with open_storage(url) as storage:
        worker = Worker(storage.outbox, NullMessenger(), FixedClock(DUE))
        gc_tuning.freeze_startup_objects()  # as `serve` does once it is up
        _say("ready")
        await asyncio.to_thread(sys.stdin.readline)
        begin = process_time()
        delivered = await worker.tick()
        spent = process_time() - begin
    _say(json.dumps({"delivered": delivered, "processor": spent}))


def _say(line: Any) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    asyncio.run(deliver(sys.argv[1]))
