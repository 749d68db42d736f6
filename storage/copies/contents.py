"""Everything in a database at one moment, read while others write."""

from __future__ import annotations

from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import Table, literal, select, text, tuple_
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.frozen import frozen
from storage.copies.copied_table import CopiedTable, as_copied, tables_to_copy
from storage.database import Database
from storage.errors import StorageError
from storage.migrate import NEWEST, refuse_newer, stamped_revision

ROWS_AT_ONCE = 1000
_SQLITE_IDS = text("SELECT name, seq FROM sqlite_sequence")
_POSTGRES_IDS = text("SELECT pg_sequence_last_value(pg_get_serial_sequence(:name, 'id')::regclass)")

Batch = tuple[CopiedTable, Sequence[Sequence[Any]]]


@frozen
class Contents:
    """The tables of one revision, the last id that each gave out, and their rows in batches."""

    revision: str
    tables: Sequence[CopiedTable]
    last_ids: Mapping[str, int]
    batches: AsyncIterator[Batch]


@asynccontextmanager
async def read_contents(database: Database) -> AsyncIterator[Contents]:
    """Opens a view of everything at one moment; it locks nothing and waits for no writer.

    Raises StorageError for a database that is not there or not up to date.
    """
    refuse_missing(database)
    async with database.snapshot() as connection:
        await _refuse_outdated(connection, database.place)
        tables = {as_copied(one).name: one for one in tables_to_copy()}
        copied = [as_copied(one) for one in tables.values()]
        last_ids = await _last_ids(connection, copied)
        yield Contents(NEWEST, copied, last_ids, _batches(connection, copied, tables))


def refuse_missing(database: Database) -> None:
    """Raises StorageError for a file that is not there, which SQLite would make."""
    if database.engine.dialect.name == "sqlite" and not Path(database.place).is_file():
        raise StorageError(f"There is no file {database.place}: check the address.")


async def _refuse_outdated(connection: AsyncConnection, place: str) -> None:
    stamp = await stamped_revision(connection)
    if stamp is None:
        raise StorageError(f"{place} is empty, so there is nothing to copy: check the address.")
    refuse_newer(stamp, place)
    if stamp != NEWEST:
        raise StorageError(
            f"{place} is at revision {stamp}, and this version copies {NEWEST}:"
            " run `followthrough migrate` first."
        )


async def _last_ids(connection: AsyncConnection, tables: Sequence[CopiedTable]) -> dict[str, int]:
    numbered = {one.name for one in tables if one.numbered}
    if connection.dialect.name == "sqlite":
        rows = await connection.execute(_SQLITE_IDS)
        return {row.name: row.seq for row in rows if row.name in numbered}
    last = {name: await connection.scalar(_POSTGRES_IDS, {"name": name}) for name in numbered}
    return {name: id for name, id in last.items() if id is not None}


async def _batches(
    connection: AsyncConnection, copied: Sequence[CopiedTable], tables: Mapping[str, Table]
) -> AsyncIterator[Batch]:
    """Reads table after table, a page at a time, so that no table has to fit into memory."""
    for one in copied:
        whole = tables[one.name]
        keys = list(whole.primary_key.columns)
        places = [list(one.columns).index(key.name) for key in keys]
        page = select(whole).order_by(*keys).limit(ROWS_AT_ONCE)
        rows = (await connection.execute(page)).all()
        while rows:
            yield one, rows
            if len(rows) < ROWS_AT_ONCE:
                break
            last = [literal(rows[-1][n], key.type) for n, key in zip(places, keys, strict=True)]
            rows = (await connection.execute(page.where(tuple_(*keys) > tuple_(*last)))).all()
