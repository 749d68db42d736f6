"""What is waiting to be delivered, to people and to groups."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Protocol

from bot.domain.groups.group import Channel
from bot.domain.groups.group_post import PostOutcome, Telling
from bot.domain.reminders.delivery import Delivery, Outcome


class Outbox(Protocol):
    """Deliveries and group posts: claimed when they are due, settled when they were sent."""

    async def next_ready(self) -> datetime | None:
        """Returns the earliest instant at which a claim would find something."""

    async def claim(self, now: datetime, people: int, lease: float) -> Sequence[Delivery]:
        """Binds what is due to deliveries, one a person, for at most that many people.

        A delivery whose lease (in seconds) ran out unsettled comes first, with
        its members unchanged. A person with an unsettled delivery gets no other.
        """

    async def settle(self, outcomes: Collection[Outcome], now: datetime) -> None:
        """Writes what became of deliveries, all in one transaction.

        The nudges of their applications are then made to agree with the history
        as it is in that transaction, with the people locked: a button may have
        been pressed since the claim.
        """

    async def claim_posts(self, now: datetime, posts: int, lease: float) -> Sequence[Telling]:
        """Leases the posts that groups are due; figures are published before they are sent."""

    async def settle_posts(self, outcomes: Collection[PostOutcome], now: datetime) -> None:
        """Writes what became of posts; a channel that cannot be reached pauses its group."""

    async def channel_zone(self, channel: Channel) -> str | None:
        """Returns the time zone of a channel's group; None if the channel has no group."""
