"""Reads files of applications in the child process (`bot.ports.import_reader.ImportReader`)."""

from __future__ import annotations

from datetime import datetime
from enum import Enum

from adapters.shared.child_process import Busy, ChildProcess, TooLarge, TooSlow, count_steps
from bot.domain.imports.export_reading import ExportReading
from bot.domain.imports.reading import ImportContext, TableReading
from bot.domain.imports.reading_json import read_reading, reading_to_text
from bot.domain.imports.unreadable import UnreadableFile
from bot.importing.direct_reader import read_import
from bot.importing.own_export import read_own_export
from bot.ports.import_reader import OnRows


class ResultKind(Enum):
    """The kind of what comes back from the child."""

    TABLE = 1
    EXPORT = 2
    REFUSED = 3


class ChildImportReader:
    """Reads files in a child process, which may be killed for it."""

    def __init__(self, child: ChildProcess) -> None:
        self._child = child

    async def read(
        self, data: bytes, name: str, context: ImportContext, on_rows: OnRows | None = None
    ) -> TableReading | ExportReading:
        """Returns what a file says. Raises UnreadableFile."""
        try:
            kind, written = await self._child.run_counted(
                on_rows, read_import_in_child, data, name, context.now, context.zone
            )
        except TooSlow:
            raise UnreadableFile("Reading that took too long, so I stopped.") from None
        except TooLarge:
            raise UnreadableFile("That's too large or too deeply nested for me.") from None
        except Busy:
            raise UnreadableFile(
                "Many files are waiting to be read: try again in a minute."
            ) from None
        if kind is ResultKind.REFUSED:
            raise UnreadableFile(written)
        if kind is ResultKind.EXPORT:
            return read_own_export(written)
        return read_reading(written)


def read_import_in_child(
    data: bytes, name: str, now: datetime, zone: str
) -> tuple[ResultKind, str]:
    """Reads a file where it is called; what comes back are words, whatever was read."""
    try:
        found = read_import(data, name, ImportContext(now, zone), count_steps)
    except UnreadableFile as unreadable:
        return ResultKind.REFUSED, unreadable.reason
    if isinstance(found, ExportReading):
        return ResultKind.EXPORT, found.written
    return ResultKind.TABLE, reading_to_text(found)
