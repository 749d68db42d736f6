"""One process: what it runs, and which of its parts are ready for work."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

import structlog
from aiohttp import web

from adapters.app.metrics import Metrics
from adapters.app.settings import ProcessRole
from adapters.discord.inbound.gateway import Gateway
from adapters.slack.app import Slack
from bot.ports.messenger import Messenger
from storage.engines import SECONDS_TO_WAIT
from storage.errors import StorageError

LONGEST_POLL_GAP = timedelta(minutes=5)
# Longer than the drivers wait, whose own word says more than that nothing came.
SECONDS_FOR_A_CHECK = SECONDS_TO_WAIT + 2.0

log = structlog.get_logger("serve")


class WallClock:
    """The machine's clock (`bot.ports.clock.Clock`)."""

    def now(self) -> datetime:
        """Returns the current instant, aware and in UTC."""
        return datetime.now(UTC)


@dataclass(slots=True)
class Process:
    """Everything this process runs.

    `messengers` are by platform; `watches` run until the stop, and one that ends earlier
    ends the process. `last_poll` is None until the worker has looked for due deliveries.
    `write_probe` writes a row to the database, once that is open.
    """

    clock: WallClock = field(default_factory=WallClock)
    metrics: Metrics = field(default_factory=Metrics)
    messengers: dict[str, Messenger] = field(default_factory=dict)
    routes: list[web.RouteDef] = field(default_factory=list)
    watches: list[Callable[[], Coroutine[Any, Any, None]]] = field(default_factory=list)
    slack: Slack | None = None
    discord: Gateway | None = None
    last_poll: datetime | None = None
    stopping: bool = False
    write_probe: Callable[[], Coroutine[Any, Any, None]] | None = None


class DeliveryMetrics:
    """Records deliveries in the metrics (`bot.ports.delivery_observer.DeliveryObserver`)."""

    def __init__(self, process: Process) -> None:
        self._process = process

    def delivered(self, kind: str, late: timedelta) -> None:
        """Records how long after its due time a nudge or post was delivered."""
        self._process.metrics.observe_lateness(kind, late)

    def missed(self, kind: str) -> None:
        """Counts a nudge or post that reached its deadline undelivered."""
        self._process.metrics.count_missed_deadline(kind)

    def claimed(self) -> None:
        """Notes the time of a poll for due deliveries."""
        self._process.last_poll = self._process.clock.now()

    def outages(self, platforms: Mapping[str, int]) -> None:
        """Records the number of known outages, by platform."""
        self._process.metrics.set_outages(platforms)


async def check_parts(process: Process, role: ProcessRole) -> Mapping[str, str | None]:
    """Returns, for each part of the process, why it is not ready for work; None if it is."""
    parts = {
        "serving": "It is stopping." if process.stopping else None,
        "database": await check_database(process),
    }
    if role.does(ProcessRole.WORKER):
        last_poll = process.last_poll
        fresh = last_poll and process.clock.now() - last_poll < LONGEST_POLL_GAP
        parts["worker"] = None if fresh else "It has not looked for what is due for 5 minutes."
    if role.does(ProcessRole.GATEWAY) and process.slack and process.slack.socket_receiver:
        up = await process.slack.socket_receiver.is_up()
        parts["slack"] = None if up else "No socket to Slack is open."
    if process.discord is not None:
        up = await process.discord.is_up()
        parts["discord"] = None if up else "No connection to Discord is open."
    return parts


async def check_database(process: Process) -> str | None:
    """Writes a row; returns why the database takes none."""
    if process.write_probe is None:
        return "It is not open yet."
    try:
        async with asyncio.timeout(SECONDS_FOR_A_CHECK):
            await process.write_probe()
    except Exception as error:  # any error means that no work can be done
        process.metrics.set_database_writable(False)
        log.warning("database_down", exc_info=error)
        if isinstance(error, StorageError):
            return str(error)
        if isinstance(error, TimeoutError):
            return "It does not answer: see that it runs, and what holds its locks."
        return f"It takes no write ({type(error).__name__})."
    process.metrics.set_database_writable(True)
    return None
