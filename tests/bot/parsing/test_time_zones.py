"""A time zone is read as people name it, and only if it exists."""

from __future__ import annotations

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo, available_timezones

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.parsing.dates.time_zones import nearest_zones, read_zone


@pytest.mark.parametrize(
    ("text", "zone"),
    [
        ("Europe/Berlin", "Europe/Berlin"),
        ("europe/berlin", "Europe/Berlin"),
        ("america/new york", "America/New_York"),
        ("berlin", "Europe/Berlin"),
        ("New York", "America/New_York"),
        ("São Paulo", "America/Sao_Paulo"),
        ("zürich", "Europe/Zurich"),
        ("singapore", "Asia/Singapore"),
        ("Berlin time", "Europe/Berlin"),
        ("(ET)", "America/New_York"),
        ("EST", "America/New_York"),
        ("EDT", "America/New_York"),
        ("CT", "America/Chicago"),
        ("MT", "America/Denver"),
        ("PST", "America/Los_Angeles"),
        ("GMT", "GMT"),
        ("utc", "UTC"),
        ("BST", "Europe/London"),
        ("CET", "Europe/Berlin"),
        ("cest", "Europe/Berlin"),
        ("IST", "Asia/Kolkata"),
        ("UTC+2", "Etc/GMT-2"),
        ("GMT-5", "Etc/GMT+5"),
        ("+02:00", "Etc/GMT-2"),
        ("UTC+0", "UTC"),
        ("Munich", "Europe/Berlin"),
        ("San Francisco", "America/Los_Angeles"),
    ],
)
def test_a_zone_is_read_as_people_name_it(text: str, zone: str) -> None:
    assert read_zone(text) == zone


@pytest.mark.parametrize("text", ["", "Nowhere", "west", "factory", "UTC+15", "UTC+5:30", "x" * 99])
def test_what_is_no_zone_is_none(text: str) -> None:
    assert read_zone(text) is None


def test_an_offset_is_not_read_the_wrong_way_round() -> None:
    zone = read_zone("UTC+2")
    assert zone
    moment = datetime(2026, 1, 5)  # noqa: DTZ001  # a wall time
    assert ZoneInfo(zone).utcoffset(moment) == timedelta(hours=2)


@pytest.mark.parametrize(
    ("text", "zone"), [("Europe/Berln", "Europe/Berlin"), ("New Yrok", "America/New_York")]
)
def test_a_misspelled_zone_has_its_nearest_first(text: str, zone: str) -> None:
    assert nearest_zones(text)[0] == zone


def test_nothing_is_near_to_nonsense() -> None:
    assert nearest_zones("qqqq") == ()


@given(st.sampled_from(sorted(available_timezones())) | st.text())
def test_whatever_is_read_is_a_zone_that_exists(text: str) -> None:
    zone = read_zone(text)
    assert zone is None or ZoneInfo(zone)
    assert all(ZoneInfo(near) for near in nearest_zones(text))
