"""Delivering through a messenger that takes its time: against what it takes at most."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from itertools import count
from time import perf_counter

from bot.delivery.worker import Worker
from bot.domain.groups.group import Channel
from bot.domain.people.person import Address
from bot.message import Message
from storage.storage import open_storage
from tests.benchmarks.databases import Site
from tests.benchmarks.harness import Row, Scale, times
from tests.benchmarks.people import DUE, FixedClock, filled

AT_ONCE = 24
USUAL, SLOW = 0.1, 3.0
ONE_IN = 100
OF_THE_IDEAL = 0.9
# The last ones wait for the slowest, which is no matter of throughput.
MEASURED = 0.95


class SlowMessenger:
    """A messenger of 24 places: a message takes 100 ms, one in a hundred 3 s."""

    def __init__(self, measured: int) -> None:
        self._places = asyncio.Semaphore(AT_ONCE)
        self._numbers = count(1)
        self._left = measured
        self.done = 0.0

    async def send_direct(
        self, address: Address, message: Message, delivery: str, *, maybe_sent: bool = False
    ) -> None:
        """Takes its time."""
        async with self._places:
            slow = next(self._numbers) % ONE_IN == 0
            await asyncio.sleep(SLOW if slow else USUAL)
        self._left -= 1
        if self._left == 0:
            self.done = perf_counter()

    async def send_channel(
        self, channel: Channel, message: Message, delivery: str, *, maybe_sent: bool = False
    ) -> None:
        """Posts nothing: there are no groups here."""


async def rows(site: Site, scale: Scale) -> AsyncIterator[Row]:
    """Measures deliveries a second, beside the most that the concurrent places allow."""
    people = scale.reminders
    url = await site.empty()
    await filled(url, people, 1)
    measured = int(people * MEASURED)
    messenger = SlowMessenger(measured)
    async with open_storage(url) as storage:
        begin = perf_counter()
        reminders = await Worker(storage.outbox, messenger, FixedClock(DUE)).tick()
    await site.drop(url)
    if reminders != people:
        raise RuntimeError(f"{reminders} of {people} nudges were told: nothing to measure")
    rate = measured / (messenger.done - begin)
    ideal = AT_ONCE / (USUAL * (1 - 1 / ONE_IN) + SLOW / ONE_IN)
    yield Row(
        f"deliver {people:,} through 24 places of 100 ms, 1% of them 3 s",
        site.name,
        f"{rate:,.0f} nudges/s",
        "all places busy",
        f"{ideal:,.0f} nudges/s",
        times(rate / ideal),
        f"≥ {times(OF_THE_IDEAL)}",
        rate / ideal >= OF_THE_IDEAL,
    )
