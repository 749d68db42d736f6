"""Sixty commands a minute, for each person alone."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path
from time import process_time

import pytest

from bot.catalog import COMMANDS
from bot.conversation.actor import Actor
from bot.conversation.command_limit import MOST, SHARED_AT_ONCE, SPAN, CommandLimit
from bot.conversation.router import LONGEST_LINE
from bot.dispatcher import Dispatcher
from bot.domain.people.person import Address
from bot.message import Tone, plain
from storage.repositories.command_counts import CommandCounts
from storage.storage import open_storage
from tests.storage.two_accounts import Talk, Time

ADA, BEA = (Actor(Address("slack", "T1", user)) for user in ("U1", "U2"))


@pytest.fixture
async def talk() -> AsyncIterator[Talk]:
    async with open_storage("sqlite+aiosqlite://") as storage:
        time = Time()
        yield Talk(Dispatcher(storage.units, time, COMMANDS, CommandLimit()), time)


async def exhaust(talk: Talk) -> None:
    """Sends as many commands as fit, one every half second."""
    for line in ("applied Acme", *["nudges"] * (MOST - 1)):
        assert (await talk.says(ADA, line)).tone is not Tone.WRONG
        talk.time.at += timedelta(seconds=0.5)


async def test_the_sixty_first_within_a_minute_does_nothing_and_says_when(talk: Talk) -> None:
    await exhaust(talk)
    refused = await talk.says(ADA, "withdrew Acme")
    assert refused.tone is Tone.WRONG
    assert "60 commands in a minute" in plain(refused.text)
    assert "in 31 s" in refused.text
    talk.time.at += timedelta(seconds=31)
    assert "1 applied" in (await talk.says(ADA, "pipeline")).text


async def test_others_are_not_kept_waiting(talk: Talk) -> None:
    await exhaust(talk)
    assert (await talk.says(BEA, "applied Acme")).tone is not Tone.WRONG


async def test_hostile_lines_are_counted_before_anything_of_them_is_read(talk: Talk) -> None:
    hostile = [(part * 7_900)[:7_900] for part in ("as ", "on 3 May as x ", '"a ', "1.", "a\n")]
    begun = process_time()
    for line in hostile * 8:
        await talk.says(ADA, line)
    # Of the processor, not of the clock: twenty seconds when each was read in every way.
    assert process_time() - begun < 40 * 0.1
    for _ in range(MOST - 40):
        assert "60 commands" not in plain((await talk.says(ADA, "nudges")).text)
    # What reading alone could find of it, its length, is not said any more.
    refused = await talk.says(ADA, "a" * (LONGEST_LINE + 1))
    assert "60 commands in a minute" in plain(refused.text)
    assert (await talk.says(BEA, "applied Acme")).tone is not Tone.WRONG


async def test_two_processes_count_together(tmp_path: Path) -> None:
    async with open_storage(f"sqlite:///{tmp_path}/shared.sqlite3") as storage:
        time, counts = Time(), CommandCounts(storage.database)
        talks = [
            Talk(Dispatcher(storage.units, time, COMMANDS, CommandLimit(counts)), time)
            for _ in range(2)
        ]
        answers = [await talks[n % 2].says(ADA, "nudges") for n in range(2 * MOST)]
        taken = sum(answer.tone is not Tone.WRONG for answer in answers)
        assert MOST <= taken <= MOST + 2 * SHARED_AT_ONCE
        assert "in 60 s" in plain(answers[-1].text)
        assert (await talks[0].says(BEA, "nudges")).tone is not Tone.WRONG
        time.at += SPAN
        assert (await talks[0].says(ADA, "nudges")).tone is not Tone.WRONG
