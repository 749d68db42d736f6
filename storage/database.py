"""Opens a database from its URL, and hands out transactions on it."""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import AsyncIterator
from contextlib import (
    AbstractAsyncContextManager,
    AsyncExitStack,
    asynccontextmanager,
    nullcontext,
    suppress,
)
from pathlib import Path
from typing import Any

import orjson
from sqlalchemy import URL, Connection, event, make_url, text
from sqlalchemy.exc import ArgumentError, DBAPIError
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine, create_async_engine

from storage.errors import UNUSABLE, StorageError, explain
from storage.sqlite_driver import BEGIN_READING, connect

SECONDS_TO_WAIT = 5
TRIES = 50
# Options of a connection to SQLite, and what is known of it.
_UNBEGUN, _READ_ONLY = "followthrough_unbegun", "followthrough_read_only"
_BY_INDEX = text(
    "SELECT set_config('enable_seqscan', 'off', true),"
    " set_config('max_parallel_workers_per_gather', '0', true)"
)
_EMPTY_THE_LOG = text("PRAGMA wal_checkpoint(TRUNCATE)")
_SQLITE = ("sqlite", "sqlite+aiosqlite")
_POSTGRES = ("postgres", "postgresql", "postgresql+asyncpg")


class Database:
    """An open database: nothing is connected before the first transaction."""

    def __init__(self, address: str) -> None:
        url = _url(address)
        self.place = _place(url)
        try:
            self._open(url)
        except (ArgumentError, ValueError):  # in its words is what the address says
            raise StorageError(UNUSABLE.format(self.place)) from None

    def _open(self, url: URL) -> None:
        self._reading: dict[str, Any]
        self._snapshot: dict[str, Any]
        if url.get_backend_name() == "sqlite":
            in_memory = url.database in (None, "", ":memory:")
            self.engine = _sqlite(url)
            # One writer at a time is all that SQLite can do. Waiting here is
            # fair and wakes at once; waiting in SQLite is by polling.
            self._turn: AbstractAsyncContextManager[object] = asyncio.Lock()
            # What is in memory has one connection, which readers share.
            self._turn_to_read = self._turn if in_memory else nullcontext()
            self._reading = {_UNBEGUN: True}
            self._snapshot = {_READ_ONLY: True}
        else:
            self.engine = _postgres(url)
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


def _url(address: str) -> URL:
    try:
        url = make_url(address)
    except (ArgumentError, ValueError):
        # Neither the address nor the error is repeated: both may hold a password.
        raise StorageError(
            "The database's address cannot be read. It looks like"
            " sqlite+aiosqlite:///path/to/file or postgresql://user:password@host/name."
        ) from None
    if url.drivername in _SQLITE:
        return url.set(drivername="sqlite+aiosqlite")
    if url.drivername in _POSTGRES:
        # Hosts write TLS as libpq spells it; the driver has its own word.
        query = {("ssl" if key == "sslmode" else key): value for key, value in url.query.items()}
        return url.set(drivername="postgresql+asyncpg", query=query)
    raise StorageError(
        f"Databases of the kind “{url.drivername}” are not supported:"
        " use SQLite (sqlite+aiosqlite:///path/to/file) or PostgreSQL (postgresql://…)."
    )


def _place(url: URL) -> str:
    """Returns how messages name the database: never with a password."""
    if url.get_backend_name() == "sqlite":
        return url.database or "the database in memory"
    host = url.host or url.query.get("host") or "localhost"
    named = host if isinstance(host, str) else ", ".join(host)
    # A password with a bare @ in it reaches into the host.
    return f"{named.rpartition('@')[2]}/{url.database or ''}"


def _sqlite(url: URL) -> AsyncEngine:
    if url.database and url.database != ":memory:" and "uri" not in url.query:
        _make_folder(Path(url.database).parent)
    # Without an isolation level the driver begins nothing by itself.
    engine = create_async_engine(
        url,
        hide_parameters=True,  # an error must not carry what people wrote into a log
        json_deserializer=orjson.loads,
        connect_args={
            "async_creator_fn": connect,
            "isolation_level": None,
            "timeout": SECONDS_TO_WAIT,
        },
    )

    event.listen(engine.sync_engine, "connect", _prepare_sqlite)
    event.listen(engine.sync_engine, "begin", _begin_sqlite)
    return engine


def _make_folder(folder: Path) -> None:
    try:
        # What people wrote is nobody else's on a machine that several use.
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        raise StorageError(
            f"The folder {folder} for the database cannot be made ({error.strerror}):"
            " make it, or choose another place."
        ) from error


def _prepare_sqlite(connection: Any, _record: Any) -> None:
    """Sets a new connection up."""
    cursor = connection.cursor()
    try:
        cursor.execute("PRAGMA foreign_keys = ON")
        # What is erased is overwritten, not only unlinked.
        cursor.execute("PRAGMA secure_delete = ON")
        _read_while_writing(cursor)
        cursor.close()
    except Exception:
        connection.close()  # or its thread would go on
        raise


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


def _read_while_writing(cursor: Any) -> None:
    """Turns on write-ahead logging, which stays on in the file."""
    for tries_left in reversed(range(TRIES)):
        try:
            cursor.execute("PRAGMA journal_mode = WAL")
            return
        except sqlite3.OperationalError as error:
            if "locked" not in str(error) or not tries_left:
                raise
        # Another process is about to do the same. SQLite does not wait for its
        # turn with this, but it does with a transaction.
        cursor.execute("BEGIN IMMEDIATE")
        cursor.execute("COMMIT")


def _postgres(url: URL) -> AsyncEngine:
    return create_async_engine(
        url,
        hide_parameters=True,
        json_deserializer=orjson.loads,
        pool_size=5,
        max_overflow=5,
        pool_pre_ping=True,  # a restarted server must not cost a user a command
        connect_args={"timeout": SECONDS_TO_WAIT},
    )
