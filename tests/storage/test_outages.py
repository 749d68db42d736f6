"""Outages: each deferred delivery has an outage that is probed, however it begins and ends."""

from __future__ import annotations

import asyncio
from datetime import timedelta

import pytest
from sqlalchemy import select

from bot.domain.people.person import Address
from storage.outbox import claims, queue
from storage.outbox.outages import hold_outages
from storage.storage import Storage
from storage.tables import deliveries
from tests.storage.job_hunts import (
    DAY,
    DUE,
    ENOUGH,
    HOUR,
    LEASE,
    applied,
    as_delivered,
    blocked_writer,
)
from tests.storage.parked_deliveries import parked

INSTALLATION = "slack/T1"
MINUTE = timedelta(minutes=1)
CROWD = [Address("slack", "T1", f"u{number}") for number in range(5)]


@pytest.fixture
async def crowd(storage: Storage) -> Storage:
    """People in one installation who each have a follow-up due."""
    for who in CROWD:
        await applied(storage, who=who)
    return storage


async def test_an_outage_by_which_nothing_waits_ends_at_its_probe_and_holds_up_nothing(
    crowd: Storage,
) -> None:
    await crowd.outbox.begin_outage(INSTALLATION, DUE - HOUR, DUE)
    claimed = await crowd.outbox.claim(DUE, ENOUGH, LEASE)
    assert {one.digest.person.address for one in claimed} == set(CROWD)
    assert await parked(crowd) == 0


async def test_in_an_outage_all_wait_but_the_probe_and_go_on_when_it_is_over(
    crowd: Storage,
) -> None:
    await crowd.outbox.begin_outage(INSTALLATION, DUE, DUE + MINUTE)
    assert await crowd.outbox.claim(DUE, ENOUGH, LEASE) == ()
    assert await parked(crowd) == len(CROWD)
    (probe,) = await crowd.outbox.claim(DUE + MINUTE, ENOUGH, LEASE)
    assert probe.probes == INSTALLATION
    assert await parked(crowd) == len(CROWD) - 1
    await crowd.outbox.end_outage(INSTALLATION)
    await crowd.outbox.settle([as_delivered(probe)], DUE + MINUTE)
    assert len(await crowd.outbox.claim(DUE + MINUTE, ENOUGH, LEASE)) == len(CROWD) - 1
    assert await parked(crowd) == 0


async def test_a_person_who_moved_before_the_probe_is_reached_there_and_another_probes(
    crowd: Storage,
) -> None:
    await crowd.outbox.begin_outage(INSTALLATION, DUE, DUE + MINUTE)
    await crowd.outbox.claim(DUE, ENOUGH, LEASE)
    await applied(crowd, who=Address("discord", "", "bea"))
    async with crowd.database.writing() as connection:
        (moved,) = await connection.scalars(
            select(deliveries.c.id).where(deliveries.c.parked.is_(None))
        )
        await connection.execute(
            deliveries.update()
            .where(deliveries.c.id == moved)
            .values(parked=INSTALLATION, tries=-1)
        )
    found = await crowd.outbox.claim(DUE + MINUTE, ENOUGH, LEASE)
    assert [(one.digest.person.address.platform, one.probes) for one in found] == [
        ("discord", None),
        ("slack", INSTALLATION),
    ]
    assert await parked(crowd) == len(CROWD) - 1


@pytest.mark.parametrize("database_url", ["postgres"], indirect=True)
async def test_an_outage_that_ends_during_a_claim_releases_what_the_claim_puts_aside(
    crowd: Storage,
) -> None:
    await crowd.outbox.begin_outage(INSTALLATION, DUE, DUE + DAY)
    async with crowd.database.writing() as connection:
        assert await hold_outages(connection)
        ending = asyncio.create_task(crowd.outbox.end_outage(INSTALLATION))
        await blocked_writer(crowd)
        firsts = await queue.read_first_ready(connection)
        lease = timedelta(seconds=LEASE)
        assert await claims.claim(connection, DUE, ENOUGH, lease, firsts) == ()
    await ending
    assert await parked(crowd) == 0
    assert len(await crowd.outbox.claim(DUE, ENOUGH, LEASE)) == len(CROWD)


@pytest.mark.parametrize("database_url", ["postgres"], indirect=True)
async def test_an_outage_in_which_another_process_is_about_to_put_aside_goes_on(
    crowd: Storage,
) -> None:
    await crowd.outbox.begin_outage(INSTALLATION, DUE - HOUR, DUE)
    async with crowd.database.writing() as connection:
        await hold_outages(connection)
        assert await crowd.outbox.claim(DUE, ENOUGH, LEASE) == ()
    assert await parked(crowd) == len(CROWD)
    (probe,) = await crowd.outbox.claim(DUE + timedelta(seconds=LEASE), ENOUGH, LEASE)
    assert probe.probes == INSTALLATION
