"""Files that a person names by their path: the console alone opens them."""

from __future__ import annotations

import asyncio
from pathlib import Path

from bot.file_limits import LARGEST_FILE
from bot.message import Refused

_SHOWN = 200


async def open_file(path: str) -> bytes:
    """Returns a file's bytes. Raises Refused that says why it cannot be read."""
    return await asyncio.to_thread(_read, path)


def _read(path: str) -> bytes:
    shown = path if len(path) <= _SHOWN else f"…{path[-_SHOWN:]}"
    try:
        file = Path(path).expanduser()
        if not file.is_file():
            raise Refused(f"There is no file “{shown}”. Nothing was saved.")
        if (size := file.stat().st_size) > LARGEST_FILE:
            raise Refused(
                f"“{shown}” has {size / 1024**2:,.0f} MiB; I read up to "
                f"{LARGEST_FILE // 1024**2}. Nothing was saved."
            )
        return file.read_bytes()
    except (OSError, ValueError, RuntimeError) as error:  # no home folder, a NUL in the name
        why = getattr(error, "strerror", None) or "that is no name of a file"
        raise Refused(f"I can't open “{shown}”: {why}. Nothing was saved.") from None
