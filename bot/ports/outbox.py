"""What is waiting to be delivered, to people and to channels."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Protocol

from bot.domain.delivery import Delivery, Outcome
from bot.domain.groups.group import Channel


class Outbox(Protocol):
    """Deliveries: claimed when they are due, settled when they were sent."""

    async def next_ready(self) -> datetime | None:
        """Returns the earliest instant at which a claim would find something."""

    async def claim(self, now: datetime, limit: int, lease: float) -> Sequence[Delivery]:
        """Leases at most so many deliveries for `lease` seconds: the most urgent first.

        Everything that is due for a person is bound to one delivery. One that may have
        been sent keeps its members until it is settled. A person has at most one unsettled
        digest of each rank. The figures of a group are published before its post is sent.
        What cannot be sent because of an outage waits aside.
        """

    async def settle(self, outcomes: Collection[Outcome], now: datetime) -> None:
        """Stores what became of deliveries, all in one transaction.

        The nudges of their applications are then made to agree with the history
        as it is in that transaction, with the people locked: a button may have
        been pressed since the claim. A channel that definitely refuses pauses its group.
        """

    async def begin_outage(self, scope: str, now: datetime, probe_at: datetime) -> None:
        """Puts aside what goes to a scope; one delivery probes it from an instant on."""

    async def end_outage(self, scope: str) -> None:
        """Makes everything ready again that waited out an outage."""

    async def channel_zone(self, channel: Channel) -> str | None:
        """Returns the time zone of a channel's group; None if the channel has no group."""
