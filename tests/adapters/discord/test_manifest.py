"""The manifest is as committed, fits Discord's own description, and is registered only once."""

from __future__ import annotations

import asyncio
import json
import sys
from asyncio.subprocess import PIPE, STDOUT
from pathlib import Path
from typing import Annotated, Any

import pytest

from adapters.discord.app import intents
from adapters.discord.inbound.command_tree import READ, TRACK
from adapters.discord.manifest import (
    INTENTS,
    PERMISSIONS,
    manifest,
    manifest_json,
    registered_commands,
)
from bot.catalog import COMMANDS
from bot.command import Arg, command
from bot.conversation.context import Context
from bot.message import Message
from tests.adapters.discord.harness import Harness
from tests.fakes.discord import contract
from tests.fakes.discord.commands import CHAT_INPUT, MESSAGE, SUBCOMMAND, unfit
from tests.fakes.discord.directory import TOKEN
from tests.fakes.discord.rest import BASE
from tests.fakes.discord.server import FakeDiscord
from tests.program import options

COMMITTED = Path(__file__).parents[3] / "manifests" / "discord.json"
PRIVILEGED = ("members", "presences", "message_content")
EVERYWHERE, FOR_BOTH = [0, 1, 2], [0, 1]


@command("group start", "Make this channel a group", examples=("group start",))
async def group_start(
    ctx: Context, hour: Annotated[str | None, Arg("When?", word="at")] = None
) -> Message:
    return Message("Started.")


@command("group board", "Show the group's numbers", examples=("group board",))
async def group_board(ctx: Context) -> Message:
    return Message("Numbers.")


def by_name(commands: list[dict[str, Any]]) -> dict[str, dict[str, Any]]:
    return {one["name"]: one for one in commands}


def test_what_is_committed_is_what_would_be_registered_today() -> None:
    assert COMMITTED.read_text(encoding="utf-8") == manifest_json(), "run: followthrough manifests"


@pytest.mark.skipif(not contract.is_here(), reason=contract.ABSENT)
def test_the_commands_are_as_discord_describes_them() -> None:
    checker = contract.request("PUT", "/applications/{application_id}/commands")
    assert contract.complain(checker, registered_commands()) is None


@pytest.mark.skipif(not contract.is_here(), reason=contract.ABSENT)
def test_the_install_settings_are_as_discord_describes_them() -> None:
    checker = contract.request("PATCH", "/applications/@me")
    install = json.loads(json.dumps(manifest()["install"]))
    for one in install["integration_types_config"].values():
        parameters = one["oauth2_install_params"]
        parameters["permissions"] = int(parameters["permissions"])
    assert contract.complain(checker, install) is None


def test_the_whole_catalog_keeps_within_discords_limits() -> None:
    assert list(unfit(registered_commands())) == []


def test_every_command_that_people_type_is_there_everywhere_and_no_other() -> None:
    commands = registered_commands()
    typed = {one["name"] for one in commands if one["type"] == CHAT_INPUT}
    assert typed == {one.name.split()[0] for one in COMMANDS if not one.hidden}
    assert [one["name"] for one in commands if one["type"] == MESSAGE] == [TRACK, READ]
    for one in commands:
        assert one["contexts"] == EVERYWHERE
        assert one["integration_types"] == FOR_BOTH


def test_options_are_typed_choices_are_named_and_companies_complete() -> None:
    commands = by_name(registered_commands())
    job, stats = commands["job"]["options"], commands["stats"]["options"]
    assert job[0]["autocomplete"]
    assert job[0]["required"]
    assert {one["value"] for one in stats[0]["choices"]} >= {"week", "month"}
    close = by_name(commands["settings"]["options"])["close"]
    assert (close["type"], close["min_value"]) == (4, 0)


def test_names_of_two_words_are_subcommands() -> None:
    commands = by_name(registered_commands([group_start, group_board]))
    assert [one["name"] for one in commands["group"]["options"]] == ["start", "board"]
    assert {one["type"] for one in commands["group"]["options"]} == {SUBCOMMAND}
    assert commands["group"]["description"] == "Make this channel a group; Show the group's numbers"
    assert list(unfit(commands.values())) == []


def test_no_privileged_intent_is_asked_for_and_everything_has_a_reason() -> None:
    assert not [name for name in PRIVILEGED if getattr(intents(), name)]
    assert all(INTENTS.values())
    assert all(PERMISSIONS.values())


async def test_commands_are_registered_only_where_they_differ(
    harness: Harness, fake: FakeDiscord
) -> None:
    known = fake.commands.registered
    assert not await harness.register()
    assert fake.commands.registered is known
    known[0]["description"] = "Something else"
    assert await harness.register()
    assert fake.commands.registered[0]["description"] != "Something else"


@pytest.mark.parametrize(
    ("token", "status", "message"),
    [("wrong", 1, "Discord refuses"), ("Bot wrong", 2, "one word"), (TOKEN, 0, "already")],
)
async def test_the_step_of_deploying_says_in_a_sentence_what_came_of_it(
    harness: Harness, token: str, status: int, message: str
) -> None:
    environment = {
        "FOLLOWTHROUGH_DISCORD_TOKEN": token,
        "FOLLOWTHROUGH_DISCORD_API_URL": harness.fake.url + BASE,
    }
    child = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "adapters.app", "manifests", "--sync"),
        **options(environment),
        stdout=PIPE,
        stderr=STDOUT,
    )
    said, _ = await child.communicate()
    assert child.returncode == status
    assert message in said.decode()
    assert len(said.decode().splitlines()) == 1
    assert token not in said.decode()
