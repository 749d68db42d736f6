"""Files of applications that people bring: read and previewed. Nothing is saved by it."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from pathlib import PurePath

from bot.command import Command
from bot.conversation.actor import Actor
from bot.conversation.pending_import import WAITS, PendingImport, new_token, write_pending
from bot.conversation.read_context import ReadContext
from bot.domain.imports.export_reading import ExportReading
from bot.domain.imports.reading import ImportContext, TableReading
from bot.domain.imports.unreadable import UnreadableFile
from bot.file_limits import LARGEST_FILE
from bot.importing.csv_table import has_headers
from bot.importing.own_export import is_own_export
from bot.message import Invocation, Message, Refused
from bot.parsing.parse_context import ParseContext
from bot.ports.import_reader import ImportReader
from bot.ports.imports import ImportState
from bot.ports.unit_of_work import UnitOfWorkFactory
from bot.presenters.import_preview import IMPORTS, show_import

_LISTS = (".csv", ".tsv", ".xlsx", ".xlsm", ".xlsb", ".xls", ".ods", ".zip", ".json")
_TEXTS = (".txt", ".text", "")
# So many bytes are read before a person wonders.
_SMALL = 100_000
_MAILS = (".eml", ".mbox", ".ics", ".msg")


def is_mail_file(name: str) -> bool:
    """True if a file is mails or an invitation by its name."""
    return PurePath(name).suffix.lower() in _MAILS


def is_list(data: bytes, name: str) -> bool:
    """True if a file is a list of applications by its name or by how it begins."""
    if is_mail_file(name):
        return False
    suffix = PurePath(name).suffix.lower()
    return (
        suffix in _LISTS
        or (suffix in _TEXTS and has_headers(data))
        or data[:4] in (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")
        or is_own_export(data)
    )


class ImportIntake:
    """Reads files and shows how they were read; the reading waits in storage for a button."""

    def __init__(
        self, units: UnitOfWorkFactory, reader: ImportReader, commands: Sequence[Command]
    ) -> None:
        self._units = units
        self._reader = reader
        self._commands = commands

    async def _read(
        self, data: bytes, name: str, actor: Actor, context: ParseContext
    ) -> TableReading | ExportReading:
        """Reads a file, and shows how far that has come where it is a large one."""
        where = ImportContext(context.now, context.zone)
        show = actor.show_progress
        if show is None or len(data) < _SMALL:
            return await self._reader.read(data, name, where)

        async def show_rows(done: int, total: int) -> None:
            await show(f"Reading “{name}”: {done:,} of {total:,} rows.")

        await show(f"Reading “{name}”. Nothing is saved yet.")
        reading = await self._reader.read(data, name, where, show_rows)
        if isinstance(reading, TableReading):
            await show_rows(len(reading.rows), len(reading.rows))
        return reading

    async def preview(self, data: bytes, actor: Actor, context: ParseContext, path: str) -> Message:
        """Returns the preview of a file. Raises Refused, in words, for one that is none."""
        name = PurePath(path.replace("\\", "/")).name[:100]
        if len(data) > LARGEST_FILE:
            raise Refused(
                f"That file has {len(data) / 1024**2:,.0f} MiB; I read up to "
                f"{LARGEST_FILE // 1024**2}. Nothing was saved."
            )
        try:
            reading = await self._read(data, name, actor, context)
        except UnreadableFile as unreadable:
            raise Refused(f"{unreadable.reason} Nothing was saved.") from None
        pending = PendingImport(new_token(), name, reading)
        written = await asyncio.to_thread(write_pending, pending)
        where = actor.unit(context.now)
        async with self._units.begin(*where) as uow:
            await uow.imports.keep(ImportState.PENDING, written, context.now + WAITS)
        async with self._units.read_only(*where) as view:
            ctx = ReadContext(view, context.now, Invocation(IMPORTS), self._commands)
            return await show_import(ctx, pending)
