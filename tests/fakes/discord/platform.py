"""The bot at a Discord of its own, with a clock that people move by waiting."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from adapters.console.clock_commands import advance_clock, parse_destination
from adapters.console.virtual_clock import VirtualClock
from adapters.discord.actors import address_of
from adapters.discord.app import App
from adapters.discord.inbound.interaction_runner import Patience
from adapters.discord.manifest import sync
from adapters.discord.outbound.messenger import DiscordMessenger
from adapters.discord.rendering.cards import card_id
from adapters.discord.settings import DiscordSettings
from bot.catalog import COMMANDS
from bot.delivery.worker import Worker
from bot.dispatcher import Dispatcher
from bot.domain.people.person import Person, Preferences
from bot.domain.reminders.urgency import digest_order
from bot.texts.date_formats import say_moment
from storage.storage import Storage, open_storage
from tests.fakes.discord.client import Client
from tests.fakes.discord.directory import TOKEN, Channel, User
from tests.fakes.discord.messages import Message
from tests.fakes.discord.person import PersonAtDiscord
from tests.fakes.discord.rest import BASE
from tests.fakes.discord.server import FakeDiscord, discord_here
from tests.timeouts import HANG

START = datetime.fromisoformat("2026-06-01T10:00:00+02:00")
ZONE = "Europe/Berlin"
ANYBODY = Person(0, address_of(0), Preferences(zone=ZONE))
LOOKED_AT = 200


class DiscordPlatform:
    """A Discord where everybody lives in Berlin, alone with the bot and in channels."""

    def __init__(
        self,
        fake: FakeDiscord,
        settings: DiscordSettings,
        storage: Storage,
        messenger: DiscordMessenger,
        clock: VirtualClock,
    ) -> None:
        self.fake = fake
        self.settings = settings
        self.zone = ZoneInfo(ZONE)
        self.messenger = messenger
        self.worker = Worker(storage.outbox, messenger, clock)
        self._storage = storage
        self._clock = clock
        self._people: dict[str, PersonAtDiscord] = {}

    def person(self, name: str) -> PersonAtDiscord:
        """The person of that name."""
        if name not in self._people:
            client = Client(self.fake, self.fake.directory.new_user(name), ZONE, self._says)
            self._people[name] = PersonAtDiscord(client, self)
        return self._people[name]

    async def channel(self, name: str, *people: str) -> None:
        """A channel in a guild of its own, which the first of them manages."""
        directory = self.fake.directory
        users = [self.person(one).client.user for one in people]
        directory.new_channel(directory.new_guild(name, *users), name)
        for one, user in zip(people, users, strict=True):
            user.shown_name = one  # as everybody there is called on every platform
            await self.person(one).goes_to(None)

    def channel_of(self, name: str) -> Channel:
        """The channel of that name."""
        return next(one for one in self.fake.directory.channels.values() if one.name == name)

    async def catches_up(self) -> None:
        """Tells what is due by now; everybody looks."""
        await self.worker.tick()
        for person in self._people.values():
            await person.notices()

    async def is_down(self, span: timedelta) -> None:
        """The clock goes on, and nobody is there to tell."""
        self._clock.move(self._clock.now() + span)
        await self.catches_up()

    def at(self) -> datetime:
        """The time that their clocks show."""
        return self._clock.now().astimezone(self.zone)

    def says_hello(self, client: Client) -> Message:
        """Sends a message of the bot to a person who has none yet."""
        return self.fake.messages.send(
            client.channel, self.fake.directory.bot, {"content": "Hello"}
        )

    def _says(self, at: datetime) -> str:
        """An instant in the bot's own words: the suite's people read the same everywhere."""
        return say_moment(at, ANYBODY, self._clock.now())

    async def advance_clock(self, span: str) -> None:
        """Lets time pass; everybody sees what comes."""
        target = parse_destination(span, ANYBODY, self._clock.now())
        await advance_clock(target, self._storage, self.worker, self._clock)
        for person in self._people.values():
            await person.notices()

    async def nudges(self, user: User, card: int | None) -> Sequence[str]:
        """The names of the nudges on a card, the most urgent first; the card's number tells them.

        No name is to be seen at Discord, so storage is asked what was delivered with it.
        """
        address = address_of(user.id)
        async with self._storage.units.begin(address, ZONE, self._clock.now()) as uow:
            for nudge in await uow.nudges.recently_delivered(LOOKED_AT):
                if nudge.delivery is not None and card_id(nudge.delivery) == card:
                    members = await uow.nudges.of_delivery(nudge.delivery)
                    return [one.planned.name for one in digest_order(members)]
        return ()


@asynccontextmanager
async def at_discord() -> AsyncIterator[DiscordPlatform]:
    """A Discord on a database in memory."""
    async with (
        open_storage("sqlite+aiosqlite://") as storage,
        at_discord_with(storage, VirtualClock(START)) as platform,
    ):
        yield platform


@asynccontextmanager
async def at_discord_with(storage: Storage, clock: VirtualClock) -> AsyncIterator[DiscordPlatform]:
    """A Discord on a database that others may share."""
    async with discord_here(clock.now) as fake:
        dispatcher = Dispatcher(storage.units, clock, COMMANDS)
        settings = DiscordSettings(TOKEN, api_url=fake.url + BASE, gateway_url=fake.gateway.url)
        await sync(settings)
        async with DiscordMessenger(settings, dispatcher) as messenger:
            app = App(settings, storage.units, clock, dispatcher, patience=Patience(HANG, HANG))
            async with app:
                at_work = asyncio.create_task(app.start(TOKEN))
                await fake.gateway.connected()
                yield DiscordPlatform(fake, settings, storage, messenger, clock)
            await at_work
