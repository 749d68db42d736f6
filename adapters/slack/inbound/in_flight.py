"""What is being done right now: a stop lets it finish, and what comes in goes first."""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine, Iterator
from contextlib import contextmanager, suppress
from typing import Any

# What has been acknowledged waits so long at most for others to be.
LONGEST_RESPITE = 0.25
# What has come in and is not done yet; more than that would only pile up.
MOST = 2_000


class InFlight:
    """Counts what is under way."""

    def __init__(self, most: int = MOST) -> None:
        self.most = most
        self._count = 0
        self._idle = asyncio.Event()
        self._idle.set()
        self._begun: set[asyncio.Task[None]] = set()
        self._arriving = 0
        self._calm = asyncio.Event()
        self._calm.set()

    @property
    def is_full(self) -> bool:
        """Whether there is more to do already than can be done soon."""
        return len(self._begun) >= self.most

    def begin(self, work: Coroutine[Any, Any, None]) -> asyncio.Task[None]:
        """Begins something that nobody need wait for; it is kept, and counts, until it is done."""
        task = asyncio.create_task(work)
        self._begun.add(task)
        self._idle.clear()
        task.add_done_callback(self._done)
        return task

    @contextmanager
    def at_work(self) -> Iterator[None]:
        """Something is under way until the end of the block."""
        self._count += 1
        self._idle.clear()
        try:
            yield
        finally:
            self._count -= 1
            self._look()

    @contextmanager
    def arriving(self) -> Iterator[None]:
        """Something comes in until the end of the block, and will have to be acknowledged."""
        self._arriving += 1
        self._calm.clear()
        try:
            yield
        finally:
            self._arriving -= 1
            if not self._arriving:
                self._calm.set()

    async def calm(self) -> None:
        """Lets what comes in go first, for a moment."""
        with suppress(TimeoutError):
            async with asyncio.timeout(LONGEST_RESPITE):
                await self._calm.wait()

    def _done(self, task: asyncio.Task[None]) -> None:
        self._begun.discard(task)
        self._look()

    def _look(self) -> None:
        if not self._count and not self._begun:
            self._idle.set()

    async def idle(self, seconds: float) -> bool:
        """Waits until nothing is under way; False if that takes longer."""
        try:
            async with asyncio.timeout(seconds):
                await self._idle.wait()
        except TimeoutError:
            return False
        return True
