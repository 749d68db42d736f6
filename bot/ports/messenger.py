"""Sends people and channels messages that they did not ask for just now."""

from __future__ import annotations

from typing import Protocol

from bot.domain.groups.group import Channel
from bot.domain.people.person import Address
from bot.message import Message


class Unreachable(Exception):
    """The recipient definitely cannot be reached; `reason` says why in plain words for them."""

    def __init__(self, reason: str) -> None:
        self.reason = reason
        super().__init__(reason)


class ContentRefused(Exception):
    """The platform refuses what the message says, even as plain text."""


class NotSent(Exception):
    """The message surely was not sent, and may be later.

    It never left the machine or, if `answered`, the platform did not take it for a
    reason that may pass.
    """

    def __init__(self, why: str, *, answered: bool = False) -> None:
        self.answered = answered
        super().__init__(why)


class RetryLater(Exception):
    """The platform asked to wait. `seconds` is how long.

    `for_all` says that nothing else can be sent to that installation meanwhile,
    `maybe_sent` that a part of the message was sent.
    """

    def __init__(self, seconds: float, *, for_all: bool = False, maybe_sent: bool = False) -> None:
        self.seconds = seconds
        self.for_all = for_all
        self.maybe_sent = maybe_sent
        super().__init__(f"asked to wait {seconds} s")


class Messenger(Protocol):
    """Sends messages to people and channels."""

    async def send_direct(
        self, address: Address, message: Message, delivery: str, *, maybe_sent: bool = False
    ) -> None:
        """Sends a message to a person privately; a repeat under the same delivery shows once.

        `maybe_sent` says that it may have been sent before: only then need the messenger
        check for it. Raises Unreachable, ContentRefused, NotSent or RetryLater; after any
        other error it may or may not have reached the person, and is tried again.
        """

    async def send_channel(
        self, channel: Channel, message: Message, delivery: str, *, maybe_sent: bool = False
    ) -> None:
        """Posts a message in a channel; a repeat under the same delivery shows once.

        Raises Unreachable, in words that say how to fix it, or as `send_direct` does.
        """
