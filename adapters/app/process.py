"""What one process runs, and whether each part of it is ready for work."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

import structlog
from aiohttp import web

from adapters.app.metrics import Metrics
from adapters.app.settings import Role
from adapters.discord.inbound.gateway import Gateway
from adapters.slack.app import Slack
from bot.ports.messenger import Messenger
from bot.ports.outbox import Outbox

SLOWEST_LOOK = timedelta(minutes=5)
SECONDS_FOR_A_CHECK = 2.0

log = structlog.get_logger("serve")


class WallClock:
    """What time it is (`bot.ports.Clock`)."""

    def now(self) -> datetime:
        """The instant, aware and in UTC."""
        return datetime.now(UTC)


@dataclass(slots=True)
class Station:
    """What this process runs: voices by platform, routes, and what must not end by itself."""

    clock: WallClock = field(default_factory=WallClock)
    metrics: Metrics = field(default_factory=Metrics)
    voices: dict[str, Messenger] = field(default_factory=dict)
    routes: list[web.RouteDef] = field(default_factory=list)
    watches: list[Callable[[], Coroutine[Any, Any, None]]] = field(default_factory=list)
    slack: Slack | None = None
    discord: Gateway | None = None
    looked: datetime | None = None
    stopping: bool = False


class Watch:
    """Watches how deliveries go (`bot.ports.delivery_observer.DeliveryObserver`)."""

    def __init__(self, station: Station) -> None:
        self._station = station

    def delivered(self, kind: str, late: timedelta) -> None:
        """A nudge or post of that kind was delivered so long after it was due."""
        self._station.metrics.delivered(kind, late)

    def missed(self, kind: str) -> None:
        """A nudge or post of that kind came to its deadline."""
        self._station.metrics.missed(kind)

    def claimed(self) -> None:
        """What is due was looked for."""
        self._station.looked = self._station.clock.now()

    def outages(self, platforms: Mapping[str, int]) -> None:
        """So many outages are known, by platform."""
        self._station.metrics.outages(platforms)


async def checks(station: Station, role: Role, outbox: Outbox) -> Mapping[str, bool]:
    """What is ready for work, by part."""
    parts = {"serving": not station.stopping, "database": await _answers(outbox)}
    if role.does(Role.WORKER):
        looked = station.looked
        parts["worker"] = bool(looked and station.clock.now() - looked < SLOWEST_LOOK)
    if role.does(Role.GATEWAY) and station.slack and station.slack.socket_receiver:
        parts["slack"] = await station.slack.socket_receiver.is_up()
    if station.discord is not None:
        parts["discord"] = await station.discord.is_up()
    return parts


async def _answers(outbox: Outbox) -> bool:
    try:
        async with asyncio.timeout(SECONDS_FOR_A_CHECK):
            await outbox.next_ready()
    except Exception as error:  # whatever it is, there is no working without
        log.warning("database_down", exc_info=error)
        return False
    return True
