"""Urgent nudges overtake a backlog: counted in messages, so that no machine is too slow."""

from __future__ import annotations

from datetime import timedelta

from bot.delivery.worker import Worker
from bot.domain.people.person import Address
from bot.message import Message
from tests.benchmarks.people import DUE, fill
from tests.bot.world import Platform, World

BACKLOG = 1_000
A_SECOND = 50
WITHIN = 5
INTERVIEW = "2026-06-08T11:02"


class Paced(Platform):
    """A platform that takes fifty messages a second of its own clock, one after the other."""

    def __init__(self, world: World) -> None:
        super().__init__()
        self._world = world
        self.order: list[str] = []

    async def send_direct(
        self, address: Address, message: Message, delivery: str, *, maybe_sent: bool = False
    ) -> None:
        self._world.time.moment += timedelta(seconds=1 / A_SECOND)
        self.order.append(address.user)


async def test_a_reminder_of_an_interview_overtakes_a_thousand_follow_ups(world: World) -> None:
    """Due two seconds into the backlog, it is sent within five seconds' worth of messages."""
    await world.types("/applied Acme")
    await world.types(f"/interview Acme at {INTERVIEW}")
    await fill(world.storage, BACKLOG, 1)
    platform = Paced(world)
    world.worker = Worker(world.storage.outbox, platform, world.time)
    due = world.time
    due.be("2026-06-08T09:02")
    due.moment -= timedelta(seconds=2)
    assert due.moment > DUE
    await world.worker.tick()
    place = platform.order.index("ada")
    assert 2 * A_SECOND <= place <= (2 + WITHIN) * A_SECOND
    assert len(platform.order) == BACKLOG + 1
