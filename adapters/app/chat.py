"""Talking at the terminal or through a pipe, with a database that is kept, fresh or the usual one.

Everything of it is imported with this file: `--help` has no need of it.
"""

from __future__ import annotations

import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from adapters.app.cli_options import Unusable, moment, usual_database, zone_named
from adapters.console.app import App
from adapters.console.lines import as_json, as_text
from adapters.console.pipe import listen, writer
from adapters.console.virtual_clock import VirtualClock
from bot.catalog import COMMANDS
from storage.database import Database
from storage.errors import StorageError
from storage.migrate import downgrade
from storage.storage import Storage, open_storage


async def chat(
    *, json: bool, database: str | None, clock: str | None, zone: str | None, fresh: bool
) -> None:
    """Talks until the lines end. Raises Unusable."""
    home = zone_named(zone)
    time = VirtualClock(moment(clock, home), running=clock is None)
    if fresh and database is None:
        raise Unusable("--fresh empties the file that you name with --database, so name one.")
    url = usual_database() if database is None else database
    async with _storage(url, fresh=fresh) as storage:
        if not json and sys.stdin.isatty() and sys.stdout.isatty():
            from adapters.console.prompt import Prompt, at_terminal

            await Prompt(App(storage, COMMANDS, time, home, at_terminal())).run()
        else:
            await listen(App(storage, COMMANDS, time, home, writer(as_json if json else as_text)))


async def migrate(url: str | None) -> None:
    """Brings a database to the newest version: opening one does. Raises Unusable."""
    async with _storage(usual_database() if url is None else url, fresh=False):
        pass


@asynccontextmanager
async def _storage(url: str, *, fresh: bool) -> AsyncIterator[Storage]:
    try:
        if fresh:
            await _empty(url)
        async with open_storage(url) as storage:
            yield storage
    except StorageError as trouble:
        raise Unusable(str(trouble)) from None


async def _empty(url: str) -> None:
    """Empties a file; what many people share is not emptied by an option of a game."""
    database = Database(url)
    try:
        if database.engine.dialect.name != "sqlite":
            raise Unusable("--fresh empties a SQLite file, and --database names something else.")
        await downgrade(database)
    finally:
        await database.close()
