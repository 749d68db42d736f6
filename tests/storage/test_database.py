"""A database in use: made, erased from, cut off, and shared in memory."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError

from storage.errors import StorageError
from storage.storage import Storage, open_storage
from tests.storage.job_hunts import ADA, BEA, DUE, LEASE, MONDAY, ZONE, applied

IN_MEMORY = "sqlite+aiosqlite://"


def written(folder: Path, word: bytes) -> bool:
    """True if a word is in any file, the database's own logs included."""
    return any(word in file.read_bytes() for file in folder.iterdir())


async def test_a_missing_folder_is_made_for_its_owner_alone(tmp_path: Path) -> None:
    file = tmp_path / "not" / "yet" / "there.sqlite3"
    async with open_storage(f"sqlite:///{file}") as storage:
        await applied(storage)
    assert file.exists()
    assert file.parent.stat().st_mode & 0o077 == 0


async def test_what_is_erased_is_in_no_file(tmp_path: Path) -> None:
    async with open_storage(f"sqlite:///{tmp_path}/x.sqlite3") as storage:
        acme = await applied(storage, "Acme")
        await applied(storage, "Zebra")
        assert written(tmp_path, b"Acme")
        async with storage.units.begin(ADA, ZONE, MONDAY) as uow:
            await uow.applications.erase(acme)
        assert not written(tmp_path, b"Acme")
        assert written(tmp_path, b"Zebra")
        async with storage.units.begin(ADA, ZONE, MONDAY) as uow:
            await uow.people.forget()
        assert not written(tmp_path, b"Zebra")


async def test_tls_may_be_spelled_as_the_server_spells_it(empty_postgres: str) -> None:
    async with open_storage(f"{empty_postgres}&sslmode=disable") as storage:
        await applied(storage)


async def test_a_lost_connection_costs_one_command(empty_postgres: str) -> None:
    others = (
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
        " WHERE datname = current_database() AND pid <> pg_backend_pid()"
    )

    async def lose_the_connection(storage: Storage) -> None:
        async with storage.units.begin(ADA, ZONE, MONDAY) as uow:
            await uow.applications.create("Acme")
            async with storage.database.reading() as other:
                await other.execute(text(others))
            await uow.applications.count()

    async with open_storage(empty_postgres) as storage:
        with pytest.raises(StorageError, match="does not answer"):
            await lose_the_connection(storage)
        assert await storage.units.find_person(ADA) is None
        await applied(storage)


async def test_a_command_that_is_cancelled_leaves_nothing_behind(storage: Storage) -> None:
    begun = asyncio.Event()

    async def never_ends() -> None:
        async with storage.units.begin(ADA, ZONE, MONDAY) as uow:
            await uow.applications.create("Acme")
            begun.set()
            await asyncio.Event().wait()

    task = asyncio.create_task(never_ends())
    await begun.wait()
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    assert await storage.units.find_person(ADA) is None
    await applied(storage)


async def test_errors_do_not_carry_what_people_wrote(storage: Storage) -> None:
    async def press_twice() -> None:
        async with storage.units.begin(ADA, ZONE, MONDAY) as uow:
            for _ in range(2):
                await uow.changes.record("applied", "logged Confidential Corp", "click 1")

    with pytest.raises(IntegrityError) as raised:
        await press_twice()
    assert "Confidential" not in str(raised.value)


async def test_in_memory_all_share_one_database_and_wait_their_turn() -> None:
    async with open_storage(IN_MEMORY) as storage:

        async def fail_halfway() -> None:
            async with storage.units.begin(ADA, ZONE, MONDAY) as uow:
                await uow.people.forget()
                await asyncio.sleep(0)
                raise RuntimeError

        await applied(storage, who=ADA)
        both = asyncio.gather(
            fail_halfway(), *(applied(storage, who=BEA) for _ in range(5)), return_exceptions=True
        )
        failed, *made = await both
        assert isinstance(failed, RuntimeError)
        assert await storage.units.find_person(ADA) is not None
        assert len(set(made)) == 5
        claims = await asyncio.gather(*(storage.outbox.claim(DUE, 1, LEASE) for _ in range(5)))
        assert sum(len(claim) for claim in claims) == 2


async def test_in_memory_nothing_outlives_the_program() -> None:
    async with open_storage(IN_MEMORY) as storage:
        await applied(storage)
    async with open_storage(IN_MEMORY) as storage:
        assert await storage.units.find_person(ADA) is None
