"""Opening a database, and what it says when that does not work."""

from __future__ import annotations

import asyncio
import os
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError

from storage.errors import StorageError
from storage.storage import Storage, open_storage
from tests.storage.job_hunts import ADA, BEA, DUE, LEASE, MONDAY, ZONE, applied

IN_MEMORY = "sqlite+aiosqlite://"


async def trouble_with(url: str) -> str:
    """Returns the program's message about a database that it cannot use."""
    with pytest.raises(StorageError) as raised:
        async with open_storage(url):
            pass
    return str(raised.value)


@pytest.fixture
def theirs() -> Iterator[Path]:
    """A folder in which this process has the rights of its files' owner and no more."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        powerful = os.geteuid() == 0
        if powerful:
            os.chown(folder, 65534, 65534)
            os.seteuid(65534)
        try:
            yield folder
        finally:
            if powerful:
                os.seteuid(0)
            folder.chmod(0o700)


def written(folder: Path, word: bytes) -> bool:
    """True if a word is in any file, the database's own logs included."""
    return any(word in file.read_bytes() for file in folder.iterdir())


def only_to_be_read(place: Path) -> None:
    place.chmod(0o555)


async def test_a_missing_folder_is_made_for_its_owner_alone(tmp_path: Path) -> None:
    file = tmp_path / "not" / "yet" / "there.sqlite3"
    async with open_storage(f"sqlite:///{file}") as storage:
        await applied(storage)
    assert file.exists()
    assert file.parent.stat().st_mode & 0o077 == 0


async def test_what_is_erased_stands_in_no_file(tmp_path: Path) -> None:
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


async def test_a_folder_that_cannot_be_made(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    said = await trouble_with(f"sqlite:///{tmp_path}/file/folder/x.sqlite3")
    assert "cannot be made" in said
    assert "make it, or choose another place" in said


async def test_a_file_that_is_no_database(tmp_path: Path) -> None:
    file = tmp_path / "letter.txt"
    file.write_text("Dear Sir or Madam, " * 100)
    assert await trouble_with(f"sqlite:///{file}") == (
        f"{file} is not a database: choose another file, or move it away."
    )
    assert file.read_text().startswith("Dear Sir")


async def test_a_folder_is_no_database(tmp_path: Path) -> None:
    assert "cannot be opened" in await trouble_with(f"sqlite:///{tmp_path}")


async def test_a_file_that_may_only_be_read(theirs: Path) -> None:
    file = theirs / "x.sqlite3"
    async with open_storage(f"sqlite:///{file}"):
        pass
    only_to_be_read(file)
    said = await trouble_with(f"sqlite:///{file}")
    assert said.startswith(f"{file} cannot be written to: give the program the right")


async def test_a_file_that_may_not_even_be_read(theirs: Path) -> None:
    file = theirs / "x.sqlite3"
    file.touch()
    file.chmod(0)
    assert "cannot be opened" in await trouble_with(f"sqlite:///{file}")


async def test_a_folder_that_may_only_be_read(theirs: Path) -> None:
    file = theirs / "x.sqlite3"
    async with open_storage(f"sqlite:///{file}"):
        pass
    only_to_be_read(theirs)
    assert "cannot be written to" in await trouble_with(f"sqlite:///{file}")
    assert "cannot be opened" in await trouble_with(f"sqlite:///{theirs}/new.sqlite3")
    assert "cannot be made" in await trouble_with(f"sqlite:///{theirs}/new/x.sqlite3")


async def test_a_file_that_another_program_holds(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path}/x.sqlite3"
    async with open_storage(url) as one, open_storage(url) as other:
        async with other.database.engine.connect() as connection:
            await connection.execute(text("PRAGMA busy_timeout = 0"))
        async with one.units.begin(ADA, ZONE, MONDAY):
            with pytest.raises(StorageError, match="in use by another program"):
                await applied(other, who=BEA)
        await applied(other, who=BEA)


@pytest.mark.parametrize(
    "url", ["mysql://ada:secret@host/x", "sqlite+pysqlcipher://:secret@/x", "oracle://host"]
)
async def test_a_database_of_another_kind(url: str) -> None:
    said = await trouble_with(url)
    assert "not supported: use SQLite" in said
    assert "secret" not in said


@pytest.mark.parametrize(
    "url", ["", "followthrough.sqlite3", "postgresql://ada:secret@host:port/x"]
)
async def test_an_address_that_cannot_be_read(url: str) -> None:
    said = await trouble_with(url)
    assert "cannot be read" in said
    assert "secret" not in said


@pytest.mark.parametrize(
    "url",
    [
        "sqlite:///{}/x.sqlite3?timeout=long",
        "postgresql://ada:secret@127.0.0.1:1/x?port=secret",
        "postgresql://ada:secret@127.0.0.1:1/x?command_timeout=secret",
        "postgresql://ada:secret@127.0.0.1:1/x?sslmode=secret",
        "postgresql://ada:secret@jobs..example/x",
    ],
)
async def test_an_address_with_a_host_or_an_option_that_cannot_be(url: str, tmp_path: Path) -> None:
    said = await trouble_with(url.format(tmp_path))
    assert said.endswith("cannot be used: fix the address.")
    assert "secret" not in said


async def test_a_certificate_that_is_not_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    said = await trouble_with("postgresql://ada:secret@127.0.0.1:1/x?sslmode=verify-full")
    assert said.startswith("The root certificate of 127.0.0.1/x cannot be read: put it")


async def test_a_password_that_should_have_been_quoted_is_not_repeated() -> None:
    said = await trouble_with("postgresql://ada:top@secret@127.0.0.1:1/x")
    assert said.startswith("PostgreSQL does not answer at 127.0.0.1/x")


@pytest.mark.parametrize("scheme", ["postgres", "postgresql", "postgresql+asyncpg"])
async def test_a_server_that_does_not_answer(scheme: str) -> None:
    said = await trouble_with(f"{scheme}://ada:secret@127.0.0.1:1/jobs")
    assert said.startswith("PostgreSQL does not answer at 127.0.0.1/jobs: see that it runs")


async def test_a_server_without_that_database(postgres_url: str) -> None:
    said = await trouble_with(postgres_url.replace("/postgres?", "/nowhere?"))
    assert "has no database" in said
    assert "nowhere" in said


async def test_a_server_that_does_not_know_the_user(postgres_url: str) -> None:
    said = await trouble_with(postgres_url.replace("postgres:@", "stranger:secret@"))
    assert "refuses the user" in said
    assert "secret" not in said


async def test_an_option_that_nobody_knows(postgres_url: str) -> None:
    assert "take it out" in await trouble_with(f"{postgres_url}&channel_binding=require")


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
