"""`followthrough mail FILE`: prints a mail's reading as JSON, or sends its owner a card."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import update

from adapters.app.cli_options import BadOption
from adapters.app.mail import queue_mail_file, read_mail_file
from bot.catalog import COMMANDS
from bot.conversation.actor import Actor
from bot.delivery.worker import Worker
from bot.dispatcher import Dispatcher
from bot.domain.people.person import Address
from bot.message import plain
from storage.storage import open_storage
from storage.tables import deliveries
from tests.bot.mails import NO, RECEIVED, mailbox
from tests.bot.world import Platform, Time


async def test_each_mail_of_a_file_is_one_line(tmp_path: Path) -> None:
    file = tmp_path / "two.mbox"
    file.write_bytes(mailbox(RECEIVED, NO))
    rows = [json.loads(line) for line in await read_mail_file(file)]
    assert [(row["kind"], row["company"], row["role"]) for row in rows] == [
        ("received", "Acme", "Baker"),
        ("rejected", "Allen Institute", "Engineer"),
    ]
    assert "thank you for applying" not in str(rows)


async def test_a_file_that_is_not_there_is_said_in_words(tmp_path: Path) -> None:
    with pytest.raises(BadOption, match="cannot be read"):
        await read_mail_file(tmp_path / "none.eml")


async def test_a_script_sends_the_card_to_the_person_whose_mail_it_is(tmp_path: Path) -> None:
    file, url = tmp_path / "no.eml", f"sqlite+aiosqlite:///{tmp_path / 'kept.sqlite3'}"
    file.write_text(NO)
    async with open_storage(url) as storage:
        ada = Actor(Address("slack", "T1", "U1"), "Europe/Berlin")
        await Dispatcher(storage.units, Time(), COMMANDS).run_line("/applied Acme", ada)
    said = await queue_mail_file(file, "slack:T1/U1", url)
    assert said == "Queued 1 card for slack:T1/U1, of 1 read."
    with pytest.raises(BadOption, match="Nobody is known at discord:42"):
        await queue_mail_file(file, "discord:42", url)
    async with open_storage(url) as storage:
        platform, now = Platform(), datetime(2026, 6, 2, 12, tzinfo=UTC)
        async with storage.database.writing() as connection:
            await connection.execute(update(deliveries).values(ready_at=now))
        await Worker(storage.outbox, platform, Time(now)).tick()
    assert [(who, plain(card.title)) for who, card, _ in platform.shown] == [
        ("U1", "Rejection · Allen Institute (Engineer)")
    ]


@pytest.mark.parametrize("person", ["ada", "slack:T1", "discord:ada", "chat:/ada", ""])
async def test_a_person_is_named_by_platform_and_id(person: str, tmp_path: Path) -> None:
    with pytest.raises(BadOption, match="write slack:TEAM/USER or discord:ID"):
        await queue_mail_file(tmp_path / "no.eml", person, "sqlite://")
