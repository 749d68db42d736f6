"""Reads files of applications where it is called: for tests, and for a bot that trusts them."""

from __future__ import annotations

from bot.domain.imports.export_reading import ExportReading
from bot.domain.imports.reading import ImportContext, TableReading
from bot.importing.own_export import is_own_export, read_own_export
from bot.importing.read_file import read_table_file
from bot.importing.rows import Count, no_count
from bot.ports.import_reader import OnRows


class DirectImportReader:
    """Reads files in this process (`bot.ports.import_reader.ImportReader`)."""

    async def read(
        self, data: bytes, name: str, context: ImportContext, on_rows: OnRows | None = None
    ) -> TableReading | ExportReading:
        """Returns what a file says, all at once. Raises UnreadableFile."""
        return read_import(data, name, context)


def read_import(
    data: bytes, name: str, context: ImportContext, count: Count = no_count
) -> TableReading | ExportReading:
    """Reads our own export or any list of applications. Raises UnreadableFile."""
    if is_own_export(data) or name.lower().endswith(".json"):
        return read_own_export(data)
    return read_table_file(data, name, context, count=count)
