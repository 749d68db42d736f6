"""Calendar files: the events in them, with their moment in a zone that the zone database knows."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo, available_timezones

from bot.domain.mail.reading import Invite, MailMoment, Writer

MOST = 20
_MOST_READ = 200
_LONGEST = 300
_EVENT_END = re.compile(r"^END:VEVENT[ \t]*\r?\n?", re.MULTILINE | re.IGNORECASE)


def read_calendar(text: str) -> list[Invite]:
    """Returns the first events of a calendar file; what cannot be read of it is left out."""
    from icalendar import Calendar
    from icalendar.timezone import tzp

    # The library remembers zones that files define; a stranger's is no other's business.
    tzp.use_default()
    invites = list[Invite]()
    try:
        calendars = Calendar.from_ical(_cut(text), multiple=True)
    except (ValueError, KeyError, IndexError, TypeError, AttributeError, RecursionError):
        return []
    for calendar in calendars:
        cancelled = str(calendar.get("METHOD", "")).upper() == "CANCEL"
        for event in calendar.walk("VEVENT"):
            try:
                invite = _invite(event, cancelled)
            except (ValueError, KeyError, IndexError, TypeError, AttributeError, OverflowError):
                continue
            if invite:
                invites.append(invite)
            if len(invites) >= MOST:
                return invites
    return invites


def _cut(text: str) -> str:
    """Returns the file up to its two hundredth event: ten thousand are no invitation."""
    for count, found in enumerate(_EVENT_END.finditer(text), start=1):
        if count == _MOST_READ:
            return text[: found.end()] + "END:VCALENDAR\r\n"
    return text


def _invite(event: Any, cancelled: bool) -> Invite | None:
    uid = str(event.get("UID") or "").strip()[:_LONGEST]
    start = getattr(event.get("DTSTART"), "dt", None)
    if not uid and start is None:
        return None
    end = getattr(event.get("DTEND"), "dt", None)
    if end is None and (length := getattr(event.get("DURATION"), "dt", None)) and start is not None:
        end = start + length
    sequence = str(event.get("SEQUENCE", "0"))
    gone = cancelled or str(event.get("STATUS", "")).upper() == "CANCELLED"
    return Invite(
        uid=uid,
        sequence=int(sequence) if sequence.isdecimal() and len(sequence) < 10 else 0,
        cancelled=gone,
        organizer=_organizer(event.get("ORGANIZER")),
        summary=_line(event.get("SUMMARY")),
        place=_line(event.get("LOCATION")),
        moment=_moment(start, end, _zone_id(event)) if start is not None else None,
    )


def _organizer(value: Any) -> Writer:
    if value is None:
        return Writer()
    address = re.sub(r"^mailto:", "", str(value).strip(), flags=re.IGNORECASE)
    name = _line(getattr(value, "params", {}).get("CN"))
    return Writer(name if name and "@" not in name else None, address if "@" in address else None)


def _line(value: object) -> str:
    return " ".join(str(value or "").split())[:_LONGEST]


def _moment(start: date | datetime, end: date | datetime | None, named: str) -> MailMoment:
    if not isinstance(start, datetime):
        return MailMoment(datetime.combine(start, time()), timed=False)
    zone = _known_zone(named) or _zone(start)
    if zone and named:
        # Its own definition of a zone that everybody knows does not count.
        start = start.replace(tzinfo=ZoneInfo(zone))
        end = end.replace(tzinfo=ZoneInfo(zone)) if isinstance(end, datetime) else end
    if zone is None and start.tzinfo is not None:
        # A zone that the file itself defines: the instant is what it says.
        start, zone = start.astimezone(UTC), "Etc/UTC"
        end = end.astimezone(UTC) if isinstance(end, datetime) and end.tzinfo else end
    elif zone and isinstance(end, datetime) and end.tzinfo:
        end = end.astimezone(ZoneInfo(zone))
    wall = start.replace(tzinfo=None)
    until = end.replace(tzinfo=None) if isinstance(end, datetime) else None
    if until is not None and not timedelta() < until - wall < timedelta(days=2):
        until = None
    return MailMoment(wall, zone, until)


def _zone_id(event: Any) -> str:
    """Returns the name that the file gives the zone of the event's start."""
    return _line(getattr(event.get("DTSTART"), "params", {}).get("TZID"))


def _known_zone(name: str) -> str | None:
    """Returns the zone database's name for it, be it that, Outlook's, or either behind a prefix."""
    from icalendar.timezone.windows_to_olson import WINDOWS_TO_OLSON

    bare = name.strip("\"' /")
    for one in (bare, "/".join(bare.split("/")[-2:]), "/".join(bare.split("/")[-3:])):
        if one in available_timezones():
            return one
    return WINDOWS_TO_OLSON.get(bare)


def _zone(moment: datetime) -> str | None:
    """Returns the name of its zone, if the zone database has it."""
    if moment.tzinfo is None:
        return None
    name = getattr(moment.tzinfo, "key", None) or getattr(moment.tzinfo, "zone", None)
    if name is None and moment.utcoffset() == timedelta() and str(moment.tzinfo) == "UTC":
        return "Etc/UTC"
    if name in ("UTC", "Etc/UTC"):
        return "Etc/UTC"
    return name if name in available_timezones() else None
