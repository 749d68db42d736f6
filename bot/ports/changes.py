"""What a person's commands changed, so that it can be taken back."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from bot.domain.people.person import Person


@dataclass(frozen=True, slots=True)
class Change:
    """What one command did, so that `undo` can take it back.

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


class Changes(Protocol):
    """A person's changes, and the buttons kept for them."""

    async def record(self, command: str, summary: str, press: str | None) -> int:
        """Notes that a command changes something; gives the change's id."""

    async def remember_person(self, change: int, before: Person) -> None:
        """Keeps with a change what the person was like before it."""

    async def last_change(self, since: datetime) -> Change | None:
        """The person's last change that was not taken back, if it is that young."""

    async def change(self, id: int) -> Change | None:
        """One of the person's changes that was not taken back."""

    async def later_changes(self, change: int) -> Sequence[Change]:
        """Changes after that one, not taken back, to an application it touched."""

    async def touched(self, change: int) -> Mapping[int, Sequence[int]]:
        """The activities of a change, by application."""

    async def take_back(self, change: int) -> None:
        """Marks a change as taken back, so that its button works again."""

    async def already(self, press: str) -> Change | None:
        """The standing change that the same click or event caused before."""

    async def keep_click(self, invocation: str, expires: datetime) -> str:
        """Stores an invocation too long for a click id; gives a random token."""

    async def kept_click(self, token: str) -> str | None:
        """The stored invocation of one of the person's own tokens, not expired."""
