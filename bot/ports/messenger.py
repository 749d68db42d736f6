"""What the core asks of the world: a memory, a voice, a clock."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from contextlib import AbstractAsyncContextManager
from datetime import datetime
from typing import Protocol

from bot.domain.groups.group import Channel
from bot.domain.groups.group_post import PostOutcome, Telling
from bot.domain.people.person import Address, Person
from bot.domain.reminders.delivery import Delivery, Outcome
from bot.message import Message
from bot.ports.unit_of_work import Work


class Unreachable(Exception):
    """The person cannot be told, now or later; `reason` is plain words for them."""

    def __init__(self, reason: str) -> None:
        self.reason = reason
        super().__init__(reason)


class RetryLater(Exception):
    """The platform asked to wait; nothing was told. `seconds` is how long."""

    def __init__(self, seconds: float) -> None:
        self.seconds = seconds
        super().__init__(f"asked to wait {seconds} s")


class Memory(Protocol):
    """All that is kept."""

    def work(
        self, address: Address, zone: str, now: datetime, language: str = "en"
    ) -> AbstractAsyncContextManager[Work]:
        """One person's unit of work, committed at the end.

        Somebody new is met with that zone and that language of dates.

        An exception rolls everything back.
        """

    async def find(self, address: Address) -> Person | None:
        """The person at that address, if they are known."""

    async def claim(self, now: datetime, people: int, lease: float) -> Sequence[Delivery]:
        """Binds what is due to deliveries, one a person, for at most that many people.

        A delivery whose lease (in seconds) ran out unsettled comes first, with
        its members unchanged. A person with an unsettled delivery gets no other.
        """

    async def settle(self, outcomes: Collection[Outcome], now: datetime) -> None:
        """Writes what became of deliveries, all in one transaction.

        The nudges of their applications are then made to agree with the history
        as it stands in that transaction, with the people locked: a button may
        have been pressed since the claim.
        """

    async def channel_zone(self, channel: Channel) -> str | None:
        """The zone of a channel's group, if it is one."""

    async def claim_posts(self, now: datetime, posts: int, lease: float) -> Sequence[Telling]:
        """Leases what groups are to be told now; figures are published before they are told."""

    async def settle_posts(self, outcomes: Collection[PostOutcome], now: datetime) -> None:
        """Writes what became of posts; a channel that cannot be reached pauses its group."""

    async def next_ready(self) -> datetime | None:
        """The earliest instant at which a claim would find something."""

    async def latest(self) -> datetime | None:
        """The latest instant that a clock moved by hand has reached; None if none was."""

    async def reached(self, moment: datetime) -> None:
        """Remembers that a clock moved by hand has come to an instant; never moves it back."""


class Messenger(Protocol):
    """How people are told things."""

    async def send_direct(
        self, address: Address, message: Message, delivery: str, *, again: bool = False
    ) -> None:
        """Tells a person privately; a repeat under the same delivery shows once.

        `again` says that it may have been told before: only then need a voice look
        for it. Raises Unreachable or RetryLater; any other error may or may not have
        reached the person, and is tried again.
        """

    async def send_channel(
        self, channel: Channel, message: Message, delivery: str, *, again: bool = False
    ) -> None:
        """Posts in a channel; a repeat under the same delivery shows once.

        Raises Unreachable, in words that say how to mend it, or RetryLater.
        """


class Clock(Protocol):
    """What time it is."""

    def now(self) -> datetime:
        """The instant, aware and in UTC."""
