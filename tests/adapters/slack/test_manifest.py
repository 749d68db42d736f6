"""The manifests: valid, with exactly what is used, and as committed."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from jsonschema import Draft7Validator

from adapters.app.manifests import find_outdated, write
from adapters.shared.environment import BadSetting
from adapters.slack.manifest import ConnectionMode, manifest
from adapters.slack.scopes import BOT_SCOPES
from bot.catalog import COMMANDS
from bot.command import command
from bot.conversation.context import Context
from bot.message import Message
from tests.fakes.slack import contracts
from tests.fakes.slack.api.known_methods import METHODS

FOLDER = Path(__file__).resolve().parents[3] / "manifests"
SCHEMA = contracts.FOLDER / "manifest" / "manifest.schema.2.0.0.json"
BUILT_IN = frozenset(
    {"active", "apps", "archive", "away", "call", "collapse", "dm", "dnd", "expand", "feed"}
    | {"feedback", "invite", "join", "leave", "me", "msg", "mute", "open", "prefs", "remind"}
    | {"remove", "rename", "search", "shortcuts", "shrug", "star", "status", "topic", "who"}
)


@pytest.mark.skipif(not SCHEMA.is_file(), reason=contracts.ABSENT)
@pytest.mark.parametrize("few", [False, True])
@pytest.mark.parametrize("way", ConnectionMode)
def test_it_is_valid_against_the_official_schema(way: ConnectionMode, few: bool) -> None:
    validator = Draft7Validator(json.loads(SCHEMA.read_text()))
    made = manifest(COMMANDS, way, few=few)
    assert [error.message for error in validator.iter_errors(made)] == []


def test_the_committed_files_are_what_the_catalog_gives() -> None:
    assert find_outdated(FOLDER) == []


def test_what_was_written_with_options_is_checked_with_the_same(tmp_path: Path) -> None:
    address = "https://jobs.example"
    write(tmp_path, few=False, url=address)
    assert find_outdated(tmp_path, few=False, url=address) == []
    assert find_outdated(tmp_path, few=False) == ["slack.http.json"]
    assert find_outdated(tmp_path, url=address) == ["slack.socket.json", "slack.http.json"]


def test_a_folder_that_cannot_be_written_to_is_said(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(BadSetting, match="choose another folder"):
        write(tmp_path / "file")


def test_every_command_is_a_slash_command() -> None:
    made = manifest(COMMANDS, ConnectionMode.SOCKET)
    names = {entry["command"] for entry in made["features"]["slash_commands"]}
    assert names == {f"/{one.name.split()[0]}" for one in COMMANDS if not one.hidden}


def test_no_command_is_one_of_slacks_own() -> None:
    assert not BUILT_IN & {one.name.split()[0] for one in COMMANDS}


def test_few_leaves_the_ones_that_everybody_needs() -> None:
    made = manifest(COMMANDS, ConnectionMode.SOCKET, few=True)
    names = [entry["command"] for entry in made["features"]["slash_commands"]]
    assert names == ["/applied", "/interview", "/group", "/followthrough"]


def test_two_words_are_one_slash_command_with_a_hint() -> None:
    async def handler(ctx: Context) -> Message:
        return Message("")

    group = [command(f"group {word}", f"{word} a group")(handler) for word in ("start", "join")]
    made = manifest(group, ConnectionMode.SOCKET, few=True)
    (entry,) = made["features"]["slash_commands"]
    assert entry["command"] == "/group"
    assert entry["usage_hint"] == "start | join"


def test_each_scope_is_needed_by_a_method_or_feature_that_is_used() -> None:
    used = {"chat.postMessage", "conversations.open", "conversations.history", "users.info"}
    used |= {"conversations.info", "files.getUploadURLExternal", "files.completeUploadExternal"}
    needed = {scope for method in used for scope in METHODS[method].scopes} | {"commands"}
    needed.add("app_mentions:read")  # of the event app_mention
    needed.add("files:read")  # of no method: a file is fetched at its own address
    assert set(BOT_SCOPES) <= needed
    assert all(BOT_SCOPES.values())
    assert all(set(METHODS[method].scopes) & set(BOT_SCOPES) for method in used)


def test_over_http_every_address_is_the_public_one() -> None:
    made = manifest(COMMANDS, ConnectionMode.HTTP, "https://jobs.example")
    assert made["oauth_config"]["redirect_urls"] == ["https://jobs.example/slack/oauth_redirect"]
    urls = {entry["url"] for entry in made["features"]["slash_commands"]}
    urls |= {made["settings"]["interactivity"]["request_url"]}
    urls |= {made["settings"]["event_subscriptions"]["request_url"]}
    assert urls == {"https://jobs.example/slack/events"}


def test_over_sockets_no_address_is_needed() -> None:
    made = json.dumps(manifest(COMMANDS, ConnectionMode.SOCKET))
    assert "http" not in made
    assert '"socket_mode_enabled": true' in made


def test_an_address_that_slack_would_not_take_is_refused_before_anything_is_written(
    tmp_path: Path,
) -> None:
    folder = tmp_path / "new"
    with pytest.raises(BadSetting, match="https only"):
        write(folder, url="bot.example")
    assert not folder.exists()
