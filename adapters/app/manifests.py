"""Deploys the commands: writes and checks the manifests, registers commands at Discord."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from pathlib import Path

from adapters.app.env_file import read_environment
from adapters.app.settings import Settings
from adapters.discord import manifest as discord
from adapters.discord.outbound.error_log import NO_ANSWER, explain_error
from adapters.shared.environment import BadSetting
from adapters.slack import manifest as slack
from adapters.slack.manifest import EXAMPLE_URL
from bot.catalog import COMMANDS


class SyncFailed(Exception):
    """The commands could not be registered; the message says why, and holds no secret."""


def manifest_json(*, few: bool = True, url: str | None = None) -> Mapping[str, str]:
    """Returns the contents of the manifests by file name.

    `few` limits Slack to few command names, so that they crowd no list and no other app is
    likely to have taken them; all others work after /followthrough.
    `url` is where the bot answers Slack over HTTP, by default an example address.
    Raises BadSetting for an address that Slack would not accept.
    """
    slack_files = {
        f"slack.{way}.json": slack_manifest(way, few=few, url=url) for way in slack.ConnectionMode
    }
    return {**slack_files, "discord.json": discord.manifest_json(COMMANDS)}


def slack_manifest(way: slack.ConnectionMode, *, few: bool = True, url: str | None = None) -> str:
    """Returns the manifest for one way that Slack reaches the bot. Raises BadSetting."""
    address = (url or EXAMPLE_URL).rstrip("/")
    if not address.startswith("https://"):
        raise BadSetting(f"{address}: Slack answers to https only. Write it as https://….")
    return slack.to_json(slack.manifest(COMMANDS, way, address, few=few))


def write(folder: Path, *, few: bool = True, url: str | None = None) -> list[str]:
    """Writes the files and returns their names.

    Raises BadSetting for a bad address or a folder that cannot be written to.
    """
    files = manifest_json(few=few, url=url)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for name, text in files.items():
            (folder / name).write_text(text, encoding="utf-8")
    except OSError as error:
        raise BadSetting(
            f"{folder} cannot be written to ({error.strerror}): choose another folder."
        ) from None
    return list(files)


def find_outdated(folder: Path, *, few: bool = True, url: str | None = None) -> list[str]:
    """Returns the names of files that are missing or out of date. Raises BadSetting."""
    return [
        name
        for name, text in manifest_json(few=few, url=url).items()
        if not (folder / name).is_file() or (folder / name).read_text(encoding="utf-8") != text
    ]


def sync_commands() -> str:
    """Registers the commands at Discord, as the environment and `.env` set it up.

    Returns a sentence on the result. Raises BadSetting or SyncFailed.
    """
    return asyncio.run(register_commands(read_environment()))


async def register_commands(environment: Mapping[str, str]) -> str:
    """Registers the commands at Discord if they differ, and returns a sentence on the result.

    Raises BadSetting or SyncFailed.
    """
    settings = Settings.read(environment)
    if settings.discord is None:
        raise BadSetting("Discord is not set up here: FOLLOWTHROUGH_DISCORD_TOKEN is missing.")
    try:
        changed = await discord.sync(settings.discord)
    except NO_ANSWER as error:
        raise SyncFailed(f"Nothing was registered. {explain_error(error)}") from None
    return "Discord knows the commands now." if changed else "Discord knew the commands already."
