"""An open database, and the transactions on it: to write, to read, to see one moment."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import (
    AbstractAsyncContextManager,
    AsyncExitStack,
    asynccontextmanager,
    nullcontext,
    suppress,
)
from typing import Any

from sqlalchemy import URL, Connection, event, text
from sqlalchemy.exc import ArgumentError, DBAPIError
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.engines import name_place, postgres_engine, read_url, sqlite_engine
from storage.errors import UNUSABLE, StorageError, explain
from storage.sqlite_driver import BEGIN_READING

# Options of a connection to SQLite, and what is known of it.
_UNBEGUN, _READ_ONLY = "followthrough_unbegun", "followthrough_read_only"
_BY_INDEX = text(
    "SELECT set_config('enable_seqscan', 'off', true),"
    " set_config('max_parallel_workers_per_gather', '0', true)"
)
_EMPTY_THE_LOG = text("PRAGMA wal_checkpoint(TRUNCATE)")


class Database:
    """An open database: nothing is connected before the first transaction."""

    def __init__(self, address: str) -> None:
        url = read_url(address)
        self.place = name_place(url)
        try:
            self._open(url)
        except (ArgumentError, ValueError):  # in its words is what the address says
            raise StorageError(UNUSABLE.format(self.place)) from None

    def _open(self, url: URL) -> None:
        self._reading: dict[str, Any]
        self._snapshot: dict[str, Any]
        if url.get_backend_name() == "sqlite":
            in_memory = url.database in (None, "", ":memory:")
            self.engine = sqlite_engine(url)
            event.listen(self.engine.sync_engine, "begin", _begin_sqlite)
            # One writer at a time is all that SQLite can do. Waiting here is
            # fair and wakes at once; waiting in SQLite is by polling.
            self._turn: AbstractAsyncContextManager[object] = asyncio.Lock()
            # What is in memory has one connection, which readers share.
            self._turn_to_read = self._turn if in_memory else nullcontext()
            self._reading = {_UNBEGUN: True}
            self._snapshot = {_READ_ONLY: True}
        else:
            self.engine = postgres_engine(url)
            self._turn = self._turn_to_read = nullcontext()
            self._reading = {"isolation_level": "AUTOCOMMIT"}
            self._snapshot = {"isolation_level": "REPEATABLE READ", "postgresql_readonly": True}

    @asynccontextmanager
    async def writing(self) -> AsyncIterator[AsyncConnection]:
        """Opens a transaction: committed at the end, rolled back on an exception."""
        async with self._turn, self._connection() as connection, connection.begin():
            yield connection

    @asynccontextmanager
    async def reading(self) -> AsyncIterator[AsyncConnection]:
        """Opens a connection for single statements that change nothing and lock nothing."""
        async with self._turn_to_read, self._connection() as connection:
            yield await connection.execution_options(**self._reading)

    @asynccontextmanager
    async def snapshot(self) -> AsyncIterator[AsyncConnection]:
        """Opens a read-only transaction: it sees one moment, locks nothing, waits for no writer.

        The database refuses to write in it.
        """
        async with self._turn_to_read, self._connection() as connection:
            await connection.execution_options(**self._snapshot)
            async with connection.begin():
                yield connection

    @asynccontextmanager
    async def _connection(self) -> AsyncIterator[AsyncConnection]:
        async with AsyncExitStack() as stack:
            try:
                connection = await stack.enter_async_context(self.engine.connect())
            except ValueError:  # an option, or a host, that only shows now
                raise StorageError(UNUSABLE.format(self.place)) from None
            except Exception as error:  # the drivers' errors have no ancestor in common
                if explanation := explain(error, self.place):
                    raise explanation from error
                raise
            try:
                yield connection
            except DBAPIError as error:
                if explanation := explain(error, self.place):
                    raise explanation from error
                raise

    async def wipe(self) -> None:
        """Empties SQLite's write-ahead log, which would hold what was erased for a while yet.

        While another connection reads it, the log stays until the next call.
        """
        if self.engine.dialect.name != "sqlite":
            return
        with suppress(StorageError):  # it is erased by then
            async with self._turn, self._connection() as connection:
                unbegun = await connection.execution_options(**self._reading)
                await unbegun.execute(_EMPTY_THE_LOG)

    @property
    def is_shared(self) -> bool:
        """True if other processes, on other machines, may serve from it."""
        return self.engine.dialect.name != "sqlite"

    async def close(self) -> None:
        """Closes all connections."""
        await self.engine.dispose()


async def by_index(connection: AsyncConnection) -> None:
    """Makes PostgreSQL read by index, and alone, for the rest of a transaction.

    A table that was filled a moment ago has no statistics yet, and would be
    read as a whole, by several workers, for a few of its rows.
    """
    if connection.dialect.name == "postgresql":
        await connection.execute(_BY_INDEX)


def _begin_sqlite(connection: Connection) -> None:
    """Begins a transaction: of a reader, in which nothing can be written, or of the one writer."""
    options = connection.get_execution_options()
    if options.get(_UNBEGUN):
        return
    read_only = bool(options.get(_READ_ONLY))
    if connection.info.get(_READ_ONLY, False) is not read_only:
        connection.exec_driver_sql(f"PRAGMA query_only = {'ON' if read_only else 'OFF'}")
        connection.info[_READ_ONLY] = read_only
    # A writer takes the one writer's place at once: a transaction that begins as
    # a reader and then writes could fail halfway.
    connection.exec_driver_sql(BEGIN_READING if read_only else "BEGIN IMMEDIATE")
