"""Reads the options of the program and chooses their defaults.

Everything heavy is imported where it is used, so that `--help` comes at once.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

PROGRAM = "followthrough"
# Exit codes: of an option or setting that cannot be used, and of Ctrl-C.
BAD_OPTION = 2
INTERRUPTED = 130
FIRST_YEAR, LAST_YEAR = 1980, 2150


class BadOption(Exception):
    """An option that cannot be used; the message says why."""


def choose_zone(named: str | None) -> str:
    """Returns the named time zone, else the machine's, else UTC. Raises BadOption."""
    from bot.parsing.dates.time_zones import nearest_zones, read_zone

    if named is not None:
        if (found := read_zone(named)) is None:
            near = " or ".join(nearest_zones(named)) or "Europe/Berlin"
            raise BadOption(f"--zone {named!r} isn't a time zone I know. Try {near}.")
        return found
    from tzlocal import get_localzone_name

    try:
        return read_zone(get_localzone_name() or "") or "UTC"
    except (LookupError, ValueError, OSError):  # a machine whose zone cannot be read
        return "UTC"


def read_clock(clock: str | None, zone: str) -> datetime:
    """Returns the start of the clock: the given time in a zone, else now. Raises BadOption."""
    from datetime import UTC, datetime

    from bot.domain.calendar.local_time import load_zone, to_utc

    if clock is None:
        return datetime.now(UTC)
    try:
        at = datetime.fromisoformat(clock)
    except ValueError:
        raise BadOption(f"--clock {clock!r} isn't a time. Write it as 2026-06-01T10:00.") from None
    if not FIRST_YEAR <= at.year <= LAST_YEAR:
        raise BadOption(f"--clock goes from {FIRST_YEAR} to {LAST_YEAR}.")
    return at.astimezone(UTC) if at.tzinfo else to_utc(at, load_zone(zone))


def choose_database(environment: Mapping[str, str]) -> str:
    """Returns the database URL of an environment, else of a file in the user's data folder."""
    from platformdirs import user_data_path

    from adapters.app.settings import DATABASE_URL
    from adapters.shared.environment import read_value

    chosen = read_value(environment, DATABASE_URL)
    file = user_data_path("followthrough", appauthor=False) / "followthrough.sqlite3"
    return chosen or f"sqlite+aiosqlite:///{file}"
