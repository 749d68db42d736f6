"""Instants come back as they went in, and keep their order, on both databases."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone

import pytest
from sqlalchemy.exc import StatementError

from storage.storage import Storage
from tests.storage.job_hunts import HOUR, MONDAY

FAR_OFF = datetime(9999, 12, 31, tzinfo=UTC)
LONG_AGO = datetime(1931, 5, 17, 3, 2, 1, 999_999, tzinfo=UTC)


@pytest.mark.parametrize(
    "moment",
    [
        MONDAY,
        MONDAY.astimezone(timezone(timedelta(hours=-9, minutes=-30))),
        MONDAY + timedelta(microseconds=1),
        FAR_OFF,
        LONG_AGO,
    ],
    ids=str,
)
async def test_an_instant_comes_back_in_utc(storage: Storage, moment: datetime) -> None:
    await storage.console_clock.reached(moment)
    latest = await storage.console_clock.latest()
    assert latest == moment
    assert latest.tzinfo is UTC


async def test_instants_compare_whatever_zone_they_came_in(storage: Storage) -> None:
    await storage.console_clock.reached(MONDAY.astimezone(timezone(timedelta(hours=14))))
    await storage.console_clock.reached((MONDAY - HOUR).astimezone(timezone(timedelta(hours=-12))))
    assert await storage.console_clock.latest() == MONDAY


async def test_a_time_without_a_zone_is_refused(storage: Storage) -> None:
    with pytest.raises(StatementError, match="has no time zone"):
        await storage.console_clock.reached(MONDAY.replace(tzinfo=None))
