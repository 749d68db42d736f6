"""Reads a mail for a script: says what it read as JSON, or sends it to the person whose it is."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from contextlib import aclosing
from datetime import UTC, datetime
from pathlib import Path

from adapters.app.cli_options import BadOption
from adapters.shared.child_process import ChildProcess
from adapters.shared.mail_reader import ChildMailReader
from bot.domain.mail.reading import MailContext, Reading
from bot.domain.mail.reading_json import write_readings
from bot.domain.people.person import Address
from bot.file_limits import LARGEST_FILE
from bot.mail_intake import mail_context, queue_cards
from bot.ports.mail_reader import UnreadableMail
from storage.errors import StorageError
from storage.storage import Storage, open_storage

_PERSON = re.compile(r"slack:(?P<tenant>[A-Z0-9]+)/(?P<user>[A-Z0-9]+)|discord:(?P<id>[0-9]+)")


async def read_mail_file(path: Path) -> Iterator[str]:
    """Returns what each mail of a file says, one JSON object each. Raises BadOption."""
    readings = await _read(path, MailContext(datetime.now(UTC)))
    rows = json.loads(write_readings(readings))
    return (json.dumps(row, ensure_ascii=False) for row in rows)


async def queue_mail_file(path: Path, person: str, database: str) -> str:
    """Queues the cards of a file's mails for a person; returns what was queued, in a sentence.

    Raises BadOption.
    """
    address = _address(person)
    try:
        async with open_storage(database) as storage:
            queued, read = await _queue(storage, path, address, person)
    except StorageError as error:
        raise BadOption(str(error)) from None
    if not queued:
        return "Nothing was queued: none of it is a new email about an application."
    cards = "1 card" if queued == 1 else f"{queued} cards"
    return f"Queued {cards} for {person}, of {read} read."


async def _queue(storage: Storage, path: Path, address: Address, person: str) -> tuple[int, int]:
    """Returns how many cards were queued, and how many mails were read."""
    now = datetime.now(UTC)
    known = await storage.units.find_person_and_companies(address)
    if known is None:
        raise BadOption(f"Nobody is known at {person}: they write to the bot first.")
    readings = await _read(path, mail_context(*known, now))
    async with storage.units.begin(address, known[0].preferences.zone, now) as uow:
        return await queue_cards(uow, readings, now), len(readings)


def _address(person: str) -> Address:
    found = _PERSON.fullmatch(person)
    if found is None:
        raise BadOption(f"--for {person!r}: write slack:TEAM/USER or discord:ID.")
    if found["id"]:
        return Address("discord", "", found["id"])
    return Address("slack", found["tenant"], found["user"])


async def _read(path: Path, context: MailContext) -> Sequence[Reading]:
    data = _bytes_of(path)
    async with aclosing(ChildProcess()) as child:
        try:
            return await ChildMailReader(child).read(data, context, path.name)
        except UnreadableMail as unreadable:
            raise BadOption(unreadable.reason) from None


def _bytes_of(path: Path) -> bytes:
    try:
        if path.stat().st_size > LARGEST_FILE:
            raise BadOption(f"{path} is too large: up to {LARGEST_FILE // 1024**2} MiB are read.")
        return path.read_bytes()
    except OSError as error:
        raise BadOption(f"{path} cannot be read: {error.strerror}.") from None
