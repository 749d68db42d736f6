"""`followthrough init` for Discord: the commands are registered, and the way in is said."""

from __future__ import annotations

from pathlib import Path

import pytest

from adapters.app.env_file import read_env_file
from tests.adapters.init_dialog import sets_up
from tests.fakes.discord.directory import TOKEN
from tests.fakes.discord.rest import BASE
from tests.fakes.discord.server import FakeDiscord


@pytest.fixture
def environment(fake: FakeDiscord) -> dict[str, str]:
    return {"FOLLOWTHROUGH_DISCORD_API_URL": fake.url + BASE}


async def test_it_registers_the_commands_and_says_how_to_add_the_bot(
    fake: FakeDiscord, environment: dict[str, str], tmp_path: Path
) -> None:
    application = str(fake.directory.application_id)
    passed, printed = await sets_up(
        *(tmp_path, "discord", application, TOKEN, ""), environment=environment
    )
    assert passed, printed
    assert "Discord knows the commands now." in printed
    assert fake.commands.registered
    assert f"https://discord.com/oauth2/authorize?client_id={application}&" in printed
    assert TOKEN not in printed
    assert not (tmp_path / "slack-manifest.json").exists()
    assert read_env_file(tmp_path / ".env")["FOLLOWTHROUGH_DISCORD_TOKEN"] == TOKEN


async def test_a_token_that_discord_refuses_registers_nothing_and_is_said(
    fake: FakeDiscord, environment: dict[str, str], tmp_path: Path
) -> None:
    passed, printed = await sets_up(
        *(tmp_path, "discord", "123", "wrong", ""), environment=environment
    )
    assert not passed
    assert "Nothing was registered." in printed
    assert "FAIL  FOLLOWTHROUGH_DISCORD_TOKEN: Discord refuses it." in printed
    assert not fake.commands.registered
