"""Brings a database from empty to newest and back, and says where it is."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from sqlalchemy import Connection, column, inspect, select, table, text, update
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.database import Database
from storage.errors import StorageError

# The last file in migrations/versions; a test holds them together.
NEWEST = "0022"
# Any number, as long as it is always the same.
_ONE_AT_A_TIME = text("SELECT pg_advisory_xact_lock(4719283)")
_STAMP = table("alembic_version", column("version_num"))
_SCRIPTS = str(Path(__file__).parent / "migrations")


async def revision(database: Database) -> str | None:
    """Returns the revision that a database is at; None if it has no tables of ours."""
    async with database.reading() as connection:
        return await stamped_revision(connection)


async def upgrade(database: Database, to: str = NEWEST) -> None:
    """Brings a database to the newest revision, or to an earlier one."""
    async with database.writing() as connection:
        if await stamped_revision(connection) == NEWEST:
            # A write, so that a database which cannot be written to says so at once.
            await connection.execute(update(_STAMP).values(version_num=NEWEST))
        else:
            await migrate_connection(connection, database.place, "upgrade", to)


async def downgrade(database: Database, to: str = "base") -> None:
    """Takes a database back to a revision; by default, everything of ours out of it."""
    async with database.writing() as connection:
        await migrate_connection(connection, database.place, "downgrade", to)


async def stamped_revision(connection: AsyncConnection) -> str | None:
    """Returns the revision that a connection's database is at; None without tables of ours."""
    known = await connection.run_sync(lambda sync: inspect(sync).has_table(_STAMP.name))
    if not known:
        return None
    stamp: str | None = await connection.scalar(select(_STAMP.c.version_num))
    return stamp


async def migrate_connection(
    connection: AsyncConnection, place: str, direction: str, to: str
) -> None:
    """Migrates within a transaction, up or down, to a revision."""
    if connection.dialect.name == "postgresql":
        await connection.execute(_ONE_AT_A_TIME)
    # Read under the lock, which another process may have held to migrate.
    await connection.run_sync(_run, await stamped_revision(connection), place, direction, to)


def is_known(revision: str) -> bool:
    """True if this version knows a revision."""
    from alembic.script import ScriptDirectory

    scripts = ScriptDirectory(_SCRIPTS).walk_revisions()
    return revision in {script.revision for script in scripts}


def refuse_newer(stamp: str | None, place: str) -> None:
    """Raises StorageError for a revision that this version does not know."""
    if stamp and not is_known(stamp):
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
