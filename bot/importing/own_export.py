"""Our own export, read back and checked: whatever is not as we write it is refused whole."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import fields
from datetime import date, datetime, time
from enum import StrEnum
from typing import Any

from bot.domain.applications.activity import Activity, ActivityKind, Method
from bot.domain.applications.history import fold
from bot.domain.calendar.local_time import QuietHours, load_zone
from bot.domain.imports.export_reading import ExportedApplication, ExportedNudge, ExportReading
from bot.domain.imports.unreadable import UnreadableFile
from bot.domain.people.person import (
    LONGEST_QUIET_HOURS,
    LONGEST_WINDOW_DAYS,
    Preferences,
    Window,
)
from bot.domain.reminders.nudge import NudgeKind, NudgeState, PlannedNudge
from bot.domain.work_search.profile import profile_of
from bot.exporting.json_file import FORMAT
from bot.parsing.countries import read_country
from bot.parsing.languages.offered import offered_languages
from bot.parsing.parse_context import ParseError
from bot.parsing.urls import read_link
from bot.parsing.words import normalise_lines

MOST_APPLICATIONS = 5_000
MOST_ACTIVITIES = 500
_LONGEST_TEXT = 10_000
_LONGEST_NAME = 400
_FIRST_YEAR, _LAST_YEAR = 1970, 2100
_MOST_REPEATED = 100
_NEEDED = ("kind", "on", "logged", "id")
_FORMAT_KEY = "followthrough"
_MOST_DAYS = 365


def is_own_export(data: bytes) -> bool:
    """True if a file begins as our own export does."""
    begins = data[:200].lstrip(b"\xef\xbb\xbf \r\n\t")
    return begins.startswith(b"{") and f'"{_FORMAT_KEY}"'.encode() in begins


def read_own_export(data: bytes | str) -> ExportReading:
    """Reads an export. Raises UnreadableFile for one that is not as we write them."""
    try:
        whole = json.loads(data)
        if whole[_FORMAT_KEY] != FORMAT:
            raise UnreadableFile("That export is from a newer version of me than this one.")
        given = whole["applications"]
        if len(given) > MOST_APPLICATIONS:
            raise UnreadableFile(f"That export has more than {MOST_APPLICATIONS:,} applications.")
        return ExportReading(
            str(whole["owner"]),
            _instant(whole["exported"]),
            tuple(map(_application, given)),
            _preferences(whole.get("settings")),
            _language(whole.get("language")),
            data if isinstance(data, str) else data.decode("utf-8-sig"),
        )
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError, ParseError):
        raise UnreadableFile(
            "That is JSON, but not as I export it: export once more, or bring it as CSV."
        ) from None


def _language(value: Any) -> str | None:
    """Returns the language of dates; None for one that settings do not offer."""
    return value if value in offered_languages() else None


def _preferences(row: Any) -> Preferences | None:
    """Returns the settings of an export; None if they are not such as may be set."""
    if not isinstance(row, Mapping):
        return None
    try:
        quiet = row["quiet"]
        office = row.get("office")
        found = Preferences(
            zone=_zone(row["zone"]),
            nudge_hour=time.fromisoformat(_text(row["nudge_hour"])),
            quiet=QuietHours(
                time.fromisoformat(_text(quiet["begin"])), time.fromisoformat(_text(quiet["end"]))
            ),
            country=None if row["country"] is None else read_country(_text(row["country"]), "en"),
            close_the_loop=_days(row["close_the_loop"]),
            keep_in_touch=_days(row["keep_in_touch"]),
            first_follow_up=_window(row["first_follow_up"]),
            next_follow_up=_window(row["next_follow_up"]),
            after_interview=_window(row["after_interview"]),
            office=office if profile_of(office).is_chosen else None,
            work_search=row.get("work_search", True) is True,
        )
        hours = found.quiet.length().total_seconds() / 3600
        if hours > LONGEST_QUIET_HOURS or found.quiet.contains(found.nudge_hour):
            return None
        return found
    except (ValueError, TypeError, KeyError, OSError, ParseError):
        return None


def _window(value: Any) -> Window:
    first, last = value
    if not 0 < _days(first) <= _days(last) <= LONGEST_WINDOW_DAYS:
        raise ValueError("no window")
    return first, last


def _days(value: Any) -> int:
    if not isinstance(value, int) or isinstance(value, bool) or not 0 < value <= _MOST_DAYS:
        raise ValueError("no number of days")
    return value


def _application(row: Mapping[str, Any]) -> ExportedApplication:
    activities = tuple(map(_activity, row["activities"]))
    if len(activities) > MOST_ACTIVITIES or len({one.id for one in activities}) < len(activities):
        raise ValueError("too many activities, or two of one id")
    folded = fold(0, sorted(activities, key=lambda one: one.id))
    if folded.stage is None or not folded.company:
        raise ValueError("an application without a company or a stage")
    return ExportedApplication(activities, tuple(map(_nudge, row.get("nudges", ()))))


def _activity(row: Mapping[str, Any]) -> Activity:
    if any(name not in row for name in _NEEDED):
        raise ValueError("an activity lacks what every one has")
    given = {name: _read(_ACTIVITY, name, value) for name, value in row.items()}
    activity = Activity(**given)
    if activity.kind is ActivityKind.BOOKED and not (activity.start and activity.end):
        raise ValueError("an interview without its time")
    return activity


def _nudge(row: Mapping[str, Any]) -> ExportedNudge:
    names = {field.name for field in fields(PlannedNudge)}
    given = {name: _read(_NUDGE, name, value) for name, value in row.items() if name in names}
    planned = PlannedNudge(**given)
    if planned.key.count(":") < 2 or planned.about.count(":") < 2:
        raise ValueError("a nudge without its key")
    settled = row.get("settled_at")
    return ExportedNudge(
        planned, NudgeState(row["state"]), _instant(settled) if settled is not None else None
    )


def _read(readers: Mapping[str, Callable[[Any], Any]], name: str, value: Any) -> Any:
    return readers[name](value) if name in readers else _text(value)


def _text(value: Any, longest: int = _LONGEST_NAME) -> str:
    if not isinstance(value, str) or len(value) > longest:
        raise ValueError("no text")
    return normalise_lines(value)


def _long_text(value: Any) -> str:
    return _text(value, _LONGEST_TEXT)


def _link(value: Any) -> str:
    if value == "":  # emptied by an edit
        return ""
    if (link := read_link(_text(value, _LONGEST_TEXT))) is None:
        raise ValueError("no link")
    return link


def _zone(value: Any) -> str:
    return load_zone(_text(value)).key


def _in_bounds(day: date) -> None:
    if not _FIRST_YEAR <= day.year <= _LAST_YEAR:
        raise ValueError("a year that no job hunt has")


def _instant(value: Any) -> datetime:
    moment = datetime.fromisoformat(_text(value))
    if moment.tzinfo is None:
        raise ValueError("an instant without its zone")
    _in_bounds(moment)
    return moment


def _wall(value: Any) -> datetime:
    moment = datetime.fromisoformat(_text(value))
    if moment.tzinfo is not None:
        raise ValueError("a wall time with a zone")
    _in_bounds(moment)
    return moment


def _id(value: Any) -> int:
    if not isinstance(value, int) or isinstance(value, bool) or not 0 <= value < 2**62:
        raise ValueError("no id")
    return value


def _small(value: Any) -> int:
    if (number := _id(value)) > _MOST_REPEATED:
        raise ValueError("no number of a nudge")
    return number


def _flag(value: Any) -> bool:
    if value is not True:
        raise ValueError("no flag")
    return True


def _one_of(kind: type[StrEnum]) -> Callable[[Any], StrEnum]:
    return lambda value: kind(_text(value))


def _day(value: Any) -> date:
    day = date.fromisoformat(_text(value))
    _in_bounds(day)
    return day


_ACTIVITY: Mapping[str, Callable[[Any], Any]] = {
    "kind": _one_of(ActivityKind),
    "method": _one_of(Method),
    "on": _day,
    "by": _day,
    "logged": _instant,
    "start": _instant,
    "end": _instant,
    "until": _wall,
    "id": _id,
    "of": _id,
    "undated": _flag,
    "link": _link,
    "zone": _zone,
    "text": _long_text,
    "next_steps": _long_text,
}
_NUDGE: Mapping[str, Callable[[Any], Any]] = {
    "kind": _one_of(NudgeKind),
    "number": _small,
    "wall": _wall,
    "zone": _zone,
    "due": _instant,
    "subject": _id,
    "again": _flag,
}
