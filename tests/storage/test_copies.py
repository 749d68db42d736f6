"""Backups and moves: every row comes back, in one piece, wherever it is put."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path

import orjson
import pytest
from sqlalchemy import insert, select, text

from storage.copies import contents as reading
from storage.copies.backup import IDS_TO_SKIP, Restored, restore, write_lines
from storage.copies.move import move
from storage.database import Database
from storage.errors import StorageError
from storage.migrate import NEWEST, downgrade, revision, upgrade
from storage.repositories.forgotten_accounts import hash_address
from storage.repositories.processes import SERVING_FOR, ServingProcess
from storage.storage import Storage, storage_in
from storage.tables import applications, outages, people
from tests.storage.full_database import every_row, fill_every_table
from tests.storage.job_hunts import ADA, BEA, DUE, HOUR, MONDAY, ZONE, applied


@pytest.fixture
def other_url(request: pytest.FixtureRequest, tmp_path: Path, database_url: str) -> str:
    """An empty database of the other kind."""
    if database_url.startswith("sqlite"):
        url: str = request.getfixturevalue("empty_postgres")
        return url
    return f"sqlite:///{tmp_path}/other.sqlite3"


@pytest.fixture
async def other(other_url: str) -> AsyncIterator[Database]:
    database = Database(other_url)
    yield database
    await database.close()


async def backup_of(storage: Storage) -> list[bytes]:
    return [line async for line in write_lines(storage.database, DUE)]


async def test_a_backup_brings_back_every_row_of_every_table(
    storage: Storage, other: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reading, "ROWS_AT_ONCE", 2)
    await fill_every_table(storage.database)
    lines = await backup_of(storage)
    done = await restore(other, iter(lines), {}, DUE)
    before = await every_row(storage.database)
    assert await every_row(other) == before | {"calendars": [], "mailboxes": []}
    assert done == Restored(DUE, sum(map(len, before.values())), 0, elsewhere=True)
    done = await restore(storage.database, iter(lines), {}, DUE, replace=True)
    assert await every_row(storage.database) == before
    assert not done.elsewhere
    assert await revision(other) == NEWEST


async def test_a_move_copies_every_row_and_goes_on_counting(
    storage: Storage, other: Database
) -> None:
    first = await applied(storage)
    async with storage.units.begin(ADA, ZONE, MONDAY) as uow:
        await uow.people.forget()
    await fill_every_table(storage.database)
    rows = await move(storage.database, other, DUE)
    assert await every_row(other) == await every_row(storage.database)
    assert rows["people"] == 3
    async with storage_in(other).units.begin(BEA, ZONE, DUE) as uow:
        assert await uow.applications.create("Bolt") > max(first, 3)


async def test_ids_given_out_since_the_backup_are_not_given_out_again(
    storage: Storage, other: Database
) -> None:
    first = await applied(storage)
    await restore(other, iter(await backup_of(storage)), {}, DUE)
    assert await applied(storage_in(other), "Bolt") == first + IDS_TO_SKIP + 1


async def test_what_is_there_is_only_replaced_on_request(storage: Storage, other: Database) -> None:
    await applied(storage)
    await upgrade(other)
    await applied(storage_in(other), "Bolt")
    lines = await backup_of(storage)
    before = await every_row(other)
    with pytest.raises(StorageError, match=r"has something in it.*--replace"):
        await restore(other, iter(lines), {}, DUE)
    assert await every_row(other) == before
    await restore(other, iter(lines), {}, DUE, replace=True)
    assert await every_row(other) == await every_row(storage.database)
    with pytest.raises(StorageError, match="has something in it"):
        await move(storage.database, other, DUE)


@pytest.mark.parametrize("cut", ["end", "line", "word", "header"])
async def test_a_damaged_backup_changes_nothing(storage: Storage, tmp_path: Path, cut: str) -> None:
    await applied(storage)
    lines = await backup_of(storage)
    match cut:
        case "end":
            lines.pop()
        case "line":
            lines.pop(-2)
        case "word":
            lines[2] = lines[2][:-9]
        case "header":
            lines[0] = b"{}"
    other = Database(f"sqlite:///{tmp_path}/other.sqlite3")
    try:
        with pytest.raises(StorageError, match="damaged"):
            await restore(other, iter(lines), {}, DUE)
        assert await revision(other) is None
    finally:
        await other.close()


async def test_a_backup_of_an_older_version_is_migrated(storage: Storage, other: Database) -> None:
    await applied(storage)
    lines = await backup_of(storage)
    header = orjson.loads(lines[0])
    header["revision"] = "0020"
    new = {"mailboxes"}  # the tables that the newest revision has added
    header["tables"] = [one for one in header["tables"] if one["name"] not in new]
    await restore(other, iter([orjson.dumps(header), *lines[1:]]), {}, DUE)
    assert await revision(other) == NEWEST
    assert await every_row(other) == await every_row(storage.database)


async def test_a_backup_of_a_newer_version_is_refused(storage: Storage, other: Database) -> None:
    lines = await backup_of(storage)
    header = orjson.loads(lines[0]) | {"revision": "9999"}
    with pytest.raises(StorageError, match="newer version"):
        await restore(other, iter([orjson.dumps(header), *lines[1:]]), {}, DUE, replace=True)


async def test_nothing_is_copied_while_a_process_serves(storage: Storage, other: Database) -> None:
    lines = await backup_of(storage)
    process = ServingProcess(storage.database, "worker", "1.0")
    await process.renew(DUE)
    await process.renew(DUE + SERVING_FOR)
    now = DUE + SERVING_FOR + timedelta(seconds=1)
    with pytest.raises(StorageError, match=r"A process serves .*role worker, seen at 07:01:00 UTC"):
        await move(storage.database, other, now)
    with pytest.raises(StorageError, match="A process serves"):
        await restore(storage.database, iter(lines), {}, now, replace=True)
    assert await backup_of(storage), "a backup may be made"
    await process.end()
    await move(storage.database, other, now)


async def test_one_that_was_killed_counts_for_a_minute(storage: Storage, other: Database) -> None:
    await ServingProcess(storage.database, "all", "1.0").renew(DUE)
    await move(storage.database, other, DUE + SERVING_FOR)


async def test_only_what_is_there_and_up_to_date_is_copied(tmp_path: Path) -> None:
    database = Database(f"sqlite:///{tmp_path}/one.sqlite3")

    async def refusal() -> str:
        with pytest.raises(StorageError) as refused:
            await anext(write_lines(database, DUE))
        return str(refused.value)

    try:
        assert "There is no file" in await refusal()
        assert not list(tmp_path.iterdir())  # noqa: ASYNC240  # nothing else runs
        await upgrade(database, "0014")
        assert "run `followthrough migrate` first" in await refusal()
        await downgrade(database)
        assert "nothing to copy" in await refusal()
        with pytest.raises(StorageError, match="same database"):
            await move(database, database, DUE)
    finally:
        await database.close()


async def test_a_copy_shows_one_moment(storage: Storage, other: Database) -> None:
    await applied(storage)
    before = await every_row(storage.database)
    lines = []
    async for line in write_lines(storage.database, DUE):
        lines.append(line)
        await applied(storage, f"Company {len(lines)}")
    await restore(other, iter(lines), {}, DUE)
    assert await every_row(other) == before


async def test_who_was_forgotten_since_is_forgotten_again(
    storage: Storage, other: Database
) -> None:
    await applied(storage)
    await applied(storage, "Bolt", who=BEA)
    lines = await backup_of(storage)
    done = await restore(other, iter(lines), {hash_address(ADA): DUE + HOUR}, DUE + HOUR)
    assert done.erased_again == 1
    async with other.reading() as connection:
        assert list(await connection.scalars(select(applications.c.company))) == ["Bolt"]
        assert len((await connection.execute(select(people))).all()) == 1


async def test_the_database_itself_knows_who_was_forgotten(storage: Storage) -> None:
    await applied(storage)
    lines = await backup_of(storage)
    async with storage.units.begin(ADA, ZONE, DUE + HOUR) as uow:
        await uow.people.forget()
    done = await restore(storage.database, iter(lines), {}, DUE + HOUR, replace=True)
    assert done.erased_again == 1
    assert await storage.units.find_person(ADA) is None


async def test_who_came_back_before_the_backup_stays(storage: Storage, other: Database) -> None:
    async with storage.units.begin(ADA, ZONE, MONDAY) as uow:
        await uow.people.forget()
    await applied(storage)
    done = await restore(other, iter(await backup_of(storage)), {}, DUE)
    assert done.erased_again == 0
    assert await storage_in(other).units.find_person(ADA) is not None


async def test_what_is_not_ours_is_in_the_way_of_nothing(storage: Storage, other: Database) -> None:
    async with other.writing() as connection:
        await connection.execute(text("CREATE TABLE theirs (id INTEGER)"))
        await connection.execute(text("INSERT INTO theirs VALUES (1)"))
    async with storage.database.writing() as connection:
        await connection.execute(insert(outages).values(scope="slack", since=DUE, probe_at=DUE))
    await move(storage.database, other, DUE)
    assert (await every_row(other))["outages"] == [("slack", DUE, DUE)]
