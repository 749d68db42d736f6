"""A backup's lines: what it is, then rows in batches, and at the end how many rows there were.

Each line is JSON. The lines hold secrets as the database does: encrypted. Keys are never in it.
"""

from __future__ import annotations

import hashlib
from collections.abc import AsyncGenerator, AsyncIterator, Iterator, Mapping
from dataclasses import asdict
from datetime import datetime
from typing import Any

import orjson
from sqlalchemy import delete

from bot.frozen import frozen
from storage.copies.contents import Batch, Contents, read_contents
from storage.copies.copied_table import CopiedTable
from storage.copies.forgotten import Forgotten, erase_again, read_forgotten
from storage.copies.load import load, prepare
from storage.database import Database
from storage.errors import StorageError
from storage.migrate import NEWEST, is_known
from storage.tables import calendars, mailboxes

# Ids that were given out after the backup are not given out again: a button in an old message
# must not open what came later.
IDS_TO_SKIP = 1_000_000
# What two copies of a database must not both do: answer at people's secret addresses, and read
# their mail.
_ONE_HOME = (calendars, mailboxes)
_DAMAGED = "The backup is damaged: use another one. Nothing was changed."


@frozen
class Restored:
    """A summary of a restore: the moment of the backup, its rows, and people erased once more.

    `elsewhere` if the backup is of another database: then what may work in one place only,
    calendar addresses and mailboxes, is off.
    """

    made_at: datetime
    rows: int
    erased_again: int
    elsewhere: bool


async def write_lines(database: Database, now: datetime) -> AsyncGenerator[bytes, None]:
    """Reads everything at one moment, as the lines of a backup. Raises StorageError."""
    async with read_contents(database) as contents:
        yield orjson.dumps(
            {
                "revision": contents.revision,
                "made_at": now,
                "home": _home(database),
                "tables": [asdict(one) for one in contents.tables],
                "last_ids": dict(contents.last_ids),
            }
        )
        rows = 0
        async for table, batch in contents.batches:
            rows += len(batch)
            yield orjson.dumps({"table": table.name, "rows": [table.encode(one) for one in batch]})
        yield orjson.dumps({"total": rows})


async def restore(
    database: Database,
    lines: Iterator[bytes],
    forgotten: Forgotten,
    now: datetime,
    *,
    replace: bool = False,
) -> Restored:
    """Restores a backup into a database that is empty or to be replaced, or changes nothing.

    People who were forgotten after it was made are erased from it. Raises StorageError.
    """
    try:
        header = orjson.loads(next(lines))
        made_at = datetime.fromisoformat(header["made_at"])
        tables = {one["name"]: CopiedTable(**one) for one in header["tables"]}
        revision, last_ids = header["revision"], header["last_ids"]
        elsewhere = header["home"] != _home(database)
    except (ValueError, KeyError, TypeError, StopIteration):
        raise StorageError(_DAMAGED) from None
    if not is_known(revision):
        raise StorageError(
            f"The backup was made by a newer version of Followthrough (revision {revision}, and"
            f" this one knows {NEWEST}): restore it with that version."
        )
    contents = Contents(revision, list(tables.values()), last_ids, _batches(lines, tables))
    async with database.writing() as connection:
        forgotten = {**forgotten, **await read_forgotten(connection)}
        await prepare(database, connection, revision, now, replace=replace)
        counts = await load(database, connection, contents, skip_ids=IDS_TO_SKIP)
        erased = await erase_again(connection, forgotten, made_at, now)
        if elsewhere:
            for table in _ONE_HOME:
                await connection.execute(delete(table))
    await database.wipe()
    return Restored(made_at, sum(counts.values()), erased, elsewhere)


def _home(database: Database) -> str:
    """Returns what tells a database from others, and nothing of where it is."""
    return hashlib.sha256(database.place.encode()).hexdigest()


async def _batches(
    lines: Iterator[bytes], tables: Mapping[str, CopiedTable]
) -> AsyncIterator[Batch]:
    """Reads the batches of a backup. Raises StorageError where it is cut off or damaged."""
    rows, total = 0, None
    try:
        for line in lines:
            said: dict[str, Any] = orjson.loads(line)
            if "total" in said:
                total = said["total"]
                continue
            table = tables[said["table"]]
            rows += len(said["rows"])
            yield table, [table.decode(one) for one in said["rows"]]
    except (ValueError, KeyError, TypeError):
        raise StorageError(_DAMAGED) from None
    if total != rows:
        raise StorageError(_DAMAGED)
