"""The count of commands that an account used lately, in all processes."""

from __future__ import annotations

from datetime import datetime
from typing import Protocol

from bot.domain.people.person import Address


class CommandCounts(Protocol):
    """Counts the commands of each account in spans of a minute."""

    async def add(self, who: Address, commands: int, now: datetime) -> tuple[int, datetime]:
        """Adds commands; returns how many were used since the minute began, and when it did."""
