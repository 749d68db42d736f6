"""The program's messages about a database that it cannot use."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import text

from storage.errors import StorageError
from storage.storage import open_storage
from tests.storage.job_hunts import ADA, BEA, MONDAY, ZONE, applied


async def error_for(url: str) -> str:
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


def only_to_be_read(place: Path) -> None:
    place.chmod(0o555)


async def test_a_folder_that_cannot_be_made(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    said = await error_for(f"sqlite:///{tmp_path}/file/folder/x.sqlite3")
    assert "cannot be made" in said
    assert "make it, or choose another place" in said


async def test_a_file_that_is_no_database(tmp_path: Path) -> None:
    file = tmp_path / "letter.txt"
    file.write_text("Dear Sir or Madam, " * 100)
    assert await error_for(f"sqlite:///{file}") == (
        f"{file} is not a database: choose another file, or move it away."
    )
    assert file.read_text().startswith("Dear Sir")


async def test_a_folder_is_no_database(tmp_path: Path) -> None:
    assert "cannot be opened" in await error_for(f"sqlite:///{tmp_path}")


async def test_a_file_that_may_only_be_read(theirs: Path) -> None:
    file = theirs / "x.sqlite3"
    async with open_storage(f"sqlite:///{file}"):
        pass
    only_to_be_read(file)
    said = await error_for(f"sqlite:///{file}")
    assert said.startswith(f"{file} cannot be written to: give the program the right")


async def test_a_file_that_may_not_even_be_read(theirs: Path) -> None:
    file = theirs / "x.sqlite3"
    file.touch()
    file.chmod(0)
    assert "cannot be opened" in await error_for(f"sqlite:///{file}")


async def test_a_folder_that_may_only_be_read(theirs: Path) -> None:
    file = theirs / "x.sqlite3"
    async with open_storage(f"sqlite:///{file}"):
        pass
    only_to_be_read(theirs)
    assert "cannot be written to" in await error_for(f"sqlite:///{file}")
    assert "cannot be opened" in await error_for(f"sqlite:///{theirs}/new.sqlite3")
    assert "cannot be made" in await error_for(f"sqlite:///{theirs}/new/x.sqlite3")


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
    said = await error_for(url)
    assert "not supported: use SQLite" in said
    assert "secret" not in said


@pytest.mark.parametrize(
    "url", ["", "followthrough.sqlite3", "postgresql://ada:secret@host:port/x"]
)
async def test_an_address_that_cannot_be_read(url: str) -> None:
    said = await error_for(url)
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
    said = await error_for(url.format(tmp_path))
    assert said.endswith("cannot be used: fix the address.")
    assert "secret" not in said


async def test_a_certificate_that_is_not_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    said = await error_for("postgresql://ada:secret@127.0.0.1:1/x?sslmode=verify-full")
    assert said.startswith("The root certificate of 127.0.0.1/x cannot be read: put it")


async def test_a_password_that_should_have_been_quoted_is_not_repeated() -> None:
    said = await error_for("postgresql://ada:top@secret@127.0.0.1:1/x")
    assert said.startswith("PostgreSQL does not answer at 127.0.0.1/x")


@pytest.mark.parametrize("scheme", ["postgres", "postgresql", "postgresql+asyncpg"])
async def test_a_server_that_does_not_answer(scheme: str) -> None:
    said = await error_for(f"{scheme}://ada:secret@127.0.0.1:1/jobs")
    assert said.startswith("PostgreSQL does not answer at 127.0.0.1/jobs: see that it runs")


async def test_a_server_without_that_database(postgres_url: str) -> None:
    said = await error_for(postgres_url.replace("/postgres?", "/nowhere?"))
    assert "has no database" in said
    assert "nowhere" in said


async def test_a_server_that_does_not_know_the_user(postgres_url: str) -> None:
    said = await error_for(postgres_url.replace("postgres:@", "stranger:secret@"))
    assert "refuses the user" in said
    assert "secret" not in said


async def test_an_option_that_nobody_knows(postgres_url: str) -> None:
    assert "take it out" in await error_for(f"{postgres_url}&channel_binding=require")
