"""Completes an option while a user types it: their own companies, or a time zone."""

from __future__ import annotations

from zoneinfo import ZoneInfo, available_timezones

from discord.app_commands import Choice

from adapters.discord.locale_zones import UNKNOWN
from bot.domain.people.person import Address
from bot.parsing.company_match import rank
from bot.parsing.dates.time_zones import nearest_zones, read_zone
from bot.ports.applications import ApplicationSummary
from bot.ports.clock import Clock
from bot.ports.unit_of_work import UnitOfWorkFactory
from bot.texts.plain_text import cut_line

MOST = 25
LONGEST = 100
_COMMON = ("Europe/London", "Europe/Berlin", "America/New_York", "America/Los_Angeles", "UTC")


class Autocomplete:
    """Completes options."""

    def __init__(self, units: UnitOfWorkFactory, clock: Clock) -> None:
        self._units = units
        self._clock = clock

    async def companies(self, address: Address, begun: str) -> list[Choice[str]]:
        """Finds the person's applications that fit, best first; the latest if nothing is typed."""
        async with self._units.read_only(address, UNKNOWN, self._clock.now()) as uow:
            entries = await uow.applications.summaries()
        if begun.strip():
            entries = [entry for entry, _ in rank(begun, entries, lambda one: one.company)]
        return [_choice(entry) for entry in entries[:MOST]]

    def zones(self, begun: str) -> list[Choice[str]]:
        """Finds time zones that fit, each with the time it is there."""
        wanted = begun.strip().casefold().replace(" ", "_")
        if not wanted:
            names = list(_COMMON)
        else:
            exact = read_zone(begun)
            held = sorted(n for n in available_timezones() if wanted in n.casefold() and "/" in n)
            names = [*([exact] if exact else []), *held, *nearest_zones(begun)]
        now = self._clock.now()
        return [
            Choice(name=f"{name}, where it is {now.astimezone(ZoneInfo(name)):%H:%M}", value=name)
            for name in list(dict.fromkeys(names))[:MOST]
        ]


def _choice(entry: ApplicationSummary) -> Choice[str]:
    """Makes the choice of an application; its id is the option's value."""
    name = cut_line(f"{entry.company}, {entry.role or entry.stage}", LONGEST)
    return Choice(name=name, value=f"~{entry.id}")
