"""Waits of tests: for a condition, never for a time."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import TypeVar

T = TypeVar("T")
# Seconds that only a hang reaches, however busy the machine is.
HANG = 240.0


class ChangeSignal:
    """Wakes everything that waits for a condition, whenever something has changed."""

    def __init__(self) -> None:
        self._waiting: set[asyncio.Event] = set()

    def notify(self) -> None:
        """Has every waiting condition checked again."""
        for event in self._waiting:
            event.set()

    async def until(self, condition: Callable[[], T | None], what: str) -> T:
        """Returns what the condition gives once it gives something true.

        Raises AssertionError that names `what` was waited for.
        """
        event = asyncio.Event()
        self._waiting.add(event)
        try:
            async with asyncio.timeout(HANG):
                while not (found := condition()):
                    await event.wait()
                    event.clear()
                return found
        except TimeoutError:
            raise AssertionError(f"waited {HANG:g} s in vain for {what}") from None
        finally:
            self._waiting.discard(event)
