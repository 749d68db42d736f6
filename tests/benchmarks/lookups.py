"""Looking things up among as many applications as one person may have."""

from __future__ import annotations

import sqlite3
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import asynccontextmanager, closing

import asyncpg

from adapters.app import gc_tuning
from bot.catalog import COMMANDS
from bot.conversation.actor import Actor
from bot.dispatcher import Dispatcher
from bot.message import Message
from storage.storage import open_storage
from tests.benchmarks.databases import Site, SqliteSite, file_of
from tests.benchmarks.harness import Repetitions, Row, Scale, alternate, ms, times
from tests.benchmarks.people import DUE, ZONE, FixedClock, address, company, filled

SECONDS = 0.050
STEP = 97  # from one company to the next, so that they come from everywhere
_READ = """
SELECT id, company, role, stage, changed FROM applications
WHERE person_id = (SELECT min(id) FROM people) ORDER BY changed DESC, id DESC
"""
Work = Callable[[int], Awaitable[object]]


def misspelled(name: str) -> str:
    """Two letters of the last word in each other's places."""
    return f"{name[:-3]}{name[-2]}{name[-3]}{name[-1]}"


LINES: Mapping[str, Callable[[str], str]] = {
    "/pipeline": lambda name: "/pipeline",
    "/job COMPANY": lambda name: f"/job {name}",
    "/job MISSPELLED": lambda name: f"/job {misspelled(name)}",
}


async def rows(site: Site, scale: Scale) -> AsyncIterator[Row]:
    """Each line's slowest hundredth, beside the driver's for reading the person's list once."""
    url = await site.empty()
    await filled(url, 1, scale.applications)
    reader = _reads_sqlite if isinstance(site, SqliteSite) else _reads_postgres
    async with open_storage(url) as storage, reader(url) as read:
        dispatcher = Dispatcher(storage.units, FixedClock(DUE), COMMANDS)
        gc_tuning.freeze_startup_objects()  # as `serve` does once it is up
        for name, line in LINES.items():
            ours = Repetitions(_asks(dispatcher, line, scale), scale.look_ups)
            bare = Repetitions(read, scale.look_ups)
            await alternate(scale.turns, ours.several, bare.several)
            slow, least = ours.percentile(0.99), bare.percentile(0.99)
            yield Row(
                f"{name} of {scale.applications:,}, p99",
                site.name,
                f"{ms(slow)}, median {ms(ours.percentile(0.5))}",
                "reading all, p99",
                ms(least),
                times(slow / least),
                f"< {ms(SECONDS)}",
                slow < SECONDS,
            )
    await site.drop(url)


def _asks(dispatcher: Dispatcher, line: Callable[[str], str], scale: Scale) -> Work:
    """One person asks for one company after the other."""

    async def ask(turn: int) -> None:
        said = line(company(turn * STEP % scale.applications))
        answer = await dispatcher.run_line(said, Actor(address(0), ZONE))
        if not isinstance(answer.reply, Message) or not answer.reply.title:
            raise RuntimeError(f"{said} was answered with {answer.reply}")

    return ask


@asynccontextmanager
async def _reads_sqlite(url: str) -> AsyncIterator[Work]:
    with closing(sqlite3.connect(file_of(url))) as connection:

        async def read(_turn: int) -> None:
            connection.execute(_READ).fetchall()

        yield read


@asynccontextmanager
async def _reads_postgres(url: str) -> AsyncIterator[Work]:
    connection = await asyncpg.connect(url)
    try:

        async def read(_turn: int) -> None:
            await connection.fetch(_READ)

        yield read
    finally:
        await connection.close()
