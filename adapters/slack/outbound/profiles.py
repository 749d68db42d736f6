"""Reads a user's time zone, language and name from their Slack profile; no answer waits for it."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from time import monotonic
from typing import Any

from adapters.slack.origin import SlackUser
from adapters.slack.outbound.api import Api
from adapters.slack.outbound.errors import ApiError
from bot.commands.preferences import language_for
from bot.conversation.actor import Locale
from bot.parsing.dates.time_zones import read_zone

_UTC, _ENGLISH = "UTC", "en"
# A profile usually comes within a fifth of a second.
SECONDS_FOR_A_PROFILE = 1.0
_SECONDS_CACHED = 600.0
_MANY = 10_000
_GUESS = Locale(zone_guessed=True)


class Profiles:
    """Looks users up, each once in ten minutes; one whose look-up failed with the next contact.

    `patience` is how many seconds an answer waits for a profile. It is served without, the
    zone being a guess, and the profile is there for the next one.
    """

    def __init__(self, api: Api, patience: float = SECONDS_FOR_A_PROFILE) -> None:
        self._api = api
        self._patience = patience
        self._found: dict[SlackUser, tuple[Locale, float]] = {}
        self._asking: dict[SlackUser, asyncio.Task[Locale | None]] = {}

    async def look_up(self, user: SlackUser) -> Locale:
        """Looks up a user's zone, language and name; a guess where Slack does not say in time."""
        cached = self._found.get(user)
        if cached and cached[1] > monotonic():
            return cached[0]
        asking = self._asking.get(user)
        if asking is None:
            asking = self._asking[user] = asyncio.create_task(self._ask(user))
        await asyncio.wait({asking}, timeout=self._patience)
        return (asking.result() if asking.done() else None) or _GUESS

    async def close(self) -> None:
        """Gives up what is still being asked."""
        asking = list(self._asking.values())
        for one in asking:
            one.cancel()
        await asyncio.gather(*asking, return_exceptions=True)

    async def _ask(self, user: SlackUser) -> Locale | None:
        """Asks Slack; None without an answer."""
        try:
            answer = await self._api.repeat(
                user.tenant, "users.info", user=user.id, include_locale=True
            )
        except ApiError:
            return None
        finally:
            del self._asking[user]
        locale = read_locale(answer["user"])
        if len(self._found) >= _MANY:
            self._found.clear()
        self._found[user] = locale, monotonic() + _SECONDS_CACHED
        return locale


def read_locale(user: Mapping[str, Any]) -> Locale:
    """Reads what Slack says of a user, with the one of our languages that fits best.

    Without a zone that we know theirs is a guess.
    """
    language = language_for(str(user.get("locale") or _ENGLISH))
    zone = read_zone(str(user.get("tz") or ""))
    names = user.get("profile") or {}
    name = names.get("real_name") or user.get("real_name") or names.get("display_name") or ""
    return Locale(zone or _UTC, language, str(name), zone_guessed=zone is None)
