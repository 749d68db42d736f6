"""The outbox: what waits to be delivered to people and channels."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from contextlib import AbstractAsyncContextManager
from datetime import datetime
from typing import Protocol

from bot.domain.delivery import Delivery, DeliveryOutcome
from bot.domain.groups.group import Channel
from bot.domain.people.person import Person
from bot.ports.unit_of_work import ReadOnly


class Outbox(Protocol):
    """Hands out due deliveries, and stores their outcomes."""

    async def next_ready(self) -> datetime | None:
        """Returns the earliest instant at which a claim would find something."""

    async def claim(self, now: datetime, limit: int, lease: float) -> Sequence[Delivery]:
        """Leases at most so many deliveries for `lease` seconds: the most urgent first.

        Everything that is due for a person is bound to one delivery. One that may have
        been sent keeps its members until it is settled. A person has at most one unsettled
        digest of each rank. The figures of a group are published before its post is sent.
        A delivery that an outage concerns waits aside.
        """

    async def settle(self, outcomes: Collection[DeliveryOutcome], now: datetime) -> None:
        """Stores the outcomes of deliveries in one transaction.

        The nudges of their applications are then made to agree with the history
        as it is in that transaction, with the people locked: a button may have
        been pressed since the claim. A channel that definitely refuses pauses its group.
        """

    def view(self, person: Person, now: datetime) -> AbstractAsyncContextManager[ReadOnly]:
        """Opens a read-only view of the data of a person to whom something is sent."""

    async def begin_outage(self, scope: str, now: datetime, probe_at: datetime) -> None:
        """Puts the deliveries to a scope aside; one of them probes it from an instant on."""

    async def end_outage(self, scope: str) -> None:
        """Makes the deliveries ready again that were put aside for an outage."""

    async def replan_outdated(self, now: datetime) -> int:
        """Plans by today's rules what an older version planned, for a few people at a time.

        Returns how many people it were; 0 if none is left.
        """

    async def channel_zone(self, channel: Channel) -> str | None:
        """Returns the time zone of a channel's group; None if the channel has no group."""
