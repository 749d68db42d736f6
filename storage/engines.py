"""Makes the engine of a database from its URL: SQLite or PostgreSQL."""

from __future__ import annotations

import sqlite3
from pathlib import Path
from typing import Any

import orjson
from sqlalchemy import URL, event, make_url
from sqlalchemy.exc import ArgumentError
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine

from storage.errors import StorageError
from storage.sqlite_driver import connect

SECONDS_TO_WAIT = 5
TRIES = 50
_SQLITE = ("sqlite", "sqlite+aiosqlite")
_POSTGRES = ("postgres", "postgresql", "postgresql+asyncpg")


def read_url(address: str) -> URL:
    """Returns the URL of an address, with the driver that we use. Raises StorageError."""
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


def name_place(url: URL) -> str:
    """Returns how messages name the database: never with a password."""
    if url.get_backend_name() == "sqlite":
        return url.database or "the database in memory"
    host = url.host or url.query.get("host") or "localhost"
    named = host if isinstance(host, str) else ", ".join(host)
    # A password with a bare @ in it reaches into the host.
    return f"{named.rpartition('@')[2]}/{url.database or ''}"


def sqlite_engine(url: URL) -> AsyncEngine:
    """Makes the engine of a SQLite file, whose folder is made if it is not there."""
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


def postgres_engine(url: URL) -> AsyncEngine:
    """Makes the engine of a PostgreSQL database."""
    return create_async_engine(
        url,
        hide_parameters=True,
        json_deserializer=orjson.loads,
        pool_size=5,
        max_overflow=5,
        pool_pre_ping=True,  # a restarted server must not cost a user a command
        connect_args={"timeout": SECONDS_TO_WAIT},
    )
