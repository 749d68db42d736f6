"""Brings a database from empty to newest and back, and says where it is."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from sqlalchemy import Connection, column, inspect, select, table, text, update
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.database import Database
from storage.errors import StorageError

# The last file in migrations/versions; a test holds them together.
NEWEST = "0014"
# Any number, as long as it is always the same.
_ONE_AT_A_TIME = text("SELECT pg_advisory_xact_lock(4719283)")
_STAMP = table("alembic_version", column("version_num"))
_SCRIPTS = str(Path(__file__).parent / "migrations")


async def revision(database: Database) -> str | None:
    """Returns the revision that a database is at; None if it has no tables of ours."""
    async with database.reading() as connection:
        return await _stamped(connection)


async def upgrade(database: Database, to: str = NEWEST) -> None:
    """Brings a database to the newest revision, or to an earlier one."""
    async with database.writing() as connection:
        if await _stamped(connection) == NEWEST:
            # A write, so that a database which cannot be written to says so at once.
            await connection.execute(update(_STAMP).values(version_num=NEWEST))
        else:
            await _migrate(connection, database.place, "upgrade", to)


async def downgrade(database: Database, to: str = "base") -> None:
    """Takes a database back to a revision; by default, everything of ours out of it."""
    async with database.writing() as connection:
        await _migrate(connection, database.place, "downgrade", to)


async def _stamped(connection: AsyncConnection) -> str | None:
    known = await connection.run_sync(lambda sync: inspect(sync).has_table(_STAMP.name))
    if not known:
        return None
    stamp: str | None = await connection.scalar(select(_STAMP.c.version_num))
    return stamp


async def _migrate(connection: AsyncConnection, place: str, direction: str, to: str) -> None:
    if connection.dialect.name == "postgresql":
        await connection.execute(_ONE_AT_A_TIME)
    # Read under the lock, which another process may have held to migrate.
    await connection.run_sync(_run, await _stamped(connection), place, direction, to)


def refuse_newer(stamp: str | None, place: str) -> None:
    """Raises StorageError for a revision that this version does not know."""
    from alembic.script import ScriptDirectory

    known = {script.revision for script in ScriptDirectory(_SCRIPTS).walk_revisions()}
    if stamp and stamp not in known:
        raise StorageError(
            f"{place} was made by a newer version of Followthrough (revision {stamp}):"
            " start that version, or choose another database."
        )


def _run(connection: Connection, stamp: str | None, place: str, direction: str, to: str) -> None:
    # Here, because a start with nothing to migrate should not wait for it.
    from alembic import command
    from alembic.config import Config

    refuse_newer(stamp, place)
    config = Config()
    config.set_main_option("script_location", _SCRIPTS.replace("%", "%%"))
    config.attributes["connection"] = connection
    run: Any = getattr(command, direction)
    run(config, to)
