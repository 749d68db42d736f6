"""The mails that a person logged, and those of which they said that they are none."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from bot.domain.mail.evidence import MailEvidence


class MailQueries(Protocol):
    """Reads what is kept of a person's mails."""

    async def logged(self, key: str) -> MailEvidence | None:
        """Returns the mail of that key, if it was logged."""

    async def dismissed(self, key: str) -> bool:
        """True if the person said of the mail of that key that it is none of an application's."""

    async def of_application(self, application: int) -> Sequence[MailEvidence]:
        """Returns the mails that were logged for an application, the oldest first."""

    async def of_applications(self, applications: Sequence[int]) -> Sequence[MailEvidence]:
        """Returns the mails that were logged for several applications, the oldest first."""

    async def of_event(self, uid: str) -> MailEvidence | None:
        """Returns the latest logged version of an invitation."""


class Mails(MailQueries, Protocol):
    """Reads and changes what is kept of a person's mails."""

    async def keep(self, evidence: MailEvidence, change: int) -> None:
        """Keeps what a logged mail proves; `change` is the one that logged it."""

    async def dismiss(self, key: str) -> None:
        """Keeps of a mail that is none of an application's its key alone."""

    async def erase_of_change(self, change: int) -> int:
        """Erases the mails that a change logged; returns how many."""
