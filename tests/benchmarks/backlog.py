"""Ten million pending nudges and as many settled: what each thing costs beside a small database.

Some people apply, are reminded once by the real worker and wait for the second reminder. The
database then multiplies them, with their applications and histories. PostgreSQL only.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import AsyncExitStack
from datetime import datetime, timedelta
from functools import partial
from time import perf_counter
from typing import Any

from sqlalchemy import ColumnElement, Table, func, insert, select, text

from adapters.app import gc_tuning
from bot.catalog import COMMANDS
from bot.conversation.actor import Actor
from bot.delivery.worker import Worker
from bot.dispatcher import Dispatcher
from bot.domain.people.person import Address
from bot.message import Message
from storage.storage import Storage, open_storage
from storage.tables import (
    DIGEST,
    PENDING,
    activities,
    applications,
    changes,
    deliveries,
    identities,
    nudges,
    people,
)
from tests.benchmarks.databases import PostgresSite, Site
from tests.benchmarks.deliveries import NullMessenger
from tests.benchmarks.harness import Row, Run, Scale, alternate, ms, seconds, times
from tests.benchmarks.people import DUE, ZONE, FixedClock, address, company, fill

EACH = 10  # applications of a person
BASE = 5_000  # people who are multiplied
AT_ONCE = 300  # people, in a round of delivering
ROUNDS = 5
COMMANDS_IN_A_ROUND = 50
FLAT = 1.5

# In the order of their foreign keys. Ids are moved on, and names get the number of their copy.
_COPIED: Mapping[Table, tuple[Mapping[str, Table], tuple[str, ...]]] = {
    people: ({"id": people}, ()),
    identities: ({"person_id": people}, ("user",)),
    changes: ({"id": changes, "person_id": people}, ()),
    applications: ({"id": applications, "person_id": people}, ()),
    activities: (
        {
            "id": activities,
            "person_id": people,
            "application_id": applications,
            "change_id": changes,
        },
        (),
    ),
    nudges: (
        {"id": nudges, "person_id": people, "application_id": applications},
        ("delivery_id",),
    ),
    deliveries: ({"to_person": people}, ("id",)),
}


class StoppingMessenger(NullMessenger):
    """A messenger that has the worker claim no more after so many messages."""

    def __init__(self, most: int) -> None:
        self.left = most
        self.worker: Worker | None = None

    async def send_direct(
        self, address: Address, message: Message, delivery: str, *, maybe_sent: bool = False
    ) -> None:
        """Counts it."""
        self.left -= 1
        if self.left <= 0 and self.worker is not None:
            self.worker.stop()


async def rows(site: Site, scale: Scale) -> AsyncIterator[Row]:
    """Nothing without a backlog in the scale, and nothing on SQLite, which has one process."""
    if not scale.backlog or not isinstance(site, PostgresSite):
        return
    base = min(BASE, scale.backlog // EACH)
    async with AsyncExitStack() as stack:
        urls = [await site.empty() for _ in range(2)]
        small, large = [await stack.enter_async_context(open_storage(url)) for url in urls]
        for storage in (small, large):
            await _remind_once(storage, base)
        took = await seconds(lambda: _multiply(large, scale.backlog // EACH // base))
        gc_tuning.freeze_startup_objects()  # as `serve` does once it is up
        yield await _size(site, large, took)
        due = await _next_due(large)
        sides = (small, large)
        for what, run, turns, show in (
            ("a poll with nothing due", _polls(scale.ticks, due), scale.turns, ms),
            ("/applied, line to commit", _commands("applied {} as Baker", due), ROUNDS, ms),
            ("/nudges, line to answer", _commands("nudges", due), ROUNDS, ms),
            ("a nudge delivered, all are due", _deliveries(due), ROUNDS, ms),
        ):
            least, cost = await alternate(turns, *map(run, sides))
            yield _row(site, what, show(cost), show(least), cost / least)
        for what, work in _hourly(due).items():
            least, cost = [await seconds(partial(work, one)) for one in sides]
            yield Row(f"{what}, {scale.backlog:,} pending", site.name, ms(cost), "small", ms(least))
    for url in urls:
        await site.drop(url)


def _row(site: Site, what: str, cost: str, least: str, ratio: float) -> Row:
    flat = f"≤ {times(FLAT)}"
    return Row(what, site.name, cost, "small", least, times(ratio), flat, ratio <= FLAT)


async def _remind_once(storage: Storage, count: int) -> None:
    """Adds people who were reminded of each application once; the next reminders are pending."""
    await fill(storage, count, EACH)
    delivered = await Worker(storage.outbox, NullMessenger(), FixedClock(DUE)).tick()
    if delivered != count * EACH:
        raise RuntimeError(f"{delivered} of {count * EACH} nudges were delivered")


async def _multiply(storage: Storage, times: int) -> None:
    """Has the database copy all rows until there are so many times as many of each."""
    async with storage.database.reading() as connection:
        spans = {
            table: await connection.scalar(select(func.max(table.c.id)))
            for table in (people, changes, applications, activities, nudges)
        }
    for copy in range(1, times):
        async with storage.database.writing() as connection:
            # Every copied row has the owner that the first has: the keys need no check.
            await connection.execute(text("SET LOCAL session_replication_role = replica"))
            await connection.execute(text("SET LOCAL synchronous_commit = off"))
            for table, (ids, names) in _COPIED.items():
                moved = {name: copy * spans[of] for name, of in ids.items()}
                columns = [_copied(column, moved, names, copy) for column in table.c]
                whose = table.c[next(one for one, of in ids.items() if of is people)]
                first = select(*columns).where(whose <= spans[people])
                await connection.execute(insert(table).from_select(list(table.c), first))
    for table, span in spans.items():
        async with storage.database.writing() as connection:
            sequence = func.pg_get_serial_sequence(table.name, "id")
            await connection.execute(select(func.setval(sequence, times * span)))
    async with storage.database.engine.execution_options(
        isolation_level="AUTOCOMMIT"
    ).connect() as connection:
        await connection.execute(text("VACUUM ANALYZE"))


def _copied(
    column: ColumnElement[Any], moved: Mapping[str, int], names: tuple[str, ...], copy: int
) -> ColumnElement[Any]:
    if column.name in moved:
        return column + moved[column.name]
    return column + f"/{copy}" if column.name in names else column


async def _size(site: Site, storage: Storage, took: float) -> Row:
    async with storage.database.reading() as connection:
        counts = select(
            func.count().filter(PENDING), func.count().filter(nudges.c.state == "delivered")
        )
        pending, settled = (await connection.execute(counts.select_from(nudges))).one()
        bytes = await connection.scalar(text("SELECT pg_database_size(current_database())"))
    return Row(
        f"{pending:,} pending, {settled:,} settled",
        site.name,
        f"{bytes / 2**30:.1f} GB",
        "an application",
        f"{bytes / (pending or 1):,.0f} B",
        f"in {took / 60:.0f} min",
    )


async def _next_due(storage: Storage) -> datetime:
    async with storage.database.reading() as connection:
        last = select(func.max(deliveries.c.ready_at)).where(DIGEST)
        due: datetime = (await connection.execute(last)).scalar_one()
    return due


def _hourly(due: datetime) -> Mapping[str, Callable[[Storage], Awaitable[object]]]:
    return {
        "hourly: queue what nobody has queued": lambda storage: storage.outbox.recover(),
        "hourly: prune": lambda storage: storage.outbox.prune(due),
    }


def _polls(count: int, due: datetime) -> Callable[[Storage], Run]:
    def of(storage: Storage) -> Run:
        worker = Worker(storage.outbox, NullMessenger(), FixedClock(due - timedelta(days=1)))
        return _each(count, lambda _: worker.tick())

    return of


def _commands(line: str, due: datetime) -> Callable[[Storage], Run]:
    """Typed by one person after the other, whom both databases know."""

    def of(storage: Storage) -> Run:
        dispatcher = Dispatcher(storage.units, FixedClock(due - timedelta(days=1)), COMMANDS)

        async def log_one(turn: int) -> None:
            actor = Actor(address(turn), ZONE)
            answer = await dispatcher.run_line("/" + line.format(company(1_000 + turn)), actor)
            if not isinstance(answer.reply, Message):
                raise RuntimeError(f"{line} was answered with {answer.reply}")

        return _each(COMMANDS_IN_A_ROUND, log_one)

    return of


def _deliveries(due: datetime) -> Callable[[Storage], Run]:
    """Delivers the first of all that is due, until some hundred people have theirs."""

    def of(storage: Storage) -> Run:
        async def run() -> float:
            messenger = StoppingMessenger(AT_ONCE)
            messenger.worker = Worker(storage.outbox, messenger, FixedClock(due))
            begin = perf_counter()
            sent = await messenger.worker.tick()
            return (perf_counter() - begin) / sent

        return run

    return of


def _each(count: int, call: Callable[[int], Awaitable[object]]) -> Run:
    """Does it so often, with ever other numbers; the seconds of one."""
    done = 0

    async def run() -> float:
        nonlocal done
        begin = perf_counter()
        for number in range(done, done + count):
            await call(number)
        done += count
        return (perf_counter() - begin) / count

    return run
