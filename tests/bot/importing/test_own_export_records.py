"""An export's work-search record and mails come back, and go with the import."""

from __future__ import annotations

import json

import pytest

from bot.message import Message, plain
from storage.storage import Storage
from tests.bot.import_lists import Importer
from tests.bot.importing.exports import without_ids
from tests.bot.mails import RECEIVED
from tests.bot.shown_parts import fact
from tests.bot.world import Platform, Time


@pytest.fixture
async def ada(storage: Storage) -> Importer:
    return Importer(storage, Platform(), Time())


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

    await ada.forgets()
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
    await ada.forgets()
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
    assert b"Email of 2026-05-30 from acme.com" in record.content

    await ada.forgets()
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
    await ada.forgets()
    await ada.presses("Save all", await ada.drops(whole, "a.json"))
    await ada.presses("Yes, delete it", await ada.types("delete Acme"))
    assert [str(one.title) for one in (await ada.types("worklog")).items] == [
        "Mon 1 Jun · Job fair · Job fair"
    ]


async def test_who_logged_activities_alone_takes_them_along(ada: Importer) -> None:
    await ada.types("activity Job fair")
    whole = await ada.exports("json")
    await ada.forgets()
    shown = await ada.drops(whole, "a.json")
    assert shown.title == "1 activity of your work search of your export"
    saved = await ada.presses("Save all", shown)
    assert saved.title == "Imported 1 activity of your work search"
    assert "/worklog" in plain(saved.text)
    assert len((await ada.types("worklog")).items) == 1
