"""The outbox: what is due is claimed, sent by a worker, and settled."""

from __future__ import annotations

from collections.abc import AsyncIterator, Collection, Sequence
from contextlib import asynccontextmanager
from datetime import datetime, timedelta

from bot.domain.delivery import Delivery, DeliveryOutcome
from bot.domain.groups.group import Channel
from bot.domain.people.person import Person
from bot.ports.unit_of_work import ReadOnly
from storage.database import Database
from storage.outbox import claims, outages, outdated_plans, pruning, queue, settlement
from storage.repositories.groups import group_at
from storage.unit_of_work import UnitOfWork

# Few enough that nobody waits for the transaction.
PEOPLE_AT_ONCE = 20


class Outbox:
    """Deliveries in a database (`bot.ports.outbox.Outbox`)."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def next_ready(self) -> datetime | None:
        """Returns the earliest instant at which a claim would find something."""
        async with self._database.reading() as connection:
            return min((await queue.read_first_ready(connection)).values(), default=None)

    async def claim(self, now: datetime, limit: int, lease: float) -> Sequence[Delivery]:
        """Leases at most so many deliveries for `lease` seconds: the most urgent first.

        Everything that is due for a person is bound to one delivery, whose members
        stay the same until it is settled. A person has at most one unsettled digest
        of each rank. The figures of a group are published before its post is sent.
        """
        async with self._database.reading() as connection:
            firsts = await queue.read_first_ready(connection)
        if not firsts or min(firsts.values()) > now:  # most ticks end here
            return ()
        async with self._database.writing() as connection:
            return await claims.claim(connection, now, limit, timedelta(seconds=lease), firsts)

    async def settle(self, outcomes: Collection[DeliveryOutcome], now: datetime) -> None:
        """Stores what became of deliveries, all in one transaction.

        The nudges of their applications are then made to agree with the history
        as it is in that transaction, with the people locked: a button may have
        been pressed since the claim. A channel that refuses for good pauses its group.
        """
        async with self._database.writing() as connection:
            await settlement.settle(connection, outcomes, now)

    @asynccontextmanager
    async def view(self, person: Person, now: datetime) -> AsyncIterator[ReadOnly]:
        """Opens a read-only view of the data of a person to whom something is sent."""
        async with self._database.snapshot() as connection:
            yield UnitOfWork(connection, person, now)

    async def begin_outage(self, scope: str, now: datetime, probe_at: datetime) -> None:
        """Puts aside what goes to a scope; one delivery probes it from an instant on."""
        async with self._database.writing() as connection:
            await outages.begin(connection, scope, now, probe_at)

    async def end_outage(self, scope: str) -> None:
        """Makes everything ready again that waited out an outage."""
        async with self._database.writing() as connection:
            await outages.end(connection, scope)

    async def recover(self) -> None:
        """Queues what no process has queued, and releases what waits for nothing."""
        async with self._database.writing() as connection:
            await queue.queue_missing(connection)
            await queue.queue_missing_notices(connection)
            await outages.end_empty(connection)

    async def prune(self, now: datetime) -> int:
        """Erases nudges that were cancelled long ago, which nothing shows; returns how many."""
        erased = 0
        while True:
            async with self._database.writing() as connection:
                batch = await pruning.prune_cancelled(connection, now)
            erased += batch
            if batch < pruning.AT_ONCE:
                return erased

    async def replan_outdated(self, now: datetime, people: int = PEOPLE_AT_ONCE) -> int:
        """Plans by today's rules what an older version planned, for a few people at a time.

        Returns how many people it were; 0 if none is left.
        """
        async with self._database.writing() as connection:
            return await outdated_plans.replan(connection, now, people)

    async def channel_zone(self, channel: Channel) -> str | None:
        """Returns the time zone of a channel's group; None if the channel has no group."""
        async with self._database.reading() as connection:
            found = await group_at(connection, channel)
            return found.schedule.zone if found else None
