"""Our own export comes back as the same state: history, nudges and settings."""

from __future__ import annotations

import json
import re
from dataclasses import asdict, fields, replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.domain.applications.activity import Activity
from bot.domain.applications.history import fold
from bot.domain.imports.unreadable import UnreadableFile
from bot.domain.mail.evidence import MailEvidence
from bot.domain.mail.reading import MailKind
from bot.domain.people.person import Address, Person, Preferences
from bot.domain.reminders.cadence import nudges_for
from bot.domain.reminders.nudge import Nudge, NudgeState
from bot.domain.work_search.entry import SearchActivity, SearchDetails, SearchKind
from bot.exporting.json_file import write_json
from bot.importing.histories import from_export
from bot.importing.matching import new_activities
from bot.importing.own_export import read_own_export
from bot.message import Message, plain
from bot.parsing.words import normalise_lines
from storage.storage import Storage
from tests.bot.test_cadence_properties import histories
from tests.bot.test_imports import Importer
from tests.bot.test_mail import RECEIVED, fact
from tests.bot.world import Platform, Time

NOW = datetime(2028, 1, 1, tzinfo=UTC)
_ID = re.compile(r"(?<![@\d])\d+")


def without_ids(whole: dict[str, Any]) -> dict[str, Any]:
    """Returns an export with places in the history for ids, so that equal states are equal."""
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
                "search_details": sorted(
                    ({**row, "activity": ids[row["activity"]]} for row in one["search_details"]),
                    key=lambda row: int(row["activity"]),
                ),
                "nudges": sorted(nudges, key=lambda row: str(row["key"])),
                "mails": [
                    {**row, **({"booking": ids[row["booking"]]} if "booking" in row else {})}
                    for row in one["mails"]
                ],
            }
        )
    applications.sort(key=lambda one: json.dumps(one, sort_keys=True))
    return {**whole, "applications": applications, "exported": ""}


def _without_empty(details: SearchDetails) -> SearchDetails:
    return replace(details, **{name: None for name, one in asdict(details).items() if one == ""})


def _by_id(row: dict[str, Any]) -> int:
    return int(row["id"])


words = st.text(st.characters(exclude_categories=["C", "Z"]), min_size=1, max_size=40)
moments = st.datetimes(
    datetime(2026, 1, 5),  # noqa: DTZ001  # hypothesis adds the zone
    datetime(2027, 12, 20),  # noqa: DTZ001
    timezones=st.just(UTC),
)
search_details = st.builds(
    SearchDetails,
    **{field.name: st.none() | words.map(normalise_lines) for field in fields(SearchDetails)},
).map(_without_empty)
mail_evidence = st.builds(
    MailEvidence,
    application=st.just(0),
    key=st.just(""),
    kind=st.sampled_from(MailKind),
    on=st.dates(date(2026, 1, 1), date(2027, 12, 31)),
    message_id=st.none() | words,
    sender_domain=st.none() | words.map(normalise_lines),
    sentence=words.map(normalise_lines),
    subject=words.map(normalise_lines),
    uid=st.none() | words,
    sequence=st.integers(0, 9),
    organizer=st.none() | words,
)
search_activities = st.builds(
    SearchActivity,
    st.sampled_from(SearchKind),
    st.dates(date(2026, 1, 1), date(2027, 12, 31)),
    words.map(normalise_lines),
    moments,
    search_details,
    st.none() | moments,
)


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


async def adds_details(ada: Importer, record: Message, place: int) -> None:
    opens = Message("", buttons=record.items[place].buttons)
    await ada.fills("Add details", opens, address="1 Main St")


async def test_a_work_search_comes_back_with_what_was_filled_in_and_what_was_late(
    ada: Importer,
) -> None:
    await ada.types("settings office NY")
    await ada.types("applied Acme as Baker on 27 May")
    await adds_details(ada, await ada.of_week("2026-05-27"), 0)
    logged = await ada.types("activity Job fair at the town hall")
    ada.time.be("2026-06-09T10:00")
    await ada.fills("Edit", logged, employer="City College")
    record = (await ada.types("worklog of 2026-06-01 csv")).file
    before, late = await ada.exports("json"), await ada.of_week("2026-05-27")
    assert record is not None

    await forgets(ada)
    shown = await ada.drops(before, "a.json")
    assert fact("Work search", shown) == "1 activity of your work search"
    saved = await ada.presses("Save all", shown)
    assert saved.title == "Imported 1 application and 1 activity of your work search"
    again = (await ada.types("worklog of 2026-06-01 csv")).file
    assert again is not None
    assert again.content == record.content
    assert b"City College" in again.content
    back = await ada.of_week("2026-05-27")
    assert [one.text for one in back.items] == [one.text for one in late.items]
    assert without_ids(json.loads(await ada.exports("json"))) == without_ids(json.loads(before))

    twice = await ada.drops(before, "a.json")
    assert fact("Work search", twice).endswith("; 1 of them you have already")
    assert (await ada.presses("Save all", twice)).title == "Imported 0 applications"


async def test_a_work_search_that_came_with_a_file_is_taken_back_with_it(ada: Importer) -> None:
    await ada.types("applied Acme as Baker")
    await ada.types("applied Globex")
    await ada.types("activity Job fair")
    await ada.types("activity Workshop")
    whole = await ada.exports("json")
    await forgets(ada)
    saved = await ada.presses("Save all", await ada.drops(whole, "a.json"))
    ada.time.be("2026-06-02T10:00")
    record = await ada.types("worklog")
    for place in (0, 2):  # Acme and the fair were touched since
        await adds_details(ada, record, place)
    back = await ada.presses("Take the import back", saved)
    assert "1 application and 1 activity of your work search" in str(back.text)
    assert [str(one.title).split(" · ")[-1] for one in (await ada.types("worklog")).items] == [
        "Acme (Baker)",
        "Job fair",
    ]


async def test_the_mails_that_prove_what_was_done_come_back_and_go_again(ada: Importer) -> None:
    await ada.types("applied Acme as Baker on 30 May")
    await ada.presses("Log it", await ada.drops(RECEIVED, "received.eml"))
    before, record = await ada.exports("json"), (await ada.types("worklog last week csv")).file
    assert record is not None
    assert b"E-mail of 2026-05-30 from acme.com" in record.content

    await forgets(ada)
    saved = await ada.presses("Save all", await ada.drops(before, "a.json"))
    assert without_ids(json.loads(await ada.exports("json"))) == without_ids(json.loads(before))
    again = (await ada.types("worklog last week csv")).file
    assert again is not None
    assert again.content == record.content
    assert "already" in str((await ada.drops(RECEIVED, "received.eml")).text)
    await ada.presses("Take the import back", saved)
    assert "Nothing here yet" in str((await ada.types("pipeline")).text)


async def test_the_last_application_of_an_import_is_deleted_and_its_activity_stays(
    ada: Importer,
) -> None:
    await ada.types("applied Acme")
    await ada.types("activity Job fair")
    whole = await ada.exports("json")
    await forgets(ada)
    await ada.presses("Save all", await ada.drops(whole, "a.json"))
    await ada.presses("Yes, delete it", await ada.types("delete Acme"))
    assert [str(one.title) for one in (await ada.types("worklog")).items] == [
        "Mon 1 Jun · Job fair · Job fair"
    ]


async def test_who_logged_activities_alone_takes_them_along(ada: Importer) -> None:
    await ada.types("activity Job fair")
    whole = await ada.exports("json")
    await forgets(ada)
    shown = await ada.drops(whole, "a.json")
    assert shown.title == "1 activity of your work search of your export"
    saved = await ada.presses("Save all", shown)
    assert saved.title == "Imported 1 activity of your work search"
    assert "/worklog" in plain(saved.text)
    assert len((await ada.types("worklog")).items) == 1


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
    whole = json.loads(
        write_json(Person(1, Address("a", "", "b"), Preferences()), [], {}, (), {}, NOW)
    )
    whole[where[0]][where[1]] = value
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
