"""Slack: nudges to people at Slack, beside a bare loop that sends the same with Slack's own SDK."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Iterator
from itertools import count
from time import perf_counter

from aiohttp import ClientSession
from slack_sdk.web.async_client import AsyncWebClient

from adapters.app import gc_tuning
from adapters.slack import app as adapter
from adapters.slack.outbound.throttle import MAX_CONCURRENT_PER_WORKSPACE
from adapters.slack.rendering.blocks import draw_pages, to_arguments
from adapters.slack.settings import SlackSettings
from bot.catalog import COMMANDS
from bot.delivery.worker import LEASE_SECONDS, Worker
from bot.dispatcher import Dispatcher
from bot.presenters.nudge_digest import digest
from storage.repositories.idempotency_keys import IdempotencyKeys
from storage.repositories.installations import Installations
from storage.storage import open_storage
from tests.benchmarks.databases import Site
from tests.benchmarks.harness import Row, Scale, alternate, times
from tests.benchmarks.people import DUE, FixedClock, filled
from tests.benchmarks.slack import beside
from tests.benchmarks.slack_process import SECRET, TOKEN

# Without any delay, and from 20 ms.
OF_THE_BARE_LOOP = {0.0: 0.65, 0.02: 0.97}
# A loop is all that a Slack without any delay leaves to compare with, and the real one has some.
DELAYS = {0.0: 1, 0.02: 5}


async def rows(site: Site, scale: Scale) -> AsyncIterator[Row]:
    """One nudge for each person: everybody is a channel of their own, all in one workspace."""
    for delay, part in DELAYS.items():
        yield await _row(site, scale.rounds, scale.nudges // part, delay)


async def _row(site: Site, rounds: int, many: int, delay: float) -> Row:
    template = await site.empty()
    await filled(template, many, 1)
    async with beside("slack", str(delay)) as slack:
        api = f"{slack}/api/"

        async def ours() -> float:
            async with site.copied(template) as url:
                return many / await _delivered(url, api, many)

        async def bare() -> float:
            async with site.copied(template) as url:
                look = await _digest(url)
            return many / await _sent(look, api, many)

        nudges, messages = await alternate(rounds, ours, bare)
    await site.drop(template)
    return Row(
        f"tell {many:,} at Slack, {delay * 1_000:.0f} ms away",
        site.name,
        f"{nudges:,.0f} nudges/s",
        "bare chat_postMessage",
        f"{messages:,.0f} messages/s",
        times(nudges / messages),
        f"≥ {times(OF_THE_BARE_LOOP[delay])}",
        nudges / messages >= OF_THE_BARE_LOOP[delay],
    )


async def _delivered(database: str, api: str, nudges: int) -> float:
    """Returns how many seconds our own delivery takes."""
    clock = FixedClock(DUE)
    settings = SlackSettings(bot_token=TOKEN, signing_secret=SECRET, api_url=api)
    async with open_storage(database) as storage:
        dispatcher = Dispatcher(storage.units, clock, COMMANDS)
        kept, keys = Installations(storage.database), IdempotencyKeys(storage.database)
        async with adapter.open_slack(
            settings, dispatcher, storage.units, clock, kept, keys, storage.presence
        ) as slack:
            worker = Worker(storage.outbox, slack.messenger, clock)
            gc_tuning.freeze_startup_objects()  # as `serve` does once it is up
            begin = perf_counter()
            delivered = await worker.tick()
            took = perf_counter() - begin
    if delivered != nudges:
        raise RuntimeError(f"{delivered} of {nudges} nudges were told: nothing to measure")
    return took


async def _digest(database: str) -> dict[str, object]:
    """One of those messages, as Slack takes it."""
    async with open_storage(database) as storage:
        (one,) = await storage.outbox.claim(DUE, 1, LEASE_SECONDS)
    message = digest(one.digest.nudges, one.digest.applications, one.digest.person, DUE)
    page, *_ = draw_pages(message, ["x" * 20] * len(message.all_buttons))
    return to_arguments(page)


async def _sent(look: dict[str, object], api: str, messages: int) -> float:
    """Returns how many seconds the SDK takes for as many sends, as many at once."""
    numbers = count()
    async with ClientSession() as session:
        client = AsyncWebClient(token=TOKEN, base_url=api, session=session, retry_handlers=[])
        begin = perf_counter()
        await asyncio.gather(
            *(_sends(client, look, numbers, messages) for _ in range(MAX_CONCURRENT_PER_WORKSPACE))
        )
        return perf_counter() - begin


async def _sends(
    client: AsyncWebClient, look: dict[str, object], numbers: Iterator[int], messages: int
) -> None:
    for number in numbers:
        if number >= messages:
            return
        answer = await client.chat_postMessage(channel=f"person-{number}", **look)  # type: ignore[arg-type]  # text and blocks
        if not answer["ok"]:
            raise RuntimeError("not taken: nothing to measure")
