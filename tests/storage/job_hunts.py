"""Job hunts for the tests of storage: what commands do to a unit of work, in a few words."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from datetime import UTC, date, datetime, timedelta
from typing import Any

from sqlalchemy import func, select, text

from bot.domain.applications.activity import Activity, ActivityKind
from bot.domain.delivery import Delivery, DeliveryOutcome
from bot.domain.people.person import Address
from bot.domain.reminders.cadence import nudges_for
from bot.ports.unit_of_work import UnitOfWork
from storage.storage import Storage
from storage.tables import forgotten, metadata
from tests.timeouts import HANG

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
    uow: UnitOfWork,
    application: int,
    kind: ActivityKind,
    now: datetime,
    on: date | None = None,
    **more: Any,
) -> int:
    """Adds to a history and makes everything agree with it, as a command does; the change's id."""
    change = await uow.changes.record(str(kind), f"logged {kind}", more.pop("press", None))
    await uow.applications.append(
        application, Activity(kind, on or now.date(), now, **more), change
    )
    await settle_down(uow, application)
    return change


async def settle_down(uow: UnitOfWork, application: int) -> None:
    """Makes the projection and the nudges agree with a history."""
    found = await uow.applications.get(application)
    assert found is not None
    await uow.applications.project(found)
    delivered = await uow.nudges.delivered_at(application)
    await uow.nudges.reconcile(application, nudges_for(found, uow.person.preferences, delivered))


async def applied(
    storage: Storage, company: str = "Acme", *, who: Address = ADA, now: datetime = MONDAY
) -> int:
    """Logs an application; returns its id."""
    async with storage.units.begin(who, ZONE, now) as uow:
        id = await uow.applications.create(company)
        await log(uow, id, ActivityKind.APPLIED, now, company=company)
    return id


def as_delivered(delivery: Delivery, **more: Any) -> DeliveryOutcome:
    """Everything in a delivery reached its target."""
    return DeliveryOutcome(delivery, delivered=delivery.members, **more)


async def names(uow: UnitOfWork, application: int) -> Mapping[str, str]:
    """Returns the nudges of an application that are pending or delivered: name and state."""
    nudges = [*await uow.nudges.pending(ENOUGH), *await uow.nudges.recently_delivered(ENOUGH)]
    return {
        nudge.planned.name + (" again" if nudge.planned.again else ""): str(nudge.state)
        for nudge in nudges
        if nudge.application == application
    }


async def blocked_writer(storage: Storage) -> None:
    """Returns once a unit of work waits for a lock of another, on PostgreSQL."""
    waiting = text(
        "SELECT count(*) FROM pg_stat_activity"
        " WHERE datname = current_database() AND wait_event_type = 'Lock'"
    )
    async with asyncio.timeout(HANG):
        while True:
            # Within one transaction, PostgreSQL lists only the connections of its beginning.
            async with storage.database.reading() as connection:
                if await connection.scalar(waiting):
                    return


async def rows(storage: Storage) -> dict[str, int]:
    """Returns the number of rows in each table that has any, hashes of the forgotten aside."""
    async with storage.database.reading() as connection:
        counts = {
            table.name: await connection.scalar(select(func.count()).select_from(table))
            for table in metadata.sorted_tables
            if table is not forgotten
        }
    return {name: number for name, number in counts.items() if number}
