"""The outbox: what is due is claimed, sent by a worker, and settled."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime

from bot.domain.groups.group import Channel
from bot.domain.groups.group_post import PostOutcome, Telling
from bot.domain.reminders.delivery import Delivery, Outcome
from storage.database import Database
from storage.outbox import claims, post_claims, post_plan, post_settlement, settlement
from storage.repositories.groups import group_at


class Outbox:
    """Deliveries and group posts in a database (`bot.ports.outbox.Outbox`)."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def next_ready(self) -> datetime | None:
        """Returns the earliest instant at which a claim would find something."""
        moments = (await self._next_nudge(), await self._next_post())
        return min((one for one in moments if one is not None), default=None)

    async def claim(self, now: datetime, people: int, lease: float) -> Sequence[Delivery]:
        """Binds what is due to deliveries, one a person, for at most that many people.

        A delivery whose lease (in seconds) ran out unsettled comes first, with
        its members unchanged. A person with an unsettled delivery gets no other.
        """
        ready = await self._next_nudge()
        if ready is None or ready > now:  # most ticks end here
            return ()
        async with self._database.writing() as connection:
            return await claims.claim(connection, now, people, lease)

    async def settle(self, outcomes: Collection[Outcome], now: datetime) -> None:
        """Writes what became of deliveries, all in one transaction.

        The nudges of their applications are then made to agree with the history
        as it is in that transaction, with the people locked: a button may have
        been pressed since the claim.
        """
        async with self._database.writing() as connection:
            await settlement.settle(connection, outcomes, now)

    async def claim_posts(self, now: datetime, posts: int, lease: float) -> Sequence[Telling]:
        """Leases the posts that groups are due; figures are published before they are sent."""
        ready = await self._next_post()
        if ready is None or ready > now:
            return ()
        async with self._database.writing() as connection:
            return await post_claims.claim(connection, now, posts, lease)

    async def settle_posts(self, outcomes: Collection[PostOutcome], now: datetime) -> None:
        """Writes what became of posts; a channel that cannot be reached pauses its group."""
        async with self._database.writing() as connection:
            await post_settlement.settle(connection, outcomes, now)

    async def channel_zone(self, channel: Channel) -> str | None:
        """Returns the time zone of a channel's group; None if the channel has no group."""
        async with self._database.reading() as connection:
            found = await group_at(connection, channel)
            return found.schedule.zone if found else None

    async def _next_nudge(self) -> datetime | None:
        async with self._database.reading() as connection:
            return await claims.next_ready(connection)

    async def _next_post(self) -> datetime | None:
        async with self._database.reading() as connection:
            return await post_plan.next_ready(connection)
