"""A bell that rings at every change, so that a test waits for a condition and never sleeps."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import TypeVar

T = TypeVar("T")
PATIENCE = 10.0


class Bell:
    """Wakes everybody who waits for something to change."""

    def __init__(self) -> None:
        self._waiting: set[asyncio.Event] = set()

    def ring(self) -> None:
        """Something changed."""
        for event in self._waiting:
            event.set()

    async def until(
        self, condition: Callable[[], T | None], what: str, seconds: float = PATIENCE
    ) -> T:
        """What the condition gives, once it gives something true."""
        event = asyncio.Event()
        self._waiting.add(event)
        try:
            async with asyncio.timeout(seconds):
                while not (found := condition()):
                    await event.wait()
                    event.clear()
                return found
        except TimeoutError:
            raise AssertionError(f"waited {seconds:g} s in vain for {what}") from None
        finally:
            self._waiting.discard(event)
