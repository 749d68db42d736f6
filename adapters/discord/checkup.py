"""Checks the setup at Discord and says how to fix it. Changes nothing."""

from __future__ import annotations

from collections.abc import AsyncIterator

import discord

from adapters.discord.app import intents
from adapters.discord.manifest import is_outdated, registered_commands
from adapters.discord.outbound.endpoint import point_at
from adapters.discord.outbound.error_log import NO_ANSWER, explain_error
from adapters.discord.settings import APPLICATION_ID, TOKEN, DiscordSettings
from adapters.shared.setup_check import Check

_REACH_DISCORD = (
    "Check that this machine reaches Discord, and https://discordstatus.com; then run "
    "`followthrough doctor` again."
)


async def check_setup(settings: DiscordSettings) -> AsyncIterator[Check]:
    """Checks everything that can be seen from outside, and yields each result as it comes."""
    point_at(settings)
    async with discord.Client(intents=intents()) as client:
        try:
            await client.login(settings.token)
        except discord.LoginFailure:
            yield Check(
                TOKEN, "Discord refuses it.", "Reset it on the Bot page, and copy the new one."
            )
            return
        except NO_ANSWER as error:
            yield Check(TOKEN, explain_error(error), _REACH_DISCORD)
            return
        assert client.user is not None
        assert client.application is not None
        yield Check(TOKEN, f"It opens the bot {client.user.name}.")
        application = client.application
        if settings.application_id not in (None, application.id):
            yield Check(
                APPLICATION_ID,
                f"The token belongs to another one: {application.id}.",
                f"Set it to {application.id}, or copy the token of the application you mean.",
            )
        if application.interactions_endpoint_url:
            yield Check(
                "discord interactions",
                "An Interactions Endpoint URL is set, so Discord sends nothing over the gateway.",
                "Empty it on the General Information page.",
            )
        yield await _check_commands(client)


async def _check_commands(client: discord.Client) -> Check:
    name = "discord commands"
    try:
        if not await is_outdated(client, registered_commands()):
            return Check(name, "Discord knows them as they are.")
    except NO_ANSWER as error:
        return Check(name, explain_error(error), _REACH_DISCORD)
    return Check(name, "Discord knows others than these.", "Run `followthrough manifests --sync`.")
