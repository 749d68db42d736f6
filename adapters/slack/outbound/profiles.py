"""Reads a newcomer's time zone and language from their Slack profile."""

from __future__ import annotations

from collections.abc import Mapping
from time import monotonic
from typing import Any

from adapters.slack.origin import SlackUser
from adapters.slack.outbound.api import Api
from adapters.slack.outbound.errors import ApiError
from bot.commands.preferences import language_for
from bot.conversation.actor import Locale
from bot.parsing.dates.time_zones import read_zone
from bot.ports.unit_of_work import UnitOfWorkFactory

_UTC, _ENGLISH = "UTC", "en"
_SECONDS_CACHED = 600.0
_MANY = 10_000


class Profiles:
    """Looks newcomers up, each once in ten minutes."""

    def __init__(self, units: UnitOfWorkFactory, api: Api) -> None:
        self._units = units
        self._api = api
        self._found: dict[SlackUser, tuple[Locale, float]] = {}

    async def knows(self, user: SlackUser) -> bool:
        """True if the user is known already."""
        return await self._units.find_person(user.address) is not None

    async def look_up(self, user: SlackUser) -> Locale:
        """Looks up a newcomer's zone and language."""
        cached = self._found.get(user)
        if cached and cached[1] > monotonic():
            return cached[0]
        locale = await self._ask(user)
        if len(self._found) >= _MANY:
            self._found.clear()
        self._found[user] = locale, monotonic() + _SECONDS_CACHED
        return locale

    async def _ask(self, user: SlackUser) -> Locale:
        """Asks Slack; without an answer the person is served all the same."""
        try:
            answer = await self._api.repeat(
                user.tenant, "users.info", user=user.id, include_locale=True
            )
        except ApiError:
            return Locale()
        return read_locale(answer["user"])


def read_locale(user: Mapping[str, Any]) -> Locale:
    """Reads the zone in what Slack says of a user, and the one of our languages that fits best."""
    language = language_for(str(user.get("locale") or _ENGLISH))
    return Locale(read_zone(str(user.get("tz") or _UTC)) or _UTC, language)
