"""Concurrent sends are stored in few transactions, and none is left unstored."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence

import pytest

from bot.delivery import concurrent_sends
from bot.delivery.concurrent_sends import STORED_AT_ONCE, ConcurrentSends
from bot.domain.delivery import Delivery, DeliveryOutcome, Digest
from bot.domain.people.person import Address, Person, Preferences
from tests.timeouts import HANG

BATCH = 200
ADA = Person(1, Address("slack", "T1", "U1"), Preferences())


async def test_what_is_sent_at_once_is_stored_in_few_transactions(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(concurrent_sends, "SECONDS_TO_GATHER", HANG)
    due = [Delivery(str(number), Digest(ADA, (), {}, {}), 2) for number in range(BATCH)]
    stored: list[int] = []

    async def claim(most: int) -> Sequence[Delivery]:
        some = due[:most]
        del due[:most]
        return some

    async def send(delivery: Delivery) -> DeliveryOutcome:
        for _ in range(int(delivery.id) % 7):
            await asyncio.sleep(0)
        return DeliveryOutcome(delivery)

    async def settle(outcomes: Sequence[DeliveryOutcome]) -> None:
        stored.append(len(outcomes))

    await ConcurrentSends(claim, send, settle, BATCH).run()
    assert sum(stored) == BATCH
    assert len(stored) <= BATCH / STORED_AT_ONCE + 1
