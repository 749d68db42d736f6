"""Runs the console at a terminal or a pipe, with a named, emptied or default database.

The command line imports this file late, so that `--help` comes at once.
"""

from __future__ import annotations

import os
import sys
from collections.abc import AsyncIterator
from contextlib import aclosing, asynccontextmanager
from pathlib import Path

from adapters.app.cli_options import BadOption, choose_database, choose_zone, read_clock
from adapters.console.app import App
from adapters.console.lines import format_json, format_text
from adapters.console.pipe import listen, make_writer
from adapters.console.virtual_clock import VirtualClock
from adapters.shared.child_process import ChildProcess
from adapters.shared.import_reader import ChildImportReader
from adapters.shared.mail_reader import ChildMailReader
from adapters.shared.picture_renderer import PictureRenderer
from adapters.shared.typesetter import ChildTypesetter
from bot.catalog import COMMANDS
from storage.database import Database
from storage.errors import StorageError
from storage.migrate import downgrade
from storage.storage import Storage, open_storage


async def chat(
    *,
    json: bool,
    database: str | None,
    clock: str | None,
    zone: str | None,
    files: Path | None,
    fresh: bool,
) -> None:
    """Runs the console until its input ends. Raises BadOption."""
    home = choose_zone(zone)
    time = VirtualClock(read_clock(clock, home), running=clock is None)
    if fresh and database is None:
        raise BadOption("--fresh empties the file that you name with --database, so name one.")
    # `.env` is not asked: a clock that is moved here is not for a database that is served.
    url = choose_database(os.environ) if database is None else database
    child = ChildProcess()
    child_parts = (
        ChildMailReader(child),
        ChildImportReader(child),
        ChildTypesetter(child),
        PictureRenderer(child),
    )
    async with _open_storage(url, fresh=fresh) as storage, aclosing(child):
        if not json and sys.stdin.isatty() and sys.stdout.isatty():
            from adapters.console.prompt import Prompt, make_card_printer
            from adapters.console.terminal_images import find_protocol

            printer = make_card_printer(find_protocol(os.environ))
            await Prompt(App(storage, COMMANDS, time, home, printer, files, *child_parts)).run()
        else:
            writer = make_writer(format_json if json else format_text)
            await listen(App(storage, COMMANDS, time, home, writer, files, *child_parts))


async def migrate(url: str) -> None:
    """Migrates a database to the newest version by opening it. Raises BadOption."""
    async with _open_storage(url, fresh=False):
        pass


@asynccontextmanager
async def _open_storage(url: str, *, fresh: bool) -> AsyncIterator[Storage]:
    try:
        if fresh:
            await _empty_database(url)
        async with open_storage(url) as storage:
            yield storage
    except StorageError as error:
        raise BadOption(str(error)) from None


async def _empty_database(url: str) -> None:
    """Empties a SQLite file; a shared database is refused, because `chat` is for trying things."""
    database = Database(url)
    try:
        if database.engine.dialect.name != "sqlite":
            raise BadOption("--fresh empties a SQLite file, and --database names something else.")
        await downgrade(database)
    finally:
        await database.close()
