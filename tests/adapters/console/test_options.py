"""Options: what cannot be used is said in one sentence, with exit status 2."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from tests.adapters.console.process import IN_MEMORY, chat, run


@pytest.mark.parametrize(
    "arguments",
    [
        ("--clock", "tomorrow"),
        ("--clock", ""),
        ("--clock", "9999-12-31T23:59"),
        ("--clock", "0001-01-01T00:00"),
        ("--zone", "Europe/Nowhere"),
        ("--zone", ""),
        ("--zone", "../../etc/passwd"),
        ("--database", "nonsense"),
        ("--database", ""),
        ("--database", "mysql://localhost/x"),
        ("--database", "sqlite+aiosqlite:////proc/nowhere/x.sqlite3"),
        ("--database", "postgresql://nobody:secret@127.0.0.1:1/none"),
        ("--fresh",),
        ("--fresh", "--database", "postgresql://nobody:secret@127.0.0.1:1/none"),
    ],
)
def test_an_unusable_option_ends_with_a_sentence(arguments: tuple[str, ...]) -> None:
    done = run("chat", "--json", *arguments, typed=b"/applied Acme\n")
    assert done.code == 2
    assert done.out == ""
    assert len(done.err.splitlines()) == 1
    assert done.err.rstrip().endswith(".")
    assert "secret" not in done.err
    assert "Traceback" not in done.err


@pytest.mark.parametrize("arguments", [("chat", "--color"), ("chat", "--clock"), ("dance",)])
def test_an_unknown_option_or_command_ends_with_2(arguments: tuple[str, ...]) -> None:
    done = run(*arguments)
    assert done.code == 2
    assert "Error" in done.err
    assert "Traceback" not in done.err


@pytest.mark.parametrize(
    "content", [b"this is no database, it is a letter\n" * 100, b"SQLite format 3\0 or not"]
)
def test_a_file_that_is_no_database_is_left_alone(tmp_path: Path, content: bytes) -> None:
    letter = tmp_path / "letter.txt"
    letter.write_bytes(content)
    for more in ((), ("--fresh",)):
        done = chat("/applied Acme", database=f"sqlite+aiosqlite:///{letter}", more=more)
        assert (done.code, done.out) == (2, "")
        assert letter.read_bytes() == content


def test_a_folder_is_no_database(tmp_path: Path) -> None:
    assert chat("/applied Acme", database=f"sqlite+aiosqlite:///{tmp_path}").code == 2


def test_fresh_empties_the_file(tmp_path: Path) -> None:
    where = f"sqlite+aiosqlite:///{tmp_path / 'hunt.sqlite3'}"
    chat("/applied Acme", ".wait 20d", database=where)
    (pipeline,) = chat("/pipeline", database=where, more=("--fresh",)).things
    assert pipeline["items"] == []
    assert pipeline["at"] == "2026-06-01T10:00:00+02:00"


def test_by_default_the_file_is_where_the_system_keeps_such_things(tmp_path: Path) -> None:
    home = {"HOME": str(tmp_path), "XDG_DATA_HOME": str(tmp_path / "data")}
    done = run("chat", "--json", typed=b"/applied Acme\n", environment=home)
    assert (done.code, done.err) == (0, "")
    assert [file.name for file in tmp_path.rglob("*.sqlite3")] == ["followthrough.sqlite3"]


def test_the_environment_names_another_database(tmp_path: Path) -> None:
    named = {"FOLLOWTHROUGH_DATABASE_URL": f"sqlite+aiosqlite:///{tmp_path / 'mine.db'}"}
    assert run("chat", "--json", typed=b"/nudges\n", environment=named).code == 0
    assert (tmp_path / "mine.db").exists()


def test_the_machines_zone_is_the_default() -> None:
    done = run(
        "chat",
        "--json",
        "--database",
        IN_MEMORY,
        "--clock",
        "2026-06-01T10:00",
        typed=b"/nudges\n",
        environment={**os.environ, "TZ": "America/New_York"},
    )
    assert done.last["at"] == "2026-06-01T10:00:00-04:00"


def test_migrate_makes_a_database_ready_and_can_be_repeated(tmp_path: Path) -> None:
    where = f"sqlite+aiosqlite:///{tmp_path / 'hunt.sqlite3'}"
    for _ in range(2):
        done = run("migrate", "--database", where)
        assert (done.code, done.err) == (0, "")
    assert "up to date" in done.out
    assert run("migrate", "--database", "nonsense").code == 2


def test_help_and_version() -> None:
    shown = run("--help")
    assert shown.code == 0
    assert "chat" in shown.out
    options = run("chat", "--help")
    assert all(
        name in options.out for name in ("--json", "--database", "--clock", "--zone", "--fresh")
    )
    assert run("--version").out.startswith("followthrough ")
    assert run().code == 2
