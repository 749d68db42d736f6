"""A person's calendar feed: the address at which their calendar reads it."""

from __future__ import annotations

from typing import Protocol


class CalendarQueries(Protocol):
    """Reads whether there is a feed."""

    async def busy(self) -> bool | None:
        """Returns True if the feed says only when they are busy; None without a feed."""


class Calendars(CalendarQueries, Protocol):
    """Reads and changes the feed."""

    async def renew(self) -> str:
        """Makes a new secret in place of an earlier one and returns it; it is stored hashed.

        What the feed shows stays as it was.
        """

    async def set_busy(self, busy: bool) -> None:
        """Sets whether the feed says only when they are busy."""

    async def erase(self) -> bool:
        """Erases the feed; returns False if there was none."""
