"""The mailbox of one person."""

from __future__ import annotations

from typing import Protocol

from bot.domain.people.mailbox import Mailbox
from bot.domain.people.person import Address


class OwnMailboxQueries(Protocol):
    """Reads a person's mailbox."""

    async def get(self) -> Mailbox | None:
        """Returns the mailbox that was set up last, if there is one."""


class OwnMailbox(OwnMailboxQueries, Protocol):
    """Reads and changes a person's mailbox."""

    async def save(self, owner: Address, mailbox: Mailbox, password: str) -> None:
        """Saves a mailbox in place of any other; the password is encrypted before it comes here."""

    async def erase(self) -> bool:
        """Erases it with its password at once; True if there was one."""
