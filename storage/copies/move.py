"""Moves everything from one database into another, such as from SQLite to PostgreSQL."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from storage.copies.contents import read_contents, refuse_missing
from storage.copies.load import load, prepare
from storage.database import Database
from storage.errors import StorageError
from storage.migrate import upgrade
from storage.repositories.processes import refuse_serving


async def move(source: Database, target: Database, now: datetime) -> Mapping[str, int]:
    """Copies everything into an empty database; returns the number of rows by table.

    The source is brought up to date and stays as it is. Raises StorageError, also while a
    process serves from one of them.
    """
    if source.engine.url == target.engine.url:
        raise StorageError("Both addresses name the same database: nothing was moved.")
    refuse_missing(source)
    await upgrade(source)
    async with source.reading() as connection:
        await refuse_serving(connection, source.place, now)
    async with read_contents(source) as contents, target.writing() as connection:
        await prepare(target, connection, contents.revision, now, replace=False)
        return await load(target, connection, contents)
