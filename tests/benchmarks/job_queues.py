"""Yardsticks: how fast APScheduler's own store and procrastinate run jobs that do nothing."""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from datetime import UTC
from itertools import count
from time import perf_counter

from apscheduler.events import EVENT_JOB_EXECUTED, JobExecutionEvent
from apscheduler.jobstores.sqlalchemy import SQLAlchemyJobStore
from apscheduler.schedulers.asyncio import AsyncIOScheduler
from procrastinate import App, PsycopgConnector
from sqlalchemy import create_engine, event, make_url

from tests.benchmarks.databases import Site, SqliteSite
from tests.benchmarks.harness import Run, alternate
from tests.benchmarks.people import DUE

# Both are at their best with about as many: more wait for each other.
AT_ONCE = 10
DEFERRED_AT_ONCE = 1_000


async def nothing() -> None:
    """Does nothing: the body of every job."""


async def apscheduler(site: Site, jobs: int) -> float:
    """Measures how many date jobs a second run from APScheduler's store, on the same database.

    It deletes every job in a transaction of its own, so a round takes long and
    varies little: one is enough.
    """
    template = await site.empty()
    if isinstance(site, SqliteSite):
        lasting, hasty = "synchronous = FULL", "synchronous = OFF"
    else:
        lasting, hasty = "", "synchronous_commit = off"
    with _scheduler(template, hasty) as scheduler:
        for number in range(jobs):
            scheduler.add_job(nothing, "date", run_date=DUE, id=str(number))

    async def run() -> float:
        async with site.copied(template) as url:
            with _scheduler(url, lasting) as scheduler:
                done = asyncio.Event()
                left = count(jobs - 1, -1)

                def ran(_: JobExecutionEvent) -> None:
                    if not next(left):
                        done.set()

                scheduler.add_listener(ran, EVENT_JOB_EXECUTED)
                begin = perf_counter()
                scheduler.resume()
                await done.wait()
                return jobs / (perf_counter() - begin)

    return await _measured(site, template, run)


@contextmanager
def _scheduler(url: str, setting: str) -> Iterator[AsyncIOScheduler]:
    """A paused scheduler; on a file with the log that we use too.

    `setting` is the database's word for how surely a commit is on the disk: empty is
    PostgreSQL's default, with which ours are measured too.
    """
    parsed = make_url(url)
    on_a_file = parsed.get_backend_name() == "sqlite"
    engine = create_engine(
        parsed.set(drivername="sqlite" if on_a_file else "postgresql+psycopg"),
    )

    @event.listens_for(engine, "connect")
    def prepare(connection: sqlite3.Connection, _record: object) -> None:
        if on_a_file:
            connection.execute("PRAGMA journal_mode = WAL")
            connection.execute(f"PRAGMA {setting}")
        elif setting:
            connection.execute(f"SET {setting}")
            connection.commit()

    stores = {"default": SQLAlchemyJobStore(engine=engine)}
    defaults = {"misfire_grace_time": None}
    scheduler = AsyncIOScheduler(jobstores=stores, job_defaults=defaults, timezone=UTC)
    scheduler.start(paused=True)
    try:
        yield scheduler
    finally:
        scheduler.shutdown(wait=False)
        engine.dispose()


async def procrastinate(site: Site, jobs: int) -> float:
    """Measures how many jobs a second one procrastinate worker runs, on the same server."""
    template = await site.empty()
    async with _app(template) as app:
        await app.schema_manager.apply_schema_async()
        task = app.task(name="nothing")(nothing)
        for start in range(0, jobs, DEFERRED_AT_ONCE):
            some = min(DEFERRED_AT_ONCE, jobs - start)
            await task.batch_defer_async(*({} for _ in range(some)))

    async def run() -> float:
        async with site.copied(template) as url, _app(url) as app:
            ran = count(1)

            @app.task(name="nothing")
            async def note() -> None:
                next(ran)

            begin = perf_counter()
            await app.run_worker_async(
                wait=False,
                concurrency=AT_ONCE,
                listen_notify=False,
                install_signal_handlers=False,
            )
            took = perf_counter() - begin
        if next(ran) <= jobs:
            raise RuntimeError("not all jobs ran: nothing to measure")
        return jobs / took

    return await _measured(site, template, run)


@asynccontextmanager
async def _app(url: str) -> AsyncIterator[App]:
    app = App(connector=PsycopgConnector(conninfo=url, min_size=AT_ONCE, max_size=AT_ONCE))
    async with app.open_async():
        yield app


async def _measured(site: Site, template: str, run: Run) -> float:
    (figure,) = await alternate(1, run)
    await site.drop(template)
    return figure
