"""Days, times, zones and last days as mails write them."""

from __future__ import annotations

from datetime import date

import pytest

from bot.mail.dates.days import DateHabits
from bot.mail.dates.moments import find_moments

_MONDAY = DateHabits(date(2026, 6, 1))


@pytest.mark.parametrize(
    ("language", "text", "start", "zone"),
    [
        ("en", "Thursday, June 4, 2026 at 2:00 PM ET", "2026-06-04T14:00", "America/New_York"),
        ("en", "June 4th from 2-3pm PST", "2026-06-04T14:00", "America/Los_Angeles"),
        ("en", "10:30 am EST on Friday, 5 June", "2026-06-05T10:30", "America/New_York"),
        ("en", "on 6/4/2026 at 10am", "2026-06-04T10:00", None),
        ("en", "Thursday 4/6/2026, 8.30am AEST", "2026-06-04T08:30", "Australia/Sydney"),
        ("en", "Thu Jun 4, 2026 14:00 – 14:45 (GMT+2)", "2026-06-04T14:00", "Etc/GMT-2"),
        ("en", "2026-06-04 14:00 Europe/Berlin", "2026-06-04T14:00", "Europe/Berlin"),
        ("en", "come in Friday at 2", "2026-06-05T14:00", None),
        ("de", "am Donnerstag, den 4. Juni 2026, um 14:30 Uhr", "2026-06-04T14:30", None),
        ("de", "am 04.06.2026 um 14 Uhr", "2026-06-04T14:00", None),
        ("es", "el jueves 4 de junio a las 15:30 h", "2026-06-04T15:30", None),
        ("fr", "le jeudi 4 juin 2026 à 9h30", "2026-06-04T09:30", None),
        ("pt", "no dia 4 de junho às 14h30", "2026-06-04T14:30", None),
        ("nl", "donderdag 4 juni om 15.30 uur", "2026-06-04T15:30", None),
        ("pl", "4 czerwca o godz. 14:00", "2026-06-04T14:00", None),
    ],
)
def test_a_moment_is_read_with_its_zone(
    language: str, text: str, start: str, zone: str | None
) -> None:
    (moment,) = find_moments(text, _MONDAY, language)
    assert moment.start.isoformat(timespec="minutes") == start
    assert moment.zone == zone
    assert moment.timed
    assert not moment.deadline


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "Please complete it by June 10."),
        ("en", "no later than Wednesday, June 10"),
        ("de", "bis zum 10. Juni"),
        ("es", "antes del 10 de junio"),
        ("fr", "avant le 10 juin 2026"),
        ("pt", "até 10 de junho"),
        ("nl", "uiterlijk 10 juni"),
        ("pl", "do 10 czerwca"),
    ],
)
def test_a_last_day_is_one(language: str, text: str) -> None:
    (moment,) = find_moments(text, _MONDAY, language)
    assert moment.start.date() == date(2026, 6, 10)
    assert moment.deadline
    assert not moment.timed


def test_one_moment_said_for_two_zones_is_one() -> None:
    (moment,) = find_moments("June 4 at 2pm PT / 5pm ET", _MONDAY)
    assert (moment.start.hour, moment.zone) == (14, "America/Los_Angeles")


def test_times_offered_for_one_day_are_several_moments() -> None:
    found = find_moments("Tuesday, June 9:\n- 10:00 AM\n- 2:00 PM", _MONDAY)
    assert [moment.start.hour for moment in found] == [10, 14]


@pytest.mark.parametrize("text", ["we are open 24/7", "call 555-123-4567", "version 2.30 of 10%"])
def test_other_figures_are_no_moments(text: str) -> None:
    assert not find_moments(text, _MONDAY)
