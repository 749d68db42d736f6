"""What the environment says, read once at start."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

DATABASE_URL = "FOLLOWTHROUGH_DATABASE_URL"
DISCORD_TOKEN = "FOLLOWTHROUGH_DISCORD_TOKEN"  # noqa: S105  the name of a setting, not a secret
DISCORD_APPLICATION_ID = "FOLLOWTHROUGH_DISCORD_APPLICATION_ID"
DISCORD_SHARDS = "FOLLOWTHROUGH_DISCORD_SHARDS"
DISCORD_API_URL = "FOLLOWTHROUGH_DISCORD_API_URL"
DISCORD_GATEWAY_URL = "FOLLOWTHROUGH_DISCORD_GATEWAY_URL"

_SHARDS = re.compile(r"([0-9]{1,5})(?:-([0-9]{1,5}))?/([0-9]{1,5})")


class BadSetting(ValueError):
    """A setting that cannot be used. The sentence says which one and how to write it, no secret."""


@dataclass(frozen=True, slots=True)
class Shards:
    """The part of the gateway's connections that this process holds, of `total` in all."""

    first: int
    last: int
    total: int

    @property
    def ids(self) -> list[int]:
        """The numbers of its shards."""
        return list(range(self.first, self.last + 1))

    @property
    def alone(self) -> bool:
        """Whether no other process holds any."""
        return len(self.ids) == self.total


@dataclass(frozen=True, slots=True)
class DiscordSettings:
    """How to reach Discord. Without `shards` Discord says how many there should be.

    `api_url` and `gateway_url` lead to a proxy or a test double instead.
    """

    token: str = field(repr=False)
    application_id: int | None = None
    shards: Shards | None = None
    api_url: str | None = None
    gateway_url: str | None = None


@dataclass(frozen=True, slots=True)
class Settings:
    """How this copy of the program is set up. `database_url` is None where nobody chose one."""

    database_url: str | None = None
    discord: DiscordSettings | None = None

    @classmethod
    def read(cls, environment: Mapping[str, str]) -> Settings:
        """The settings that an environment holds; an empty value counts as none.

        Raises BadSetting.
        """
        return cls(
            database_url=environment.get(DATABASE_URL) or None,
            discord=_discord(environment),
        )


def _discord(environment: Mapping[str, str]) -> DiscordSettings | None:
    """The settings for Discord, if there is a token."""
    token = environment.get(DISCORD_TOKEN, "").strip()
    if not token:
        return None
    application = environment.get(DISCORD_APPLICATION_ID, "").strip()
    if application and not application.isdecimal():
        raise BadSetting(f"{DISCORD_APPLICATION_ID} is the number on the application's page.")
    return DiscordSettings(
        token,
        int(application) if application else None,
        _shards(environment.get(DISCORD_SHARDS, "").strip()),
        environment.get(DISCORD_API_URL, "").strip().rstrip("/") or None,
        environment.get(DISCORD_GATEWAY_URL, "").strip() or None,
    )


def _shards(text: str) -> Shards | None:
    """Part of the shards, such as `0-3/16`, or one, such as `0/1`."""
    if not text:
        return None
    found = _SHARDS.fullmatch(text)
    if found:
        first, total = int(found[1]), int(found[3])
        last = int(found[2]) if found[2] else first
        if first <= last < total:
            return Shards(first, last, total)
    raise BadSetting(
        f"{DISCORD_SHARDS} is written as 0-3/16: the first and the last shard of this process, "
        "counted from 0, and how many there are in all."
    )
