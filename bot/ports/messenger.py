"""How people and channels are sent messages that they did not ask for just now."""

from __future__ import annotations

from typing import Protocol

from bot.domain.groups.group import Channel
from bot.domain.people.person import Address
from bot.message import Message


class Unreachable(Exception):
    """The recipient cannot be reached, now or later; `reason` says why in plain words for them."""

    def __init__(self, reason: str) -> None:
        self.reason = reason
        super().__init__(reason)


class RetryLater(Exception):
    """The platform asked to wait and sent nothing. `seconds` is how long."""

    def __init__(self, seconds: float) -> None:
        self.seconds = seconds
        super().__init__(f"asked to wait {seconds} s")


class Messenger(Protocol):
    """Sends messages to people and channels."""

    async def send_direct(
        self, address: Address, message: Message, delivery: str, *, again: bool = False
    ) -> None:
        """Sends a message to a person privately; a repeat under the same delivery shows once.

        `again` says that it may have been sent before: only then need the messenger
        check for it. Raises Unreachable or RetryLater; after any other error it may or
        may not have reached the person, and is tried again.
        """

    async def send_channel(
        self, channel: Channel, message: Message, delivery: str, *, again: bool = False
    ) -> None:
        """Posts a message in a channel; a repeat under the same delivery shows once.

        Raises Unreachable, in words that say how to fix it, or RetryLater.
        """
