"""Turns to send: every process gets its own, evenly spaced, from one row."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime, timedelta

from sqlalchemy import insert

from storage.repositories.request_turns import MOST_AHEAD, RequestTurns
from storage.storage import Storage
from storage.tables import request_turns

SPACING = 0.5


async def test_no_two_leases_hold_the_same_turn(storage: Storage) -> None:
    began = datetime.now(UTC)
    one, other = (RequestTurns(storage.database, "bot") for _ in range(2))
    waits = await asyncio.gather(*(each.lease(10, SPACING) for each in (one, other) * 3))
    took = (datetime.now(UTC) - began).total_seconds()
    waits.sort()
    assert waits[0] >= 0
    for number, wait in enumerate(waits):
        # Counted from its own moment, which is a little later for each.
        assert abs(wait - number * 10 * SPACING) <= took + 0.1


async def test_another_bot_has_turns_of_its_own(storage: Storage) -> None:
    assert await RequestTurns(storage.database, "one").lease(50, SPACING) == 0
    assert await RequestTurns(storage.database, "other").lease(1, SPACING) == 0


async def test_a_clock_that_was_set_back_makes_nobody_wait_for_a_day(storage: Storage) -> None:
    ahead = datetime.now(UTC) + MOST_AHEAD + timedelta(days=1)
    async with storage.database.writing() as connection:
        await connection.execute(insert(request_turns).values(bot="bot", next_at=ahead))
    assert await RequestTurns(storage.database, "bot").lease(1, SPACING) == 0
