"""Deliveries that the version before was about to send, was sending or gave up go out."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import MetaData, Table, insert

from bot.domain.groups.group_week import PostKind
from bot.domain.people.person import Address, Person, Preferences
from bot.domain.reminders.nudge import NudgeState
from storage.column_types import EPOCH, MICROSECOND
from storage.database import Database
from storage.migrate import downgrade, upgrade
from storage.repositories.person_rows import settings_of
from storage.storage import Storage, storage_in
from tests.storage.job_hunts import ADA, BEA, DAY, DUE, ENOUGH, HOUR, LEASE, MONDAY, ZONE

BEFORE = "0005"
GIVEN_UP = "The platform failed every time I tried."
CYD = 3


@pytest.fixture(params=["sqlite", "postgres"])
def empty_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    if request.param == "postgres":
        url: str = request.getfixturevalue("empty_postgres")
        return url
    return f"sqlite:///{tmp_path}/before.sqlite3"


@pytest.fixture
async def before(empty_url: str) -> AsyncIterator[OldDatabase]:
    """A database as the version before left it."""
    database = Database(empty_url)
    await upgrade(database, BEFORE)
    old = OldDatabase(database)
    await old.read()
    yield old
    await database.close()


class OldDatabase:
    """Writes rows into the tables of the version before."""

    def __init__(self, database: Database) -> None:
        self.database = database
        self._tables = MetaData()

    async def read(self) -> None:
        """Reads the tables as they are."""
        async with self.database.reading() as connection:
            await connection.run_sync(self._tables.reflect)

    async def add(self, table: str, **row: Any) -> None:
        """Adds a row."""
        async with self.database.writing() as connection:
            sqlite = connection.dialect.name == "sqlite"
            values = {name: _written(value, sqlite=sqlite) for name, value in row.items()}
            await connection.execute(insert(self._table(table)).values(**values))

    def _table(self, name: str) -> Table:
        return self._tables.tables[name]

    async def person(self, id: int, address: Address) -> None:
        """Adds a person who applied on Monday."""
        settings = settings_of(Person(id, address, Preferences(zone=ZONE)))
        await self.add("people", id=id, settings=settings, known_since=MONDAY)
        await self.add(
            "identities",
            platform=address.platform,
            tenant=address.tenant,
            user=address.user,
            person_id=id,
        )
        await self.add(
            "applications", id=id, person_id=id, company="Acme", stage="applied", changed=MONDAY
        )
        await self.add(
            "changes",
            id=id,
            person_id=id,
            at=MONDAY,
            command="applied",
            summary="logged Acme",
            taken_back=False,
        )
        await self.add(
            "activities",
            id=id,
            person_id=id,
            application_id=id,
            change_id=id,
            kind="applied",
            on_day=MONDAY.date(),
            logged=MONDAY,
            details={"company": "Acme"},
        )

    async def nudge(self, id: int, person: int, state: str, **more: Any) -> None:
        """Their first follow-up."""
        about = f"follow_up:1:{person}"
        row = {
            "key": about,
            "about": about,
            "kind": "follow_up",
            "number": 1,
            "wall": DUE.replace(tzinfo=None) + 2 * HOUR,
            "zone": ZONE,
            "due": DUE,
            "ready_at": DUE,
            "again": False,
            "mentioned": False,
            **more,
        }
        await self.add("nudges", id=id, person_id=person, application_id=person, state=state, **row)

    async def upgraded(self) -> Storage:
        """The same database, and the program of today."""
        await upgrade(self.database)
        return storage_in(self.database)


def _written(value: Any, *, sqlite: bool) -> Any:
    if isinstance(value, datetime) and value.tzinfo and sqlite:
        return (value - EPOCH) // MICROSECOND
    return value


async def test_what_was_pending_is_queued(before: OldDatabase) -> None:
    await before.person(1, ADA)
    await before.nudge(1, 1, "pending")
    storage = await before.upgraded()
    assert await storage.outbox.next_ready() == DUE
    (delivery,) = await storage.outbox.claim(DUE, 10, LEASE)
    assert delivery.members == (1,)
    assert not delivery.maybe_sent


async def test_what_was_being_sent_is_checked_before_it_is_sent_again(before: OldDatabase) -> None:
    await before.person(1, ADA)
    await before.nudge(1, 1, "claimed", delivery_id="d1")
    await before.add(
        "deliveries", id="d1", person_id=1, attempts=0, leased=True, ready_at=DUE + HOUR
    )
    storage = await before.upgraded()
    assert await storage.outbox.claim(DUE, 10, LEASE) == ()
    (delivery,) = await storage.outbox.claim(DUE + HOUR, 10, LEASE)
    assert (delivery.id, delivery.members, delivery.maybe_sent) == ("d1", (1,), True)


async def test_what_was_given_up_in_an_outage_is_owed_again_unless_it_came_since(
    before: OldDatabase,
) -> None:
    for id, who in ((1, ADA), (2, BEA)):
        await before.person(id, who)
        await before.nudge(id, id, "undeliverable", told=DUE, reason=GIVEN_UP, delivery_id="d")
    await before.nudge(
        CYD, 2, "delivered", key="follow_up:1:2:again", told=DUE + 2 * DAY, delivery_id="e"
    )
    storage = await before.upgraded()
    (delivery,) = await storage.outbox.claim(DUE + 3 * DAY, 10, LEASE)
    assert delivery.digest.person.address == ADA
    async with storage.units.begin(BEA, ZONE, DUE) as uow:
        states = {one.state for one in await uow.nudges.recently_delivered(ENOUGH)}
    assert states == {NudgeState.UNDELIVERABLE, NudgeState.DELIVERED}


async def test_a_group_that_paused_for_an_outage_goes_on_with_its_newest_post(
    before: OldDatabase,
) -> None:
    friday = MONDAY + 4 * DAY + 6 * HOUR
    await before.person(1, ADA)
    schedule = {
        "zone": ZONE,
        "country": None,
        "kick_off": 0,
        "kick_off_at": "09:00:00",
        "check_in": 4,
        "check_in_at": "16:00:00",
    }
    await before.add(
        "groups",
        id=1,
        platform="slack",
        tenant="T1",
        channel="C1",
        name="hunters",
        starter_id=1,
        schedule=schedule,
        since=MONDAY,
        trouble=GIVEN_UP,
    )
    await before.add(
        "posts",
        group_id=1,
        key=f"check_in:{MONDAY.date()}",
        kind="check_in",
        week=MONDAY.date(),
        wall=friday.replace(tzinfo=None) + 2 * HOUR,
        zone=ZONE,
        due=friday,
        ready_at=friday,
        state="undeliverable",
        attempts=8,
        reason=GIVEN_UP,
    )
    storage = await before.upgraded()
    long_after = datetime.now(friday.tzinfo) + timedelta(days=30)
    (delivery,) = await storage.outbox.claim(long_after, 10, LEASE)
    assert delivery.post.post.planned.kind in (PostKind.KICK_OFF, PostKind.CHECK_IN)
    assert delivery.post.post.planned.due > long_after - 7 * DAY
    assert delivery.post.group.pause_reason is None


async def test_the_way_back_keeps_what_waits(before: OldDatabase) -> None:
    await before.person(1, ADA)
    await before.nudge(1, 1, "pending")
    await before.upgraded()
    await downgrade(before.database, BEFORE)
    storage = await before.upgraded()
    assert await storage.outbox.next_ready() == DUE
