"""Loads everything into a database, in one transaction: all of it is there afterward, or nothing.

The rows go into tables of the revision that they were read at, which are migrated then.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import delete, insert, select, text
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.copies.contents import Contents
from storage.copies.copied_table import tables_to_copy
from storage.database import Database
from storage.errors import StorageError
from storage.migrate import NEWEST, migrate_connection, refuse_newer, stamped_revision
from storage.repositories.processes import refuse_serving
from storage.tables import metadata

_FORGET_ID = text("DELETE FROM sqlite_sequence WHERE name = :name")
_SQLITE_ID = text("INSERT INTO sqlite_sequence (name, seq) VALUES (:name, :id)")
_POSTGRES_ID = text("SELECT setval(pg_get_serial_sequence(:name, 'id')::regclass, :id)")


async def prepare(
    database: Database, connection: AsyncConnection, revision: str, now: datetime, *, replace: bool
) -> None:
    """Empties a database, at the tables of a revision.

    Raises StorageError for one that a process serves or that is newer than this version,
    and for one with something in it unless that is to be replaced.
    """
    stamp = await stamped_revision(connection)
    refuse_newer(stamp, database.place)
    if stamp is not None:
        await migrate_connection(connection, database.place, "upgrade", NEWEST)
        await refuse_serving(connection, database.place, now)
        if not replace:
            await _refuse_full(connection, database.place)
        for table in reversed(metadata.sorted_tables):
            await connection.execute(delete(table))
        if revision != NEWEST:
            await migrate_connection(connection, database.place, "downgrade", revision)
    else:
        await migrate_connection(connection, database.place, "upgrade", revision)


async def _refuse_full(connection: AsyncConnection, place: str) -> None:
    for table in tables_to_copy():
        if (await connection.execute(select(1).select_from(table).limit(1))).first():
            raise StorageError(
                f"{place} has something in it, which would be lost: choose an empty database,"
                " or say --replace to `followthrough restore`."
            )


async def load(
    database: Database, connection: AsyncConnection, contents: Contents, *, skip_ids: int = 0
) -> Mapping[str, int]:
    """Inserts everything and migrates it to the newest revision; returns the rows by table.

    The next id of each table is `skip_ids` higher than it was where the contents come from.
    """
    counts = dict.fromkeys((one.name for one in contents.tables), 0)
    last_ids = dict(contents.last_ids)
    async for table, rows in contents.batches:
        named = [dict(zip(table.columns, row, strict=True)) for row in rows]
        await connection.execute(insert(table.clause()), named)
        counts[table.name] += len(rows)
        if table.numbered:
            highest = max(row["id"] for row in named)
            last_ids[table.name] = max(highest, last_ids.get(table.name, 0))
    for name, id in last_ids.items():
        await _set_last_id(connection, name, id + skip_ids)
    await migrate_connection(connection, database.place, "upgrade", NEWEST)
    return counts


async def _set_last_id(connection: AsyncConnection, name: str, id: int) -> None:
    if connection.dialect.name == "sqlite":
        await connection.execute(_FORGET_ID, {"name": name})
        await connection.execute(_SQLITE_ID, {"name": name, "id": id})
    else:
        await connection.execute(_POSTGRES_ID, {"name": name, "id": id})
