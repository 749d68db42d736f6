"""Serving people: every platform that is set up, in the role that this process has."""

from __future__ import annotations

import asyncio
import hashlib
import signal
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from datetime import timedelta
from functools import partial

import structlog

from adapters.app import gc_tuning
from adapters.app.messenger_router import MessengerRouter
from adapters.app.process import Station, Watch, checks
from adapters.app.settings import DATABASE_URL, HOST, PORT, Role, Settings
from adapters.app.web import application, serving
from adapters.discord.app import App
from adapters.discord.inbound.gateway import Gateway
from adapters.discord.outbound.messenger import DiscordMessenger
from adapters.discord.outbound.pacing import Pacing
from adapters.discord.outbound.rate_limits import Limits
from adapters.discord.settings import DiscordSettings
from adapters.shared.environment import KEYS, BadSetting
from adapters.shared.ticker import ticking
from adapters.slack.app import Slack, open_slack
from adapters.slack.home.home import LOOKED_WITHIN
from adapters.slack.oauth.token_cipher import MissingKey
from bot.catalog import COMMANDS
from bot.conversation.rate_limit import RateLimit
from bot.delivery.worker import Worker
from bot.dispatcher import Dispatcher
from storage.repositories.dm_channels import DmChannels
from storage.repositories.idempotency_keys import IdempotencyKeys
from storage.repositories.installations import Installations
from storage.repositories.request_turns import RequestTurns
from storage.storage import Storage, open_storage

# Whoever stops the process waits half a minute before killing it.
SECONDS_TO_FINISH = 25.0
SECONDS_FOR_ANSWERS = 10.0
KEYS_KEPT = timedelta(days=2)
HOUR = 3600.0
SECONDS_TO_MEASURE = 15.0

log = structlog.get_logger("serve")


class Unfinished(Exception):
    """Something hangs and would not even be cancelled: only the end of the process ends it."""


async def serve(settings: Settings, stop: asyncio.Event | None = None) -> None:
    """Serves until SIGTERM or SIGINT, or until `stop` is set.

    Then it takes nothing new, finishes what it took within 25 seconds, and
    returns. Raises Unfinished where that is too little, BadSetting for settings
    that cannot work, and whatever made it impossible to go on.
    """
    if settings.database_url is None:
        raise BadSetting(f"{DATABASE_URL} says where to keep things; it is needed to serve.")
    if settings.slack is None and settings.discord is None:
        raise BadSetting("No platform is set up. `followthrough doctor` says what each one needs.")
    stop = stop or _stopped_by_signals()
    station = Station()
    stack = AsyncExitStack()
    try:
        await _start(stack, station, settings, settings.database_url)
        await _until(stop, station)
    finally:
        station.stopping = True
        log.info("stopping")
        closing = asyncio.ensure_future(stack.aclose())
        _, unfinished = await asyncio.wait({closing}, timeout=SECONDS_TO_FINISH)
        if unfinished:  # a database that answers nothing would hold up a cancellation, too
            log.warning("stopped_before_all_was_done")
            raise Unfinished
        closing.result()


async def _start(
    stack: AsyncExitStack, station: Station, settings: Settings, database: str
) -> None:
    """Opens everything; what is opened last is closed first."""
    storage = await stack.enter_async_context(open_storage(database))
    dispatcher = Dispatcher(storage.units, station.clock, COMMANDS, RateLimit())
    keys = IdempotencyKeys(storage.database)
    if settings.slack is not None:
        station.slack = await stack.enter_async_context(
            open_slack(
                settings.slack,
                dispatcher,
                storage.units,
                station.clock,
                Installations(storage.database),
                keys,
                storage.presence,
                handled=partial(station.metrics.handled, "slack"),
            )
        )
        await _open_slack(stack, station, settings.role, station.slack)
    if settings.discord is not None:
        await _open_discord(stack, station, settings, settings.discord, storage, dispatcher)
    port = await _listen(stack, station, settings, storage)
    if settings.role.does(Role.WORKER):
        await stack.enter_async_context(_working(station, storage, keys))
    gc_tuning.settle()
    platforms = [name for name in ("slack", "discord") if getattr(settings, name) is not None]
    log.info("serving", role=str(settings.role), port=port, platforms=platforms)


async def _open_slack(stack: AsyncExitStack, station: Station, role: Role, slack: Slack) -> None:
    # Whoever was being answered when the ways in closed still gets the answer.
    stack.push_async_callback(slack.in_flight.wait_until_idle, SECONDS_FOR_ANSWERS)
    if slack.installs is not None:
        try:
            await slack.installs.reencrypt()
        except MissingKey:
            raise BadSetting(
                f"{KEYS} lacks the key that some installations were kept under: add it at the end."
            ) from None
    station.voices["slack"] = slack.messenger
    if role.does(Role.WEB):
        station.routes += slack.routes()
    if role.does(Role.GATEWAY) and slack.socket_receiver is not None:
        await stack.enter_async_context(slack.socket_receiver.connected())
        station.watches.append(slack.socket_receiver.watch)


async def _open_discord(
    stack: AsyncExitStack,
    station: Station,
    settings: Settings,
    discord: DiscordSettings,
    storage: Storage,
    dispatcher: Dispatcher,
) -> None:
    limits = Limits()  # what Discord refuses counts for the process as a whole
    if settings.role.does(Role.WORKER):
        station.voices["discord"] = await stack.enter_async_context(
            DiscordMessenger(
                discord,
                dispatcher,
                limits,
                channels=DmChannels(storage.database),
                pacing=Pacing(RequestTurns(storage.database, _bot(discord.token))),
            )
        )
    if settings.role.does(Role.GATEWAY):
        handled = partial(station.metrics.handled, "discord")
        app = App(discord, storage.units, station.clock, dispatcher, limits, handled)
        station.discord = Gateway(app, discord)
        await stack.enter_async_context(station.discord.connected())
        station.watches.append(station.discord.watch)


def _bot(token: str) -> str:
    """A name for the bot of a token that gives nothing of it away."""
    return hashlib.sha256(token.encode()).hexdigest()[:16]


async def _listen(
    stack: AsyncExitStack, station: Station, settings: Settings, storage: Storage
) -> int:
    made = application(
        station.metrics, partial(checks, station, settings.role, storage.outbox), station.routes
    )
    try:
        return await stack.enter_async_context(
            serving(made, settings.host, settings.port, SECONDS_FOR_ANSWERS)
        )
    except (OSError, UnicodeError) as error:
        why = error.strerror if isinstance(error, OSError) else "no name of a host"
        raise BadSetting(
            f"{HOST} {settings.host}, {PORT} {settings.port}: cannot be listened at "
            f"({why}). Choose another port, or stop what uses it."
        ) from None


@asynccontextmanager
async def _working(
    station: Station, storage: Storage, keys: IdempotencyKeys
) -> AsyncIterator[None]:
    """Delivers what comes due, and once an hour clears out what is kept no longer."""
    voices = MessengerRouter(station.voices, station.metrics)
    worker = Worker(storage.outbox, voices, station.clock, observer=Watch(station))

    async def measure() -> None:
        ready, now = await storage.outbox.next_ready(), station.clock.now()
        station.metrics.waiting(now - ready if ready else timedelta())

    async def clear_out() -> None:
        await storage.outbox.recover()
        gone = await keys.erase_before(station.clock.now() - KEYS_KEPT)
        await storage.presence.forget((station.clock.now() - LOOKED_WITHIN).date())
        people = 0
        if station.slack is not None and station.slack.installs is not None:
            people = await station.slack.installs.erase_uninstalled()
        log.info("cleared_out", seen=gone, people=people)

    def failed(error: BaseException) -> None:
        station.metrics.poll_failed()
        log.error("poll_failed", exc_info=error)

    await clear_out()
    async with (
        ticking(clear_out, failed, HOUR),
        ticking(measure, failed, SECONDS_TO_MEASURE),
        ticking(worker.tick, failed),
    ):
        try:
            yield
        finally:
            worker.stop()


async def _until(stop: asyncio.Event, station: Station) -> None:
    """Waits for the stop; what must not end by itself and does is raised."""
    watches = (asyncio.ensure_future(watch()) for watch in station.watches)
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
