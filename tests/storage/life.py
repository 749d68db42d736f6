"""Job hunts for the tests of storage: what commands do to a unit of work, in a few words."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from datetime import UTC, date, datetime, timedelta
from typing import Any

from sqlalchemy import func, select, text

from bot.domain.applications.activity import Activity, ActivityKind
from bot.domain.people.person import Address
from bot.domain.reminders.cadence import nudges_for
from bot.domain.reminders.delivery import Delivery, Outcome
from bot.ports.messenger import Memory
from bot.ports.unit_of_work import Work
from storage.tables import metadata
from storage.unit_of_work import DatabaseMemory

ADA = Address("slack", "T1", "ada")
BEA = Address("discord", "", "bea")
ZONE = "Europe/Berlin"
MONDAY = datetime(2026, 6, 1, 8, tzinfo=UTC)
# Applied on that Monday, the first follow-up is due the next at 9:00 in Berlin.
DUE = datetime(2026, 6, 8, 7, tzinfo=UTC)
HOUR = timedelta(hours=1)
DAY = timedelta(days=1)
LEASE = 120.0
ENOUGH = 100


async def log(
    work: Work,
    application: int,
    kind: ActivityKind,
    now: datetime,
    on: date | None = None,
    **more: Any,
) -> int:
    """Adds to a history and makes everything agree with it, as a command does; the change's id."""
    change = await work.record(str(kind), f"logged {kind}", more.pop("press", None))
    await work.append(application, Activity(kind, on or now.date(), now, **more), change)
    await settle_down(work, application)
    return change


async def settle_down(work: Work, application: int) -> None:
    """Makes the projection and the nudges agree with a history."""
    found = await work.application(application)
    assert found is not None
    await work.project(found)
    told = await work.told(application)
    await work.reconcile(application, nudges_for(found, work.person.preferences, told))


async def applied(
    memory: Memory, company: str = "Acme", *, who: Address = ADA, now: datetime = MONDAY
) -> int:
    """Somebody applies; gives the application's id."""
    async with memory.work(who, ZONE, now) as work:
        id = await work.new_application(company)
        await log(work, id, ActivityKind.APPLIED, now, company=company)
    return id


def told(delivery: Delivery, **more: Any) -> Outcome:
    """Everything in a delivery reached its person."""
    ids = tuple(nudge.id for nudge in delivery.nudges)
    return Outcome(delivery, delivered=ids, **more)


async def names(work: Work, application: int) -> Mapping[str, str]:
    """The nudges of an application that are pending or told: name and state."""
    nudges = [*await work.pending(ENOUGH), *await work.told_lately(ENOUGH)]
    return {
        nudge.planned.name + (" again" if nudge.planned.again else ""): str(nudge.state)
        for nudge in nudges
        if nudge.application == application
    }


async def somebody_waits(memory: DatabaseMemory) -> None:
    """Returns once a unit of work waits for what another holds, in a PostgreSQL."""
    waiting = text(
        "SELECT count(*) FROM pg_stat_activity"
        " WHERE datname = current_database() AND wait_event_type = 'Lock'"
    )
    async with asyncio.timeout(10), memory.database.reading() as connection:
        while not await connection.scalar(waiting):
            pass


async def rows(memory: DatabaseMemory) -> dict[str, int]:
    """How many rows each table has, where it has any."""
    async with memory.database.reading() as connection:
        counts = {
            table.name: await connection.scalar(select(func.count()).select_from(table))
            for table in metadata.sorted_tables
        }
    return {name: number for name, number in counts.items() if number}
