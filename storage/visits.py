"""SQLite's connections, each in a thread of its own that is visited once for a statement.

Making a cursor, executing, fetching and closing are four visits otherwise, and
going to another thread and back costs more than most statements do.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable
from functools import partial
from typing import Any

import aiosqlite

_CHUNK = 64


class _Cursor(aiosqlite.Cursor):
    """Executes one statement, and has read all its rows by then."""

    def __init__(self, connection: Connection) -> None:
        self._conn: Connection = connection
        self._rows: list[Any] = []
        # SQLAlchemy asks before and after, never in between.
        self._cursor: Any = None

    async def execute(self, sql: str, parameters: Any = None) -> _Cursor:
        """Executes it and reads its rows."""
        return await self._visit(lambda: self._conn._conn.execute(sql, parameters or ()))

    async def executemany(self, sql: str, parameters: Iterable[Any]) -> _Cursor:
        """Executes it for many rows."""
        return await self._visit(lambda: self._conn._conn.executemany(sql, parameters))

    async def fetchall(self) -> list[Any]:
        """All its rows."""
        return self._rows

    async def close(self) -> None:
        """It was closed when its rows were read."""

    async def _visit(self, execute: Callable[[], sqlite3.Cursor]) -> _Cursor:
        def visit() -> tuple[sqlite3.Cursor, list[Any]]:
            cursor = execute()
            rows = cursor.fetchall() if cursor.description else []
            cursor.close()
            return cursor, rows

        self._cursor, self._rows = await self._conn._execute(visit)  # type: ignore[no-untyped-call]
        return self


class Connection(aiosqlite.Connection):
    """A connection in its own thread."""

    def cursor(self) -> _Cursor:  # type: ignore[override]  # without a visit it need not wait
        """A cursor, which visits nobody until it executes."""
        return _Cursor(self)


def connect(database: str, **options: Any) -> Connection:
    """Connects when it is awaited. Raises sqlite3.Error for a file that cannot be opened."""
    # Tried here, where no thread waits for it yet.
    sqlite3.connect(database, **options).close()
    connection = Connection(partial(sqlite3.connect, database, **options), _CHUNK)
    connection._thread.daemon = True  # what forgot to close it ends all the same
    return connection
