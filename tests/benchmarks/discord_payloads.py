"""Payloads of a Discord that only times its bots."""

from __future__ import annotations

from typing import Any

APPLICATION = 10
STRING, BOT_DM = 3, 1
SENT_AT = "2026-06-08T07:01:00+00:00"


# People's ids are their numbers and this, and so are those of their conversations.
FIRST_PERSON = 1_000


def user(id: int, *, bot: bool = False) -> dict[str, Any]:
    """A user on the wire."""
    return {
        "id": str(id),
        "username": f"user{id}",
        "discriminator": "0",
        "avatar": None,
        "global_name": None,
        "bot": bot,
    }


def interaction(id: int, person: int, typed: dict[str, str]) -> dict[str, Any]:
    """Returns an interaction: a user alone with the bot types `/applied` with its options."""
    options = [{"name": name, "type": STRING, "value": value} for name, value in typed.items()]
    channel = str(FIRST_PERSON + person)
    return {
        "id": str(id),
        "application_id": str(APPLICATION),
        "type": 2,
        "data": {"id": "1", "name": "applied", "type": 1, "options": options},
        "channel": {"id": channel, "type": 1},
        "channel_id": channel,
        "user": user(FIRST_PERSON + person),
        "token": f"token{id}",
        "version": 1,
        "locale": "de",
        "entitlements": [],
        "authorizing_integration_owners": {"1": str(FIRST_PERSON + person)},
        "context": BOT_DM,
        "attachment_size_limit": 10_000_000,
        "app_permissions": "0",
    }
