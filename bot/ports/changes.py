"""Changes by a person's commands, kept so that they can be undone."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Protocol

from bot.domain.people.person import Person
from bot.frozen import frozen


@frozen
class Change:
    """The change that one command made, which `undo` can undo.

    `summary` says it in words ("logged your application to Acme"); `before` is
    the person as they were, where the command changed them. `press` names the
    click or event that caused it: a second one with the same name is a repeat.
    """

    id: int
    at: datetime
    command: str
    summary: str
    press: str | None = None
    before: Person | None = None


class ChangeQueries(Protocol):
    """Reads a person's changes, apart from those that were undone."""

    async def last(self, since: datetime) -> Change | None:
        """Returns the person's last change, if it is no older than `since`."""

    async def unshown(self, until: datetime, limit: int) -> Sequence[Change]:
        """Returns those of the last changes up to then whose answer was not shown, oldest first.

        `limit` is how many of the last changes are looked at.
        """

    async def count(self) -> int:
        """Returns how many changes the person made."""

    async def get(self, id: int) -> Change | None:
        """Returns one of the person's changes."""

    async def later_than(self, change: int) -> Sequence[Change]:
        """Returns the later changes to any application or record's entry that a change touched."""

    async def activities_of(self, change: int) -> Mapping[int, Sequence[int]]:
        """Returns the ids of the activities of a change, by application."""

    async def of_activity(self, activity: int) -> Change | None:
        """Returns the change that logged an activity of the person."""

    async def by_press(self, press: str) -> Change | None:
        """Returns the change that the same click or event caused before."""


class Changes(ChangeQueries, Protocol):
    """Reads and records a person's changes."""

    async def record(self, command: str, summary: str, press: str | None) -> int:
        """Records that a command changes something; returns the change's id."""

    async def remember_person(self, change: int, before: Person) -> None:
        """Stores with a change what the person was like before it."""

    async def mark_undone(self, change: int) -> None:
        """Marks a change as undone, so that its button works again."""

    async def claim_event(self, event: str) -> bool:
        """Claims a platform's event, if this unit of work is committed; False for a repeat."""
