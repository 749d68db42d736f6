"""A person's settings as JSON and back."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from datetime import date, datetime, time
from functools import lru_cache
from typing import Any

import orjson

from bot.domain.calendar.local_time import QuietHours
from bot.domain.people.person import Pause, Person, Preferences

_WINDOWS = ("first_follow_up", "next_follow_up", "after_interview")


def settings_of(person: Person) -> dict[str, Any]:
    """Returns the settings of a person as JSON."""
    preferences = person.preferences
    return {
        "preferences": asdict(preferences)
        | {
            "nudge_hour": preferences.nudge_hour.isoformat(),
            "quiet": [preferences.quiet.begin.isoformat(), preferences.quiet.end.isoformat()],
        },
        "language": person.language,
        "name": person.name,
        "pause": _pause_written(person.pause) if person.pause else None,
    }


def read_settings(settings: Mapping[str, Any]) -> dict[str, Any]:
    """Reads settings from JSON, by the names that they have in a person."""
    return {
        "preferences": _preferences(orjson.dumps(settings["preferences"])),
        "language": settings["language"],
        "name": settings["name"],
        "pause": _pause(settings["pause"]) if settings["pause"] else None,
    }


# Nearly everybody has one of a few: those of their zone, with nothing changed.
@lru_cache(maxsize=4096)
def _preferences(stored: bytes) -> Preferences:
    written = orjson.loads(stored)
    begin, end = map(time.fromisoformat, written["quiet"])
    read = {
        "nudge_hour": time.fromisoformat(written["nudge_hour"]),
        "quiet": QuietHours(begin, end),
        **{window: tuple(written[window]) for window in _WINDOWS},
    }
    return Preferences(**{**written, **read})


def _pause_written(pause: Pause) -> dict[str, str | None]:
    return {
        "since": pause.since.isoformat(),
        "until": pause.until.isoformat() if pause.until else None,
        "resumed": pause.resumed.isoformat() if pause.resumed else None,
    }


def _pause(written: Mapping[str, str | None]) -> Pause:
    since, until, resumed = written["since"], written["until"], written["resumed"]
    assert since is not None
    return Pause(
        datetime.fromisoformat(since),
        date.fromisoformat(until) if until else None,
        datetime.fromisoformat(resumed) if resumed else None,
    )
