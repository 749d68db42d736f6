"""Backup, restore and move at the command line."""

from __future__ import annotations

import asyncio
import json
import os
from collections.abc import Callable, Coroutine
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner, Result

from adapters.app.backup_file import UnusableFile, read_backup, write_backup
from adapters.app.cli import cli
from storage.database import Database
from tests.storage.full_database import every_row, fill_every_table

KEY, OTHER = "2Ry7uJ8dSgVvsbkk05XIyyVxzA3bYkmjsDckwqUVpsQ=", "b" * 43 + "="


@pytest.fixture
def full(migrated_sqlite: Path, tmp_path: Path) -> str:
    """The URL of a database with rows in every table."""
    file = tmp_path / "full.sqlite3"
    file.write_bytes(migrated_sqlite.read_bytes())
    url = f"sqlite:///{file}"
    asyncio.run(on(url, fill_every_table))
    return url


async def on(url: str, work: Callable[[Database], Coroutine[Any, Any, Any]]) -> Any:
    database = Database(url)
    try:
        return await work(database)
    finally:
        await database.close()


def rows(url: str) -> dict[str, Any]:
    found: dict[str, Any] = asyncio.run(on(url, every_row))
    return found


def run(*args: str, keys: str = "") -> Result:
    return CliRunner().invoke(cli, args, env={"FOLLOWTHROUGH_KEYS": keys})


def test_a_backup_is_private_and_says_that_it_is_not_encrypted(full: str, tmp_path: Path) -> None:
    file, new = tmp_path / "backup", f"sqlite:///{tmp_path}/new.sqlite3"
    made = run("backup", str(file), "--database", full)
    assert made.exit_code == 0, made.output
    assert "not encrypted, because FOLLOWTHROUGH_KEYS is not set" in made.output
    assert file.stat().st_mode & 0o777 == 0o600
    restored = run("restore", str(file), "--database", new)
    assert restored.exit_code == 0, restored.output
    assert "calendar addresses are off" in restored.output
    assert "mailboxes until they are set up again" in restored.output
    assert rows(new) == {**rows(full), "calendars": [], "mailboxes": []}
    again = run("restore", str(file), "--database", new)
    assert again.exit_code == 2
    assert "--replace" in again.stderr
    assert run("restore", str(file), "--database", new, "--replace").exit_code == 0


def test_a_backup_with_keys_opens_with_one_of_them_alone(full: str, tmp_path: Path) -> None:
    file, new = tmp_path / "backup", f"sqlite:///{tmp_path}/new.sqlite3"
    assert "encrypted with" in run("backup", str(file), "--database", full, keys=KEY).output
    said = file.read_bytes()
    assert b"people" not in said
    assert KEY.encode() not in said
    for keys, problem in (("", "is encrypted"), (OTHER, "No key in FOLLOWTHROUGH_KEYS opens")):
        refused = run("restore", str(file), "--database", new, keys=keys)
        assert refused.exit_code == 2
        assert problem in refused.stderr
    assert run("restore", str(file), "--database", new, keys=f"{OTHER},{KEY}").exit_code == 0
    assert rows(new) == {**rows(full), "calendars": [], "mailboxes": []}


def test_who_is_forgotten_is_kept_beside_the_backups(full: str, tmp_path: Path) -> None:
    run("backup", str(tmp_path / "one"), "--database", full)
    beside = tmp_path / "forgotten.json"
    assert beside.stat().st_mode & 0o777 == 0o600
    assert len(json.loads(beside.read_bytes())) == 3
    beside.write_text("nonsense")
    new = f"sqlite:///{tmp_path}/new.sqlite3"
    assert "forgotten.json" in run("restore", str(tmp_path / "one"), "--database", new).stderr


def test_a_move_says_what_to_do_next(full: str, tmp_path: Path) -> None:
    new = f"sqlite:///{tmp_path}/new.sqlite3"
    moved = run("move", full, new)
    assert moved.exit_code == 0, moved.output
    assert "Set FOLLOWTHROUGH_DATABASE_URL to it" in moved.output
    assert rows(new) == rows(full)
    assert run("move", full, new).exit_code == 2
    assert "There is no file" in run("move", f"sqlite:///{tmp_path}/none", new).stderr


def written(file: Path, keys: list[str], lines: list[bytes]) -> bytes:
    with write_backup(file, keys) as packed:
        for line in lines:
            packed.write(line + b"\n")
    return file.read_bytes()


@pytest.mark.parametrize("keys", [[], [KEY]])
def test_a_file_of_any_length_comes_back_and_no_damaged_one_does(
    tmp_path: Path, keys: list[str]
) -> None:
    file = tmp_path / "backup"
    lines = [os.urandom(200_000).hex().encode() for _ in range(8)]
    said = written(file, keys, lines)
    assert list(read_backup(file, keys)) == lines
    cut = said.splitlines(keepends=True)
    damaged = [said[:-20], said[: len(said) // 2]]
    if keys:
        assert len(cut) > 2
        damaged += [b"".join(cut[:-1]), b"".join([cut[0], *cut[2:]])]
        damaged += [b"".join([cut[0], written(file, keys, lines).splitlines(True)[1], *cut[2:]])]
    for some in damaged:
        file.write_bytes(some)
        with pytest.raises(UnusableFile, match="damaged"):
            list(read_backup(file, keys))


def test_no_other_file_is_overwritten_and_nothing_is_left_of_a_failure(tmp_path: Path) -> None:
    file = tmp_path / "notes"
    file.write_text("mine")
    with pytest.raises(UnusableFile, match="isn't a backup"), write_backup(file, []):
        pass
    with pytest.raises(UnusableFile, match="isn't a Followthrough backup"):
        list(read_backup(file, []))
    with pytest.raises(KeyError), write_backup(tmp_path / "new", []):
        raise KeyError
    assert [one.name for one in tmp_path.iterdir()] == ["notes"]
    with pytest.raises(UnusableFile, match="cannot be written"):
        written(tmp_path / "missing" / "file", [], [])
