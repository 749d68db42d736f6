"""Costs counted in statements and read from plans, so that no machine is too slow."""

from __future__ import annotations

from dataclasses import replace

from sqlalchemy import insert, select, text

from bot.domain.people.person import Preferences
from bot.domain.reminders.nudge import RANKS
from storage.outbox.queue import new_delivery_row
from storage.storage import Storage
from storage.tables import deliveries, people
from tests.storage.job_hunts import (
    ADA,
    DAY,
    DUE,
    ENOUGH,
    LEASE,
    MONDAY,
    ZONE,
    applied,
    as_delivered,
)
from tests.storage.statements import statements_of

MANY = 5_000


async def plan_of(storage: Storage, statement: str) -> str:
    """Returns the database's plan of a statement without parameters."""
    explain = (
        "EXPLAIN QUERY PLAN" if storage.database.engine.dialect.name == "sqlite" else "EXPLAIN"
    )
    async with storage.database.reading() as connection:
        rows = await connection.execute(text(f"{explain} {statement}"))
        return "\n".join(str(row[-1]) for row in rows)


async def fill_the_future(storage: Storage) -> None:
    """Many digests that are not due for a year."""
    await applied(storage)
    async with storage.database.writing() as connection:
        person = (await connection.execute(select(people))).one()._mapping
        who = [{**person, "id": person["id"] + n} for n in range(1, MANY)]
        await connection.execute(insert(people), who)
        rows = [
            new_delivery_row(DUE + 365 * DAY, rank, person=one["id"])
            for one in who
            for rank in RANKS
        ]
        await connection.execute(insert(deliveries), rows)
    async with storage.database.writing() as connection:
        await connection.execute(text("ANALYZE"))


async def test_a_tick_without_anything_due_is_one_index_scan(
    storage: Storage,
) -> None:
    await fill_the_future(storage)
    with statements_of(storage) as sent:
        assert await storage.outbox.claim(MONDAY, 200, LEASE) == ()
    (statement,) = sent
    plan = await plan_of(storage, statement)
    assert plan.count("ix_deliveries_ready") == len(RANKS)
    assert "ix_deliveries_leased_until" in plan
    assert "Seq Scan on deliveries" not in plan
    assert "nudges" not in plan


async def test_a_batch_costs_as_many_statements_as_one_person(storage: Storage) -> None:
    await applied(storage)
    with statements_of(storage) as for_one:
        deliveries = await storage.outbox.claim(DUE, 200, LEASE)
        await storage.outbox.settle([as_delivered(one) for one in deliveries], DUE)
    for n in range(20):
        for company in "AB":
            await applied(storage, company, who=replace(ADA, user=f"u{n}"))
    with statements_of(storage) as for_many:
        deliveries = await storage.outbox.claim(DUE, 200, LEASE)
        await storage.outbox.settle([as_delivered(one) for one in deliveries], DUE)
    assert sum(len(one.digest.nudges) for one in deliveries) == 40
    assert len(for_many) == len(for_one) < 25


async def test_planning_again_costs_the_same_for_one_and_for_many(storage: Storage) -> None:
    counts = []
    for number in (1, 30):
        for n in range(number):
            await applied(storage, f"No {n}")
        async with storage.units.begin(ADA, ZONE, MONDAY) as uow:
            preferences = Preferences("Asia/Tokyo" if number > 1 else "UTC")
            await uow.people.save(replace(uow.person, preferences=preferences))
            with statements_of(storage) as sent:
                await uow.nudges.replan()
            counts.append(len(sent))
            assert {one.planned.zone for one in await uow.nudges.pending(ENOUGH)} == {
                preferences.zone
            }
    assert counts[0] == counts[1] < 9
