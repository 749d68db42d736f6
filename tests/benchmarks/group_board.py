"""The board of a group, as small and as large as they come."""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable
from datetime import timedelta

from sqlalchemy import insert, select

from bot.catalog import COMMANDS
from bot.conversation.actor import Actor, Conversation
from bot.dispatcher import Dispatcher
from bot.domain.delivery import DeliveryOutcome
from bot.domain.groups.group import MOST_MEMBERS
from bot.message import Message
from storage.storage import Storage, open_storage
from storage.tables import members, people
from tests.benchmarks.databases import Site
from tests.benchmarks.harness import Repetitions, Row, Scale, alternate, ms, times
from tests.benchmarks.people import DUE, ZONE, FixedClock, address, fill

SECONDS = 0.100
SMALL = MOST_MEMBERS // 100
FLAT = 100.0  # as many times the members, no more than as many times the cost
HUNTERS = Conversation("hunters", "hunters", admin=True)


async def rows(site: Site, scale: Scale) -> AsyncIterator[Row]:
    """The board of a thousand members beside that of ten."""
    small_url, large_url = await site.empty(), await site.empty()
    async with open_storage(small_url) as small, open_storage(large_url) as large:
        ten = Repetitions(await _board_of(small, SMALL), scale.look_ups)
        thousand = Repetitions(await _board_of(large, MOST_MEMBERS), scale.look_ups)
        await alternate(scale.rounds, thousand.several, ten.several)
    slow, least = thousand.percentile(0.99), ten.percentile(0.99)
    yield Row(
        f"/group board of {MOST_MEMBERS:,}, p99",
        site.name,
        f"{ms(slow)}, median {ms(thousand.percentile(0.5))}",
        f"of {SMALL}, p99",
        ms(least),
        times(slow / least),
        f"< {ms(SECONDS)}",
        slow < SECONDS and slow / least < FLAT,
    )
    await site.drop(small_url)
    await site.drop(large_url)


async def _board_of(storage: Storage, count: int) -> Callable[[int], Awaitable[object]]:
    """A group of so many, at its first check-in; gives how one of them looks at it."""
    await fill(storage, count, 1)
    dispatcher = Dispatcher(storage.units, FixedClock(DUE), COMMANDS)
    actor = Actor(address(0), ZONE, HUNTERS)
    await dispatcher.run_line("/group start", actor)
    await dispatcher.run_line("/group join my numbers", actor)
    async with storage.database.writing() as connection:
        (row,) = await connection.execute(select(members))
        known = dict(row._mapping)
        del known["id"]
        others = await connection.scalars(select(people.c.id))
        more = [
            known | {"person_id": id, "name": f"member {id}", "streak": 1}
            for id in others
            if id != known["person_id"]
        ]
        await connection.execute(insert(members), more)
    friday = DUE + timedelta(days=5)
    while claimed := await storage.outbox.claim(friday, 100, 60.0):
        sent = [DeliveryOutcome(one, delivered=one.members) for one in claimed]
        await storage.outbox.settle(sent, friday)

    async def look(turn: int) -> None:
        answer = await dispatcher.run_line("/group board", actor)
        if not isinstance(answer.reply, Message) or not answer.reply.facts:
            raise RuntimeError(f"the board was {answer.reply}")

    return look
