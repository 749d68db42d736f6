"""One command's cost from Slack's payload to rows and back: parses, transactions, files."""

from __future__ import annotations

import sys
from collections import Counter, defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path
from types import CodeType, FrameType
from typing import Any

import pytest
from sqlalchemy import event

from bot.parsing.arguments import read_line
from bot.parsing.form_fields import read_fields
from tests.adapters.slack.harness import Bot
from tests.fakes.slack.client import Client

ROOT = Path(__file__).parents[3]
OURS = ("adapters", "bot", "storage")
# A line without a second clause went through 65 files once; what may be a date is read by more.
FILES = {"/applied Acme": 64, "/applied Acme as Baker": 73}


@dataclass
class Traced:
    """A trace of one command: our files, calls by function, and SQL that began and changed rows."""

    files: set[str] = field(default_factory=set)
    calls: Counter[CodeType] = field(default_factory=Counter)
    statements: list[tuple[int, str]] = field(default_factory=list)

    @property
    def parses(self) -> int:
        """The number of times a text was read as a command's arguments."""
        return self.calls[read_line.__code__] + self.calls[read_fields.__code__]

    @property
    def writes(self) -> int:
        """The number of transactions that could write.

        That answers were shown is stored for all people together, once a second at most.
        """
        by_connection: defaultdict[int, list[str]] = defaultdict(list)
        for connection, statement in self.statements:
            by_connection[connection].append(statement)
        return sum(
            begin == "BEGIN IMMEDIATE" and not then.startswith("UPDATE changes SET shown")
            for statements in by_connection.values()
            for begin, then in pairwise(statements)
        )


@contextmanager
def traced(bot: Bot) -> Iterator[Traced]:
    """Everything of ours that runs in the block."""
    found = Traced()

    def run(frame: FrameType, kind: str, argument: object) -> None:
        code = frame.f_code
        path = Path(code.co_filename)
        if kind != "call" or code.co_name == "<module>" or not path.is_relative_to(ROOT):
            return
        relative = path.relative_to(ROOT)
        if relative.parts[0] in OURS:
            found.files.add(str(relative))
            found.calls[code] += 1

    def execute(connection: Any, cursor: Any, statement: str, *rest: object) -> None:
        found.statements.append((id(connection.connection.dbapi_connection), statement))

    engine = bot.storage.database.engine.sync_engine
    event.listen(engine, "before_cursor_execute", execute)
    before = sys.getprofile()
    sys.setprofile(run)
    try:
        yield found
    finally:
        sys.setprofile(before)
        event.remove(engine, "before_cursor_execute", execute)


@pytest.fixture
async def known(bot: Bot, ada: Client) -> Client:
    """Ada, who has logged something before."""
    await ada.slash("/applied Zebra")
    await bot.settled()
    return ada


@pytest.mark.parametrize("line", FILES)
async def test_applied_is_one_parse_and_one_write_through_few_files(
    bot: Bot, known: Client, line: str
) -> None:
    with traced(bot) as ran:
        await known.slash(line)
        await bot.settled()
    assert known.page(known.screen[0]).whole.title.startswith("Applied to Acme")
    print(f"{line} runs through {len(ran.files)} files:", *sorted(ran.files), sep="\n  ")
    assert (ran.parses, ran.writes) == (1, 1)
    assert len(ran.files) <= FILES[line]


async def test_a_form_is_one_parse_and_its_submission_one_parse_and_one_write(
    bot: Bot, known: Client
) -> None:
    with traced(bot) as opening:
        await known.slash("/interview Zebra")
        await bot.settled()
    assert known.modal is not None
    known.modal.fill({"When does it start?": "4 June 14:00"})
    with traced(bot) as submitting:
        await known.modal.submit()
        await bot.settled()
    assert known.page(known.screen[0]).whole.title == "Interview at Zebra"
    assert (opening.parses, opening.writes) == (1, 0)
    assert (submitting.parses, submitting.writes) == (1, 1)


@pytest.mark.parametrize("line", ["/pipeline", "/nudges", "/stats", "/job Zebra", "/draft Zebra"])
async def test_opening_the_pipeline_writes_nothing(bot: Bot, known: Client, line: str) -> None:
    with traced(bot) as ran:
        await known.slash(line)
        await bot.settled()
    assert (ran.parses, ran.writes) == (1, 0)
