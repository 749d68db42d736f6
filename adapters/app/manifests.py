"""What the platforms are told of the commands when the program is deployed: files and a sync."""

from __future__ import annotations

import asyncio
import os
from collections.abc import Mapping
from pathlib import Path

from adapters.app.settings import Settings
from adapters.discord import manifest as discord
from adapters.discord.outbound.errors import NO_ANSWER, explain_error
from adapters.shared.environment import BadSetting
from adapters.slack import manifest as slack
from adapters.slack.manifest import EXAMPLE_URL
from bot.catalog import COMMANDS


class NotSynced(Exception):
    """The commands could not be registered; the sentence says why, and holds no secret."""


def manifest_json(*, few: bool = False, url: str | None = None) -> Mapping[str, str]:
    """The files as they would be written now, by name.

    `few` keeps Slack to the names that no other app is likely to have taken;
    `url` is where the bot answers Slack over HTTP, an example where it is not said.
    Raises BadSetting for one that Slack would not take.
    """
    address = (url or EXAMPLE_URL).rstrip("/")
    if not address.startswith("https://"):
        raise BadSetting(f"{address}: Slack answers to https only. Write it as https://….")
    ways = {
        f"slack.{way}.json": slack.to_json(slack.manifest(COMMANDS, way, address, few=few))
        for way in slack.Connection
    }
    return {**ways, "discord.json": discord.manifest_json(COMMANDS)}


def write(folder: Path, *, few: bool = False, url: str | None = None) -> list[str]:
    """Writes the files; gives their names. Raises BadSetting, also for a folder that cannot be."""
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


def drifted(folder: Path, *, few: bool = False, url: str | None = None) -> list[str]:
    """The files that are missing or not as they would be written now. Raises BadSetting."""
    return [
        name
        for name, text in manifest_json(few=few, url=url).items()
        if not (folder / name).is_file() or (folder / name).read_text(encoding="utf-8") != text
    ]


def synced() -> str:
    """Registers the commands at Discord where it knows others; says what was done.

    Raises BadSetting or NotSynced.
    """
    settings = Settings.read(os.environ)
    if settings.discord is None:
        raise BadSetting("Discord is not set up here: FOLLOWTHROUGH_DISCORD_TOKEN is missing.")
    try:
        changed = asyncio.run(discord.sync(settings.discord))
    except NO_ANSWER as trouble:
        raise NotSynced(f"Nothing was registered. {explain_error(trouble)}") from None
    return "Discord knows the commands now." if changed else "Discord knew the commands already."
