"""A database written by the version before opens, and goes on where it was.

`revision_0004.sql` has two people in one group, applications with their histories, nudges in
every state, and a delivery that a process had claimed when it stopped.
"""

from __future__ import annotations

import sqlite3
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from sqlalchemy import inspect, select, update

from bot.message import plain
from storage.migrate import NEWEST, revision
from storage.storage import Storage, open_storage
from storage.tables import deliveries, nudges, posts
from tests.bot.world import Platform, Time, World
from tests.storage.job_hunts import DAY, DUE

WRITTEN = Path(__file__).with_name("revision_0004.sql")


@pytest.fixture
def file(tmp_path: Path) -> Path:
    file = tmp_path / "before.sqlite3"
    with sqlite3.connect(file) as connection:
        connection.executescript(WRITTEN.read_text(encoding="utf-8"))
    connection.close()
    return file


@pytest.fixture
async def world(file: Path) -> AsyncIterator[World]:
    async with open_storage(f"sqlite:///{file}") as storage:
        assert await revision(storage.database) == NEWEST
        yield World(storage, Platform(), Time(DUE))


async def tables(storage: Storage) -> list[str]:
    async with storage.database.reading() as connection:
        return await connection.run_sync(lambda sync: inspect(sync).get_table_names())


async def test_what_was_logged_is_there(world: World) -> None:
    pipeline = await world.types("/pipeline")
    assert sorted(plain(item.title) for item in pipeline.items) == [
        "Acme (Baker)",
        "Bolt",
        "Globex (Analyst)",
    ]
    job = await world.types("/job Acme")
    assert "Interview booked" in job.text
    assert "Thank-you sent" in job.text
    assert "Ada" in str(await world.types("/draft Bolt"))


async def test_what_was_claimed_and_what_is_pending_is_delivered(world: World) -> None:
    as_delivered = await world.ticks("2026-06-08T09:05")
    assert sorted(plain(message.title) for message in as_delivered if message.nudges) == [
        "Follow up with Bolt",
        "Follow up with Core",
    ]
    assert world.platform.maybe_sent.count(True) == 1, "what was claimed may have been sent"


async def test_the_group_goes_on(world: World) -> None:
    board = await world.types("/group board", "bea", "C1")
    assert "week of" in board.title
    (line,) = [fact for fact in board.facts if fact.label == "Ada"]
    assert "week" in str(line.value)
    assert "follow-up" in plain(board.text), "the last check-in"


async def test_what_was_changed_can_be_undone(world: World) -> None:
    world.time.be("2026-06-04T16:00")
    undone = await world.types("/undo")
    assert "thank-you to Acme" in undone.text


async def test_the_console_s_clock_goes_where_none_was_moved(world: World) -> None:
    assert "clock" not in await tables(world.storage)
    assert await world.storage.console_clock.latest() is None


async def test_the_console_s_clock_stays_where_one_was_moved(file: Path) -> None:
    with sqlite3.connect(file) as connection:
        microseconds = int(DUE.timestamp() * 1_000_000)
        connection.execute("INSERT INTO clock VALUES (1, ?)", [microseconds])
    connection.close()
    async with open_storage(f"sqlite:///{file}") as storage:
        assert await storage.console_clock.latest() == DUE


async def test_what_an_older_version_planned_is_planned_by_the_rules_of_today(
    file: Path,
) -> None:
    with sqlite3.connect(file) as connection:
        messenger = (
            "INSERT INTO activities VALUES"
            "(7,1,2,6,'heard_back','2026-06-01',1780300800000001,NULL,NULL,'{}')"
        )
        connection.execute(messenger)
        connection.execute("UPDATE applications SET stage = 'in touch' WHERE id = 2")
    connection.close()
    async with open_storage(f"sqlite:///{file}") as storage:
        world = World(storage, Platform(), Time(DUE - DAY))
        assert await next_of_bolt(world) == {"follow_up:1:2"}
        counts = [await storage.outbox.replan_outdated(DUE - DAY, 1) for _ in range(3)]
        assert counts == [1, 1, 0]
        assert await next_of_bolt(world) == {"check_in:1:7"}
        (step,) = [one for one in (await world.types("/job Bolt")).facts if one.label == "Next"]
        assert "ask about the next step" in plain(step.value)


async def next_of_bolt(world: World) -> set[str]:
    """The pending nudges of one application, by what they are about."""
    async with world.storage.database.reading() as connection:
        rows = await connection.execute(
            select(nudges.c.about).where(nudges.c.application_id == 2, nudges.c.state == "pending")
        )
        return set(rows.scalars())


async def test_a_member_who_was_only_in_the_total_learns_once_that_nothing_of_theirs_shows(
    world: World,
) -> None:
    notices = select(posts.c.id).where(posts.c.kind == "visibility_changed")
    due = update(deliveries).where(deliveries.c.post_id.in_(notices)).values(ready_at=DUE)
    async with world.storage.database.writing() as connection:
        await connection.execute(due)  # the migration has the wall clock's time
    seen = [one for one in await world.ticks("2026-06-08T09:05") if "shows in" in one.title]
    assert ["in no number that anyone else sees" in one.text for one in seen] == [True]
    assert not [one for one in await world.ticks("2026-06-09T12:00") if "shows in" in one.title]
    changed = await world.types("/group join my numbers", "bea", "C1")
    assert "from this week on" in changed.text
