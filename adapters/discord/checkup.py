"""Checks the setup at Discord and says how to fix it. Changes nothing."""

from __future__ import annotations

from collections.abc import AsyncIterator

import discord

from adapters.discord.app import intents
from adapters.discord.manifest import is_outdated
from adapters.discord.outbound.endpoint import point_at
from adapters.discord.outbound.errors import NO_ANSWER, explain_error
from adapters.discord.settings import APPLICATION_ID, TOKEN, DiscordSettings

# What was checked, True if it is well, and what was found or is to be done.
Finding = tuple[str, bool, str]


async def check_setup(settings: DiscordSettings) -> AsyncIterator[Finding]:
    """Checks everything that can be seen from outside, one thing after the other."""
    point_at(settings)
    async with discord.Client(intents=intents()) as client:
        try:
            await client.login(settings.token)
        except NO_ANSWER as trouble:
            yield TOKEN, False, explain_error(trouble)
            return
        assert client.user is not None
        assert client.application is not None
        yield TOKEN, True, f"It opens the bot {client.user.name}."
        application = client.application
        if settings.application_id not in (None, application.id):
            yield APPLICATION_ID, False, f"The token belongs to another one: {application.id}."
        if application.interactions_endpoint_url:
            yield (
                "discord interactions",
                False,
                "An Interactions Endpoint URL is set, so Discord sends nothing over the gateway. "
                "Empty it on the General Information page.",
            )
        yield await _commands(client)


async def _commands(client: discord.Client) -> Finding:
    what = "discord commands"
    try:
        if not await is_outdated(client):
            return what, True, "Discord knows them as they are."
    except NO_ANSWER as trouble:
        return what, False, explain_error(trouble)
    return what, False, "Discord knows others than these. Run `followthrough manifests --sync`."
