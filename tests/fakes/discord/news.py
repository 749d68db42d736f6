"""Waiting for something to happen, without sleeping."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import TypeVar

T = TypeVar("T")
PATIENCE = 10.0


class News:
    """Wakes who waits whenever something has changed."""

    def __init__(self) -> None:
        self._waiting: set[asyncio.Future[None]] = set()

    def send_direct(self) -> None:
        """Something has changed: everybody looks again."""
        for future in self._waiting:
            if not future.done():
                future.set_result(None)
        self._waiting.clear()

    async def until(self, found: Callable[[], T | None], what: str, seconds: float = PATIENCE) -> T:
        """What `found` gives as soon as it is something; fails with `what` was waited for."""
        try:
            async with asyncio.timeout(seconds):
                while (it := found()) is None or it is False:
                    future = asyncio.get_running_loop().create_future()
                    self._waiting.add(future)
                    await future
                return it
        except TimeoutError:
            raise AssertionError(f"waited {seconds:g} s for {what}") from None
