"""Our own export comes back as the same state: history, nudges and settings."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.domain.applications.activity import Activity
from bot.domain.applications.history import fold
from bot.domain.mail.evidence import MailEvidence
from bot.domain.people.person import Address, Person, Preferences
from bot.domain.reminders.cadence import nudges_for
from bot.domain.reminders.nudge import Nudge, NudgeState
from bot.domain.work_search.entry import SearchActivity, SearchDetails
from bot.exporting.json_file import write_json
from bot.importing.histories import from_export
from bot.importing.matching import new_activities
from bot.importing.own_export import read_own_export
from storage.storage import Storage
from tests.bot.cadence.strategies import histories
from tests.bot.import_lists import Importer
from tests.bot.importing.exports import (
    NOW,
    mail_evidence,
    moments,
    search_activities,
    search_details,
    without_ids,
)
from tests.bot.world import Platform, Time


@given(
    histories(),
    st.sampled_from([None, "NY", "CH 10", "NL from 2026-06-01", "3 a week from Sunday"]),
    st.booleans(),
    st.dictionaries(st.integers(1, 8), st.tuples(search_details, moments), max_size=3),
    st.lists(search_activities, max_size=3),
    st.lists(mail_evidence, max_size=3),
)
@settings(max_examples=60)
def test_an_export_comes_back_as_the_same_state_whatever_happened(
    case: tuple[Preferences, list[Activity]],
    office: str | None,
    reminds: bool,
    details: dict[int, tuple[SearchDetails, datetime]],
    searches: list[SearchActivity],
    mails: list[MailEvidence],
) -> None:
    mine, made = case
    mails = [
        replace(one, booking=made[0].id if one.uid else None, key=f"key {at}")
        for at, one in enumerate(mails)
    ]
    mine = replace(mine, office=office, work_search=reminds)
    details = {id: added for id, added in details.items() if id <= len(made)}
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
    written = write_json(person, [application], {1: nudges}, searches, details, NOW, {1: mails})
    reading = read_own_export(written)
    assert reading.preferences == mine
    assert list(reading.search_activities) == searches
    assert new_activities(reading.search_activities, searches) == []
    (back,) = from_export(reading.applications, person)
    again = write_json(
        person,
        [back.application],
        {0: back.nudges},
        reading.search_activities,
        back.details,
        NOW,
        {0: back.mails},
    )
    shifted = json.loads(again)
    for row in shifted["applications"][0]["activities"]:
        assert row["id"] < 0
    assert without_ids(_positive(shifted)) == without_ids(json.loads(written))


def _positive(whole: dict[str, Any]) -> dict[str, Any]:
    """The same with ids as storage gives them: positive, in the same order."""
    text = json.dumps(whole)
    made = len(whole["applications"][0]["activities"])
    text = re.sub(
        r'("(?:id|of|subject|activity|booking)": )-(\d+)',
        lambda one: f"{one[1]}{made + 1 - int(one[2])}",
        text,
    )
    text = re.sub(r"(?<=[:+s])-(\d+)", lambda one: str(made + 1 - int(one[1])), text)
    found: dict[str, Any] = json.loads(text)
    return found


@pytest.fixture
async def ada(storage: Storage) -> Importer:
    return Importer(storage, Platform(), Time())


async def test_a_hunt_is_exported_erased_imported_and_the_same_as_before(ada: Importer) -> None:
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

    await ada.forgets()
    assert "Nothing here yet" in str((await ada.types("pipeline")).text)
    shown = await ada.drops(before, "followthrough-2026-06-02.json")
    assert shown.title == "4 applications of your export"
    await ada.presses("Save all", shown)

    after = await ada.exports("json")
    assert without_ids(json.loads(after)) == without_ids(json.loads(before))
    assert (await ada.types("nudges")).text == waiting.text
    (sent,) = await ada.ticks("2026-06-04T13:00")
    assert sent.nudges == ("before_interview",)


async def test_a_reminder_that_was_asked_for_where_none_was_planned_comes_back(
    ada: Importer,
) -> None:
    await ada.types("/applied Acme on 2026-03-02")  # too old for one
    await ada.types("remind me about Acme on Friday")
    whole = await ada.exports("json")
    await ada.forgets()
    shown = await ada.presses("Save all", await ada.drops(whole, "export.json"))
    assert shown.title == "Imported 1 application"
    assert len(await ada.ticks("2026-06-05T09:00")) == 1


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
    await ada.forgets()
    shown = await ada.drops(changed, "a.json")
    assert "Settings" in [fact.label for fact in shown.facts]
    await ada.presses("Save all", shown)
    assert json.loads(await ada.exports("json"))["settings"]["country"] == "DE"


async def test_reminders_come_back_at_the_hours_that_come_back_with_them(ada: Importer) -> None:
    await ada.types("settings zone America/New_York hour 11:00")
    await ada.types("applied Acme on 25 May")
    whole = await ada.exports("json")
    (before,) = json.loads(whole)["applications"][0]["nudges"]
    assert before["wall"].endswith("11:00:00")
    await ada.forgets()
    await ada.presses("Save all", await ada.drops(whole, "a.json"))
    (after,) = json.loads(await ada.exports("json"))["applications"][0]["nudges"]
    assert (after["wall"], after["due"]) == (before["wall"], before["due"])
