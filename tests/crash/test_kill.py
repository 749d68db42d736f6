"""A `kill -9` at any moment of delivering loses no nudge, and shows none twice.

A real process delivers from a real database. It is killed at random moments,
started again once its leases have run out, and at last allowed to finish.
"""

from __future__ import annotations

import asyncio
import os
import select as ready
import signal
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator, Sequence, Set
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from random import Random
from time import monotonic
from typing import Any

import pytest
from sqlalchemy import Select, select

from bot.delivery.worker import LEASE_SECONDS
from storage.database import Database
from storage.tables import deliveries, nudges
from tests.benchmarks.people import DUE, filled
from tests.crash.worker_process import shown
from tests.timeouts import HANG

# A thousand nudges; a batch is small, so that many moments are between two.
PEOPLE, EACH = 500, 2
SMALLEST_BATCH, LARGEST_BATCH = 5, 25
# A life ends so many steps after its beginning, and so many seconds after that.
MOST_STEPS, LONGEST_AFTERWARDS = 60, 0.01
MOST_LIVES = 5
# Enough for a slow machine to start a process and see it take its steps.
AFTER_THE_LEASE = timedelta(seconds=LEASE_SECONDS + 1)


@dataclass
class CrashRun:
    """A database where much is due, and the platform that shows it."""

    database: str
    platform: Path
    nudges: Sequence[int]
    looks: bool
    random: Random
    now: datetime = DUE
    # Kills after which something had been shown that was not written down yet.
    interrupted: int = 0

    def kill_one(self) -> None:
        """Has a process deliver, and kills it at some moment of its work."""
        with self._process() as process:
            for _ in range(self.random.randint(1, MOST_STEPS)):
                assert _step(process, HANG), "it ended by itself"
            until = monotonic() + self.random.uniform(0, LONGEST_AFTERWARDS)
            while (left := until - monotonic()) > 0:
                _step(process, left)
            process.kill()
            assert process.wait(HANG) == -signal.SIGKILL, "it ended by itself"
        self.interrupted += not self.unsettled.isdisjoint(shown(self.platform))

    def finish(self) -> None:
        """Lets a process deliver to the end.

        A server may hold the locks of the last one killed for a moment, so that
        one more may be needed.
        """
        for _ in range(MOST_LIVES):
            with self._process() as process:
                process.communicate(timeout=HANG)
            assert process.returncode == 0
            if self.states == {"delivered": len(self.nudges)}:
                return

    @property
    def states(self) -> Counter[str]:
        """Returns how many of the nudges are in each state."""
        return Counter(self._read(select(nudges.c.state).where(nudges.c.id.in_(self.nudges))))

    @property
    def unsettled(self) -> Set[str]:
        """The deliveries that are bound and not settled."""
        return set(self._read(select(deliveries.c.id).where(deliveries.c.members.is_not(None))))

    def _read(self, statement: Select[Any]) -> Sequence[Any]:
        async def read() -> Sequence[Any]:
            database = Database(self.database)
            try:
                async with database.reading() as connection:
                    found: Sequence[Any] = (await connection.execute(statement)).scalars().all()
                    return found
            finally:
                await database.close()

        return asyncio.run(read())

    @contextmanager
    def _process(self) -> Iterator[subprocess.Popen[bytes]]:
        """One life: it begins when every lease of the lives before has run out."""
        self.now += AFTER_THE_LEASE
        batch = self.random.randint(SMALLEST_BATCH, LARGEST_BATCH)
        program = (
            sys.executable,
            "-m",
            "tests.crash.worker_process",
            self.database,
            self.platform,
        )
        options = ["--now", self.now.isoformat(), "--batch", str(batch)]
        options += [] if self.looks else ["--forgetful"]
        with subprocess.Popen([*program, *options], stdout=subprocess.PIPE) as process:
            try:
                yield process
            finally:
                process.kill()


def _step(process: subprocess.Popen[bytes], seconds: float) -> bool:
    """Waits for the process's next step; whether it came in time."""
    assert process.stdout is not None
    steps = process.stdout.fileno()
    return bool(ready.select([steps], [], [], seconds)[0]) and bool(os.read(steps, 1))


@pytest.fixture
def platform(tmp_path: Path) -> Path:
    file = tmp_path / "shown"
    file.touch()
    return file


def _after(kills: int, database: str, platform: Path, *, looks: bool) -> CrashRun:
    """Returns what is left after so many kills in between, and one run without.

    The machine decides whether a kill comes between sending and settling: those that
    came at another moment do not count.
    """
    due = asyncio.run(filled(database, PEOPLE, EACH))
    run = CrashRun(database, platform, due, looks, Random(kills))  # noqa: S311  # no secret
    while run.interrupted < kills:
        run.kill_one()
        assert run.states["pending"], "nothing was left to do at the last kill"
    run.finish()
    assert run.states == {"delivered": PEOPLE * EACH}
    assert not run.unsettled
    return run


def test_killed_again_and_again_it_sends_everything_once(database_url: str, platform: Path) -> None:
    run = _after(8, database_url, platform, looks=True)
    counts = Counter(id for times in shown(platform).values() for one in times for id in one)
    assert counts == dict.fromkeys(run.nudges, 1)


def test_where_the_platform_cannot_look_a_delivery_is_sent_again_as_it_was(
    database_url: str, platform: Path
) -> None:
    run = _after(4, database_url, platform, looks=False)
    sent = shown(platform)
    assert any(len(times) > 1 for times in sent.values())
    assert all(len(set(times)) == 1 for times in sent.values())
    counts = Counter(id for times in sent.values() for id in times[0])
    assert counts == dict.fromkeys(run.nudges, 1)
