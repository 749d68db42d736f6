"""Reads files of applications, away from everything that they could harm."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Protocol

from bot.domain.imports.export_reading import ExportReading
from bot.domain.imports.reading import ImportContext, TableReading

# Is called every second or so with the rows that are read by then, and with how many there are.
OnRows = Callable[[int, int], Awaitable[None]]


class ImportReader(Protocol):
    """Reads files of applications."""

    async def read(
        self, data: bytes, name: str, context: ImportContext, on_rows: OnRows | None = None
    ) -> TableReading | ExportReading:
        """Returns what a file says; `name` is the file's.

        Raises UnreadableFile for one that is no list of applications, or takes too much
        time or memory.
        """
