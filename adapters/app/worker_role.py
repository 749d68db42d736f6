"""The work of the role `worker`: delivers what is due, clears out, polls mailboxes."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from datetime import timedelta
from functools import partial

import structlog

from adapters.app.messenger_router import MessengerRouter
from adapters.app.process import DeliveryMetrics, Process
from adapters.mailbox.settings import MailboxSettings
from adapters.mailbox.watcher import MailboxWatcher
from adapters.shared.mail_reader import ChildMailReader
from adapters.shared.ticker import ticking
from adapters.slack.home.home_tab import LOOKED_WITHIN
from bot.delivery.worker import Worker
from storage.repositories.command_counts import CommandCounts
from storage.repositories.forgotten_accounts import erase_old_hashes
from storage.repositories.idempotency_keys import IdempotencyKeys
from storage.repositories.mailbox_queue import MailboxQueue
from storage.repositories.processes import erase_dead
from storage.storage import Storage

KEYS_KEPT = timedelta(days=2)
HOUR = 3600.0
COUNTS_KEPT = timedelta(minutes=5)
SECONDS_TO_MEASURE = 15.0
SECONDS_BETWEEN_MAILBOXES = 15.0

log = structlog.get_logger("serve")


@asynccontextmanager
async def delivering(process: Process, storage: Storage) -> AsyncIterator[None]:
    """Delivers what is due until the end of the block, and clears out once an hour."""
    messengers = MessengerRouter(process.messengers, process.metrics)
    worker = Worker(storage.outbox, messengers, process.clock, observer=DeliveryMetrics(process))

    async def measure_age() -> None:
        ready, now = await storage.outbox.next_ready(), process.clock.now()
        process.metrics.set_oldest_due(now - ready if ready else timedelta())

    def report_failure(error: BaseException) -> None:
        process.metrics.count_poll_failure()
        log.error("poll_failed", exc_info=error)

    await _clear_out(process, storage)
    async with (
        _background(partial(_replan, process, storage), report_failure),
        ticking(partial(_clear_out, process, storage), report_failure, HOUR),
        ticking(measure_age, report_failure, SECONDS_TO_MEASURE),
        ticking(worker.tick, report_failure),
    ):
        try:
            yield
        finally:
            worker.stop()


async def _clear_out(process: Process, storage: Storage) -> None:
    """Erases what has expired, and gives back deliveries whose process died."""
    now = process.clock.now()
    await storage.outbox.recover()
    keys_erased = await IdempotencyKeys(storage.database).erase_before(now - KEYS_KEPT)
    await storage.presence.forget((now - LOOKED_WITHIN).date())
    await CommandCounts(storage.database).erase_before(now - COUNTS_KEPT)
    await erase_dead(storage.database, now)
    await erase_old_hashes(storage.database, now)
    await storage.expired_imports.erase(now)
    pruned = await storage.outbox.prune(now)
    people_erased = 0
    if process.slack is not None and process.slack.workspace_tokens is not None:
        people_erased = await process.slack.workspace_tokens.erase_uninstalled()
    log.info("cleared_out", keys_erased=keys_erased, people_erased=people_erased, pruned=pruned)


async def _replan(process: Process, storage: Storage) -> None:
    """Plans by today's rules what an older version planned, beside all else."""
    people = 0
    while count := await storage.outbox.replan_outdated(process.clock.now()):
        people += count
    if people:
        log.info("replanned", people=people)


@asynccontextmanager
async def watching_mailboxes(
    process: Process, storage: Storage, settings: MailboxSettings, reader: ChildMailReader
) -> AsyncIterator[None]:
    """Polls the mailboxes that are due until the end of the block."""
    queue = MailboxQueue(storage.database)
    watcher = MailboxWatcher(queue, storage.units, settings, reader, process.clock)

    def report_failure(error: BaseException) -> None:
        process.metrics.count_poll_failure()
        log.error("mailboxes_failed", exc_info=error)

    async with ticking(watcher.tick, report_failure, SECONDS_BETWEEN_MAILBOXES):
        try:
            yield
        finally:
            watcher.stop()


@asynccontextmanager
async def _background(
    work: Callable[[], Awaitable[None]], failed: Callable[[BaseException], None]
) -> AsyncIterator[None]:
    """Works beside what is done meanwhile; what is left at the end is done another time."""

    async def report() -> None:
        try:
            await work()
        except Exception as error:
            failed(error)

    task = asyncio.create_task(report())
    try:
        yield
    finally:
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)
