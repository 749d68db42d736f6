"""What the options of the program mean, and what holds without them.

Everything heavy is imported where it is used, so that `--help` comes at once.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import datetime

FIRST_YEAR, LAST_YEAR = 1980, 2150


class Unusable(Exception):
    """An option that cannot be used; the sentence says why."""


def zone_named(named: str | None) -> str:
    """The zone that somebody named, else the machine's, else UTC. Raises Unusable."""
    from bot.parsing.dates.time_zones import nearest_zones, read_zone

    if named is not None:
        if (found := read_zone(named)) is None:
            near = " or ".join(nearest_zones(named)) or "Europe/Berlin"
            raise Unusable(f"--zone {named!r} is no zone that I know. Try {near}.")
        return found
    from tzlocal import get_localzone_name

    try:
        return read_zone(get_localzone_name() or "") or "UTC"
    except (LookupError, ValueError, OSError):  # a machine that is set up in a strange way
        return "UTC"


def moment(clock: str | None, zone: str) -> datetime:
    """When the clock starts: at a moment in somebody's zone, else now. Raises Unusable."""
    from datetime import UTC, datetime

    from bot.domain.calendar.local_time import load_zone, to_utc

    if clock is None:
        return datetime.now(UTC)
    try:
        at = datetime.fromisoformat(clock)
    except ValueError:
        raise Unusable(f"--clock {clock!r} is no time. Write it as 2026-06-01T10:00.") from None
    if not FIRST_YEAR <= at.year <= LAST_YEAR:
        raise Unusable(f"--clock goes from {FIRST_YEAR} to {LAST_YEAR}.")
    return at.astimezone(UTC) if at.tzinfo else to_utc(at, load_zone(zone))


def usual_database() -> str:
    """What the environment names, else a file where the system keeps what belongs to a user."""
    import os

    from platformdirs import user_data_path

    from adapters.app.settings import DATABASE_URL
    from adapters.shared.environment import value

    chosen = value(os.environ, DATABASE_URL)
    file = user_data_path("followthrough", appauthor=False) / "followthrough.sqlite3"
    return chosen or f"sqlite+aiosqlite:///{file}"
