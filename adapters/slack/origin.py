"""The place where a user typed or pressed, to which the answer goes.

A form remembers it in the view itself: a restart between its opening and its
submission loses nothing.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from typing import Any, Self

from bot.domain.people.person import Address

PLATFORM = "slack"


@dataclass(frozen=True, slots=True)
class Origin:
    """A place at Slack.

    `message` is the timestamp of a pressed message, `url` the address at which
    Slack takes answers for half an hour, `modal` the id of a view that shows
    answers itself; `ephemeral` says that a pressed message was for one person only.
    `queue` is the timestamp of the queue of which the pressed message shows one line.
    `channel_name` and `speaker` are what people there call the channel and them.
    """

    channel: str = ""
    message: str = ""
    thread: str = ""
    url: str = ""
    ephemeral: bool = False
    modal: str = ""
    home: bool = False
    channel_name: str = ""
    speaker: str = ""
    queue: str = ""

    @property
    def of_queue(self) -> Origin:
        """The message of the queue that the pressed message belongs to."""
        return replace(self, message=self.queue, queue="")

    @property
    def is_direct(self) -> bool:
        """True if that is a conversation of two, not a channel."""
        return self.channel.startswith("D")

    def to_json(self) -> dict[str, Any]:
        """Returns the parts that are set, as JSON."""
        return {name: value for name, value in asdict(self).items() if value}

    @classmethod
    def from_json(cls, written: Mapping[str, Any]) -> Self:
        """Reads an origin from JSON; fields of other versions are left out."""
        known = {name for name in cls.__slots__ if name in written}
        return cls(**{name: written[name] for name in known})


@dataclass(frozen=True, slots=True)
class SlackUser:
    """A user at Slack, by the team or organization that installed the app and their user id."""

    tenant: str
    id: str

    @property
    def address(self) -> Address:
        """Returns the address at which the user gets reminders."""
        return Address(PLATFORM, self.tenant, self.id)
