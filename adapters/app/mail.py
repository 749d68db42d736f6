"""Reads a mail for a script, and says what it read as JSON."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import aclosing
from datetime import UTC, datetime
from pathlib import Path

from adapters.app.cli_options import BadOption
from adapters.shared.child_process import ChildProcess
from adapters.shared.mail_reader import ChildMailReader
from bot.domain.mail.reading import MailContext
from bot.domain.mail.reading_json import write_readings
from bot.file_limits import LARGEST_FILE
from bot.ports.mail_reader import UnreadableMail


async def read_mail_file(path: Path) -> Iterator[str]:
    """Returns what each mail of a file says, one JSON object each. Raises BadOption."""
    data = _bytes_of(path)
    async with aclosing(ChildProcess()) as child:
        try:
            readings = await ChildMailReader(child).read(
                data, MailContext(datetime.now(UTC)), path.name
            )
        except UnreadableMail as unreadable:
            raise BadOption(unreadable.reason) from None
    rows = json.loads(write_readings(readings))
    return (json.dumps(row, ensure_ascii=False) for row in rows)


def _bytes_of(path: Path) -> bytes:
    try:
        if path.stat().st_size > LARGEST_FILE:
            raise BadOption(f"{path} is too large: up to {LARGEST_FILE // 1024**2} MiB are read.")
        return path.read_bytes()
    except OSError as error:
        raise BadOption(f"{path} cannot be read: {error.strerror}.") from None
