"""The ticker: looks once a second, one look at a time, and tells when a look failed."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from datetime import UTC

from apscheduler.events import EVENT_JOB_ERROR, JobExecutionEvent
from apscheduler.schedulers.asyncio import AsyncIOScheduler

SECONDS = 1.0


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

    scheduler = AsyncIOScheduler(timezone=UTC)
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
