"""Gives an empty SQLite database the tables of a migrated one, without every migration again."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy.ext.asyncio import AsyncConnection

from storage import migrate


@pytest.fixture(scope="module", autouse=True)
def tables_at_once(migrated_sqlite: Path) -> Iterator[None]:
    """Migrations are tested in tests/storage; elsewhere their outcome is copied."""
    with closing(sqlite3.connect(migrated_sqlite)) as template:
        statements = [one for one in template.iterdump() if one not in _TRANSACTION]
    migrated = migrate.migrate_connection

    async def copied(connection: AsyncConnection, place: str, direction: str, to: str) -> None:
        known = await migrate.stamped_revision(connection)
        wanted = (connection.dialect.name, direction, to)
        if known is not None or wanted != ("sqlite", "upgrade", migrate.NEWEST):
            await migrated(connection, place, direction, to)
            return
        for statement in statements:
            await connection.exec_driver_sql(statement)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(migrate, "migrate_connection", copied)
        yield


_TRANSACTION = ("BEGIN TRANSACTION;", "COMMIT;")
