"""The ticker: polls at an interval, one poll at a time, and reports a poll that failed."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta

from apscheduler.events import EVENT_JOB_ERROR, JobExecutionEvent
from apscheduler.job import Job
from apscheduler.jobstores.memory import MemoryJobStore
from apscheduler.schedulers.asyncio import AsyncIOScheduler
from apscheduler.triggers.base import BaseTrigger

SECONDS = 1.0


class _Every(BaseTrigger):  # type: ignore[misc]  # APScheduler ships no types
    """An interval that counts from now: what a clock that was put forward skips is skipped.

    APScheduler's own counts from the time before, and lists every time that was missed.
    """

    def __init__(self, interval: timedelta) -> None:
        self.interval = interval

    def get_next_fire_time(self, previous: datetime | None, now: datetime) -> datetime:
        """Schedules the first time at once, each later one an interval from now."""
        return now if previous is None else now + self.interval


class _Jobs(MemoryJobStore):  # type: ignore[misc]  # nor does this have any
    """Jobs at intervals, however the clock on the wall is set meanwhile."""

    def get_due_jobs(self, now: datetime) -> list[Job]:
        """Returns the due jobs; none waits for a clock that was put back to catch up."""
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
    """Calls `tick` again and again; a poll that has begun is let finish at the end."""
    # What failed is passed to `failed`; that a slow poll delays the next is no news.
    logging.getLogger("apscheduler").setLevel(logging.CRITICAL)
    polling = asyncio.Lock()

    async def poll() -> None:
        async with polling:
            await tick()

    def report(event: JobExecutionEvent) -> None:
        failed(event.exception)

    scheduler = AsyncIOScheduler(timezone=UTC, jobstores={"default": _Jobs()})
    scheduler.add_listener(report, EVENT_JOB_ERROR)
    scheduler.add_job(
        poll,
        _Every(timedelta(seconds=seconds)),
        max_instances=1,
        coalesce=True,
        misfire_grace_time=None,
    )
    scheduler.start()
    try:
        yield
    finally:
        scheduler.pause()
        async with polling:
            scheduler.shutdown(wait=False)
