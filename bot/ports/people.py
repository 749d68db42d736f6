"""The person whose unit of work it is, as stored."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Protocol

from bot.domain.people.person import Person


class People(Protocol):
    """Saves and erases the person."""

    async def save(self, person: Person) -> None:
        """Saves changed settings, pause or language."""

    async def forget(self) -> Mapping[str, int]:
        """Erases everything about the person; returns how many rows went, by what they were."""
