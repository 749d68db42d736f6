"""`followthrough init`: answers alone lead from nothing to a running bot."""

from __future__ import annotations

import asyncio
import json
import sys
from asyncio.subprocess import PIPE
from pathlib import Path

import pytest

from adapters.app.cli_options import BadOption
from adapters.app.env_file import read_env_file
from adapters.slack.manifest import ConnectionMode
from tests.adapters.init_dialog import sets_up
from tests.adapters.slack.harness import Harness, registered
from tests.adapters.slack.process import process
from tests.fakes.slack.app_server import over_socket
from tests.fakes.slack.client import Client
from tests.program import ROOT, options

BOT, APP = "FOLLOWTHROUGH_SLACK_BOT_TOKEN", "FOLLOWTHROUGH_SLACK_APP_TOKEN"
API, URL = "FOLLOWTHROUGH_SLACK_API_URL", "FOLLOWTHROUGH_DATABASE_URL"
KEYS, COMMANDS = "FOLLOWTHROUGH_KEYS", "FOLLOWTHROUGH_SLACK_COMMANDS"
MANIFEST = "slack-manifest.json"


@pytest.fixture
def tokens(harness: Harness) -> tuple[str, str]:
    """The tokens that Slack's pages show once the app is made."""
    return harness.slack.app.app_token, str(harness.settings.bot_token)


async def test_from_nothing_to_a_running_bot_by_answers_alone(
    harness: Harness, tokens: tuple[str, str], tmp_path: Path
) -> None:
    harness.slack.app.manifest = registered(ConnectionMode.SOCKET).manifest
    answers = "\n".join(["slack", "one", "few", *tokens, "", ""])
    child = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "adapters.app", "init"),
        **options({API: harness.slack.api_url}, str(tmp_path)),
        stdin=PIPE,
        stdout=PIPE,
    )
    out, _ = await child.communicate(answers.encode())
    printed = out.decode()
    assert child.returncode == 0, printed
    assert "All is well. Start it: followthrough serve" in printed
    assert not any(token in printed for token in tokens)
    assert (tmp_path / ".env").stat().st_mode & 0o777 == 0o600
    written = json.loads((tmp_path / MANIFEST).read_text())
    assert written == json.loads((ROOT / "manifests" / "slack.socket.json").read_text())

    async with process(harness, folder=str(tmp_path)) as bot:
        await bot.ready()
        ada = Client(harness.slack, harness.workspace, harness.ada, over_socket(harness.slack))
        await ada.slash("/applied Acme as Baker")
        await harness.slack.signal.until(
            # A newcomer is welcomed, too.
            lambda: any("Applied to Acme" in one.revision.text for one in ada.screen),
            "the answer",
        )
        assert (await bot.stops())[0] == 0
    assert (tmp_path / "followthrough.sqlite3").exists()


async def test_a_second_time_enter_keeps_everything(
    harness: Harness, tokens: tuple[str, str], tmp_path: Path
) -> None:
    environment = {API: harness.slack.api_url}
    first = await sets_up(
        tmp_path, "slack", "one", "few", *tokens, "jobs.sqlite3", environment=environment
    )
    before = read_env_file(tmp_path / ".env")
    second = await sets_up(tmp_path, *[""] * 6, environment=environment)
    assert (first[0], second[0]) == (True, True)
    assert read_env_file(tmp_path / ".env") == before
    assert before[COMMANDS] == "few"
    assert before[URL] == f"sqlite+aiosqlite:///{tmp_path}/jobs.sqlite3"
    assert len(json.loads((tmp_path / MANIFEST).read_text())["features"]["slash_commands"]) < 6


async def test_what_slack_refuses_is_said_with_how_to_fix_it(
    harness: Harness, tokens: tuple[str, str], tmp_path: Path
) -> None:
    passed, printed = await sets_up(
        *(tmp_path, "slack", "one", "all", tokens[0], "xoxb-wrong", ""),
        environment={API: harness.slack.api_url},
    )
    assert not passed
    assert f"FAIL  {BOT}: Slack refuses it (invalid_auth)." in printed
    assert "FIX   Copy it again from OAuth & Permissions." in printed
    assert "All is well" not in printed


async def test_for_many_workspaces_a_key_is_made_and_the_manifest_has_the_address(
    tmp_path: Path,
) -> None:
    _, printed = await sets_up(
        *(tmp_path, "slack", "many", "all", "https://jobs.example/", "1.2", "secret", "signing", "")
    )
    written = read_env_file(tmp_path / ".env")
    assert written["FOLLOWTHROUGH_PUBLIC_URL"] == "https://jobs.example"
    assert len(written[KEYS]) == 44
    assert BOT not in written
    assert "workspaces install it at https://jobs.example/slack/install" in printed
    assert '"request_url": "https://jobs.example/slack/events"' in (tmp_path / MANIFEST).read_text()


async def test_going_from_one_workspace_to_many_leaves_no_token_of_the_one(
    harness: Harness, tokens: tuple[str, str], tmp_path: Path
) -> None:
    environment = {API: harness.slack.api_url}
    await sets_up(tmp_path, "slack", "one", "all", *tokens, "", environment=environment)
    passed, _ = await sets_up(
        *(tmp_path, "", "many", "", "https://jobs.example", "1.2", "secret", "signing", ""),
        environment=environment,
    )
    assert passed
    assert not {BOT, APP} & set(read_env_file(tmp_path / ".env"))


async def test_what_the_environment_sets_is_not_asked_for(
    harness: Harness, tokens: tuple[str, str], tmp_path: Path
) -> None:
    secret = tmp_path / "token"
    secret.write_text(tokens[1])
    environment = {
        API: harness.slack.api_url,
        URL: "sqlite+aiosqlite://",
        f"{BOT}_FILE": str(secret),
    }
    passed, _ = await sets_up(tmp_path, "slack", "one", "all", tokens[0], environment=environment)
    assert passed
    assert not {BOT, URL} & set(read_env_file(tmp_path / ".env"))


@pytest.mark.parametrize(
    ("answers", "message"),
    [
        (("teams",), "Answer one of: slack, discord, both."),
        (("slack", "one", "all", "xoxb-1"), "starts with xapp-"),
        (("slack", "one", "all", "xapp-1", "xapp-1"), "starts with xoxb-"),
        (("slack", "one", "all", "xapp-1", "xoxb-1", "mysql://here"), "mysql"),
        (("slack", "many", "all", "http://jobs.example"), "starts with https://"),
        (("discord", "my bot"), "number"),
        (("slack", "one"), "The answers end before"),
        (("slack", "one", "all", ""), "An answer is needed here."),
    ],
)
async def test_a_wrong_answer_is_said_at_once_and_nothing_is_written(
    tmp_path: Path, answers: tuple[str, ...], message: str
) -> None:
    with pytest.raises(BadOption, match=message):
        await sets_up(tmp_path, *answers)
    assert not (tmp_path / ".env").exists()
