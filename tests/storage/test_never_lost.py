"""No nudge is lost or delivered twice, whatever happens between claiming and settling."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from datetime import datetime, timedelta

from hypothesis import example, given, settings
from hypothesis import strategies as st

from bot.domain.applications.activity import ActivityKind
from bot.domain.delivery import Delivery, DeliveryOutcome
from storage.storage import Storage, open_storage
from tests.storage.job_hunts import (
    ADA,
    BEA,
    DAY,
    DUE,
    ENOUGH,
    HOUR,
    LEASE,
    ZONE,
    applied,
    as_delivered,
    log,
)

PEOPLE = (ADA, BEA)
SOON = timedelta(seconds=30)


class Week:
    """Two people, and nudgers that fail in every way."""

    def __init__(self, storage: Storage) -> None:
        self.storage = storage
        self.now = DUE
        self.delivered: dict[int, datetime] = {}
        self.slow: list[Delivery] = []

    async def apply(self) -> None:
        """Logs an action of a week ago: a follow-up is due at once."""
        for who in PEOPLE:
            await applied(self.storage, who=who, now=self.now - 7 * DAY)

    async def act(self) -> None:
        """Logs the action that a nudge asks for, or is just asking for."""
        async with self.storage.units.begin(ADA, ZONE, self.now) as uow:
            for one in await uow.applications.find_all(only_open=True):
                await log(uow, one.id, ActivityKind.FOLLOWED_UP, self.now)
                break

    async def wait(self) -> None:
        """Every lease runs out."""
        self.now += timedelta(seconds=LEASE)

    async def deliver(self) -> None:
        """A worker does its work."""
        await self.settle(await self.claim())

    async def crash(self) -> None:
        """A worker claims and is never heard of again."""
        await self.claim()

    async def dawdle(self) -> None:
        """A worker tells, but is slow to write it down."""
        self.slow += await self.claim()

    async def wake(self) -> None:
        """Settles the deliveries of the slow workers."""
        await self.settle(self.slow)
        self.slow = []

    async def fail(self) -> None:
        """The platform fails; another try is to follow."""
        again = [
            DeliveryOutcome(one, retry=self.now + SOON, failed=True) for one in await self.claim()
        ]
        await self.storage.outbox.settle(again, self.now)

    async def hold(self) -> None:
        """It is night for them."""
        held = [
            DeliveryOutcome(one, hold={n.id: self.now + HOUR for n in one.digest.nudges})
            for one in await self.claim()
        ]
        await self.storage.outbox.settle(held, self.now)

    async def claim(self) -> Sequence[Delivery]:
        """Claims a batch in which nothing is early, already delivered, or there twice."""
        batch = await self.storage.outbox.claim(self.now, 1, LEASE)
        nudges = [nudge for one in batch for nudge in one.digest.nudges]
        assert all(nudge.planned.due <= self.now for nudge in nudges)
        assert not self.delivered.keys() & {nudge.id for nudge in nudges}
        assert len({nudge.id for nudge in nudges}) == len(nudges)
        return batch

    async def settle(self, batch: Sequence[Delivery]) -> None:
        """Settles a batch as delivered; what was delivered before stays as it was."""
        await self.storage.outbox.settle([as_delivered(one) for one in batch], self.now)
        for who in PEOPLE:
            async with self.storage.units.begin(who, ZONE, self.now) as uow:
                for nudge in await uow.nudges.recently_delivered(ENOUGH):
                    assert nudge.settled_at is not None
                    assert self.delivered.setdefault(nudge.id, nudge.settled_at) == nudge.settled_at

    async def end(self) -> None:
        """Ends all faults: all that is due is delivered."""
        self.now += DAY
        while batch := await self.claim():
            await self.settle(batch)
        ready = await self.storage.outbox.next_ready()
        assert ready is None or ready > self.now
        for who in PEOPLE:
            async with self.storage.units.begin(who, ZONE, self.now) as uow:
                assert all(one.planned.due > self.now for one in await uow.nudges.pending(ENOUGH))
                for one in await uow.applications.find_all():
                    assert one.outreaches or await uow.nudges.delivered_at(one.id)


Step = Callable[[Week], Awaitable[None]]
STEPS: tuple[Step, ...] = (
    Week.apply,
    Week.act,
    Week.wait,
    Week.deliver,
    Week.crash,
    Week.dawdle,
    Week.wake,
    Week.fail,
    Week.hold,
)


@settings(max_examples=20)
@given(st.lists(st.sampled_from(STEPS), max_size=12))
# One delivery claimed again after its lease ran out, and both stored at once.
@example([Week.dawdle, Week.wait, Week.dawdle, Week.wake])
def test_nothing_is_lost_and_nothing_sent_twice(steps: list[Step]) -> None:
    async def live() -> None:
        async with open_storage("sqlite+aiosqlite://") as storage:
            week = Week(storage)
            for step in (Week.apply, *steps):
                await step(week)
            await week.end()

    asyncio.run(live())
