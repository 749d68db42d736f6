"""Applications: listed from their projection, told by their history, erased for good."""

from __future__ import annotations

from dataclasses import fields
from datetime import UTC, date, datetime, timedelta, timezone
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy.exc import IntegrityError

from bot.domain.applications.activity import Activity, ActivityKind, Method
from bot.domain.applications.application import Stage
from bot.domain.people.person import Address
from storage.repositories.activities import activity_from, details_of
from storage.unit_of_work import DatabaseMemory
from tests.storage.life import ADA, BEA, DAY, DUE, HOUR, LEASE, MONDAY, ZONE, applied, log, rows


async def test_the_directory_lists_the_latest_change_first(memory: DatabaseMemory) -> None:
    acme = await applied(memory, "Acme", now=MONDAY)
    bolt = await applied(memory, "Bolt", now=MONDAY + HOUR)
    async with memory.work(ADA, ZONE, DUE) as work:
        assert [entry.id for entry in await work.directory()] == [bolt, acme]
        await log(work, acme, ActivityKind.FOLLOWED_UP, DUE)
        listed = await work.directory()
    assert [(entry.company, entry.stage) for entry in listed] == [
        ("Acme", Stage.APPLIED),
        ("Bolt", Stage.APPLIED),
    ]


async def test_a_page_shows_what_is_next(memory: DatabaseMemory) -> None:
    acme = await applied(memory)
    async with memory.work(ADA, ZONE, MONDAY) as work:
        (entry,) = await work.page(None, 0, 10)
        assert (entry.id, entry.next_due) == (acme, DUE)
        await log(work, acme, ActivityKind.GHOSTED, MONDAY)
        (entry,) = await work.page(None, 0, 10)
        assert (entry.stage, entry.next_due) == (Stage.GHOSTED, None)


async def test_pages_follow_one_another_and_keep_to_a_stage(memory: DatabaseMemory) -> None:
    ids = [await applied(memory, f"No {n}", now=MONDAY + n * HOUR) for n in range(5)]
    async with memory.work(ADA, ZONE, DUE) as work:
        await log(work, ids[0], ActivityKind.HEARD_BACK, DUE)
        pages = [await work.page(None, offset, 2) for offset in (0, 2, 4)]
        found = [[entry.id for entry in page] for page in pages]
        assert found == [[ids[0], ids[4]], [ids[3], ids[2]], [ids[1]]]
        assert [entry.id for entry in await work.page(Stage.IN_TOUCH, 0, 2)] == [ids[0]]
        assert await work.page(Stage.OFFER, 0, 2) == []
        assert await work.stages() == {Stage.APPLIED: 4, Stage.IN_TOUCH: 1}


async def test_stages_are_counted_in_the_order_in_which_they_come(memory: DatabaseMemory) -> None:
    for did in (
        ActivityKind.ACCEPTED,
        ActivityKind.BOOKED,
        ActivityKind.REJECTED,
        ActivityKind.HEARD_BACK,
    ):
        one = await applied(memory, did)
        async with memory.work(ADA, ZONE, DUE) as work:
            await log(work, one, did, DUE)
    await applied(memory, "Acme")
    async with memory.work(ADA, ZONE, DUE) as work:
        found = list(await work.stages())
    assert Stage.ACCEPTED in found
    assert found == [one for one in Stage if one in found]


async def test_what_was_taken_back_is_not_listed_but_keeps_its_history(
    memory: DatabaseMemory,
) -> None:
    acme = await applied(memory)
    async with memory.work(ADA, ZONE, MONDAY) as work:
        before = await work.application(acme)
        assert before is not None
        await log(work, acme, ActivityKind.RETRACTED, MONDAY, of=before.history[0].id)
        assert await work.count() == 0
        assert await work.directory() == []
        assert await work.applications() == []
        after = await work.application(acme)
    assert after is not None
    assert after.stage is None
    assert [one.kind for one in after.everything] == [ActivityKind.APPLIED, ActivityKind.RETRACTED]


async def test_only_the_open_ones_on_request(memory: DatabaseMemory) -> None:
    acme, bolt = await applied(memory, "Acme"), await applied(memory, "Bolt")
    async with memory.work(ADA, ZONE, DUE) as work:
        await log(work, acme, ActivityKind.REJECTED, DUE)
        assert [one.id for one in await work.applications(only_open=True)] == [bolt]
        assert {one.id for one in await work.applications()} == {acme, bolt}


async def test_planning_anew_is_no_change_of_an_application(memory: DatabaseMemory) -> None:
    acme = await applied(memory, "Acme", now=MONDAY)
    bolt = await applied(memory, "Bolt", now=MONDAY + HOUR)
    async with memory.work(ADA, ZONE, DUE) as work:
        found = await work.application(acme)
        assert found is not None
        await work.project(found)
        assert [entry.id for entry in await work.directory()] == [bolt, acme]


async def test_every_detail_of_an_activity_comes_back(memory: DatabaseMemory) -> None:
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
        method=Method.IN_PERSON,
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
    async with memory.work(ADA, ZONE, MONDAY) as work:
        id = await work.new_application("Acme")
        stored = await work.append(id, everything, await work.record("x", "did", None))
        found = await work.application(id)
    assert found is not None
    assert found.everything == (stored,)
    assert all(
        getattr(stored, field.name) == getattr(everything, field.name)
        for field in fields(Activity)
        if field.name != "id"
    )


async def test_erasing_takes_all_that_names_the_application(memory: DatabaseMemory) -> None:
    before = await rows(memory)
    acme = await applied(memory)
    await memory.claim(DUE, 10, LEASE)
    async with memory.work(ADA, ZONE, DUE) as work:
        await log(work, acme, ActivityKind.FOLLOWED_UP, DUE)
        assert await work.erase_application(acme) == 2
        assert await work.application(acme) is None
        assert await work.last_change(MONDAY) is None
    assert await rows(memory) == before | {"people": 1, "identities": 1}


async def test_erasing_leaves_what_concerns_others_too(memory: DatabaseMemory) -> None:
    acme, bolt = await applied(memory, "Acme"), await applied(memory, "Bolt")
    async with memory.work(ADA, ZONE, DUE) as work:
        change = await work.record("import", "imported 2 applications", None)
        for id in (acme, bolt):
            await work.append(id, Activity(ActivityKind.HEARD_BACK, DUE.date(), DUE), change)
        settings = await work.record("settings", "changed your zone", None)
        await work.remember_person(settings, work.person)
    (delivery,) = await memory.claim(DUE, 10, LEASE)
    async with memory.work(ADA, ZONE, DUE) as work:
        await work.erase_application(acme)
        assert await work.change(change) is not None
        assert await work.change(settings) is not None
        assert [one.application for one in await work.delivered_together(delivery.id)] == [bolt]


async def test_an_id_is_never_given_out_again(memory: DatabaseMemory) -> None:
    acme = await applied(memory, "Acme")
    async with memory.work(ADA, ZONE, MONDAY) as work:
        await work.erase_application(acme)
        assert await work.new_application("Bolt") > acme


async def test_nobody_reaches_anothers_application(memory: DatabaseMemory) -> None:
    acme = await applied(memory, who=ADA)
    before = await rows(memory)
    async with memory.work(BEA, ZONE, MONDAY) as work:
        assert await work.application(acme) is None
        assert await work.told(acme) == {}
        assert await work.erase_application(acme) == 0
        assert await work.count() == 0
    assert await rows(memory) == before | {"people": 2, "identities": 2}


@pytest.mark.parametrize("stranger", [BEA, Address("slack", "T1", "carl")], ids=str)
async def test_nobody_adds_to_anothers_history(memory: DatabaseMemory, stranger: Address) -> None:
    acme = await applied(memory, who=ADA)
    activity = Activity(ActivityKind.REJECTED, DUE.date(), DUE)
    with pytest.raises(IntegrityError):
        async with memory.work(stranger, ZONE, DUE) as work:
            await work.append(acme, activity, await work.record("x", "did", None))
    async with memory.work(ADA, ZONE, DUE + DAY) as work:
        found = await work.application(acme)
    assert found is not None
    assert [one.kind for one in found.everything] == [ActivityKind.APPLIED]


class _Row:
    def __init__(self, activity: Activity) -> None:
        self.id, self.kind, self.on_day = activity.id, activity.kind.value, activity.on
        self.logged, self.of, self.nudge = activity.logged, activity.of, activity.nudge
        self.details = details_of(activity)


_TEXTS = st.none() | st.text()
_ZONES = st.builds(timezone, st.timedeltas(-12 * HOUR, 14 * HOUR))
_WALLS = st.datetimes(datetime(1990, 1, 1), datetime(2200, 1, 1))  # noqa: DTZ001  # wall times
_INSTANTS = st.none() | st.builds(lambda wall, zone: wall.replace(tzinfo=zone), _WALLS, _ZONES)


@given(
    st.builds(
        Activity,
        kind=st.sampled_from(ActivityKind),
        on=st.dates(),
        logged=st.just(MONDAY),
        method=st.none() | st.sampled_from(Method),
        start=_INSTANTS,
        end=_INSTANTS,
        by=st.none() | st.dates(),
        until=st.none() | _WALLS,
        text=_TEXTS,
        people=_TEXTS,
        went=_TEXTS,
    )
)
def test_details_are_the_same_after_json(activity: Activity) -> None:
    row: Any = _Row(activity)
    assert activity_from(row) == activity
