"""The reading of a mail about an application: nothing of its body but one sentence."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

from bot.frozen import frozen


@frozen
class MailContext:
    """The context in which a mail is read: now, and its reader's order of day and month.

    `companies` are those of their applications: one of them that a mail names is meant.
    """

    now: datetime
    day_first: bool | None = None
    companies: tuple[str, ...] = ()


class MailKind(StrEnum):
    """The kind of a mail, by what it means for an application."""

    RECEIVED = "received"
    INVITATION = "invitation"
    AVAILABILITY = "availability"  # asks when the reader is free
    TEST = "test"
    INFORMATION = "information"  # asks for something the reader has to send
    OFFER = "offer"
    REJECTED = "rejected"
    PAUSED = "paused"
    FILLED = "filled"
    WITHDRAWN = "withdrawn"
    APPROACH = "approach"  # a recruiter's, with no application before it
    NOISE = "noise"  # alerts, newsletters, and what is about no application


@frozen
class Writer:
    """The writer: a person's name, and an address that a person reads. Never a no-reply."""

    name: str | None = None
    address: str | None = None


@frozen
class MailMoment:
    """A moment that a mail names, as the clocks of its zone show it.

    `zone` is an IANA name, None where the mail names none: then the reader's own
    is meant. `timed` is False for a day alone, `deadline` True for the last
    moment to do something.
    """

    start: datetime
    zone: str | None = None
    end: datetime | None = None
    timed: bool = True
    deadline: bool = False


@frozen
class Invite:
    """An event of a calendar file. It keeps its `uid`; a later version has a higher `sequence`."""

    uid: str
    sequence: int = 0
    cancelled: bool = False
    organizer: Writer = Writer()
    summary: str = ""
    place: str = ""
    moment: MailMoment | None = None


@frozen
class Reading:
    """The reading of one mail.

    `sentence` is the one that decided the kind, `because` the words of it that did.
    `yours` says of a withdrawal that the reader asked for it. `unread` names what was
    left unopened, such as attachments. `key` knows the mail again: a hash of its
    Message-ID or, without one, of its text.
    """

    kind: MailKind
    company: str | None = None
    role: str | None = None
    writer: Writer = Writer()
    moments: tuple[MailMoment, ...] = ()
    link: str | None = None
    sentence: str = ""
    because: str = ""
    language: str = "en"
    subject: str = ""
    sent: datetime | None = None
    sender_domain: str | None = None
    message_id: str | None = None
    invite: Invite | None = None
    yours: bool = False
    unread: tuple[str, ...] = ()
    key: str = ""

    @property
    def is_about_an_application(self) -> bool:
        """True unless it is an alert, a newsletter or about something else."""
        return self.kind is not MailKind.NOISE
