"""What is wrong with the setup at Discord, and how to mend it. Asks, changes nothing."""

from __future__ import annotations

from collections.abc import AsyncIterator

import discord

from adapters.discord.app import intents
from adapters.discord.manifest import differs
from adapters.discord.outbound.endpoint import point_at
from adapters.discord.outbound.errors import NO_ANSWER, why_not
from adapters.discord.settings import APPLICATION_ID, TOKEN, DiscordSettings

# What was looked at, whether it is well, and what was seen or is to be done.
Found = tuple[str, bool, str]


async def look_over(settings: DiscordSettings) -> AsyncIterator[Found]:
    """Looks at everything that can be seen from outside, one thing after the other."""
    point_at(settings)
    async with discord.Client(intents=intents()) as client:
        try:
            await client.login(settings.token)
        except NO_ANSWER as trouble:
            yield TOKEN, False, why_not(trouble)
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


async def _commands(client: discord.Client) -> Found:
    what = "discord commands"
    try:
        if not await differs(client):
            return what, True, "Discord knows them as they are."
    except NO_ANSWER as trouble:
        return what, False, why_not(trouble)
    return what, False, "Discord knows others than these. Run `followthrough manifests --sync`."
