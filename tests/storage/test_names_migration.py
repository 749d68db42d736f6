"""The migration that renames tables and columns keeps every row, in both directions."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import inspect, select, update

from bot.catalog import COMMANDS
from bot.dispatcher import Dispatcher
from storage.database import Database
from storage.migrate import downgrade, upgrade
from storage.repositories.idempotency_keys import IdempotencyKeys
from storage.storage import storage_in
from storage.tables import changes, metadata, outdated_plans
from tests.storage.job_hunts import MONDAY
from tests.storage.two_accounts import ON_DISCORD, ON_SLACK, Talk, Time

BEFORE = "0007"
FORMER_TABLES = {"clicks", "seen", "linked_sides", "link_offers", "link_tries", "results"}


@pytest.fixture(params=["sqlite", "postgres"])
def empty_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    if request.param == "postgres":
        url: str = request.getfixturevalue("empty_postgres")
        return url
    return f"sqlite:///{tmp_path}/names.sqlite3"


@pytest.fixture
async def database(empty_url: str) -> AsyncIterator[Database]:
    """A database in which two accounts were linked, and a code was created after that."""
    database = Database(empty_url)
    await upgrade(database)
    storage = storage_in(database)
    time = Time()
    talk = Talk(Dispatcher(storage.units, time, COMMANDS), time)
    await talk.says(ON_SLACK, "applied Acme")
    await talk.links(ON_SLACK, ON_DISCORD)
    await talk.says(ON_SLACK, "settings nudge_hour 10:00")
    await talk.says(ON_SLACK, "undo")
    await talk.code(ON_SLACK)
    async with storage.units.begin(ON_SLACK.address, "UTC", MONDAY) as uow:
        await uow.stored_actions.store(["something long"], MONDAY)
    await IdempotencyKeys(database).claim("an event", MONDAY)
    await storage.presence.record(ON_SLACK.address, MONDAY.date())
    async with database.writing() as connection:
        await connection.execute(update(changes).values(shown=True))  # as older ones count
    yield database
    await database.close()


async def everything(database: Database) -> dict[str, list[Any]]:
    # Without the people whose nudges wait to be planned again: after an upgrade, all of them.
    async with database.reading() as connection:
        return {
            table.name: sorted(map(str, await connection.execute(select(table))))
            for table in metadata.sorted_tables
            if table is not outdated_plans
        }


async def test_every_row_is_there_after_the_way_back_and_forth(database: Database) -> None:
    before = await everything(database)
    for name in ("stored_actions", "idempotency_keys", "linked_accounts", "link_requests"):
        assert before[name], f"{name} has nothing that could be lost"
    assert any("preferences" in one for one in before["people"])
    await downgrade(database, BEFORE)
    async with database.reading() as connection:
        names = await connection.run_sync(lambda sync: inspect(sync).get_table_names())
    assert set(names) >= FORMER_TABLES
    await upgrade(database)
    assert await everything(database) == before


async def test_a_link_request_gets_a_number_that_none_had(database: Database) -> None:
    time = Time()
    talk = Talk(Dispatcher(storage_in(database).units, time, COMMANDS), time)
    (last,) = await requests(database)
    async with storage_in(database).units.begin(ON_SLACK.address, "UTC", MONDAY) as uow:
        await uow.people.forget()
    assert await requests(database) == []
    await downgrade(database, BEFORE)
    await upgrade(database)
    await talk.code(ON_SLACK)
    (new,) = await requests(database)
    assert new > last


async def requests(database: Database) -> list[int]:
    table = metadata.tables["link_requests"]
    async with database.reading() as connection:
        return list(await connection.scalars(select(table.c.id)))
