"""The bot at work on a database that outlives it, beside a Discord that does too."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

from adapters.console.virtual_clock import VirtualClock
from adapters.discord.actors import address_of
from adapters.discord.app import App
from adapters.discord.inbound.interaction_runner import Patience
from adapters.discord.manifest import sync
from adapters.discord.outbound.invalid_requests import InvalidRequestLimit
from adapters.discord.outbound.messenger import DiscordMessenger
from adapters.discord.settings import DiscordSettings, Shards
from adapters.shared.picture_renderer import PictureRenderer
from bot.catalog import COMMANDS
from bot.delivery.worker import Worker
from bot.dispatcher import Dispatcher
from storage.repositories.shown_changes import storing_shown_changes
from storage.storage import Storage, open_storage
from tests.fakes.discord.client import Client
from tests.fakes.discord.directory import TOKEN
from tests.fakes.discord.rest import BASE
from tests.fakes.discord.server import FakeDiscord
from tests.timeouts import HANG


@dataclass
class Bot:
    """One life of the process: what the gateway talks to, and what tells."""

    app: App
    messenger: DiscordMessenger
    storage: Storage
    dispatcher: Dispatcher
    worker: Worker


@dataclass
class Harness:
    """A bot beside a fake Discord, which can be stopped or killed and started again."""

    fake: FakeDiscord
    clock: VirtualClock
    database: str
    shards: Shards | None = None
    # So long that only a hang reaches it; nothing while the database is busy.
    patience: Patience = field(default_factory=lambda: Patience(HANG, HANG))
    renderer: PictureRenderer | None = None

    @property
    def settings(self) -> DiscordSettings:
        """The bot's settings, as the environment would give them."""
        return DiscordSettings(
            TOKEN,
            shards=self.shards,
            api_url=self.fake.url + BASE,
            gateway_url=self.fake.gateway.url,
        )

    async def register(self) -> bool:
        """The step of deploying that tells Discord the commands."""
        return await sync(self.settings)

    @asynccontextmanager
    async def busy(self, bot: Bot, other: Client) -> AsyncIterator[None]:
        """Keeps the database locked by another writer, so that every answer is acknowledged first.

        SQLite has one writer at a time.
        """
        address = address_of(other.user.id)
        self.patience.answer = self.patience.form = 0
        try:
            async with bot.storage.units.begin(address, "UTC", self.clock.now()):
                yield
        finally:
            self.patience.answer = self.patience.form = HANG

    @asynccontextmanager
    async def running(
        self, invalid_requests: InvalidRequestLimit | None = None
    ) -> AsyncIterator[Bot]:
        """One life of the bot, from its start to its end."""
        up = len(self.fake.gateway.sessions)
        async with (
            open_storage(self.database) as storage,
            storing_shown_changes(storage.database) as shown,
        ):
            dispatcher = Dispatcher(storage.units, self.clock, COMMANDS, shown=shown)
            async with DiscordMessenger(
                self.settings, dispatcher, invalid_requests, renderer=self.renderer
            ) as messenger:
                app = App(
                    self.settings,
                    storage.units,
                    self.clock,
                    dispatcher,
                    invalid_requests,
                    patience=self.patience,
                    renderer=self.renderer,
                )
                async with app:
                    at_work = asyncio.create_task(app.start(TOKEN))
                    await self.fake.gateway.connected(len(self.shards.ids) if self.shards else 1)
                    worker = Worker(storage.outbox, messenger, self.clock)
                    yield Bot(app, messenger, storage, dispatcher, worker)
                await at_work
        assert len(self.fake.gateway.sessions) <= up + 1
