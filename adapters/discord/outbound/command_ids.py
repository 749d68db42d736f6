"""Asks Discord for the ids of the commands that the deploy step has registered."""

from __future__ import annotations

import aiohttp
import discord
import structlog

from adapters.discord.rendering.command_mentions import CommandMentions

log = structlog.get_logger("discord")


async def fetch_command_ids(client: discord.Client, mentions: CommandMentions) -> None:
    """Fetches the ids for `mentions`, of a client that is logged in.

    Where Discord does not give them, commands stay words to be typed.
    """
    assert client.application_id is not None
    try:
        mentions.learn(await client.http.get_global_commands(client.application_id))
    except (discord.DiscordException, aiohttp.ClientError, OSError) as error:
        log.warning("command_ids_unknown", error=type(error).__name__)
