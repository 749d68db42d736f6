"""Settings and activities of an export that the program never writes are refused."""

from __future__ import annotations

import json
from datetime import date

import pytest

from bot.domain.imports.unreadable import UnreadableFile
from bot.domain.people.person import Address, Person, Preferences
from bot.domain.work_search.entry import SearchActivity, SearchKind
from bot.exporting.json_file import write_json
from bot.importing.own_export import read_own_export
from tests.bot.importing.exports import NOW


@pytest.mark.parametrize(
    ("where", "value"),
    [
        (("settings", "country"), "ZZ"),
        (("settings", "zone"), "Nowhere/Land"),
        (("settings", "nudge_hour"), "23:00:00"),
        (("settings", "first_follow_up"), [5, 4_000]),
    ],
)
def test_settings_such_as_nobody_may_set_are_left_out(
    where: tuple[str, str], value: object
) -> None:
    whole = json.loads(
        write_json(Person(1, Address("a", "", "b"), Preferences()), [], {}, (), {}, NOW)
    )
    whole[where[0]][where[1]] = value
    assert read_own_export(json.dumps(whole)).preferences is None


def test_times_of_day_with_a_zone_are_none_that_anybody_may_set() -> None:
    whole = json.loads(
        write_json(Person(1, Address("a", "", "b"), Preferences()), [], {}, (), {}, NOW)
    )
    whole["settings"] |= {"nudge_hour": "09:00Z", "quiet": {"begin": "21:00Z", "end": "08:00Z"}}
    assert read_own_export(json.dumps(whole)).preferences is None


@pytest.mark.parametrize(
    ("where", "value"),
    [
        ("kind", "praise"),
        ("on", "someday"),
        ("text", 5),
        ("logged", "2026-06-01T10:00:00"),
        ("details", {"shoe_size": "44"}),
        ("edited", "yes"),
    ],
)
def test_a_search_activity_such_as_we_never_log_is_refused(where: str, value: object) -> None:
    person = Person(1, Address("a", "", "b"), Preferences())
    one = SearchActivity(SearchKind.FAIR, date(2026, 6, 1), "Job fair", NOW)
    whole = json.loads(write_json(person, [], {}, [one], {}, NOW))
    assert read_own_export(json.dumps(whole)).search_activities == (one,)
    whole["search_activities"][0][where] = value
    with pytest.raises(UnreadableFile):
        read_own_export(json.dumps(whole))


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("on", "9999-12-31"),
        ("link", "javascript:alert(1)"),
        ("zone", "../../etc/passwd"),
        ("company", "x" * 5_000),
        ("logged", "2026-06-01T10:00:00"),
        ("undated", "yes"),
        ("kind", "praised"),
        ("shoe_size", "44"),
    ],
)
def test_an_activity_such_as_we_never_log_is_refused(name: str, value: str) -> None:
    row = {"kind": "applied", "on": "2026-05-04", "id": 1, "company": "Acme"}
    row |= {"logged": "2026-05-04T10:00:00+00:00", name: value}
    person = Person(1, Address("a", "", "b"), Preferences())
    whole = json.loads(write_json(person, [], {}, (), {}, NOW))
    whole["applications"] = [{"activities": [row], "nudges": []}]
    with pytest.raises(UnreadableFile):
        read_own_export(json.dumps(whole))
