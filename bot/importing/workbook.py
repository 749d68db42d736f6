"""Rows of a spreadsheet: its cells as texts, days as ISO dates, whatever a formula last gave."""

from __future__ import annotations

import io
import zipfile
from datetime import date, datetime, time, timedelta
from typing import Any

from bot.domain.imports.unreadable import UnreadableFile

MIB = 1024**2
MOST_UNPACKED = 60 * MIB
MOST_ENTRIES = 2_000
_MOST_ROWS = 25_000
_MOST_COLUMNS = 256


def check_archive(data: bytes) -> zipfile.ZipFile:
    """Opens an archive if its entries are few and small enough. Raises UnreadableFile."""
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
    except (zipfile.BadZipFile, ValueError, NotImplementedError, OSError):
        raise UnreadableFile("That archive is damaged, or not one at all.") from None
    entries = archive.infolist()
    if len(entries) > MOST_ENTRIES or sum(one.file_size for one in entries) > MOST_UNPACKED:
        raise UnreadableFile(
            f"Unpacked, that is more than {MOST_UNPACKED // MIB} MiB or {MOST_ENTRIES:,} files."
        )
    if any(one.flag_bits & 1 for one in entries):
        raise UnreadableFile("That file is locked with a password.")
    return archive


def read_workbook(data: bytes) -> dict[str, list[tuple[int, list[str]]]]:
    """Returns the rows of each sheet by its name. Raises UnreadableFile."""
    from python_calamine import CalamineError, CalamineWorkbook

    if data[:2] == b"PK":
        check_archive(data)
    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(data))
        found = {}
        for name in book.sheet_names:
            sheet = book.get_sheet_by_name(name)
            if sheet.width > _MOST_COLUMNS:
                raise UnreadableFile(f"The sheet “{name}” has more than {_MOST_COLUMNS} columns.")
            rows = [
                (number, [cell if type(cell) is str else _text(cell) for cell in row])
                for number, row in enumerate(
                    sheet.iter_rows(), start=1 + (sheet.start or (0, 0))[0]
                )
                if any(cell != "" for cell in row)
            ]
            if len(rows) > _MOST_ROWS:
                raise UnreadableFile(f"The sheet “{name}” has more than {_MOST_ROWS:,} rows.")
            found[name] = rows
    except (CalamineError, ValueError, OSError):
        raise UnreadableFile(
            "That spreadsheet is damaged, or of a kind that I don't read."
        ) from None
    return found


def _text(cell: Any) -> str:
    """Returns a cell as the text that a file of texts would have."""
    if isinstance(cell, bool):
        return "TRUE" if cell else "FALSE"
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() else repr(cell)
    if isinstance(cell, datetime):
        return cell.date().isoformat() if cell.time() == time() else cell.isoformat(" ", "minutes")
    if isinstance(cell, date | time):
        return cell.isoformat()
    if isinstance(cell, timedelta):
        return str(cell)
    return str(cell)
