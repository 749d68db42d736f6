"""The doctor says what is wrong and how to mend it, and tells no secret."""

from __future__ import annotations

from pathlib import Path

import pytest
from sqlalchemy import text

from adapters.app.doctor import Finding, examine
from adapters.slack.oauth.token_cipher import Secret, TokenCipher
from storage.repositories.installations import Installations
from storage.storage import open_storage
from tests.adapters.slack.home import KEY, Home


def environment(home: Home, **more: str) -> dict[str, str]:
    return {
        "FOLLOWTHROUGH_DATABASE_URL": home.database,
        "FOLLOWTHROUGH_SLACK_BOT_TOKEN": str(home.settings.bot_token),
        "FOLLOWTHROUGH_SLACK_APP_TOKEN": home.slack.app.app_token,
        "FOLLOWTHROUGH_SLACK_API_URL": home.slack.api_url,
        **more,
    }


async def examined(given: dict[str, str]) -> dict[str, Finding]:
    return {finding.what: finding async for finding in examine(given)}


async def test_where_all_is_well_it_says_so(home: Home) -> None:
    findings = await examined(environment(home))
    assert all(finding.well for finding in findings.values()), findings
    assert "Hunters" in findings["FOLLOWTHROUGH_SLACK_BOT_TOKEN"].sentence


async def test_a_password_for_slack_in_netrc_is_no_trouble(
    home: Home, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    netrc = tmp_path / "netrc"
    netrc.write_text("machine 127.0.0.1 login ada password other\n")
    monkeypatch.setenv("NETRC", str(netrc))
    findings = await examined(environment(home))
    assert all(finding.well for finding in findings.values()), findings


async def test_a_token_that_slack_refuses(home: Home) -> None:
    given = environment(home) | {"FOLLOWTHROUGH_SLACK_BOT_TOKEN": "xoxb-wrong"}
    finding = (await examined(given))["FOLLOWTHROUGH_SLACK_BOT_TOKEN"]
    assert not finding.well
    assert "invalid_auth" in finding.sentence
    assert "xoxb-wrong" not in finding.sentence


async def test_an_app_token_that_slack_refuses(home: Home) -> None:
    given = environment(home) | {"FOLLOWTHROUGH_SLACK_APP_TOKEN": "xapp-wrong"}
    finding = (await examined(given))["FOLLOWTHROUGH_SLACK_APP_TOKEN"]
    assert not finding.well
    assert "connections:write" in finding.sentence


async def test_a_slack_that_does_not_answer(home: Home) -> None:
    given = environment(home, FOLLOWTHROUGH_SLACK_API_URL="http://127.0.0.1:9/api/")
    findings = await examined(given)
    assert not findings["FOLLOWTHROUGH_SLACK_BOT_TOKEN"].well
    assert not findings["FOLLOWTHROUGH_SLACK_APP_TOKEN"].well


async def test_a_database_of_a_newer_version(home: Home, tmp_path: Path) -> None:
    home.database = f"sqlite+aiosqlite:///{tmp_path / 'bot.sqlite3'}"
    async with open_storage(home.database) as storage, storage.database.writing() as connection:
        await connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    finding = (await examined(environment(home)))["database"]
    assert not finding.well
    assert "start that version" in finding.sentence


async def test_a_setting_that_cannot_be_read(home: Home) -> None:
    findings = await examined(environment(home, FOLLOWTHROUGH_PORT="no"))
    assert list(findings) == ["settings"]
    assert not findings["settings"].well


async def test_nothing_set_up_at_all() -> None:
    findings = await examined({})
    assert not findings["database"].well
    assert "FOLLOWTHROUGH_SLACK_BOT_TOKEN" in findings["platforms"].sentence


async def test_a_database_that_is_none(home: Home, tmp_path: Path) -> None:
    file = tmp_path / "notes.txt"
    file.write_text("no database at all, " * 100)
    given = environment(home, FOLLOWTHROUGH_DATABASE_URL=f"sqlite+aiosqlite:///{file}")
    assert not (await examined(given))["database"].well


async def test_installations_that_no_key_opens(home: Home, tmp_path: Path) -> None:
    home.database = f"sqlite+aiosqlite:///{tmp_path / 'bot.sqlite3'}"
    async with open_storage(home.database) as storage:
        kept = Installations(storage.database)
        for tenant, key in (("T1", KEY), ("T2", KEY.replace("M", "N", 1))):
            secret = TokenCipher([key]).encrypt(Secret("xoxb-1"))
            await kept.save(tenant, enterprise=None, bot_user="U1", secret=secret, expires=None)
    given = {
        "FOLLOWTHROUGH_DATABASE_URL": home.database,
        "FOLLOWTHROUGH_SLACK_CLIENT_ID": "1.2",
        "FOLLOWTHROUGH_SLACK_CLIENT_SECRET": "secret",
        "FOLLOWTHROUGH_SLACK_SIGNING_SECRET": "secret",
        "FOLLOWTHROUGH_KEYS": KEY,
        "FOLLOWTHROUGH_PUBLIC_URL": "https://jobs.example",
    }
    finding = (await examined(given))["keys"]
    assert not finding.well
    assert "1 of 2" in finding.sentence
