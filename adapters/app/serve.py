"""Serves every platform that is set up, in the role of this process."""

from __future__ import annotations

import asyncio
import hashlib
import signal
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AsyncExitStack, asynccontextmanager, suppress
from datetime import timedelta
from functools import partial
from importlib.metadata import version

import structlog
from aiohttp.web import Application

from adapters.app import gc_tuning
from adapters.app.calendar_feed import calendar_route
from adapters.app.messenger_router import MessengerRouter
from adapters.app.process import DeliveryMetrics, Process, check_database, check_parts
from adapters.app.settings import (
    DATABASE_URL,
    HOST,
    LOCAL_HOSTS,
    METRICS_HOST,
    METRICS_PORT,
    PORT,
    Role,
    Settings,
)
from adapters.app.web import application, metrics_application, serving
from adapters.discord.app import App
from adapters.discord.inbound.gateway import Gateway
from adapters.discord.outbound.global_rate_limit import GlobalRateLimit
from adapters.discord.outbound.invalid_requests import InvalidRequestLimit
from adapters.discord.outbound.messenger import DiscordMessenger
from adapters.discord.settings import DiscordSettings
from adapters.mailbox.settings import MailboxSettings
from adapters.mailbox.watcher import MailboxWatcher
from adapters.shared.child_process import ChildProcess
from adapters.shared.cipher import MissingKey
from adapters.shared.environment import KEYS, BadSetting
from adapters.shared.import_reader import ChildImportReader
from adapters.shared.mail_reader import ChildMailReader
from adapters.shared.picture_renderer import PictureRenderer
from adapters.shared.ticker import ticking
from adapters.shared.typesetter import ChildTypesetter
from adapters.slack.app import Slack, open_slack
from adapters.slack.home.home import LOOKED_WITHIN
from bot.catalog import COMMANDS
from bot.charts.theme import Look
from bot.conversation.command_limit import CommandLimit
from bot.delivery.worker import Worker
from bot.dispatcher import Dispatcher
from storage.repositories.calendars import CalendarFeeds
from storage.repositories.command_counts import CommandCounts
from storage.repositories.dm_channels import DmChannels
from storage.repositories.forgotten_accounts import erase_old_hashes
from storage.repositories.idempotency_keys import IdempotencyKeys
from storage.repositories.installations import Installations
from storage.repositories.mailbox_queue import MailboxQueue
from storage.repositories.processes import ServingProcess, erase_dead
from storage.repositories.request_turns import RequestTurns
from storage.repositories.shown_changes import storing_shown_changes
from storage.storage import Storage, open_storage

# Supervisors commonly wait 30 seconds before they kill a process.
SECONDS_TO_FINISH = 25.0
SECONDS_FOR_ANSWERS = 10.0
KEYS_KEPT = timedelta(days=2)
HOUR = 3600.0
COUNTS_KEPT = timedelta(minutes=5)
SECONDS_TO_MEASURE = 15.0
SECONDS_TO_LOOK_FOR_MAILBOXES = 15.0

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
    dispatcher = Dispatcher(
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
    keys = IdempotencyKeys(storage.database)
    if settings.slack is not None:
        process.slack = await stack.enter_async_context(
            open_slack(
                settings.slack,
                dispatcher,
                storage.units,
                process.clock,
                Installations(storage.database),
                keys,
                storage.presence,
                handled=partial(process.metrics.observe_request, "slack"),
                apologized=partial(process.metrics.count_apology, "slack"),
                failed=partial(process.metrics.count_platform_error, "slack"),
                renderer=PictureRenderer(child),
            )
        )
        await _open_slack(stack, process, settings.role, process.slack)
    if settings.discord is not None:
        renderer = PictureRenderer(child, Look.DARK)  # as most people have Discord
        await _open_discord(
            stack, process, settings, settings.discord, storage, dispatcher, renderer
        )
    if settings.role.does(Role.WEB):
        feeds = CalendarFeeds(storage.database)
        process.routes.append(calendar_route(feeds, storage.units, process.clock))
    port = await _open_web(stack, process, settings, storage)
    if settings.role.does(Role.WORKER):
        await stack.enter_async_context(_run_worker(process, storage, keys))
        if settings.mailbox is not None:
            await stack.enter_async_context(
                _watch_mailboxes(process, storage, settings.mailbox, ChildMailReader(child))
            )
    gc_tuning.freeze_startup_objects()
    platforms = [name for name in ("slack", "discord") if getattr(settings, name) is not None]
    log.info("serving", role=str(settings.role), port=port, platforms=platforms)


@asynccontextmanager
async def _serving_process(process: Process, role: Role, storage: Storage) -> AsyncIterator[None]:
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


async def _open_slack(stack: AsyncExitStack, process: Process, role: Role, slack: Slack) -> None:
    # Requests accepted before the receivers closed still get their answers.
    stack.push_async_callback(slack.in_flight.wait_until_idle, SECONDS_FOR_ANSWERS)
    if slack.installs is not None:
        try:
            await slack.installs.reencrypt()
        except MissingKey:
            raise BadSetting(
                f"{KEYS} lacks the key that some installations were kept under: add it at the end."
            ) from None
    process.messengers["slack"] = slack.messenger
    if role.does(Role.WEB):
        process.routes += slack.routes()
    if role.does(Role.GATEWAY) and slack.socket_receiver is not None:
        await stack.enter_async_context(slack.socket_receiver.connected())
        process.watches.append(slack.socket_receiver.watch)


async def _open_discord(
    stack: AsyncExitStack,
    process: Process,
    settings: Settings,
    discord: DiscordSettings,
    storage: Storage,
    dispatcher: Dispatcher,
    renderer: PictureRenderer,
) -> None:
    # Discord limits the process as a whole.
    invalid_requests = InvalidRequestLimit(
        failed=partial(process.metrics.count_platform_error, "discord")
    )
    if settings.role.does(Role.WORKER):
        process.messengers["discord"] = await stack.enter_async_context(
            DiscordMessenger(
                discord,
                dispatcher,
                invalid_requests,
                channels=DmChannels(storage.database),
                global_limit=GlobalRateLimit(
                    RequestTurns(storage.database, _bot_key(discord.token))
                ),
                renderer=renderer,
            )
        )
    if settings.role.does(Role.GATEWAY):
        handled = partial(process.metrics.observe_request, "discord")
        app = App(
            discord,
            storage.units,
            process.clock,
            dispatcher,
            invalid_requests,
            handled,
            apologized=partial(process.metrics.count_apology, "discord", "request"),
            renderer=renderer,
        )
        process.discord = Gateway(app, discord)
        await stack.enter_async_context(process.discord.connected())
        process.watches.append(process.discord.watch)


def _bot_key(token: str) -> str:
    """Returns an identifier of a token's bot that reveals nothing of the token."""
    return hashlib.sha256(token.encode()).hexdigest()[:16]


async def _open_web(
    stack: AsyncExitStack, process: Process, settings: Settings, storage: Storage
) -> int:
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


@asynccontextmanager
async def _run_worker(
    process: Process, storage: Storage, keys: IdempotencyKeys
) -> AsyncIterator[None]:
    """Delivers what is due, and erases expired rows once an hour."""
    messengers = MessengerRouter(process.messengers, process.metrics)
    worker = Worker(storage.outbox, messengers, process.clock, observer=DeliveryMetrics(process))

    async def measure_age() -> None:
        ready, now = await storage.outbox.next_ready(), process.clock.now()
        process.metrics.set_oldest_due(now - ready if ready else timedelta())

    async def clear_out() -> None:
        await storage.outbox.recover()
        keys_erased = await keys.erase_before(process.clock.now() - KEYS_KEPT)
        await storage.presence.forget((process.clock.now() - LOOKED_WITHIN).date())
        await CommandCounts(storage.database).erase_before(process.clock.now() - COUNTS_KEPT)
        await erase_dead(storage.database, process.clock.now())
        await erase_old_hashes(storage.database, process.clock.now())
        await storage.expired_imports.erase(process.clock.now())
        pruned = await storage.outbox.prune(process.clock.now())
        people_erased = 0
        if process.slack is not None and process.slack.installs is not None:
            people_erased = await process.slack.installs.erase_uninstalled()
        log.info("cleared_out", keys_erased=keys_erased, people_erased=people_erased, pruned=pruned)

    def report_failure(error: BaseException) -> None:
        process.metrics.count_poll_failure()
        log.error("poll_failed", exc_info=error)

    async def replan() -> None:
        """Plans by today's rules what an older version planned, beside all else."""
        people = 0
        while count := await storage.outbox.replan_outdated(process.clock.now()):
            people += count
        if people:
            log.info("replanned", people=people)

    await clear_out()
    async with (
        _background(replan, report_failure),
        ticking(clear_out, report_failure, HOUR),
        ticking(measure_age, report_failure, SECONDS_TO_MEASURE),
        ticking(worker.tick, report_failure),
    ):
        try:
            yield
        finally:
            worker.stop()


@asynccontextmanager
async def _watch_mailboxes(
    process: Process, storage: Storage, settings: MailboxSettings, reader: ChildMailReader
) -> AsyncIterator[None]:
    """Looks at the mailboxes that are due."""
    queue = MailboxQueue(storage.database)
    watcher = MailboxWatcher(queue, storage.units, settings, reader, process.clock)

    def report_failure(error: BaseException) -> None:
        process.metrics.count_poll_failure()
        log.error("mailboxes_failed", exc_info=error)

    async with ticking(watcher.tick, report_failure, SECONDS_TO_LOOK_FOR_MAILBOXES):
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
