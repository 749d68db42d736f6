"""The manifest: commands as they are registered, installation, permissions and their reasons."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

import discord

from adapters.discord.app import intents
from adapters.discord.inbound.command_tree import READ, TRACK, CommandTree
from adapters.discord.outbound.endpoint import point_at
from adapters.discord.settings import DiscordSettings
from bot.catalog import COMMANDS
from bot.command import Command

PERMISSIONS = {
    "view_channel": "to post a group's kick-off and check-in in the channel that it chose",
    "send_messages": "to post them; what is private is answered to one person alone",
    "send_messages_in_threads": "where a group chose a thread",
    "read_message_history": "to see whether a post is there already, before it is sent again",
}
INTENTS = {
    "guilds": "to know the server and the channel that a command comes from",
    "dm_messages": "to read direct messages to the bot; no content intent is needed",
}
_IN_SERVER, _BY_PERSON = "0", "1"
# What Discord adds, and what goes without saying.
_NOT_OURS = frozenset(
    {"id", "application_id", "version", "guild_id", "dm_permission", "handler"}
    | {"name_localized", "description_localized"}
)
_DEFAULTS: tuple[object, ...] = (None, False, [], {}, "")


def registered_commands(commands: Sequence[Command] = COMMANDS) -> list[dict[str, Any]]:
    """Builds the commands as Discord takes them, in the catalog's order."""
    tree = CommandTree(
        discord.Client(intents=intents()),
        commands,
        _never_called,
        _never_called,
        _never_called,
        dict.fromkeys((TRACK, READ), _never_called),
    )
    return [normalize(one.to_dict(tree)) for one in tree.get_commands()]


def manifest(commands: Sequence[Command] = COMMANDS) -> dict[str, Any]:
    """Builds the manifest from the catalog."""
    server = {"scopes": ["applications.commands", "bot"], "permissions": str(_permissions())}
    person = {"scopes": ["applications.commands"], "permissions": "0"}
    assert intents() == discord.Intents(**dict.fromkeys(INTENTS, True))
    return {
        "commands": registered_commands(commands),
        "install": {
            "integration_types_config": {
                _IN_SERVER: {"oauth2_install_params": server},
                _BY_PERSON: {"oauth2_install_params": person},
            }
        },
        "intents": INTENTS,
        "permissions": PERMISSIONS,
    }


def install_link(application: str) -> str:
    """Returns the page on which an application is added to a server."""
    scopes = "bot+applications.commands"
    return (
        f"https://discord.com/oauth2/authorize?client_id={application}&scope={scopes}"
        f"&permissions={_permissions()}"
    )


def _permissions() -> int:
    return discord.Permissions(**dict.fromkeys(PERMISSIONS, True)).value


def manifest_json(commands: Sequence[Command] = COMMANDS) -> str:
    """Formats the manifest for `manifests/discord.json`."""
    return json.dumps(manifest(commands), indent=2, ensure_ascii=False) + "\n"


async def sync(settings: DiscordSettings) -> bool:
    """Registers the commands if Discord knows others; True if it did. A deploy step."""
    point_at(settings)
    async with discord.Client(intents=intents()) as client:
        await client.login(settings.token)
        wanted = registered_commands()
        if not await is_outdated(client, wanted):
            return False
        assert client.application_id is not None
        await client.http.bulk_upsert_global_commands(client.application_id, wanted)
        return True


async def is_outdated(client: discord.Client, wanted: Sequence[dict[str, Any]]) -> bool:
    """True if Discord knows other commands than those. The client has to be logged in."""
    assert client.application_id is not None
    known = await client.http.get_global_commands(client.application_id)
    return _by_name([normalize(dict(one)) for one in known]) != _by_name(wanted)


def normalize(command: dict[str, Any]) -> dict[str, Any]:
    """Returns a command without what Discord adds by itself and without defaults."""
    kept = {name: value for name, value in command.items() if name not in _NOT_OURS}
    if "options" in kept:
        kept["options"] = [normalize(option) for option in kept["options"]]
    for name in ("contexts", "integration_types"):
        if kept.get(name):
            kept[name] = sorted(kept[name])
    return {name: value for name, value in kept.items() if not _is_default(value)}


def _is_default(value: object) -> bool:
    # 0 is something to say: it equals False, and is a choice's or a limit's value.
    return any(value is one or (value == one and not isinstance(value, int)) for one in _DEFAULTS)


def _by_name(commands: Sequence[dict[str, Any]]) -> dict[tuple[int, str], dict[str, Any]]:
    return {(one.get("type", 1), one["name"]): one for one in commands}


async def _never_called(*_: object) -> Any:
    """Answers nothing: the tree is built to be read only."""
