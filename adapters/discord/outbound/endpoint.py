"""Points discord.py at Discord, or at the address of a proxy or a test double."""

from __future__ import annotations

import logging
from typing import Any, cast

import aiohttp
import yarl
from discord import VoiceClient, http, utils
from discord.gateway import DiscordWebSocket
from discord.http import Route
from discord.webhook import async_

from adapters.discord.json_codec import decode_json
from adapters.discord.settings import DiscordSettings

_JSON = "application/json"


def point_at(settings: DiscordSettings) -> None:
    """Sends every client of this process where the settings say; by themselves they say nothing."""
    if settings.api_url is not None:
        Route.BASE = settings.api_url
    if settings.gateway_url is not None:
        DiscordWebSocket.DEFAULT_GATEWAY = yarl.URL(settings.gateway_url)
    cast(Any, utils)._from_json = decode_json
    for module in (http, async_):
        cast(Any, module).json_or_text = read_answer
    # Below that, discord.py logs what people wrote; and it need not warn that voice is missing.
    logging.getLogger("discord").setLevel(logging.WARNING)
    VoiceClient.warn_nacl = VoiceClient.warn_dave = False


async def read_answer(response: aiohttp.ClientResponse) -> Any:
    """Reads an answer: JSON, also where a proxy has added a charset to its type, or a text."""
    said = await response.text(encoding="utf-8")
    return decode_json(said) if response.content_type == _JSON else said
