"""A mailbox that is watched: read only, from the moment it was set up."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

from bot.domain.people.person import Address
from bot.frozen import frozen


class MailboxFault(StrEnum):
    """The reason why a mailbox cannot be read."""

    REFUSED = "refused"  # its server does not take the password
    NO_FOLDER = "no folder"
    PRIVATE = "private"  # its server's name leads into a private network
    UNREACHABLE = "unreachable"  # for some polls in a row; it is tried on


# Nothing but a person's word ends these: the mailbox is not polled, its password is erased.
FINAL = frozenset({MailboxFault.REFUSED, MailboxFault.NO_FOLDER, MailboxFault.PRIVATE})


@frozen
class Mailbox:
    """A person's mailbox, without its password.

    `login` is its e-mail address. `fault` is one that they know of and lasts; `polled_at` is
    when it was last read.
    """

    login: str
    host: str
    folder: str
    fault: MailboxFault | None = None
    polled_at: datetime | None = None


@frozen
class MailboxPosition:
    """The position in a folder: the number of the last mail read, in one numbering of it."""

    validity: int
    last: int


@frozen
class DueMailbox:
    """A mailbox that is leased until an instant to be polled.

    `owner` is the account that set it up, to which the encrypted password is bound.
    `position` is None before the first poll; `failures` counts polls in a row that failed.
    """

    id: int
    owner: Address
    mailbox: Mailbox
    password: str
    leased_until: datetime
    position: MailboxPosition | None = None
    failures: int = 0


@frozen
class PollResult:
    """The changes that a poll makes to a mailbox; without a `next_poll` there is none.

    `password` is as encrypted with the newest key, None to erase it.
    """

    position: MailboxPosition | None
    password: str | None
    next_poll: datetime | None
    polled_at: datetime | None
    failures: int = 0
    fault: MailboxFault | None = None
