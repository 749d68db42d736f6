"""Applications: listed from their projection, described by their history, erased for good."""

from __future__ import annotations

from dataclasses import fields
from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from sqlalchemy.exc import IntegrityError

from bot.domain.applications.activity import Activity, ActivityKind, OutreachMethod
from bot.domain.applications.application import Stage
from bot.domain.people.person import Address
from storage.storage import Storage
from tests.storage.job_hunts import (
    ADA,
    BEA,
    DAY,
    DUE,
    HOUR,
    LEASE,
    MONDAY,
    ZONE,
    applied,
    log,
    rows,
)


async def test_the_directory_lists_the_latest_change_first(storage: Storage) -> None:
    acme = await applied(storage, "Acme", now=MONDAY)
    bolt = await applied(storage, "Bolt", now=MONDAY + HOUR)
    async with storage.units.begin(ADA, ZONE, DUE) as uow:
        assert [entry.id for entry in await uow.applications.summaries()] == [bolt, acme]
        await log(uow, acme, ActivityKind.FOLLOWED_UP, DUE)
        listed = await uow.applications.summaries()
    assert [(entry.company, entry.stage) for entry in listed] == [
        ("Acme", Stage.APPLIED),
        ("Bolt", Stage.APPLIED),
    ]


async def test_what_no_reminder_is_planned_for_is_found_while_it_is_open(storage: Storage) -> None:
    acme = await applied(storage)
    async with storage.units.begin(ADA, ZONE, DUE) as uow:
        assert await uow.applications.without_reminder(10) == []
        await log(uow, acme, ActivityKind.OFFERED, DUE, by=DUE.date())
        (silent,) = await uow.applications.without_reminder(10)
        assert (silent.id, silent.stage) == (acme, Stage.OFFER)
        await log(uow, acme, ActivityKind.GHOSTED, DUE)
        assert await uow.applications.without_reminder(10) == []


async def test_pages_follow_one_another_and_keep_to_a_stage(storage: Storage) -> None:
    ids = [await applied(storage, f"No {n}", now=MONDAY + n * HOUR) for n in range(5)]
    async with storage.units.begin(ADA, ZONE, DUE) as uow:
        await log(uow, ids[0], ActivityKind.HEARD_BACK, DUE)
        pages = [await uow.applications.page(None, offset, 2) for offset in (0, 2, 4)]
        found = [[entry.id for entry in page] for page in pages]
        assert found == [[ids[0], ids[4]], [ids[3], ids[2]], [ids[1]]]
        assert [entry.id for entry in await uow.applications.page(Stage.IN_TOUCH, 0, 2)] == [ids[0]]
        assert await uow.applications.page(Stage.OFFER, 0, 2) == []
        assert await uow.applications.count_by_stage() == {Stage.APPLIED: 4, Stage.IN_TOUCH: 1}


async def test_stages_are_counted_in_the_order_in_which_they_come(storage: Storage) -> None:
    for did in (
        ActivityKind.ACCEPTED,
        ActivityKind.BOOKED,
        ActivityKind.REJECTED,
        ActivityKind.HEARD_BACK,
    ):
        one = await applied(storage, did)
        async with storage.units.begin(ADA, ZONE, DUE) as uow:
            await log(uow, one, did, DUE)
    await applied(storage, "Acme")
    async with storage.units.begin(ADA, ZONE, DUE) as uow:
        found = list(await uow.applications.count_by_stage())
    assert Stage.ACCEPTED in found
    assert found == [one for one in Stage if one in found]


async def test_what_was_taken_back_is_not_listed_but_keeps_its_history(
    storage: Storage,
) -> None:
    acme = await applied(storage)
    async with storage.units.begin(ADA, ZONE, MONDAY) as uow:
        before = await uow.applications.get(acme)
        assert before is not None
        await log(uow, acme, ActivityKind.RETRACTED, MONDAY, of=before.history[0].id)
        assert await uow.applications.count() == 0
        assert await uow.applications.summaries() == []
        assert await uow.applications.find_all() == []
        after = await uow.applications.get(acme)
    assert after is not None
    assert after.stage is None
    assert [one.kind for one in after.full_history] == [
        ActivityKind.APPLIED,
        ActivityKind.RETRACTED,
    ]


async def test_only_the_open_ones_on_request(storage: Storage) -> None:
    acme, bolt = await applied(storage, "Acme"), await applied(storage, "Bolt")
    async with storage.units.begin(ADA, ZONE, DUE) as uow:
        await log(uow, acme, ActivityKind.REJECTED, DUE)
        assert [one.id for one in await uow.applications.find_all(only_open=True)] == [bolt]
        assert {one.id for one in await uow.applications.find_all()} == {acme, bolt}


async def test_planning_again_is_no_change_of_an_application(storage: Storage) -> None:
    acme = await applied(storage, "Acme", now=MONDAY)
    bolt = await applied(storage, "Bolt", now=MONDAY + HOUR)
    async with storage.units.begin(ADA, ZONE, DUE) as uow:
        found = await uow.applications.get(acme)
        assert found is not None
        await uow.applications.project(found)
        assert [entry.id for entry in await uow.applications.summaries()] == [bolt, acme]


async def test_every_detail_of_an_activity_comes_back(storage: Storage) -> None:
    everything = Activity(
        ActivityKind.BOOKED,
        date(2026, 6, 4),
        MONDAY,
        of=7,
        nudge="follow_up:1:3",
        company="Müller & Söhne “GmbH” 🍞",
        role="Bäcker",
        source="a friend",
        link="https://example.com/?a=1&b=%20",
        contact="Zoë",
        phone="+49 30 1",
        email="z@example.com",
        method=OutreachMethod.IN_PERSON,
        start=datetime(2026, 6, 4, 14, tzinfo=timezone(timedelta(hours=2))),
        end=datetime(2026, 6, 4, 13, 0, 0, 1, tzinfo=UTC),
        zone="Europe/Berlin",
        round="second",
        people="Zoë, Max",
        by=date(2026, 6, 12),
        until=datetime(2026, 6, 5, 9),  # noqa: DTZ001  # a wall time has no zone
        went="well",
        text="talked\nabout bread",
        next_steps="a call",
    )
    async with storage.units.begin(ADA, ZONE, MONDAY) as uow:
        id = await uow.applications.create("Acme")
        stored = await uow.applications.append(
            id, everything, await uow.changes.record("x", "did", None)
        )
        found = await uow.applications.get(id)
    assert found is not None
    assert found.full_history == (stored,)
    assert all(
        getattr(stored, field.name) == getattr(everything, field.name)
        for field in fields(Activity)
        if field.name != "id"
    )


async def test_erasing_takes_all_that_names_the_application(storage: Storage) -> None:
    before = await rows(storage)
    acme = await applied(storage)
    await storage.outbox.claim(DUE, 10, LEASE)
    async with storage.units.begin(ADA, ZONE, DUE) as uow:
        await log(uow, acme, ActivityKind.FOLLOWED_UP, DUE)
        assert await uow.applications.erase(acme) == 2
        assert await uow.applications.get(acme) is None
        assert await uow.changes.last(MONDAY) is None
    assert await rows(storage) == before | {"people": 1, "identities": 1}


async def test_erasing_leaves_what_concerns_others_too(storage: Storage) -> None:
    acme, bolt = await applied(storage, "Acme"), await applied(storage, "Bolt")
    async with storage.units.begin(ADA, ZONE, DUE) as uow:
        change = await uow.changes.record("import", "imported 2 applications", None)
        for id in (acme, bolt):
            await uow.applications.append(
                id, Activity(ActivityKind.HEARD_BACK, DUE.date(), DUE), change
            )
        settings = await uow.changes.record("settings", "changed your zone", None)
        await uow.changes.remember_person(settings, uow.person)
    (delivery,) = await storage.outbox.claim(DUE, 10, LEASE)
    async with storage.units.begin(ADA, ZONE, DUE) as uow:
        await uow.applications.erase(acme)
        assert await uow.changes.get(change) is not None
        assert await uow.changes.get(settings) is not None
        assert [one.application for one in await uow.nudges.of_delivery(delivery.id)] == [bolt]


async def test_an_id_is_never_given_out_again(storage: Storage) -> None:
    acme = await applied(storage, "Acme")
    async with storage.units.begin(ADA, ZONE, MONDAY) as uow:
        await uow.applications.erase(acme)
        assert await uow.applications.create("Bolt") > acme


async def test_nobody_reaches_anothers_application(storage: Storage) -> None:
    acme = await applied(storage, who=ADA)
    before = await rows(storage)
    async with storage.units.begin(BEA, ZONE, MONDAY) as uow:
        assert await uow.applications.get(acme) is None
        assert await uow.nudges.delivered_at(acme) == {}
        assert await uow.applications.erase(acme) == 0
        assert await uow.applications.count() == 0
    assert await rows(storage) == before | {"people": 2, "identities": 2}


@pytest.mark.parametrize("stranger", [BEA, Address("slack", "T1", "carl")], ids=str)
async def test_nobody_adds_to_anothers_history(storage: Storage, stranger: Address) -> None:
    acme = await applied(storage, who=ADA)
    activity = Activity(ActivityKind.REJECTED, DUE.date(), DUE)
    with pytest.raises(IntegrityError):
        async with storage.units.begin(stranger, ZONE, DUE) as uow:
            await uow.applications.append(
                acme, activity, await uow.changes.record("x", "did", None)
            )
    async with storage.units.begin(ADA, ZONE, DUE + DAY) as uow:
        found = await uow.applications.get(acme)
    assert found is not None
    assert [one.kind for one in found.full_history] == [ActivityKind.APPLIED]
