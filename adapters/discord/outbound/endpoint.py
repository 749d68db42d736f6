"""Points discord.py at Discord, or at the address of a proxy or a test double."""

from __future__ import annotations

import logging
from typing import Any, cast

import yarl
from discord import VoiceClient, utils
from discord.gateway import DiscordWebSocket
from discord.http import Route

from adapters.discord.json_codec import decode_json
from adapters.discord.settings import DiscordSettings


def point_at(settings: DiscordSettings) -> None:
    """Sends every client of this process where the settings say; by themselves they say nothing."""
    if settings.api_url is not None:
        Route.BASE = settings.api_url
    if settings.gateway_url is not None:
        DiscordWebSocket.DEFAULT_GATEWAY = yarl.URL(settings.gateway_url)
    cast(Any, utils)._from_json = decode_json
    # Below that, discord.py logs what people wrote; and it need not warn that voice is missing.
    logging.getLogger("discord").setLevel(logging.WARNING)
    VoiceClient.warn_nacl = VoiceClient.warn_dave = False
