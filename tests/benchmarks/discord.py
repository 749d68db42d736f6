"""Discord: the time to a command's first response, and the rate of delivery.

Discord is a process of its own on this machine, which checks and limits nothing.
"""

from __future__ import annotations

import asyncio
from asyncio.subprocess import DEVNULL
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from time import perf_counter

import discord
from sqlalchemy import func, select, update

from adapters.app import gc_tuning
from adapters.discord.actors import PLATFORM
from adapters.discord.app import intents
from adapters.discord.outbound.global_rate_limit import GlobalRateLimit
from adapters.discord.outbound.messenger import AT_ONCE, DiscordMessenger
from adapters.discord.rendering.cards import draw_pages
from adapters.discord.rendering.components import Page
from adapters.discord.rendering.views import DrawnView
from adapters.discord.settings import DiscordSettings
from bot.catalog import COMMANDS
from bot.delivery.worker import LEASE_SECONDS, Worker
from bot.dispatcher import Dispatcher
from bot.domain.delivery import DeliveryOutcome
from bot.domain.people.person import Address
from bot.domain.reminders.nudge import NudgeState
from bot.presenters.nudge_digest import digest
from storage.outbox.queue import requeue
from storage.storage import Storage, open_storage
from storage.tables import applications, nudges
from tests.benchmarks.databases import Site
from tests.benchmarks.discord_bare import BARE
from tests.benchmarks.discord_payloads import FIRST_PERSON
from tests.benchmarks.discord_server import RemoteDiscord, program, remote_discord
from tests.benchmarks.harness import Row, Run, Scale, alternate, ms, percentile, times
from tests.benchmarks.people import DUE, FixedClock, company, fill
from tests.ports import free_port
from tests.program import options

PER_SECOND = 50.0
# As good as no limit, and how much of the limit is to be used.
LIFTED, OF_THE_LIMIT = 100_000.0, 0.98
WITHIN = 2.5
# By how long Discord takes for a message, of a loop that sends as many at once.
OF_THE_BARE_LOOP = {0.0: 0.5, 0.02: 0.95}
PEOPLE, HAVE = 100, 3
OURS = "ours"


def address(number: int) -> Address:
    """Returns the address where one of the people is reached."""
    return Address(PLATFORM, "", str(FIRST_PERSON + number))


async def rows(site: Site, scale: Scale) -> AsyncIterator[Row]:
    """Both, beside a bot that does nothing but answer and a loop that does nothing but send."""
    async with remote_discord() as server:
        async for row in _responding(site, scale, server):
            yield row
    for delay in OF_THE_BARE_LOOP:
        async with remote_discord(delay) as server:
            async for row in _delivering(site, scale, server, delay):
                yield row


async def _responding(site: Site, scale: Scale, server: RemoteDiscord) -> AsyncIterator[Row]:
    """Ours is the program as it is served, its own worker aside, which would tell people things."""
    url = await site.empty()
    async with open_storage(url) as storage:
        await fill(storage, PEOPLE, HAVE, at=address)
    environment = {
        "FOLLOWTHROUGH_DATABASE_URL": url,
        "FOLLOWTHROUGH_DISCORD_TOKEN": OURS,
        "FOLLOWTHROUGH_DISCORD_API_URL": server.api,
        "FOLLOWTHROUGH_ROLE": "gateway",
        "FOLLOWTHROUGH_PORT": str(free_port()),
    }
    ours, bare = (TypingPeople(server, token, scale.typed) for token in (OURS, BARE))
    async with (
        program("-m", "adapters.app", "serve", **options(environment), stdout=DEVNULL),
        program("-m", "tests.benchmarks.discord_bare", server.api),
    ):
        await alternate(scale.rounds, ours.type, bare.type)
    async with open_storage(url) as storage, storage.database.reading() as connection:
        kept = await connection.scalar(select(func.count()).select_from(applications))
    await site.drop(url)
    if kept != PEOPLE * HAVE + ours.count:
        raise RuntimeError(f"{kept} applications are kept: nothing to measure")
    for name, part in (("median", 0.5), ("p99", 0.99)):
        slow, least = (percentile(each.took[scale.typed :], part) for each in (ours, bare))
        yield Row(
            f"Discord, /applied to first response, {name}",
            site.name,
            ms(slow),
            f"a bare command, {name}",
            ms(least),
            times(slow / least),
            f"≤ {times(WITHIN)}" if part > 0.5 else "—",
            slow / least <= WITHIN if part > 0.5 else None,
        )


async def _delivering(
    site: Site, scale: Scale, server: RemoteDiscord, delay: float
) -> AsyncIterator[Row]:
    """Delivers nudges again and again to the same people, whose conversations are open.

    Beside a loop that sends as many at once as we do. Where Discord takes no time, the
    bot's limit is measured too.
    """
    url = await site.empty()
    async with open_storage(url) as storage:
        await fill(storage, scale.reminders, 1, at=address)
        dispatcher = Dispatcher(storage.units, FixedClock(DUE), COMMANDS)
        lifted = GlobalRateLimit(per_second=LIFTED)
        async with (
            DiscordMessenger(_settings(server), dispatcher, global_limit=lifted) as messenger,
            DiscordMessenger(_settings(server), dispatcher) as limited,
            _logged_in() as client,
        ):
            worker = Worker(storage.outbox, messenger, FixedClock(DUE))
            page = await _digest(storage)
            gc_tuning.freeze_startup_objects()  # as `serve` does once it is up
            ours, bare = await alternate(
                scale.rounds,
                _due(storage, worker, scale.reminders),
                _sends(client, page, scale.reminders, AT_ONCE),
            )
            by_the_limit = Worker(storage.outbox, limited, FixedClock(DUE))
            within = 0.0 if delay else await _due(storage, by_the_limit, scale.reminders)()
    await site.drop(url)
    aim = OF_THE_BARE_LOOP[delay]
    yield Row(
        f"Discord, {scale.reminders:,} reminders, {delay * 1_000:.0f} ms away",
        site.name,
        f"{ours:,.0f}/s",
        f"bare sends, {AT_ONCE} at a time",
        f"{bare:,.0f}/s",
        times(ours / bare),
        f"≥ {times(aim)}",
        ours / bare >= aim,
    )
    if delay:
        return
    # Each conversation is opened once by each messenger, which is a request too.
    requests = 2 * within
    yield Row(
        f"Discord, {scale.reminders:,} reminders, requests",
        site.name,
        f"{requests:,.1f}/s",
        "the bot's limit",
        f"{PER_SECOND:,.0f}/s",
        times(requests / PER_SECOND),
        f"≥ {times(OF_THE_LIMIT)}, ≤ 1",
        OF_THE_LIMIT <= requests / PER_SECOND <= 1,
    )


def _settings(server: RemoteDiscord) -> DiscordSettings:
    return DiscordSettings(OURS, api_url=server.api)


class TypingPeople:
    """People who type `/applied` to one of the bots, ever other companies; how long each waited."""

    def __init__(self, server: RemoteDiscord, token: str, many: int) -> None:
        self._server = server
        self._token = token
        self._many = many
        self.count = 0
        self.took: list[float] = []

    async def type(self) -> float:
        """Has them type so often."""
        lines = [
            (number % PEOPLE, {"company": company(1_000 + number), "role": "Baker"})
            for number in range(self.count, self.count + self._many)
        ]
        self.count += self._many
        took = await self._server.types(self._token, lines, PER_SECOND)
        self.took += took
        return percentile(took, 0.5)


@asynccontextmanager
async def _logged_in() -> AsyncIterator[discord.Client]:
    client = discord.Client(intents=intents(), max_messages=None)
    async with client:
        await client.login(BARE)
        yield client


def _due(storage: Storage, worker: Worker, many: int) -> Run:
    """Tells everybody, who are owed it again every time."""

    async def run() -> float:
        async with storage.database.writing() as connection:
            again = {"state": NudgeState.PENDING.value, "settled_at": None, "delivery_id": None}
            await connection.execute(update(nudges).where(nudges.c.number == 1).values(**again))
            owners = await connection.execute(select(nudges.c.person_id).distinct())
            await requeue(connection, list(owners.scalars()))
        begin = perf_counter()
        reminders = await worker.tick()
        if reminders != many:
            raise RuntimeError(f"{reminders} of {many} were told: nothing to measure")
        return many / (perf_counter() - begin)

    return run


async def _digest(storage: Storage) -> Page:
    """One of those messages, drawn."""
    (one,) = await storage.outbox.claim(DUE, 1, LEASE_SECONDS)
    held = {nudge.id: DUE for nudge in one.digest.nudges}
    await storage.outbox.settle([DeliveryOutcome(one, hold=held)], DUE)
    message = digest(one.digest.nudges, one.digest.applications, one.digest.person, DUE)
    (page,) = draw_pages(message, [button.label for button in message.all_buttons])
    return page


def _sends(client: discord.Client, page: Page, many: int, at_once: int) -> Run:
    """Sends so many messages that were drawn before, so many at once."""
    room = asyncio.Semaphore(at_once)

    async def send(channel: int) -> None:
        async with room:
            await client.get_partial_messageable(channel).send(view=DrawnView(page), nonce=channel)

    async def run() -> float:
        begin = perf_counter()
        await asyncio.gather(*(send(FIRST_PERSON + number) for number in range(many)))
        return many / (perf_counter() - begin)

    return run
