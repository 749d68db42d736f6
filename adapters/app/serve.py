"""Serves every platform that is set up, in the role of this process."""

from __future__ import annotations

import asyncio
import signal
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager, suppress
from functools import partial
from importlib.metadata import version

import structlog
from aiohttp.web import Application

from adapters.app import gc_tuning
from adapters.app.calendar_feed import calendar_route
from adapters.app.platforms import SECONDS_FOR_ANSWERS, add_discord, add_slack
from adapters.app.process import Process, check_database, check_parts
from adapters.app.settings import (
    DATABASE_URL,
    HOST,
    LOCAL_HOSTS,
    METRICS_HOST,
    METRICS_PORT,
    PORT,
    ProcessRole,
    Settings,
)
from adapters.app.web import application, metrics_application, serving
from adapters.app.worker_role import delivering, watching_mailboxes
from adapters.shared.child_process import ChildProcess
from adapters.shared.environment import BadSetting
from adapters.shared.import_reader import ChildImportReader
from adapters.shared.mail_reader import ChildMailReader
from adapters.shared.ticker import ticking
from adapters.shared.typesetter import ChildTypesetter
from bot.catalog import COMMANDS
from bot.conversation.command_limit import CommandLimit
from bot.dispatcher import Dispatcher
from bot.ports.shown_changes import ShownChanges
from storage.repositories.calendars import CalendarFeeds
from storage.repositories.command_counts import CommandCounts
from storage.repositories.processes import ServingProcess
from storage.repositories.shown_changes import storing_shown_changes
from storage.storage import Storage, open_storage

# Supervisors commonly wait 30 seconds before they kill a process.
SECONDS_TO_FINISH = 25.0
SECONDS_TO_MEASURE = 15.0

log = structlog.get_logger("serve")


class ShutdownTimeout(Exception):
    """The shutdown took too long; a hanging task cannot be cancelled, so the process must exit."""


async def serve(settings: Settings, stop: asyncio.Event | None = None) -> None:
    """Serves until SIGTERM or SIGINT, or until `stop` is set.

    Then it accepts no new work, finishes what it accepted within 25 seconds, and
    returns. Raises ShutdownTimeout if that is too short, BadSetting for settings
    that cannot work, and any error that ended a connection for good.
    """
    if settings.database_url is None:
        raise BadSetting(f"{DATABASE_URL} says where to keep things; it is needed to serve.")
    if settings.slack is None and settings.discord is None:
        raise BadSetting("No platform is set up. `followthrough doctor` says what each one needs.")
    stop = stop or _stopped_by_signals()
    process = Process()
    stack = AsyncExitStack()
    try:
        await _start(stack, process, settings, settings.database_url)
        await _run_until(stop, process)
    finally:
        process.stopping = True
        log.info("stopping")
        closing = asyncio.ensure_future(stack.aclose())
        _, unfinished = await asyncio.wait({closing}, timeout=SECONDS_TO_FINISH)
        if unfinished:  # a database that does not answer would block a cancellation, too
            log.warning("shutdown_timed_out")
            raise ShutdownTimeout
        closing.result()


async def _start(
    stack: AsyncExitStack, process: Process, settings: Settings, database: str
) -> None:
    """Opens all parts on the stack, which closes them in reverse order."""
    storage = await stack.enter_async_context(open_storage(database))
    shown = await stack.enter_async_context(storing_shown_changes(storage.database))
    await stack.enter_async_context(_serving_process(process, settings.role, storage))
    child = ChildProcess()
    stack.push_async_callback(child.aclose)
    dispatcher = _make_dispatcher(process, settings, storage, shown, child)
    opened = (stack, process, settings.role)
    if settings.slack is not None:
        await add_slack(*opened, settings.slack, storage, dispatcher, child)
    if settings.discord is not None:
        await add_discord(*opened, settings.discord, storage, dispatcher, child)
    if settings.role.does(ProcessRole.WEB):
        feeds = CalendarFeeds(storage.database)
        process.routes.append(calendar_route(feeds, storage.units, process.clock))
    port = await _open_web(stack, process, settings)
    if settings.role.does(ProcessRole.WORKER):
        await stack.enter_async_context(delivering(process, storage))
        if settings.mailbox is not None:
            reader = ChildMailReader(child)
            await stack.enter_async_context(
                watching_mailboxes(process, storage, settings.mailbox, reader)
            )
    gc_tuning.freeze_startup_objects()
    platforms = [name for name in ("slack", "discord") if getattr(settings, name) is not None]
    log.info("serving", role=str(settings.role), port=port, platforms=platforms)


def _make_dispatcher(
    process: Process,
    settings: Settings,
    storage: Storage,
    shown: ShownChanges,
    child: ChildProcess,
) -> Dispatcher:
    """Returns the dispatcher, which reads strangers' files in the child process."""
    return Dispatcher(
        storage.units,
        process.clock,
        COMMANDS,
        CommandLimit(CommandCounts(storage.database) if storage.database.is_shared else None),
        shown,
        mail_reader=ChildMailReader(child),
        import_reader=ChildImportReader(child),
        public_url=settings.public_url,
        typesetter=ChildTypesetter(child),
        mailbox_setup=settings.mailbox,
    )


@asynccontextmanager
async def _serving_process(
    process: Process, role: ProcessRole, storage: Storage
) -> AsyncIterator[None]:
    """Writes regularly that this process serves, until the end of the block."""
    row = ServingProcess(storage.database, role, version("followthrough"))
    process.write_probe = lambda: row.renew(process.clock.now())

    def report_failure(error: BaseException) -> None:
        log.error("probe_failed", exc_info=error)

    try:
        async with ticking(partial(check_database, process), report_failure, SECONDS_TO_MEASURE):
            yield
    finally:
        with suppress(Exception):  # the row counts for a minute, then
            await row.end()


async def _open_web(stack: AsyncExitStack, process: Process, settings: Settings) -> int:
    beside = settings.metrics_port is None and settings.host in LOCAL_HOSTS
    site = application(
        process.metrics if beside else None,
        partial(check_parts, process, settings.role),
        process.routes,
    )
    if settings.metrics_port is not None:
        page, where = metrics_application(process.metrics), settings.metrics_host
        await _listen(stack, page, (METRICS_HOST, METRICS_PORT), where, settings.metrics_port)
    return await _listen(stack, site, (HOST, PORT), settings.host, settings.port)


async def _listen(
    stack: AsyncExitStack, site: Application, names: tuple[str, str], host: str, port: int
) -> int:
    """Serves a site until the stack closes; returns its port. Raises BadSetting."""
    try:
        return await stack.enter_async_context(serving(site, host, port, SECONDS_FOR_ANSWERS))
    except (OSError, UnicodeError) as error:
        why = error.strerror if isinstance(error, OSError) else "no name of a host"
        raise BadSetting(
            f"{names[0]} {host}, {names[1]} {port}: cannot be listened at "
            f"({why}). Choose another port, or stop what uses it."
        ) from None


async def _run_until(stop: asyncio.Event, process: Process) -> None:
    """Waits for the stop. Raises the error of a watch that fails."""
    watches = (asyncio.ensure_future(watch()) for watch in process.watches)
    tasks = [asyncio.ensure_future(stop.wait()), *watches]
    try:
        done, _ = await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
        for task in done:
            task.result()
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)


def _stopped_by_signals() -> asyncio.Event:
    stop = asyncio.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(number, stop.set)
    return stop
