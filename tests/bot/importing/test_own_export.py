"""Our own export comes back as the same state: history, nudges and settings."""

from __future__ import annotations

import json
import re
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given, settings

from bot.domain.applications.activity import Activity
from bot.domain.applications.history import fold
from bot.domain.imports.unreadable import UnreadableFile
from bot.domain.people.person import Address, Person, Preferences
from bot.domain.reminders.cadence import nudges_for
from bot.domain.reminders.nudge import Nudge, NudgeState
from bot.exporting.json_file import write_json
from bot.importing.histories import from_export
from bot.importing.own_export import read_own_export
from bot.message import Message
from storage.storage import Storage
from tests.bot.test_cadence_properties import histories
from tests.bot.test_imports import Importer
from tests.bot.world import Platform, Time

NOW = datetime(2028, 1, 1, tzinfo=UTC)
_ID = re.compile(r"(?<![@\d])\d+")


def without_ids(whole: dict[str, Any]) -> dict[str, Any]:
    """An export whose ids are places in the history, so that two of the same state are equal."""
    applications = []
    for one in whole["applications"]:
        ids = {row["id"]: at for at, row in enumerate(sorted(one["activities"], key=_by_id))}

        def placed(key: str, ids: dict[int, int] = ids) -> str:
            kind, number, anchor = key.split(":", 2)
            anchor = _ID.sub(lambda found: f"#{ids[int(found[0])]}", anchor)
            return f"{kind}:{number}:{anchor}"

        activities = [
            {
                **row,
                "id": ids[row["id"]],
                **({"of": ids[row["of"]]} if "of" in row else {}),
                **({"nudge": placed(row["nudge"])} if "nudge" in row else {}),
            }
            for row in one["activities"]
        ]
        nudges = [
            {
                **row,
                "key": placed(row["key"]),
                "about": placed(row["about"]),
                **({"subject": ids[row["subject"]]} if "subject" in row else {}),
            }
            for row in one["nudges"]
        ]
        applications.append(
            {
                "activities": sorted(activities, key=_by_id),
                "nudges": sorted(nudges, key=lambda row: str(row["key"])),
            }
        )
    applications.sort(key=lambda one: json.dumps(one, sort_keys=True))
    return {**whole, "applications": applications, "exported": ""}


def _by_id(row: dict[str, Any]) -> int:
    return int(row["id"])


@given(histories())
@settings(max_examples=60)
def test_an_export_comes_back_as_the_same_state_whatever_happened(
    case: tuple[Preferences, list[Activity]],
) -> None:
    mine, made = case
    person = Person(1, Address("chat", "", "ada"), mine)
    application = fold(1, made)
    delivered: dict[str, datetime] = {}
    for _ in range(3):  # some nudges were delivered before
        waiting = [
            one for one in nudges_for(application, mine, delivered) if one.key not in delivered
        ]
        if waiting:
            delivered[waiting[0].key] = waiting[0].due + timedelta(minutes=1)
    planned = nudges_for(application, mine, delivered)
    nudges = [
        Nudge(
            at,
            1,
            1,
            one,
            NudgeState.DELIVERED if one.key in delivered else NudgeState.PENDING,
            delivered.get(one.key),
        )
        for at, one in enumerate(planned)
    ]
    written = write_json(person, [application], {1: nudges}, NOW)
    reading = read_own_export(written)
    assert reading.preferences == mine
    (back,) = from_export(reading.applications, person)
    again = write_json(person, [back.application], {0: back.nudges}, NOW)
    shifted = json.loads(again)
    for row in shifted["applications"][0]["activities"]:
        assert row["id"] < 0
    assert without_ids(_positive(shifted)) == without_ids(json.loads(written))


def _positive(whole: dict[str, Any]) -> dict[str, Any]:
    """The same with ids as storage gives them: positive, in the same order."""
    text = json.dumps(whole)
    made = len(whole["applications"][0]["activities"])
    text = re.sub(
        r'("(?:id|of|subject)": )-(\d+)', lambda one: f"{one[1]}{made + 1 - int(one[2])}", text
    )
    text = re.sub(r"(?<=[:+s])-(\d+)", lambda one: str(made + 1 - int(one[1])), text)
    found: dict[str, Any] = json.loads(text)
    return found


@pytest.fixture
async def ada(storage: Storage) -> Importer:
    return Importer(storage, Platform(), Time())


async def test_a_hunt_is_exported_erased_imported_and_stands_where_it_stood(ada: Importer) -> None:
    await ada.types("applied Acme as Baker on 25 May via referral")
    await ada.types("applied Globex as Cook")
    await ada.types("interview Globex at 4 June 15:00 with Dana")
    await ada.types("plan Hooli by 12 June")
    await ada.types("applied Initech on 20 May")
    await ada.types("rejected Initech")
    await ada.types("undo")
    ada.time.be("2026-06-01T19:00")
    (digest,) = await ada.ticks("2026-06-02T09:00")
    assert len(digest.nudges) == 2
    await ada.types("followed-up Acme by email")
    await ada.types("snooze Initech until 8 June")
    await ada.types("edit Acme contact Dana")
    before = await ada.exports("json")
    waiting = await ada.types("nudges")

    await forgets(ada)
    assert "Nothing here yet" in str((await ada.types("pipeline")).text)
    shown = await ada.drops(before, "followthrough-2026-06-02.json")
    assert shown.title == "4 applications of your export"
    await ada.presses("Save all", shown)

    after = await ada.exports("json")
    assert without_ids(json.loads(after)) == without_ids(json.loads(before))
    assert (await ada.types("nudges")).text == waiting.text
    (told,) = await ada.ticks("2026-06-04T13:00")
    assert told.nudges == ("before_interview",)


async def test_imported_twice_an_export_adds_nothing(ada: Importer) -> None:
    await ada.types("applied Acme as Baker on 25 May via referral")
    await ada.types("plan Hooli by 12 June")
    shown = await ada.drops(await ada.exports("json"), "export.json")
    assert (await ada.presses("Save all", shown)).title == "Imported 0 applications"


async def test_settings_come_back_only_where_nothing_was_logged_since(ada: Importer) -> None:
    await ada.types("applied Acme")
    whole = await ada.exports("json")
    settings = {**json.loads(whole), "settings": {**json.loads(whole)["settings"], "country": "DE"}}
    changed = json.dumps(settings)
    assert "Settings" not in [fact.label for fact in (await ada.drops(changed, "a.json")).facts]
    await forgets(ada)
    shown = await ada.drops(changed, "a.json")
    assert "Settings" in [fact.label for fact in shown.facts]
    await ada.presses("Save all", shown)
    assert json.loads(await ada.exports("json"))["settings"]["country"] == "DE"


async def forgets(ada: Importer) -> Message:
    asked = await ada.types("forget-me")
    return await ada.presses("Erase it all now", await ada.presses("Yes, erase everything", asked))


async def test_reminders_come_back_at_the_hours_that_come_back_with_them(ada: Importer) -> None:
    await ada.types("settings zone America/New_York hour 11:00")
    await ada.types("applied Acme on 25 May")
    whole = await ada.exports("json")
    (before,) = json.loads(whole)["applications"][0]["nudges"]
    assert before["wall"].endswith("11:00:00")
    await forgets(ada)
    await ada.presses("Save all", await ada.drops(whole, "a.json"))
    (after,) = json.loads(await ada.exports("json"))["applications"][0]["nudges"]
    assert (after["wall"], after["due"]) == (before["wall"], before["due"])


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
    whole = json.loads(write_json(Person(1, Address("a", "", "b"), Preferences()), [], {}, NOW))
    whole[where[0]][where[1]] = value
    assert read_own_export(json.dumps(whole)).preferences is None


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
    whole = json.loads(write_json(person, [], {}, NOW))
    whole["applications"] = [{"activities": [row], "nudges": []}]
    with pytest.raises(UnreadableFile):
        read_own_export(json.dumps(whole))
