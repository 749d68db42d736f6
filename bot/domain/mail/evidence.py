"""Evidence kept of a mail once it is logged: proof of what happened, never its body."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from bot.domain.mail.reading import MailKind


@dataclass(frozen=True, slots=True)
class MailEvidence:
    """A mail that was logged for an application.

    `key` knows the mail again; `on` is its day. `uid`, `sequence` and `organizer` are
    those of an invitation, `booking` the id of the activity that booked its interview.
    """

    application: int
    key: str
    kind: MailKind
    on: date
    message_id: str | None = None
    sender_domain: str | None = None
    sentence: str = ""
    subject: str = ""
    uid: str | None = None
    sequence: int = 0
    organizer: str | None = None
    booking: int | None = None
