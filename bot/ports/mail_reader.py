"""Reads mails, away from everything that they could harm."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from bot.domain.mail.reading import MailContext, Reading


class UnreadableMail(Exception):
    """A mail could not be read to its end; `reason` says why in plain words."""

    def __init__(self, reason: str) -> None:
        self.reason = reason
        super().__init__(reason)


class ReaderBusy(UnreadableMail):
    """So many mails wait that another moment is better."""


class MailReader(Protocol):
    """Reads mails about applications."""

    async def read(
        self, data: bytes | str, context: MailContext, name: str = ""
    ) -> Sequence[Reading]:
        """Returns what each mail in a file or a pasted text says, in their order.

        `name` is the file's. Raises UnreadableMail for one that takes too much time or
        memory.
        """
