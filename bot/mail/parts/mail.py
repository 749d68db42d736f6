"""A mail taken apart: its sender, date, subject and text, and the calendar files in it."""

from __future__ import annotations

from dataclasses import field
from datetime import datetime

from bot.frozen import frozen


@frozen
class MailAddress:
    """A name and an address as a header gives them; either may be empty."""

    name: str = ""
    address: str = ""

    @property
    def domain(self) -> str:
        """Returns what follows the @, in lower case."""
        return self.address.rpartition("@")[2].lower() if "@" in self.address else ""


NOBODY = MailAddress()


@frozen
class Mail:
    """The readable parts of a mail. `text` is plain, whatever form it came in.

    `attachments` are the names of what was left unopened; `nested` are mails
    that were attached to this one.
    """

    sender: MailAddress = NOBODY
    reply_to: MailAddress = NOBODY
    subject: str = ""
    sent: datetime | None = None
    message_id: str | None = None
    text: str = ""
    calendars: tuple[str, ...] = ()
    attachments: tuple[str, ...] = ()
    bulk: bool = False
    nested: tuple[Mail, ...] = field(default=())
