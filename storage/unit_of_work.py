"""The memory: all that is kept, a unit of work at a time."""

from __future__ import annotations

from collections.abc import AsyncIterator, Collection, Sequence
from contextlib import asynccontextmanager
from datetime import datetime

from bot.domain.groups.group import Channel
from bot.domain.groups.group_post import PostOutcome, Telling
from bot.domain.people.person import Address, Person
from bot.domain.reminders.delivery import Delivery, Outcome
from bot.ports.messenger import Memory
from bot.ports.unit_of_work import Work
from storage import console_clock
from storage.database import Database
from storage.migrate import upgrade
from storage.outbox import claims, post_claims, post_plan, post_settlement
from storage.outbox.nudge_plan import Planning
from storage.outbox.settlement import settle
from storage.repositories import people
from storage.repositories.account_links import Links
from storage.repositories.activities import Activities
from storage.repositories.applications import Applications
from storage.repositories.changes import Changes
from storage.repositories.groups import Groups, group_at
from storage.repositories.nudges import Nudges
from storage.repositories.people import People
from storage.repositories.stored_actions import Clicks


class PersonsWork(
    Groups, People, Applications, Activities, Nudges, Planning, Changes, Clicks, Links, Work
):
    """One person's data within one transaction."""


class DatabaseMemory(Memory):
    """All that is kept, in a database."""

    def __init__(self, database: Database) -> None:
        self.database = database

    @asynccontextmanager
    async def work(
        self, address: Address, zone: str, now: datetime, language: str = "en"
    ) -> AsyncIterator[PersonsWork]:
        """One person's unit of work, committed at the end.

        Somebody new is met with that zone and that language of dates.

        An exception rolls everything back.
        """
        async with self.database.writing() as connection:
            person = await people.meet(connection, address, zone, now, language)
            work = PersonsWork(connection, person, now)
            yield work
        if work.erased:
            await self.database.wipe()

    async def find(self, address: Address) -> Person | None:
        """The person at that address, if they are known."""
        async with self.database.reading() as connection:
            return await people.find(connection, address)

    async def claim(self, now: datetime, people: int, lease: float) -> Sequence[Delivery]:
        """Binds what is due to deliveries, one a person, for at most that many people.

        A delivery whose lease (in seconds) ran out unsettled comes first, with
        its members unchanged. A person with an unsettled delivery gets no other.
        """
        ready = await self._next_nudge()
        if ready is None or ready > now:  # most ticks end here
            return ()
        async with self.database.writing() as connection:
            return await claims.claim(connection, now, people, lease)

    async def settle(self, outcomes: Collection[Outcome], now: datetime) -> None:
        """Writes what became of deliveries, all in one transaction.

        The nudges of their applications are then made to agree with the history
        as it stands in that transaction, with the people locked: a button may
        have been pressed since the claim.
        """
        async with self.database.writing() as connection:
            await settle(connection, outcomes, now)

    async def channel_zone(self, channel: Channel) -> str | None:
        """The zone of a channel's group, if it is one."""
        async with self.database.reading() as connection:
            found = await group_at(connection, channel)
            return found.schedule.zone if found else None

    async def claim_posts(self, now: datetime, posts: int, lease: float) -> Sequence[Telling]:
        """Leases what groups are to be told now; figures are published before they are told."""
        ready = await self._next_post()
        if ready is None or ready > now:
            return ()
        async with self.database.writing() as connection:
            return await post_claims.claim(connection, now, posts, lease)

    async def settle_posts(self, outcomes: Collection[PostOutcome], now: datetime) -> None:
        """Writes what became of posts; a channel that cannot be reached pauses its group."""
        async with self.database.writing() as connection:
            await post_settlement.settle(connection, outcomes, now)

    async def next_ready(self) -> datetime | None:
        """The earliest instant at which a claim would find something."""
        moments = (await self._next_nudge(), await self._next_post())
        return min((one for one in moments if one is not None), default=None)

    async def _next_nudge(self) -> datetime | None:
        async with self.database.reading() as connection:
            return await claims.next_ready(connection)

    async def _next_post(self) -> datetime | None:
        async with self.database.reading() as connection:
            return await post_plan.next_ready(connection)

    async def latest(self) -> datetime | None:
        """The latest instant that a clock moved by hand has reached; None if none was."""
        async with self.database.reading() as connection:
            return await console_clock.latest(connection)

    async def reached(self, moment: datetime) -> None:
        """Remembers that a clock moved by hand has come to an instant; never moves it back."""
        async with self.database.writing() as connection:
            await console_clock.reach(connection, moment)


@asynccontextmanager
async def opened(address: str) -> AsyncIterator[DatabaseMemory]:
    """The memory in the database at a URL, brought up to date, closed at the end."""
    database = Database(address)
    try:
        await upgrade(database)
        yield DatabaseMemory(database)
    finally:
        await database.close()
