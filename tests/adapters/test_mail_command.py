"""`followthrough mail --dry-run FILE`: what a mail says, as JSON, for scripts."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from adapters.app.cli_options import BadOption
from adapters.app.mail import read_mail_file
from tests.bot.test_mail import NO, RECEIVED, mailbox


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
