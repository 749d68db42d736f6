"""Readiness: the probe writes, and says to an operator what keeps it from that."""

from __future__ import annotations

import sqlite3
from collections.abc import AsyncIterator
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import select

from adapters.app.process import Process, check_database
from storage.repositories.processes import ServingProcess
from storage.storage import Storage, open_storage
from storage.tables import processes

NOT_WRITABLE, WRITABLE = b"followthrough_database_writable 0.0", b"database_writable 1.0"


@pytest.fixture
async def storage(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Storage]:
    monkeypatch.setattr("storage.engines.SECONDS_TO_WAIT", 0.05)
    async with open_storage(f"sqlite:///{tmp_path}/bot.sqlite3") as storage:
        yield storage


@pytest.fixture
def process(storage: Storage) -> Process:
    process = Process()
    row = ServingProcess(storage.database, "all", "1.0")
    process.write_probe = lambda: row.renew(process.clock.now())
    return process


async def test_a_database_that_takes_writes_is_ready(process: Process, storage: Storage) -> None:
    assert await check_database(process) is None
    assert WRITABLE in process.metrics.render()
    async with storage.database.reading() as connection:
        assert await connection.scalar(select(processes.c.role)) == "all", "the probe wrote nothing"


@pytest.mark.parametrize(
    ("said", "sentence"),
    [
        ("database or disk is full", "is full: make room."),
        ("attempt to write a readonly database", "give the program the right to write"),
    ],
)
async def test_a_full_disk_and_one_that_may_only_be_read_each_have_their_sentence(
    process: Process, storage: Storage, said: str, sentence: str
) -> None:
    refusing = (
        "CREATE TRIGGER refusing BEFORE INSERT ON processes"
        f" BEGIN SELECT RAISE(ABORT, '{said}'); END"
    )
    async with storage.database.writing() as connection:
        await connection.exec_driver_sql(refusing)
    assert sentence in str(await check_database(process))
    assert NOT_WRITABLE in process.metrics.render()


async def test_a_database_that_another_program_holds_has_its_sentence(
    process: Process, tmp_path: Path
) -> None:
    with closing(sqlite3.connect(tmp_path / "bot.sqlite3")) as other:
        other.execute("BEGIN IMMEDIATE")
        assert "in use by another program" in str(await check_database(process))
        assert NOT_WRITABLE in process.metrics.render()
    assert await check_database(process) is None
    assert WRITABLE in process.metrics.render()
