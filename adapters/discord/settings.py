"""Reads the settings for Discord from the environment."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from adapters.shared.environment import BadSetting, Setting, read_service, read_value

TOKEN = Setting(
    "DISCORD_TOKEN", "The bot's token, from the *Bot* page of your application.", "Discord", ""
)
APPLICATION_ID = Setting(
    "DISCORD_APPLICATION_ID", "The application's number, from its first page.", "Discord", ""
)
SHARDS = Setting(
    "DISCORD_SHARDS",
    "The part of Discord's connections that this process holds, such as `0-3/16`.",
    "else as many as Discord asks for",
    "0/1",
)
API_URL = Setting(
    "DISCORD_API_URL", "Where Discord's API is, if not at Discord: a proxy.", "else Discord", ""
)
GATEWAY_URL = Setting(
    "DISCORD_GATEWAY_URL",
    "Where Discord's gateway is, if not at Discord: a proxy.",
    "else Discord",
    "",
)
SETTINGS = (TOKEN, APPLICATION_ID, SHARDS, API_URL, GATEWAY_URL)

_TOKEN = re.compile(r"[\w.=-]+", re.ASCII)
_NUMBER = re.compile(r"[0-9]{1,20}")
_SHARDS = re.compile(r"([0-9]{1,5})(?:-([0-9]{1,5}))?/([0-9]{1,5})")


@dataclass(frozen=True, slots=True)
class Shards:
    """The part of the gateway's connections that this process holds, of `total` in all."""

    first: int
    last: int
    total: int

    @property
    def ids(self) -> list[int]:
        """Returns the numbers of its shards."""
        return list(range(self.first, self.last + 1))

    @property
    def alone(self) -> bool:
        """True if no other process holds any."""
        return len(self.ids) == self.total


@dataclass(frozen=True, slots=True)
class DiscordSettings:
    """The settings for Discord. Without `shards` Discord says how many there should be.

    `api_url` and `gateway_url` lead to a proxy or a test double instead.
    """

    token: str = field(repr=False)
    application_id: int | None = None
    shards: Shards | None = None
    api_url: str | None = None
    gateway_url: str | None = None


def read_discord(environment: Mapping[str, str]) -> DiscordSettings | None:
    """Reads the settings for Discord, if there is a token. Raises BadSetting."""
    token = read_value(environment, TOKEN)
    if token is None:
        return None
    application = read_value(environment, APPLICATION_ID)
    return DiscordSettings(
        check_token(token),
        int(check_application_id(application)) if application else None,
        _shards(read_value(environment, SHARDS)),
        _without_slash(read_service(environment, API_URL, "http")),
        _without_slash(read_service(environment, GATEWAY_URL, "ws")),
    )


def check_token(token: str) -> str:
    """Returns the token of a bot. Raises BadSetting if it is none."""
    if not _TOKEN.fullmatch(token):
        raise BadSetting(
            f"{TOKEN} is one word of letters, digits, dots and dashes. Copy it again from the "
            "Bot page, by itself."
        )
    return token


def check_application_id(text: str) -> str:
    """Returns the digits of an application's number. Raises BadSetting if it is none."""
    if not _NUMBER.fullmatch(text):
        raise BadSetting(f"{APPLICATION_ID} is the number on the application's page.")
    return text


def _shards(text: str | None) -> Shards | None:
    """Reads part of the shards, such as `0-3/16`, or one, such as `0/1`."""
    if text is None:
        return None
    if found := _SHARDS.fullmatch(text):
        first, total = int(found[1]), int(found[3])
        last = int(found[2]) if found[2] else first
        if first <= last < total:
            return Shards(first, last, total)
    raise BadSetting(
        f"{SHARDS} is written as 0-3/16: the first and the last shard of this process, "
        "counted from 0, and how many there are in all."
    )


def _without_slash(url: str | None) -> str | None:
    return url.rstrip("/") if url else None
