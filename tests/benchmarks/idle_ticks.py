"""A tick with nothing due: what it costs while ever more is still far off."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import AsyncExitStack

from sqlalchemy import insert, select, update

from bot.delivery.worker import Worker
from storage.storage import Storage, open_storage
from storage.tables import deliveries, people
from tests.benchmarks.databases import Site
from tests.benchmarks.deliveries import NullMessenger
from tests.benchmarks.harness import Row, Run, Scale, alternate, ms, seconds, times
from tests.benchmarks.people import JUST_BEFORE, FixedClock, fill

FLAT = 1.5


async def rows(site: Site, scale: Scale) -> AsyncIterator[Row]:
    """Every size, and people in back-off, against the smallest, ticked in turn."""
    base = scale.pending[0]
    people = scale.pending[1] // 2
    names = [f"{pending:,} pending" for pending in scale.pending]
    names.append(f"{people:,} people in back-off")
    async with AsyncExitStack() as stack:
        urls = [await site.empty() for _ in names]
        storages = [await stack.enter_async_context(open_storage(url)) for url in urls]
        for storage, pending in zip(storages, scale.pending, strict=False):
            await _wait_for(storage, pending, base)
        await _back_off(storages[-1], people)
        ticks = [_ticks(storage, scale.ticks) for storage in storages]
        least, *costs = await alternate(scale.turns, *ticks)
    for url in urls:
        await site.drop(url)
    for name, cost in zip(names[1:], costs, strict=True):
        yield Row(
            f"tick, {name}",
            site.name,
            ms(cost),
            names[0],
            ms(least),
            times(cost / least),
            f"≤ {times(FLAT)}",
            cost / least <= FLAT,
        )


async def _back_off(storage: Storage, people: int) -> None:
    """Fills a database with people whose deliveries all wait for their next attempt."""
    await _wait_for(storage, people, people)
    async with storage.database.writing() as connection:
        failed = update(deliveries).values(tries=3, maybe_sent=True, members=[1])
        await connection.execute(failed)


def _ticks(storage: Storage, count: int) -> Run:
    worker = Worker(storage.outbox, NullMessenger(), FixedClock(JUST_BEFORE))

    async def tick() -> None:
        for _ in range(count):
            await worker.tick()

    async def run() -> float:
        return await seconds(tick) / count

    return run


async def _wait_for(storage: Storage, pending: int, base: int) -> None:
    """Fills a database with people who wait, then has it multiply them and their digests."""
    await fill(storage, base, 1)
    kept = [column for column in people.c if column.name != "id"]
    waits = [column for column in deliveries.c if column.name not in ("id", "to_person")]
    for copy in range(1, pending // base):
        apart = copy * base
        rows = select(people.c.id + apart, *kept).where(people.c.id <= base)
        more = select(deliveries.c.id + f"/{copy}", deliveries.c.to_person + apart, *waits).where(
            deliveries.c.to_person <= base
        )
        async with storage.database.writing() as connection:
            await connection.execute(insert(people).from_select([people.c.id, *kept], rows))
            await connection.execute(
                insert(deliveries).from_select(
                    [deliveries.c.id, deliveries.c.to_person, *waits], more
                )
            )
