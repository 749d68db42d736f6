"""Backs up, restores and moves the database, and says what became of it."""

from __future__ import annotations

import json
import os
from collections.abc import AsyncIterator
from contextlib import aclosing, asynccontextmanager, closing
from datetime import UTC, datetime
from pathlib import Path

from adapters.app.backup_file import PRIVATE, UnusableFile, read_backup, write_backup
from adapters.app.cli_options import choose_database
from adapters.app.env_file import read_environment
from adapters.shared.environment import KEYS, read_keys
from storage.copies.backup import restore, write_lines
from storage.copies.forgotten import Forgotten, read_forgotten
from storage.copies.move import move
from storage.database import Database

# Beside the backups: the hashes of accounts that are erased again on a restore.
FORGOTTEN_FILE = "forgotten.json"


async def back_up(file: Path, url: str | None) -> str:
    """Writes a backup; returns what was done. Raises BadSetting, StorageError, UnusableFile."""
    environment = read_environment()
    chosen = read_keys(environment)
    async with _open_database(url or choose_database(environment)) as database:
        with write_backup(file, chosen) as packed:
            async with aclosing(write_lines(database, datetime.now(UTC))) as lines:
                async for line in lines:
                    packed.write(line + b"\n")
        async with database.reading() as connection:
            _write_forgotten(file, await read_forgotten(connection))
    if chosen:
        return f"Backed up {database.place} to {file}, encrypted with {KEYS}."
    return (
        f"Backed up {database.place} to {file}, not encrypted, because {KEYS} is not"
        " set: only this user may read the file (mode 0600)."
    )


async def restore_file(file: Path, url: str | None, *, replace: bool) -> str:
    """Restores a backup; returns what was done. Raises BadSetting, StorageError, UnusableFile."""
    environment = read_environment()
    async with _open_database(url or choose_database(environment)) as database:
        with closing(read_backup(file, read_keys(environment))) as lines:
            done = await restore(
                database, lines, _read_forgotten(file), datetime.now(UTC), replace=replace
            )
    said = f"Restored {done.rows:,} rows of {done.made_at:%Y-%m-%d %H:%M} UTC to {database.place}."
    if done.erased_again:
        people = "1 person" if done.erased_again == 1 else f"{done.erased_again} people"
        said += f" Erased {people} again who were forgotten after that."
    if done.elsewhere:
        said += (
            " It was another database's, so calendar addresses are off until they are made new, "
            "and mailboxes until they are set up again."
        )
    return said


async def move_database(source: str, target: str) -> str:
    """Copies a database into another; returns what was done. Raises StorageError."""
    async with _open_database(source) as old, _open_database(target) as new:
        rows = await move(old, new, datetime.now(UTC))
    return (
        f"Moved {sum(rows.values()):,} rows in {len(rows)} tables to {new.place}."
        f" Set FOLLOWTHROUGH_DATABASE_URL to it, and serve no more from {old.place}."
    )


@asynccontextmanager
async def _open_database(url: str) -> AsyncIterator[Database]:
    database = Database(url)
    try:
        yield database
    finally:
        await database.close()


def _read_forgotten(file: Path) -> Forgotten:
    beside = file.with_name(FORGOTTEN_FILE)
    try:
        said = json.loads(beside.read_bytes())
        return {account: datetime.fromisoformat(at) for account, at in said.items()}
    except FileNotFoundError:
        return {}
    except (OSError, ValueError, AttributeError, TypeError):
        raise UnusableFile(
            f"{beside} cannot be read; it says whom a restore has to erase again. Put it back, or"
            " move it away to restore them too."
        ) from None


def _write_forgotten(file: Path, known: Forgotten) -> None:
    """Adds forgotten accounts to those beside the backups; the later moment of each counts."""
    beside, all_known = file.with_name(FORGOTTEN_FILE), dict(_read_forgotten(file))
    for account, at in known.items():
        all_known[account] = max(at, all_known.get(account, at))
    new = beside.with_name(f".{beside.name}.{os.getpid()}.new")
    try:
        new.touch(PRIVATE)
        new.write_text(json.dumps({account: at.isoformat() for account, at in all_known.items()}))
        new.replace(beside)
    except OSError as error:
        raise UnusableFile(f"{beside} cannot be written ({error.strerror}).") from None
