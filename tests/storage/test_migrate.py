"""Migrations: from empty to newest and back, on both databases."""

from __future__ import annotations

import asyncio
import re
import subprocess
import sys
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, inspect, text

import storage.migrations
from storage.database import Database
from storage.errors import StorageError
from storage.migrate import NEWEST, downgrade, revision, upgrade
from storage.storage import open_storage
from storage.tables import metadata
from tests.storage.job_hunts import applied

SCRIPTS = ScriptDirectory(str(Path(storage.migrations.__file__).parent))


@pytest.fixture(params=["sqlite", "postgres"])
def empty_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    if request.param == "postgres":
        url: str = request.getfixturevalue("empty_postgres")
        return url
    return f"sqlite:///{tmp_path}/empty.sqlite3"


@pytest.fixture
async def empty(empty_url: str) -> AsyncIterator[Database]:
    database = Database(empty_url)
    yield database
    await database.close()


async def tables(database: Database) -> set[str]:
    async with database.reading() as connection:
        return set(await connection.run_sync(lambda sync: inspect(sync).get_table_names()))


async def definitions(database: Database) -> set[str]:
    """Returns the database's own definitions of tables and indexes."""
    queries = {
        "sqlite": "SELECT sql FROM sqlite_master WHERE tbl_name <> 'alembic_version'",
        "postgresql": "SELECT indexdef FROM pg_indexes WHERE schemaname = 'public'"
        " AND tablename <> 'alembic_version' UNION ALL"
        " SELECT conrelid::regclass || ' ' || pg_get_constraintdef(oid) FROM pg_constraint"
        " WHERE connamespace = 'public'::regnamespace"
        " AND conrelid <> 'alembic_version'::regclass",
    }
    async with database.reading() as connection:
        found = await connection.scalars(text(queries[connection.dialect.name]))
        return {re.sub(r"\s+", " ", sql) for sql in found if sql}


async def test_up_and_down_and_up_again(empty: Database) -> None:
    assert await revision(empty) is None
    await upgrade(empty)
    assert await revision(empty) == NEWEST
    assert await tables(empty) == {*metadata.tables, "alembic_version"}
    await downgrade(empty)
    assert await revision(empty) is None
    assert await tables(empty) == {"alembic_version"}
    await upgrade(empty)
    assert await revision(empty) == NEWEST


async def test_the_migrated_tables_are_those_of_the_program(empty: Database) -> None:
    def compare(connection: Connection) -> object:
        context = MigrationContext.configure(connection, opts={"compare_server_default": True})
        return compare_metadata(context, metadata)

    await upgrade(empty)
    async with empty.writing() as connection:
        assert await connection.run_sync(compare) == []


async def test_so_are_their_indices_and_constraints(empty: Database) -> None:
    await upgrade(empty)
    migrated = await definitions(empty)
    async with empty.writing() as connection:
        await connection.run_sync(metadata.drop_all)
        await connection.run_sync(metadata.create_all)
    made = await definitions(empty)
    if empty.engine.dialect.name == "sqlite":  # which keeps the text, with names in any order
        migrated, made = (
            {" ".join(sorted(re.split(r"[ ,()]+", d))) for d in s} for s in (migrated, made)
        )
    assert migrated == made


async def test_a_second_start_finds_everything_in_place(empty_url: str) -> None:
    async with open_storage(empty_url) as storage:
        await applied(storage)
    async with open_storage(empty_url) as storage:
        await upgrade(storage.database)
        assert await storage.outbox.next_ready() is not None


async def test_many_processes_may_start_at_once(empty_url: str) -> None:
    databases = [Database(empty_url) for _ in range(8)]
    await asyncio.gather(*(upgrade(database) for database in databases))
    assert await revision(databases[0]) == NEWEST
    for database in databases:
        await database.close()


async def test_a_database_of_a_newer_version_is_left_alone(empty: Database) -> None:
    await upgrade(empty)
    async with empty.writing() as connection:
        await connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    for move in (upgrade, downgrade):
        with pytest.raises(StorageError, match=r"newer version .* \(revision 9999\): start that"):
            await move(empty)
    assert await revision(empty) == "9999"


def test_the_newest_is_the_last_script() -> None:
    assert SCRIPTS.get_heads() == [NEWEST]


def test_a_start_with_nothing_to_migrate_does_not_load_the_tool(migrated_sqlite: Path) -> None:
    program = (
        "import asyncio, sys\n"
        "from storage.storage import open_storage\n"
        "async def start():\n"
        "    async with open_storage(sys.argv[1]):\n"
        "        assert 'alembic' not in sys.modules\n"
        "asyncio.run(start())\n"
    )
    subprocess.run([sys.executable, "-c", program, f"sqlite:///{migrated_sqlite}"], check=True)
