"""A notice: a message to one person that no rule plans and no group posts."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

from bot.domain.people.person import Person
from bot.frozen import frozen


class NoticeKind(StrEnum):
    """The subject of a notice."""

    MAIL = "mail"  # one or many that wait for the person's word
    MAILBOX = "mailbox"  # it cannot be read


@frozen
class Notice:
    """A message to one person, sent once.

    `about` is, of mails, the token under which their readings wait, and of a mailbox what is
    wrong with it. `noise` counts the mails of the same file that are about no application.
    """

    id: int
    kind: NoticeKind
    person: Person
    about: str
    noise: int
    made: datetime
