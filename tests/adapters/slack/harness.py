"""A bot beside a fake Slack, which can be stopped or killed and started again."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from aiohttp import web

from adapters.console.virtual_clock import VirtualClock
from adapters.shared.picture_renderer import PictureRenderer
from adapters.slack import app as adapter
from adapters.slack.manifest import ConnectionMode, manifest
from adapters.slack.settings import SlackSettings
from bot.catalog import COMMANDS
from bot.delivery.worker import Worker
from bot.dispatcher import Dispatcher
from bot.domain.people.person import Address, Person
from storage.repositories.idempotency_keys import IdempotencyKeys
from storage.repositories.installations import Installations
from storage.repositories.shown_changes import storing_shown_changes
from storage.storage import Storage, open_storage
from tests.fakes.slack.app import App
from tests.fakes.slack.app_server import over_http, over_socket
from tests.fakes.slack.client import Client
from tests.fakes.slack.people import User
from tests.fakes.slack.slack import Slack
from tests.fakes.slack.transport import OverHttp, Transport
from tests.fakes.slack.workspace import Workspace
from tests.timeouts import HANG

MONDAY = datetime.fromisoformat("2026-06-01T10:00:00+02:00")
BERLIN = "Europe/Berlin"
KEY = "MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDE="


def registered(way: ConnectionMode = ConnectionMode.HTTP) -> App:
    """The app as its manifest registers it."""
    return App(manifest=manifest(COMMANDS, way))


@dataclass
class Bot:
    """One life of the process."""

    slack: Slack
    running: adapter.Slack
    storage: Storage
    clock: VirtualClock
    transport: Transport
    worker: Worker

    def client(self, user: User, workspace: Workspace) -> Client:
        """Returns a user's Slack client that reaches this bot."""
        return Client(self.slack, workspace, user, self.transport)

    @property
    def http(self) -> OverHttp:
        """The bot's HTTP endpoint."""
        assert isinstance(self.transport, OverHttp)
        return self.transport

    async def settled(self) -> None:
        """Waits until everything that was asked for is done."""
        assert await self.running.in_flight.wait_until_idle(HANG), "the bot is still at work"

    async def waits(self, **span: float) -> int:
        """Lets time pass and delivers what came due; returns how many nudges were delivered."""
        self.clock.move(self.clock.now() + timedelta(**span))
        return await self.worker.tick()

    async def person(self, user: User) -> Person | None:
        """Returns a user as the bot knows them."""
        return await self.storage.units.find_person(Address("slack", user.team, user.id))


@dataclass
class Harness:
    """A fake Slack, a workspace in it, and a database that outlives every life of the bot."""

    slack: Slack
    clock: VirtualClock
    database: str = "sqlite+aiosqlite://"
    # So long that only a hang reaches it, or nothing, so that a view opens at once.
    placeholder_after: float = HANG
    submission_seconds: float = HANG
    # For a profile and a welcome; 0 where they are to take too long.
    patience: float = HANG
    renderer: PictureRenderer | None = None
    settings: SlackSettings = field(init=False)

    def __post_init__(self) -> None:
        self.workspace = self.slack.workspace("hunters")
        self.ada = self.workspace.user("ada", BERLIN, "en-GB")
        self.bea = self.workspace.user("bea", "America/New_York", "en-US")
        self.settings = self.for_one()

    def for_one(self) -> SlackSettings:
        """The settings for an app in one workspace, over HTTP."""
        return SlackSettings(
            bot_token=self.slack.installed(self.workspace).token,
            signing_secret=self.slack.app.signing_secret,
            api_url=self.slack.api_url,
        )

    def for_many(self, *keys: str) -> SlackSettings:
        """The settings for an app that workspaces install themselves."""
        return SlackSettings(
            signing_secret=self.slack.app.signing_secret,
            client_id=self.slack.app.client_id,
            client_secret=self.slack.app.client_secret,
            keys=keys or (KEY,),
            public_url="https://followthrough.example",
            api_url=self.slack.api_url,
        )

    def over_sockets(self) -> None:
        """Has Slack send over sockets from the next life on."""
        self.settings = replace(self.settings, app_token=self.slack.app.app_token)

    @asynccontextmanager
    async def impatient(self) -> AsyncIterator[tuple[Bot, Client]]:
        """A life in which an empty view opens before any form, and Ada in it."""
        self.placeholder_after = 0
        async with self.running() as bot:
            yield bot, bot.client(self.ada, self.workspace)

    @asynccontextmanager
    async def running(self) -> AsyncIterator[Bot]:
        """One life of the bot."""
        async with AsyncExitStack() as stack:
            storage = await stack.enter_async_context(open_storage(self.database))
            keys = IdempotencyKeys(storage.database)
            shown = await stack.enter_async_context(storing_shown_changes(storage.database))
            dispatcher = Dispatcher(storage.units, self.clock, COMMANDS, shown=shown)
            running = await stack.enter_async_context(
                adapter.open_slack(
                    self.settings,
                    dispatcher,
                    storage.units,
                    self.clock,
                    Installations(storage.database),
                    keys,
                    storage.presence,
                    timings=adapter.Timings(
                        0,
                        0,
                        self.placeholder_after,
                        self.submission_seconds,
                        self.patience,
                        self.patience,
                    ),
                    renderer=self.renderer,
                )
            )
            transport: Transport
            if running.socket_receiver:
                await stack.enter_async_context(running.socket_receiver.connected())
                await self.slack.socket.connected()
                transport = over_socket(self.slack)
            else:
                application = web.Application()
                application.add_routes(running.routes())
                transport = await stack.enter_async_context(over_http(self.slack, application))
            worker = Worker(storage.outbox, running.messenger, self.clock)
            bot = Bot(self.slack, running, storage, self.clock, transport, worker)
            yield bot
            await bot.settled()
