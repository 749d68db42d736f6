"""Connections to SQLite, each with a thread for what may have to wait.

Going to another thread and back costs more than most statements do. A transaction
that has begun waits for no other until it is committed: its single statements are
executed on the spot. All else is one visit, in which all rows are read.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable
from functools import partial
from typing import Any

import aiosqlite

_CHUNK = 64
# Begins a transaction that sees one moment, from then on.
BEGIN_READING = "BEGIN DEFERRED"
_FIRST_READ = "SELECT 1 FROM sqlite_master LIMIT 1"


class _Cursor(aiosqlite.Cursor):
    """Executes one statement and reads all its rows."""

    def __init__(self, connection: Connection) -> None:
        self._conn: Connection = connection
        self._rows: list[Any] = []
        self._cursor: Any = None  # nobody asks before something was executed

    async def execute(self, sql: str, parameters: Any = None) -> _Cursor:
        """Executes it and reads its rows."""

        def visit() -> None:
            self._read(self._conn._conn.execute(sql, parameters or ()))
            if sql == BEGIN_READING:  # SQLite would put it off, and wait on the spot
                self._read(self._conn._conn.execute(_FIRST_READ))

        if self._conn.in_transaction:
            visit()
        else:
            await self._visit(visit)
        return self

    async def executemany(self, sql: str, parameters: Iterable[Any]) -> _Cursor:
        """Executes it for many rows."""
        await self._visit(lambda: self._read(self._conn._conn.executemany(sql, parameters)))
        return self

    async def fetchall(self) -> list[Any]:
        """Returns all its rows."""
        return self._rows

    async def close(self) -> None:
        """Does nothing: it was closed when its rows were read."""

    async def _visit(self, visit: Callable[[], None]) -> None:
        await self._conn._execute(visit)  # type: ignore[no-untyped-call]  # private

    def _read(self, cursor: sqlite3.Cursor) -> None:
        self._rows = cursor.fetchall() if cursor.description else []
        cursor.close()
        self._cursor = cursor


class Connection(aiosqlite.Connection):
    """A connection and its thread."""

    def cursor(self) -> _Cursor:  # type: ignore[override]  # without a visit it need not wait
        """Returns a cursor, which does nothing until it executes."""
        return _Cursor(self)

    async def rollback(self) -> None:
        """Ends a transaction, if one has begun; each connection is given back with this call."""
        if self.in_transaction:
            await super().rollback()


def connect(database: str, **options: Any) -> Connection:
    """Connects when it is awaited. Raises sqlite3.Error for a file that cannot be opened."""
    # Tried here, where no thread waits for it yet.
    sqlite3.connect(database, **options).close()
    # One statement at a time in whichever thread: SQLAlchemy sees to that.
    options["check_same_thread"] = False
    connection = Connection(partial(sqlite3.connect, database, **options), _CHUNK)
    connection._thread.daemon = True  # what forgot to close it ends all the same
    return connection
