"""Says explicitly what a rewritten message has no more: discord.py leaves half of it out.

A classic message that turns into cards must lose its content, embeds, poll and stickers by
name (discord-api-docs, "Using Message Components").
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

import aiohttp
import discord
from discord.http import Route, handle_message_parameters
from discord.webhook.async_ import AsyncWebhookAdapter, async_context

from adapters.discord.rendering.components import Page
from adapters.discord.rendering.views import DrawnView

NOT_IN_CARDS: Mapping[str, Any] = {"content": None, "embeds": [], "poll": None, "sticker_ids": []}
_CARDS = discord.MessageFlags(components_v2=True).value
_PAYLOAD = "payload_json"


class _ExplicitAdapter(AsyncWebhookAdapter):
    """Sends answers to interactions, and updates that turn a message into cards in full."""

    async def request(
        self,
        route: Route,
        session: aiohttp.ClientSession,
        *,
        payload: dict[str, Any] | None = None,
        multipart: list[dict[str, Any]] | None = None,
        **options: Any,
    ) -> Any:
        for part in multipart or ():
            if part["name"] == _PAYLOAD:
                part["value"] = json.dumps(_explicit(json.loads(part["value"])))
        payload = _explicit(payload) if payload is not None else None
        return await super().request(
            route, session, payload=payload, multipart=multipart, **options
        )


def send_explicit_updates() -> None:
    """Has answers to interactions of this task, and of those it starts, sent in full."""
    # discord.py leaves its constructor untyped.
    async_context.set(_ExplicitAdapter())  # type: ignore[no-untyped-call]


async def rewrite_message(client: discord.Client, channel: int, id: int, page: Page) -> None:
    """Puts cards in the place of a message of ours. Raises what discord.py raises."""
    with handle_message_parameters(content=None, embeds=[], view=DrawnView(page)) as params:
        assert params.payload is not None
        params.payload.update(NOT_IN_CARDS)
        await client.http.edit_message(channel, id, params=params)


def _explicit(payload: dict[str, Any]) -> dict[str, Any]:
    """Returns the payload of an update with all that cards have not; of others as it is."""
    data = payload.get("data", payload)
    if not isinstance(data, dict) or not _turns_into_cards(data):
        return payload
    whole = {**data, **NOT_IN_CARDS}
    return {**payload, "data": whole} if "data" in payload else whole


def _turns_into_cards(data: Mapping[str, Any]) -> bool:
    """True for an update to cards: a new message of cards names no content."""
    return bool(int(data.get("flags") or 0) & _CARDS) and "content" in data
