"""The bot at a Slack of its own, over HTTP or sockets, with a clock that people move by waiting."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import datetime, timedelta

from aiohttp import web

from adapters.console.virtual_clock import VirtualClock
from adapters.slack import app as adapter
from adapters.slack.manifest import ConnectionMode, manifest
from adapters.slack.settings import SlackSettings
from bot.catalog import COMMANDS
from bot.delivery.worker import Worker
from bot.dispatcher import Dispatcher
from bot.domain.people.person import Address
from storage.repositories.idempotency_keys import IdempotencyKeys
from storage.repositories.installations import Installations
from storage.storage import Storage, open_storage
from tests.fakes.slack.app import App
from tests.fakes.slack.app_server import over_http, over_socket
from tests.fakes.slack.client import Client
from tests.fakes.slack.people import User
from tests.fakes.slack.person import PersonAtSlack
from tests.fakes.slack.slack import Slack
from tests.fakes.slack.transport import Transport
from tests.fakes.slack.workspace import Workspace
from tests.timeouts import HANG

START = datetime.fromisoformat("2026-06-01T10:00:00+02:00")
ZONE, LOCALE = "Europe/Berlin", "en-GB"


class SlackPlatform:
    """A workspace where everybody lives in Berlin, alone with the bot and in channels."""

    def __init__(
        self,
        workspace: Workspace,
        slack: Slack,
        transport: Transport,
        running: adapter.Slack,
        storage: Storage,
        clock: VirtualClock,
    ) -> None:
        self.workspace = workspace
        self.clock = clock
        self.storage = storage
        self.messenger = running.messenger
        self.worker = Worker(storage.outbox, running.messenger, clock)
        self._slack = slack
        self._transport = transport
        self._running = running
        self._people: dict[str, PersonAtSlack] = {}

    def person(self, name: str) -> PersonAtSlack:
        """The person of that name."""
        return self._people.setdefault(name, PersonAtSlack(name, self))

    def client(self, name: str) -> Client:
        """Returns a person's Slack client."""
        user = self.workspace.user(name, ZONE, LOCALE)
        return Client(self._slack, self.workspace, user, self._transport)

    async def channel(self, name: str, *people: str) -> None:
        """A public channel; the bot is invited."""
        users = [self.person(one).user for one in people]
        self.workspace.channel(name, [self.workspace.bot, *users])
        for one in people:
            await self.person(one).looks()

    async def catches_up(self) -> None:
        """Tells what is due by now; everybody looks."""
        await self.worker.tick()
        for person in self._people.values():
            await person.looks()

    async def is_down(self, span: timedelta) -> None:
        """The clock goes on, and nobody is there to tell."""
        self.clock.move(self.clock.now() + span)
        await self.catches_up()

    def address(self, user: User) -> Address:
        """Returns the address by which the bot reaches a person."""
        return Address("slack", user.team, user.id)

    async def settled(self) -> None:
        """Waits until the bot has done all it was asked for."""
        assert await self._running.in_flight.wait_until_idle(HANG), "the bot is still at work"


@asynccontextmanager
async def at_slack_over_http() -> AsyncIterator[SlackPlatform]:
    """Gives a workspace with signed HTTP requests, on a database in memory."""
    async with (
        open_storage("sqlite+aiosqlite://") as storage,
        at_slack(ConnectionMode.HTTP, storage, VirtualClock(START)) as platform,
    ):
        yield platform


@asynccontextmanager
async def at_slack_over_sockets() -> AsyncIterator[SlackPlatform]:
    """The same with sockets that the bot holds."""
    async with (
        open_storage("sqlite+aiosqlite://") as storage,
        at_slack(ConnectionMode.SOCKET, storage, VirtualClock(START)) as platform,
    ):
        yield platform


@asynccontextmanager
async def at_slack(
    way: ConnectionMode, storage: Storage, clock: VirtualClock
) -> AsyncIterator[SlackPlatform]:
    """A workspace on a database that others may share."""
    registered = App(manifest=manifest(COMMANDS, way))
    async with Slack(registered, clock.now).serving() as slack:
        workspace = slack.workspace("hunters")
        token = slack.installed(workspace).token
        settings = SlackSettings(
            bot_token=token, signing_secret=registered.signing_secret, api_url=slack.api_url
        )
        if way is ConnectionMode.SOCKET:
            settings = replace(settings, app_token=registered.app_token)
        database = storage.database
        async with (
            adapter.open_slack(
                settings,
                Dispatcher(storage.units, clock, COMMANDS),
                storage.units,
                clock,
                Installations(database),
                IdempotencyKeys(database),
                storage.presence,
                timings=adapter.Timings(0, 0, HANG, HANG, HANG, HANG),
            ) as running,
            _reached(slack, running) as transport,
        ):
            yield SlackPlatform(workspace, slack, transport, running, storage, clock)
            await running.in_flight.wait_until_idle(HANG)
    slack.violations.check()


@asynccontextmanager
async def _reached(slack: Slack, running: adapter.Slack) -> AsyncIterator[Transport]:
    """Connects to the bot, by HTTP or by socket."""
    if running.socket_receiver:
        async with running.socket_receiver.connected():
            await slack.socket.connected()
            yield over_socket(slack)
    else:
        application = web.Application()
        application.add_routes(running.routes())
        async with over_http(slack, application) as transport:
            yield transport
