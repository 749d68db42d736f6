"""Clicks: kept for their owner, for a while."""

from __future__ import annotations

import pytest

from storage.unit_of_work import DatabaseMemory
from tests.storage.life import ADA, BEA, DAY, HOUR, MONDAY, ZONE, rows

LONG = '{"command": "applied", "args": "…"}' * 50


async def test_a_kept_click_opens_until_it_expires(memory: DatabaseMemory) -> None:
    async with memory.work(ADA, ZONE, MONDAY) as work:
        token = await work.keep_click(LONG, MONDAY + DAY)
        assert len(token) < 30
    async with memory.work(ADA, ZONE, MONDAY + HOUR) as work:
        assert await work.kept_click(token) == LONG
    async with memory.work(ADA, ZONE, MONDAY + DAY) as work:
        assert await work.kept_click(token) is None


async def test_nobody_opens_anothers_click(memory: DatabaseMemory) -> None:
    async with memory.work(ADA, ZONE, MONDAY) as work:
        token = await work.keep_click(LONG, MONDAY + DAY)
    async with memory.work(BEA, ZONE, MONDAY) as work:
        assert await work.kept_click(token) is None
        assert await work.kept_click("made up") is None


async def test_expired_clicks_go_when_new_ones_come(memory: DatabaseMemory) -> None:
    for n in range(4):
        async with memory.work(ADA, ZONE, MONDAY + n * DAY) as work:
            await work.keep_click(LONG, MONDAY + (n + 1) * DAY)
    assert (await rows(memory))["clicks"] == 1


@pytest.mark.parametrize("token", ["", "*", "\x00", "\ud800", "é", "a\n"], ids=ascii)
async def test_a_token_of_what_no_database_takes_opens_nothing(
    memory: DatabaseMemory, token: str
) -> None:
    async with memory.work(ADA, ZONE, MONDAY) as work:
        assert await work.kept_click(token) is None
