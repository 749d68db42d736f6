"""One person's data within one transaction: no call can reach another person's rows."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Protocol

from bot.domain.people.person import Person
from bot.ports.account_links import Links
from bot.ports.applications import Pipeline
from bot.ports.changes import Changes
from bot.ports.groups import Groups
from bot.ports.nudges import Reminders


class Work(Pipeline, Reminders, Changes, Groups, Links, Protocol):
    """One person's data within one transaction."""

    @property
    def person(self) -> Person:
        """The person as stored, locked against their own other commands."""

    async def save_person(self, person: Person) -> None:
        """Keeps changed settings, pause or language."""

    async def forget_person(self) -> Mapping[str, int]:
        """Erases everything about the person; how much went, by what it was."""
