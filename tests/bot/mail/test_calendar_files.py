"""Invitations as calendar programs send them."""

from __future__ import annotations

import time
from datetime import datetime

from bot.mail.parts.calendar_file import MOST, read_calendar
from bot.mail.read_mail import read_mails
from tests.bot.mail.corpus import CONTEXT

_OUTLOOK_ZONE = """BEGIN:VTIMEZONE
TZID:Pacific Standard Time
BEGIN:STANDARD
DTSTART:16010101T020000
TZOFFSETFROM:-0700
TZOFFSETTO:-0800
RRULE:FREQ=YEARLY;INTERVAL=1;BYDAY=1SU;BYMONTH=11
END:STANDARD
BEGIN:DAYLIGHT
DTSTART:16010101T020000
TZOFFSETFROM:-0800
TZOFFSETTO:-0700
RRULE:FREQ=YEARLY;INTERVAL=1;BYDAY=2SU;BYMONTH=3
END:DAYLIGHT
END:VTIMEZONE
"""
_OWN_ZONE = _OUTLOOK_ZONE.replace("Pacific Standard Time", "Customized Time Zone")


def _calendar(*lines: str, method: str = "REQUEST", zone: str = "", uid: str = "abc-1") -> str:
    event = "\n".join(
        (
            "BEGIN:VEVENT",
            f"UID:{uid}",
            "SUMMARY:Interview: Baker at Acme",
            "ORGANIZER;CN=Jane Doe:mailto:jane@acme.com",
            *lines,
            "END:VEVENT",
        )
    )
    return f"BEGIN:VCALENDAR\nVERSION:2.0\nMETHOD:{method}\n{zone}{event}\nEND:VCALENDAR\n"


def test_a_request_is_an_interview_with_its_uid_and_organizer() -> None:
    text = _calendar("SEQUENCE:2", "DTSTART;TZID=Europe/Berlin:20260604T140000", "DURATION:PT45M")
    (reading,) = read_mails(text.encode(), CONTEXT, "invite.ics")
    assert reading.invite is not None
    assert (reading.invite.uid, reading.invite.sequence) == ("abc-1", 2)
    assert not reading.invite.cancelled
    assert (reading.writer.name, reading.writer.address) == ("Jane Doe", "jane@acme.com")
    (moment,) = reading.moments
    # Both as the zone's clocks show them.
    assert moment.start == datetime(2026, 6, 4, 14)  # noqa: DTZ001
    assert moment.end == datetime(2026, 6, 4, 14, 45)  # noqa: DTZ001
    assert moment.zone == "Europe/Berlin"
    assert (reading.kind, reading.company, reading.role) == ("invitation", "Acme", "Baker")


def test_a_cancellation_is_recognized_by_its_method_or_its_status() -> None:
    start = "DTSTART:20260604T120000Z"
    for text in (
        _calendar(start, method="CANCEL"),
        _calendar(start, "STATUS:CANCELLED"),
    ):
        (invite,) = read_calendar(text)
        assert invite.cancelled
        assert invite.uid == "abc-1"


def test_outlooks_zones_are_those_of_the_zone_database() -> None:
    start = "DTSTART;TZID=Pacific Standard Time:20260604T140000"
    for zone in (_OUTLOOK_ZONE, ""):
        (invite,) = read_calendar(_calendar(start, zone=zone))
        assert invite.moment is not None
        assert invite.moment.zone == "America/Los_Angeles"


def test_a_zone_that_the_file_defines_itself_is_kept_as_the_instant() -> None:
    start = "DTSTART;TZID=Customized Time Zone:20260604T140000"
    (invite,) = read_calendar(_calendar(start, zone=_OWN_ZONE))
    assert invite.moment is not None
    assert invite.moment.zone == "Etc/UTC"
    assert invite.moment.start.hour == 21


def test_a_floating_time_is_in_the_readers_zone_and_a_day_has_no_time() -> None:
    (floating,) = read_calendar(_calendar("DTSTART:20260604T140000"))
    (day,) = read_calendar(_calendar("DTSTART;VALUE=DATE:20260604"))
    assert floating.moment is not None
    assert floating.moment.zone is None
    assert day.moment is not None
    assert not day.moment.timed


def test_an_invitation_inside_a_mail_overrules_what_its_text_leaves_open() -> None:
    calendar = _calendar("DTSTART:20260604T120000Z")
    mail = (
        "From: Jane Doe <jane@acme.com>\nSubject: Interview\nMIME-Version: 1.0\n"
        'Content-Type: multipart/alternative; boundary="b"\n\n'
        "--b\nContent-Type: text/plain\n\nHi Ada, please see the calendar.\n"
        f"--b\nContent-Type: text/calendar; method=REQUEST\n\n{calendar}\n--b--\n"
    )
    (reading,) = read_mails(mail.encode(), CONTEXT)
    assert reading.kind == "invitation"
    assert reading.invite is not None
    assert reading.moments == (reading.invite.moment,)


def test_ten_thousand_events_are_no_invitation_but_a_calendar() -> None:
    events = "".join(
        f"BEGIN:VEVENT\nUID:{one}\nDTSTART:20260604T120000Z\nEND:VEVENT\n" for one in range(10_000)
    )
    began = time.process_time()
    invites = read_calendar(f"BEGIN:VCALENDAR\nVERSION:2.0\n{events}END:VCALENDAR\n")
    assert len(invites) == MOST
    assert time.process_time() - began < 5


def test_a_broken_calendar_says_nothing() -> None:
    for text in ("BEGIN:VCALENDAR", "BEGIN:VCALENDAR\nBEGIN:VEVENT\nDTSTART:never\nEND:VEVENT"):
        (reading,) = read_mails(text.encode(), CONTEXT, "a.ics")
        assert reading.kind == "noise"


def test_a_zone_that_one_file_defines_is_none_of_the_next_ones_business() -> None:
    start = "DTSTART;TZID=Customized Time Zone:20260604T140000"
    east = _OWN_ZONE.replace("-0700", "+0900").replace("-0800", "+0900")
    hours = []
    for zone in (_OWN_ZONE, east):
        (invite,) = read_calendar(_calendar(start, zone=zone))
        assert invite.moment is not None
        hours.append(invite.moment.start.hour)
    assert hours == [21, 5]


def test_a_file_that_defines_berlin_elsewhere_does_not_move_it() -> None:
    start = "DTSTART;TZID=Europe/Berlin:20260604T140000"
    wrong = _OWN_ZONE.replace("Customized Time Zone", "Europe/Berlin")
    (invite,) = read_calendar(_calendar(start, zone=wrong))
    assert invite.moment is not None
    assert (invite.moment.start.hour, invite.moment.zone) == (14, "Europe/Berlin")
