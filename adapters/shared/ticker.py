"""The ticker: looks once a second, one look at a time, and tells when a look failed."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from datetime import UTC, datetime

from apscheduler.events import EVENT_JOB_ERROR, JobExecutionEvent
from apscheduler.job import Job
from apscheduler.jobstores.memory import MemoryJobStore
from apscheduler.schedulers.asyncio import AsyncIOScheduler

SECONDS = 1.0


class _Jobs(MemoryJobStore):  # type: ignore[misc]  # it comes without types
    """Jobs at intervals, however the clock on the wall is set meanwhile."""

    def get_due_jobs(self, now: datetime) -> list[Job]:
        """Those whose time has come; none waits until a clock put back is as late again."""
        for job in self.get_all_jobs():
            if job.next_run_time - now > job.trigger.interval:
                job.modify(next_run_time=now)
        due: list[Job] = super().get_due_jobs(now)
        return due


@asynccontextmanager
async def ticking(
    tick: Callable[[], Awaitable[object]],
    failed: Callable[[BaseException], None],
    seconds: float = SECONDS,
) -> AsyncIterator[None]:
    """Calls `tick` again and again; a look that has begun is let finish at the end."""
    # What failed is told to `failed`; that a slow look delays the next is no news.
    logging.getLogger("apscheduler").setLevel(logging.CRITICAL)
    looking = asyncio.Lock()

    async def look() -> None:
        async with looking:
            await tick()

    def tell(event: JobExecutionEvent) -> None:
        failed(event.exception)

    scheduler = AsyncIOScheduler(timezone=UTC, jobstores={"default": _Jobs()})
    scheduler.add_listener(tell, EVENT_JOB_ERROR)
    scheduler.add_job(
        look,
        "interval",
        seconds=seconds,
        max_instances=1,
        coalesce=True,
        misfire_grace_time=None,
    )
    scheduler.start()
    try:
        yield
    finally:
        scheduler.pause()
        async with looking:
            scheduler.shutdown(wait=False)
