"""Work in flight: a shutdown lets it finish, and incoming requests go first."""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine, Iterator
from contextlib import contextmanager, suppress
from typing import Any

# What has been acknowledged waits so long at most for others to be.
LONGEST_QUIET_WAIT = 0.25
# What has come in and is not done yet; more than that would only pile up.
MOST = 2_000


class InFlight:
    """Counts work in flight."""

    def __init__(self, most: int = MOST) -> None:
        self.most = most
        self._count = 0
        self._idle = asyncio.Event()
        self._idle.set()
        self._tasks: set[asyncio.Task[None]] = set()
        self._arriving = 0
        self._quiet = asyncio.Event()
        self._quiet.set()

    @property
    def is_full(self) -> bool:
        """True if more is in flight than can be done soon."""
        return len(self._tasks) >= self.most

    def start(self, work: Coroutine[Any, Any, None]) -> asyncio.Task[None]:
        """Starts a task without awaiting it; it counts as in flight until it is done."""
        task = asyncio.create_task(work)
        self._tasks.add(task)
        self._idle.clear()
        task.add_done_callback(self._done)
        return task

    @contextmanager
    def working(self) -> Iterator[None]:
        """Counts the block as work in flight."""
        self._count += 1
        self._idle.clear()
        try:
            yield
        finally:
            self._count -= 1
            self._check()

    @contextmanager
    def arriving(self) -> Iterator[None]:
        """Counts the block as a request that comes in and waits for its acknowledgment."""
        self._arriving += 1
        self._quiet.clear()
        try:
            yield
        finally:
            self._arriving -= 1
            if not self._arriving:
                self._quiet.set()

    async def wait_until_quiet(self) -> None:
        """Waits, a moment at most, until nothing is coming in."""
        with suppress(TimeoutError):
            async with asyncio.timeout(LONGEST_QUIET_WAIT):
                await self._quiet.wait()

    def _done(self, task: asyncio.Task[None]) -> None:
        self._tasks.discard(task)
        self._check()

    def _check(self) -> None:
        if not self._count and not self._tasks:
            self._idle.set()

    async def wait_until_idle(self, seconds: float) -> bool:
        """Waits until nothing is in flight; False if that takes longer."""
        try:
            async with asyncio.timeout(seconds):
                await self._idle.wait()
        except TimeoutError:
            return False
        return True
