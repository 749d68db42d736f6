"""Mailboxes: what a person sets up, and what is due to be polled."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import AbstractAsyncContextManager
from datetime import datetime, timedelta
from typing import Protocol

from bot.domain.people.mailbox import DueMailbox, PollResult
from bot.domain.people.person import Address
from bot.ports.unit_of_work import UnitOfWork


class MailboxSetup(Protocol):
    """The operator's setup for mailboxes."""

    def host_of(self, login: str) -> str | None:
        """Returns the IMAP server of an e-mail address; None for a provider that is not known."""

    def encrypt(self, password: str, owner: Address) -> str:
        """Encrypts an app password, bound to the account that gave it."""


class MailboxQueue(Protocol):
    """The mailboxes of all people, each polled by one process at a time."""

    async def claim(self, now: datetime, limit: int, lease: timedelta) -> Sequence[DueMailbox]:
        """Leases mailboxes whose next poll is due."""

    def settle(
        self, due: DueMailbox, result: PollResult, now: datetime
    ) -> AbstractAsyncContextManager[UnitOfWork | None]:
        """Opens a unit of work of its person, in which the result is stored.

        None if the mailbox is gone, changed, or leased to another process meanwhile: then
        nothing is stored.
        """
