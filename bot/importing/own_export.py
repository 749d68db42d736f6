"""Our own export, read back and checked: whatever is not as we write it is refused whole."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence, Set
from dataclasses import fields
from datetime import datetime
from typing import Any

from bot.domain.applications.activity import Activity, ActivityKind, OutreachMethod
from bot.domain.applications.history import fold
from bot.domain.calendar.local_time import QuietHours
from bot.domain.imports.export_reading import ExportedApplication, ExportedNudge, ExportReading
from bot.domain.imports.unreadable import UnreadableFile
from bot.domain.mail.evidence import MailEvidence
from bot.domain.mail.reading import MailKind
from bot.domain.people.person import LONGEST_QUIET_HOURS, LONGEST_WINDOW_DAYS, Preferences, Window
from bot.domain.reminders.nudge import NudgeKind, NudgeState, PlannedNudge
from bot.domain.work_search.entry import (
    MOST_SEARCH_ACTIVITIES,
    SearchActivity,
    SearchDetails,
    SearchKind,
)
from bot.domain.work_search.profile import profile_of
from bot.exporting.json_file import FORMAT
from bot.importing.export_values import (
    nudge_number,
    number_of_days,
    read_day,
    read_exact_text,
    read_flag,
    read_id,
    read_instant,
    read_kept_link,
    read_long_text,
    read_one_of,
    read_text,
    read_time,
    read_wall,
    read_zone,
)
from bot.parsing.countries import read_country
from bot.parsing.languages.offered import offered_languages
from bot.parsing.parse_context import ParseError

MOST_APPLICATIONS = 5_000
MOST_ACTIVITIES = 500
_NEEDED = ("kind", "on", "logged", "id")
_FORMAT_KEY = "followthrough"


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
        searches = whole.get("search_activities", ())
        if len(searches) > MOST_SEARCH_ACTIVITIES:
            raise UnreadableFile(
                f"That export has more than {MOST_SEARCH_ACTIVITIES:,} search activities."
            )
        return ExportReading(
            str(whole["owner"]),
            read_instant(whole["exported"]),
            tuple(map(_application, given)),
            _preferences(whole.get("settings")),
            _language(whole.get("language")),
            data if isinstance(data, str) else data.decode("utf-8-sig"),
            tuple(map(_search_activity, searches)),
        )
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError, ParseError):
        raise UnreadableFile(
            "That is JSON, but not the way I export it: export it again, or send it as CSV."
        ) from None


def _language(value: Any) -> str | None:
    """Returns the language of dates; None for one that settings do not offer."""
    return value if value in offered_languages() else None


def _preferences(row: Any) -> Preferences | None:
    """Returns the settings of an export; None if they are not such as may be set."""
    if not isinstance(row, Mapping):
        return None
    try:
        quiet, country = row["quiet"], row["country"]
        office = row.get("office")
        found = Preferences(
            zone=read_zone(row["zone"]),
            nudge_hour=read_time(row["nudge_hour"]),
            quiet=QuietHours(
                read_time(quiet["begin"]),
                read_time(quiet["end"]),
            ),
            country=None if country is None else read_country(read_text(country), "en"),
            close_the_loop=number_of_days(row["close_the_loop"]),
            keep_in_touch=number_of_days(row["keep_in_touch"]),
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
    if not 0 < number_of_days(first) <= number_of_days(last) <= LONGEST_WINDOW_DAYS:
        raise ValueError("no window")
    return first, last


def _application(row: Mapping[str, Any]) -> ExportedApplication:
    activities = tuple(map(_activity, row["activities"]))
    if len(activities) > MOST_ACTIVITIES or len({one.id for one in activities}) < len(activities):
        raise ValueError("too many activities, or two of one id")
    folded = fold(0, sorted(activities, key=lambda one: one.id))
    if folded.stage is None or not folded.company:
        raise ValueError("an application without a company or a stage")
    ids = {one.id for one in activities}
    return ExportedApplication(
        activities,
        tuple(map(_nudge, row.get("nudges", ()))),
        _details(row.get("search_details", ()), ids),
        tuple(_mail(one, ids) for one in row.get("mails", ())),
    )


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
        planned, NudgeState(row["state"]), read_instant(settled) if settled is not None else None
    )


def _mail(row: Mapping[str, Any], activities: Set[int]) -> MailEvidence:
    mail = MailEvidence(0, **{name: _read(_MAIL, name, value) for name, value in row.items()})
    if mail.booking is not None and mail.booking not in activities:
        raise ValueError("a mail of no activity")
    return mail


def _details(
    rows: Sequence[Mapping[str, Any]], activities: Set[int]
) -> Mapping[int, tuple[SearchDetails, datetime]]:
    found = {}
    for row in rows:
        activity = read_id(row["activity"])
        if activity not in activities or activity in found:
            raise ValueError("details of no activity, or twice of one")
        added = {name: value for name, value in row.items() if name not in ("activity", "edited")}
        found[activity] = _search_details(added), read_instant(row["edited"])
    return found


def _search_details(row: Mapping[str, Any]) -> SearchDetails:
    return SearchDetails(**{name: read_long_text(value) for name, value in row.items()})


def _search_activity(row: Mapping[str, Any]) -> SearchActivity:
    edited = row.get("edited")
    return SearchActivity(
        SearchKind(row["kind"]),
        read_day(row["on"]),
        read_text(row["text"]),
        read_instant(row["logged"]),
        _search_details(row["details"]),
        read_instant(edited) if edited is not None else None,
    )


def _read(readers: Mapping[str, Callable[[Any], Any]], name: str, value: Any) -> Any:
    return readers[name](value) if name in readers else read_text(value)


_ACTIVITY: Mapping[str, Callable[[Any], Any]] = {
    "kind": read_one_of(ActivityKind),
    "method": read_one_of(OutreachMethod),
    "on": read_day,
    "by": read_day,
    "logged": read_instant,
    "start": read_instant,
    "end": read_instant,
    "until": read_wall,
    "id": read_id,
    "of": read_id,
    "undated": read_flag,
    "zone_guessed": read_flag,
    "link": read_kept_link,
    "zone": read_zone,
    "text": read_long_text,
    "next_steps": read_long_text,
}
_MAIL: Mapping[str, Callable[[Any], Any]] = {
    "kind": read_one_of(MailKind),
    "on": read_day,
    "sequence": read_id,
    "booking": read_id,
    "sentence": read_long_text,
    "subject": read_long_text,
    "message_id": read_exact_text,
    "uid": read_exact_text,
    "organizer": read_exact_text,
}
_NUDGE: Mapping[str, Callable[[Any], Any]] = {
    "kind": read_one_of(NudgeKind),
    "number": nudge_number,
    "wall": read_wall,
    "zone": read_zone,
    "due": read_instant,
    "subject": read_id,
    "again": read_flag,
}
