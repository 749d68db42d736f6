"""A bot with one command, which keeps nothing: `python -m tests.benchmarks.discord_bare URL`."""

from __future__ import annotations

import sys

import discord
from discord import app_commands

from adapters.discord.app import intents
from adapters.discord.outbound.endpoint import point_at
from adapters.discord.settings import DiscordSettings

BARE = "bare"


class BareBot(discord.AutoShardedClient):
    """discord.py alone."""

    def __init__(self) -> None:
        super().__init__(intents=intents(), max_messages=None)
        tree = app_commands.CommandTree(self)

        @tree.command()
        async def applied(call: discord.Interaction, company: str, role: str) -> None:
            """Says what was typed."""
            await call.response.send_message(f"Logged {company} as {role}")


if __name__ == "__main__":
    point_at(DiscordSettings(BARE, api_url=sys.argv[1]))
    BareBot().run(BARE, log_handler=None)
