"""`/applied` from the line to the commit, against the statements that it really executes.

One command is overheard. What it executed, reads included, is then replayed on
the same engine, with other people's ids in the places of the first one's.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import delete, event, func, insert, select

from adapters.app import gc_tuning
from bot.catalog import COMMANDS
from bot.conversation.actor import Actor
from bot.dispatcher import Dispatcher
from bot.message import Message, Tone
from storage.storage import Storage, open_storage
from storage.tables import activities, applications, changes, identities
from tests.benchmarks.databases import Site, SqliteSite
from tests.benchmarks.harness import Repetitions, Row, Scale, alternate, ms, times
from tests.benchmarks.people import DUE, ZONE, FixedClock, address, company, fill

# Of what the statements alone take, by the database.
WITHIN = {True: 1.5, False: 0.9}
PEOPLE = 100
HAVE = 3
OVERHEARD = 56


async def rows(site: Site, scale: Scale) -> AsyncIterator[Row]:
    """Measures commands a second, and the time of the slowest hundredth."""
    url, within = await site.empty(), WITHIN[isinstance(site, SqliteSite)]
    async with open_storage(url) as storage:
        await fill(storage, PEOPLE, HAVE)
        await _ids_apart(storage)
        commands, replay = Commands(storage), await Replay.of(storage)
        gc_tuning.freeze_startup_objects()  # as `serve` does once it is up
        ours, bare = (
            Repetitions(commands.log_one, scale.commands),
            Repetitions(replay.execute, scale.commands),
        )
        rate, most = await alternate(scale.turns, ours.several, bare.several)
    await site.drop(url)
    yield Row(
        "/applied, line to commit",
        site.name,
        f"{ms(1 / rate)} ({rate:,.0f}/s)",
        "its statements",
        f"{ms(1 / most)} ({most:,.0f}/s)",
        times(most / rate),
        f"≤ {times(within)}",
        most / rate <= within,
    )
    slow, least = ours.percentile(0.99), bare.percentile(0.99)
    yield Row(
        "/applied, p99",
        site.name,
        ms(slow),
        "its statements, p99",
        ms(least),
        times(slow / least),
        f"≤ {times(within)}",
        slow / least <= within,
    )


class Commands:
    """The command as it is typed, by one person after the other, for ever other companies."""

    def __init__(self, storage: Storage) -> None:
        self._dispatcher = Dispatcher(storage.units, FixedClock(DUE), COMMANDS)

    async def log_one(self, turn: int) -> None:
        """Types it; whatever does not log an application is no measure of it."""
        line = f"/applied {company(1_000 + turn)} as Baker"
        answer = await self._dispatcher.run_line(line, Actor(address(turn % PEOPLE), ZONE))
        if not isinstance(answer.reply, Message) or answer.reply.tone is not Tone.GOOD:
            raise RuntimeError(f"{line} was answered with {answer.reply}")


@dataclass(frozen=True, slots=True)
class Statement:
    """An executed statement, as SQLAlchemy has it, with its parameters by name."""

    element: Any
    parameters: Mapping[str, Any]

    @property
    def fills(self) -> str:
        """The table that it adds a row to, if it does."""
        return str(self.element.table.name) if self.element.is_insert else ""


class Replay:
    """The overheard statements, made already, executed one after the other in one transaction."""

    def __init__(
        self,
        storage: Storage,
        statements: Sequence[Statement],
        ids: Mapping[str, int],
        people: Sequence[int],
    ) -> None:
        self._engine = storage.database.engine
        self._statements = statements
        self._ids = ids
        self._people = people

    @classmethod
    async def of(cls, storage: Storage) -> Replay:
        """Overhears one command."""
        heard: list[Statement] = []

        def overhear(*execution: Any) -> None:
            *_, context, many = execution
            if many:
                raise RuntimeError("executed for many rows at once, and so no replay of it")
            if context.compiled:  # all but BEGIN, which the engine says by itself
                heard.append(Statement(context.compiled.statement, context.compiled_parameters[0]))

        engine = storage.database.engine.sync_engine
        event.listen(engine, "before_cursor_execute", overhear)
        await Commands(storage).log_one(OVERHEARD - PEOPLE)
        event.remove(engine, "before_cursor_execute", overhear)
        async with storage.database.reading() as connection:
            ids = {
                table.name: (await connection.execute(select(func.max(table.c.id)))).scalar_one()
                for table in (applications, changes, activities)
            }
            which = select(identities.c.person_id).order_by(identities.c.person_id)
            people = (await connection.execute(which)).scalars().all()
        return cls(storage, heard, ids, people)

    async def execute(self, turn: int) -> None:
        """Executes them all, for another person and with the ids that are given out now."""
        person = turn % PEOPLE
        now: dict[Any, Any] = {
            self._people[OVERHEARD]: self._people[person],
            address(OVERHEARD).user: address(person).user,
        }
        async with self._engine.begin() as connection:
            for statement in self._statements:
                parameters = {
                    name: now.get(value, value) if type(value) in (int, str) else value
                    for name, value in statement.parameters.items()
                }
                result = await connection.execute(statement.element, parameters)
                rows = result.all() if result.returns_rows else []
                if statement.fills in self._ids:
                    now[self._ids[statement.fills]] = rows[0][0]


async def _ids_apart(storage: Storage) -> None:
    """Moves the tables' next ids apart, so that a number in a statement tells its table.

    Ids are never given out twice, so rows that come and go leave gaps.
    """
    async with storage.database.writing() as connection:
        for table, gaps in ((changes, 1), (activities, 2)):
            last = (await connection.execute(select(func.max(table.c.id)))).scalar_one()
            columns = [column for column in table.c if column.name != "id"]
            rows = select(*columns).where(table.c.id <= last)
            for _ in range(gaps):
                await connection.execute(insert(table).from_select(columns, rows))
            await connection.execute(delete(table).where(table.c.id > last))
