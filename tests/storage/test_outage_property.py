"""Under any order of begins, ends, probes and deferrals, each deferred delivery has its outage."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from datetime import timedelta

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.domain.delivery import Delivery, DeliveryOutcome
from bot.domain.people.person import Address
from storage.storage import Storage, open_storage
from storage.tables import metadata
from tests.storage.job_hunts import DUE, ENOUGH, LEASE, applied, as_delivered
from tests.storage.parked_deliveries import parked

CROWD = [Address("slack", f"T{number % 2}", f"u{number}") for number in range(6)]
SOON = timedelta(seconds=30)
# Every outage is probed, then each delivery claimed: more often than there are of both.
LOOKS = 2 * len(CROWD)


class Outage:
    """People at one platform, workers that send to them, and a clock."""

    def __init__(self, storage: Storage) -> None:
        self.storage = storage
        self.now = DUE
        self.reached: set[Address] = set()

    async def begin(self, scope: str) -> None:
        """A worker finds that nobody can be reached there."""
        await self.storage.outbox.begin_outage(scope, self.now, self.now + SOON)

    async def end(self, scope: str) -> None:
        """Ends the outage: a worker reached a person there."""
        await self.storage.outbox.end_outage(scope)

    async def reach(self, most: int = 2) -> None:
        """A worker sends, and finds the ends of outages by it."""
        claimed = await self.storage.outbox.claim(self.now, most, LEASE)
        for scope in {one.probes for one in claimed if one.probes}:
            await self.end(scope)
        await self.settle([as_delivered(one) for one in claimed])
        self.reached |= {one.digest.person.address for one in claimed}

    async def fail(self) -> None:
        """A worker tries in vain; outages go on that it probed."""
        claimed = await self.storage.outbox.claim(self.now, 2, LEASE)
        for scope in {one.probes for one in claimed if one.probes}:
            await self.begin(scope)
        await self.settle([self.again(one) for one in claimed])

    async def crash(self) -> None:
        """A worker claims and is never heard of again."""
        await self.storage.outbox.claim(self.now, 2, LEASE)

    async def wait(self) -> None:
        """Every lease runs out."""
        self.now += timedelta(seconds=LEASE)

    async def settle(self, outcomes: Sequence[DeliveryOutcome]) -> None:
        """Writes down what became of deliveries."""
        await self.storage.outbox.settle(outcomes, self.now)

    def again(self, delivery: Delivery) -> DeliveryOutcome:
        """It may have been sent, and is to be tried again."""
        return DeliveryOutcome(delivery, retry=self.now + SOON, failed=True, maybe_sent=True)


Step = Callable[[Outage], Awaitable[None]]


def begun(scope: str) -> Step:
    async def step(outage: Outage) -> None:
        await outage.begin(scope)

    return step


def ended(scope: str) -> Step:
    async def step(outage: Outage) -> None:
        await outage.end(scope)

    return step


SCOPES = ("slack", "slack/T0", "slack/T1")
STEPS: dict[str, Step] = {
    **{f"begin {scope}": begun(scope) for scope in SCOPES},
    **{f"end {scope}": ended(scope) for scope in SCOPES},
    "reach": Outage.reach,
    "fail": Outage.fail,
    "crash": Outage.crash,
    "wait": Outage.wait,
}
AT_ONCE = st.lists(st.sampled_from(sorted(STEPS)), min_size=1, max_size=4)


@settings(max_examples=25, suppress_health_check=list(HealthCheck))
@given(st.lists(AT_ONCE, max_size=8))
def test_nothing_is_put_aside_for_no_outage_and_everybody_is_reached(
    database_url: str, moments: list[list[str]]
) -> None:
    async def live() -> None:
        async with open_storage(database_url) as storage:
            await _empty(storage)  # of the example before
            for who in CROWD:
                await applied(storage, who=who)
            outage = Outage(storage)
            for steps in moments:
                await asyncio.gather(*(STEPS[name](outage) for name in steps))
                await parked(storage)
            for _ in range(LOOKS):
                await outage.wait()
                await outage.reach(ENOUGH)
            assert outage.reached == set(CROWD)
            assert await parked(storage) == 0

    asyncio.run(live())


async def _empty(storage: Storage) -> None:
    async with storage.database.writing() as connection:
        for table in reversed(metadata.sorted_tables):
            await connection.execute(table.delete())
