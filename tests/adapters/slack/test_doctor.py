"""The doctor says what is wrong and how to fix it, and prints no secret."""

from __future__ import annotations

import os
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import text
from typer.testing import CliRunner

from adapters.app.cli import cli
from adapters.app.doctor import check_setup
from adapters.shared.setup_check import Check
from adapters.slack.oauth.token_cipher import Secret, TokenCipher
from storage.repositories.installations import Installations
from storage.storage import open_storage
from tests.adapters.slack.harness import KEY, Harness


def environment(harness: Harness, **more: str) -> dict[str, str]:
    return {
        "FOLLOWTHROUGH_DATABASE_URL": harness.database,
        "FOLLOWTHROUGH_SLACK_BOT_TOKEN": str(harness.settings.bot_token),
        "FOLLOWTHROUGH_SLACK_APP_TOKEN": harness.slack.app.app_token,
        "FOLLOWTHROUGH_SLACK_API_URL": harness.slack.api_url,
        **more,
    }


async def checked(given: dict[str, str]) -> dict[str, Check]:
    return {check.name: check async for check in check_setup(given)}


async def test_where_all_is_well_it_says_so(harness: Harness) -> None:
    checks = await checked(environment(harness))
    assert all(check.passed for check in checks.values()), checks
    assert "Hunters" in checks["FOLLOWTHROUGH_SLACK_BOT_TOKEN"].found


async def test_a_password_for_slack_in_netrc_changes_nothing(
    harness: Harness, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    netrc = tmp_path / "netrc"
    netrc.write_text("machine 127.0.0.1 login ada password other\n")
    monkeypatch.setenv("NETRC", str(netrc))
    checks = await checked(environment(harness))
    assert all(check.passed for check in checks.values()), checks


async def test_a_token_that_slack_refuses(harness: Harness) -> None:
    given = environment(harness) | {"FOLLOWTHROUGH_SLACK_BOT_TOKEN": "xoxb-wrong"}
    check = (await checked(given))["FOLLOWTHROUGH_SLACK_BOT_TOKEN"]
    assert not check.passed
    assert "invalid_auth" in check.found
    assert "OAuth & Permissions" in str(check.fix)
    assert "xoxb-wrong" not in f"{check.found} {check.fix}"


async def test_an_app_token_that_slack_refuses(harness: Harness) -> None:
    given = environment(harness) | {"FOLLOWTHROUGH_SLACK_APP_TOKEN": "xapp-wrong"}
    check = (await checked(given))["FOLLOWTHROUGH_SLACK_APP_TOKEN"]
    assert not check.passed
    assert "connections:write" in str(check.fix)


async def test_a_slack_that_does_not_answer(harness: Harness) -> None:
    given = environment(harness, FOLLOWTHROUGH_SLACK_API_URL="http://127.0.0.1:9/api/")
    checks = await checked(given)
    assert not checks["FOLLOWTHROUGH_SLACK_BOT_TOKEN"].passed
    assert not checks["FOLLOWTHROUGH_SLACK_APP_TOKEN"].passed


async def test_a_database_of_a_newer_version(harness: Harness, tmp_path: Path) -> None:
    harness.database = f"sqlite+aiosqlite:///{tmp_path / 'bot.sqlite3'}"
    async with open_storage(harness.database) as storage, storage.database.writing() as connection:
        await connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    check = (await checked(environment(harness)))["database"]
    assert not check.passed
    assert "start that version" in check.found


async def test_a_setting_that_cannot_be_read(harness: Harness) -> None:
    checks = await checked(environment(harness, FOLLOWTHROUGH_PORT="no"))
    assert list(checks) == ["settings"]
    assert not checks["settings"].passed


async def test_nothing_set_up_at_all() -> None:
    checks = await checked({})
    assert not checks["database"].passed
    assert "FOLLOWTHROUGH_SLACK_BOT_TOKEN" in str(checks["platforms"].fix)


async def test_a_database_that_is_none(harness: Harness, tmp_path: Path) -> None:
    file = tmp_path / "notes.txt"
    file.write_text("no database at all, " * 100)
    given = environment(harness, FOLLOWTHROUGH_DATABASE_URL=f"sqlite+aiosqlite:///{file}")
    assert not (await checked(given))["database"].passed


async def test_installations_that_no_key_opens(harness: Harness, tmp_path: Path) -> None:
    harness.database = f"sqlite+aiosqlite:///{tmp_path / 'bot.sqlite3'}"
    async with open_storage(harness.database) as storage:
        kept = Installations(storage.database)
        for tenant, key in (("T1", KEY), ("T2", KEY.replace("M", "N", 1))):
            secret = TokenCipher([key]).encrypt(Secret("xoxb-1"))
            await kept.save(tenant, enterprise=None, bot_user="U1", secret=secret, expires=None)
    given = {
        "FOLLOWTHROUGH_DATABASE_URL": harness.database,
        "FOLLOWTHROUGH_SLACK_CLIENT_ID": "1.2",
        "FOLLOWTHROUGH_SLACK_CLIENT_SECRET": "secret",
        "FOLLOWTHROUGH_SLACK_SIGNING_SECRET": "secret",
        "FOLLOWTHROUGH_KEYS": KEY,
        "FOLLOWTHROUGH_PUBLIC_URL": "https://jobs.example",
    }
    check = (await checked(given))["keys"]
    assert not check.passed
    assert "1 of 2" in check.found


def test_the_program_prints_what_failed_and_how_to_fix_it(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.chdir(tmp_path)
    for name in [name for name in os.environ if name.startswith("FOLLOWTHROUGH_")]:
        monkeypatch.delenv(name)
    done = CliRunner().invoke(cli, ["doctor"])
    assert done.exit_code == 1
    assert done.output.splitlines() == [
        "ok    settings: They can be read; the role is all.",
        "FAIL  database: FOLLOWTHROUGH_DATABASE_URL is not set.",
        "FIX   Set it: `serve` needs it.",
        "FAIL  platforms: None is set up.",
        "FIX   Run `followthrough init`; or for Slack in one workspace set "
        "FOLLOWTHROUGH_SLACK_BOT_TOKEN and FOLLOWTHROUGH_SLACK_APP_TOKEN, for Discord "
        "FOLLOWTHROUGH_DISCORD_TOKEN.",
    ]


def test_a_file_of_settings_that_others_may_read_is_found(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / ".env").write_text("FOLLOWTHROUGH_DATABASE_URL=sqlite+aiosqlite://\n")
    (tmp_path / ".env").chmod(0o644)
    found = CliRunner().invoke(cli, ["doctor"]).output
    assert "FAIL  .env: Other users of this machine may read its secrets.\nFIX   chmod 600" in found
    (tmp_path / ".env").chmod(0o600)
    assert "ok    .env: Only its owner may read it." in CliRunner().invoke(cli, ["doctor"]).output


def test_a_file_of_settings_that_cannot_be_read_is_found(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / ".env").write_text("# mine\n\nFOLLOWTHROUGH_PORT 8080 or so\n")
    done = CliRunner().invoke(cli, ["doctor"])
    assert done.exit_code == 1
    assert "FAIL  settings: Line 3 of .env cannot be read: write it as NAME=value." in done.output


async def test_a_database_that_takes_no_writes_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "bot.sqlite3"
    url = f"sqlite+aiosqlite:///{file}"
    async with open_storage(url):
        pass
    monkeypatch.setattr("storage.engines.SECONDS_TO_WAIT", 0.1)
    assert (await checked({"FOLLOWTHROUGH_DATABASE_URL": url}))["database"].passed
    with closing(sqlite3.connect(file)) as other:
        other.execute("BEGIN IMMEDIATE")
        found = (await checked({"FOLLOWTHROUGH_DATABASE_URL": url}))["database"]
    assert not found.passed
    assert "bot.sqlite3" in found.found
    with closing(sqlite3.connect(file)) as other:
        assert other.execute("SELECT count(*) FROM processes").fetchone() == (0,)
