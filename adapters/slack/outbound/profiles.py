"""Who somebody is: as we know them, or for a newcomer as their Slack profile says."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from time import monotonic
from typing import Any

from adapters.slack.origin import Who
from adapters.slack.outbound.api import Api
from adapters.slack.outbound.errors import Failed
from bot.commands.preferences import language_for
from bot.domain.people.person import Address
from bot.parsing.dates.time_zones import read_zone
from bot.ports.unit_of_work import UnitOfWorkFactory

PLATFORM = "slack"
_UTC, _ENGLISH = "UTC", "en"
_SECONDS_CACHED = 600.0
_MANY = 10_000


@dataclass(frozen=True, slots=True)
class Profile:
    """Somebody's zone and language; `known` once we have met them."""

    zone: str = _UTC
    language: str = _ENGLISH
    known: bool = False


def address_of(who: Who) -> Address:
    """The address at which somebody is told things."""
    return Address(PLATFORM, who.tenant, who.user)


class Profiles:
    """Looks people up, among the people we know first."""

    def __init__(self, units: UnitOfWorkFactory, api: Api) -> None:
        self._units = units
        self._api = api
        self._strangers: dict[Who, tuple[Profile, float]] = {}

    async def of(self, who: Who) -> Profile:
        """Somebody's profile."""
        person = await self._units.find_person(address_of(who))
        if person is not None:
            return Profile(person.preferences.zone, person.language, known=True)
        cached = self._strangers.get(who)
        if cached and cached[1] > monotonic():
            return cached[0]
        profile = await self._asked(who)
        if len(self._strangers) >= _MANY:
            self._strangers.clear()
        self._strangers[who] = profile, monotonic() + _SECONDS_CACHED
        return profile

    async def _asked(self, who: Who) -> Profile:
        """What Slack says; nobody has to wait for a profile to be served."""
        try:
            answer = await self._api.repeat(
                who.tenant, "users.info", user=who.user, include_locale=True
            )
        except Failed:
            return Profile()
        return read_profile(answer["user"])


def read_profile(user: Mapping[str, Any]) -> Profile:
    """The zone in what Slack says of a user, and the one of our languages that fits best."""
    language = language_for(str(user.get("locale") or _ENGLISH))
    return Profile(read_zone(str(user.get("tz") or _UTC)) or _UTC, language)
