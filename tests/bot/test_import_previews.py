"""A preview shows how a list was read, asks what is open, and saves nothing."""

from __future__ import annotations

import asyncio
import json

import pytest

from storage.storage import Storage
from tests.bot.import_lists import LIST, OPEN_ORDER, Importer
from tests.bot.shown_parts import fact, labels
from tests.bot.world import Platform, Time


@pytest.fixture
async def ada(storage: Storage) -> Importer:
    return Importer(storage, Platform(), Time())


async def test_a_preview_says_how_each_column_was_read_and_saves_nothing(ada: Importer) -> None:
    shown = await ada.drops(LIST)
    assert shown.title == "6 rows: 4 understood, 2 need you"
    assert "Row 5, Hooli: “8-Jul” names no year" in str(shown.text)
    assert "Row 6: no company for Nurse" in str(shown.text)
    assert fact("Company", shown) == "“Company”, such as Acme"
    assert fact("Kept as a note", shown) == "Pay"
    assert labels(shown) == ["Save all", "Change a column", "Cancel"]
    assert shown.file is not None
    assert shown.file.content.decode("utf-8-sig").count("\r\n") == 7
    assert len(shown.rows) == 6
    acme, hooli = shown.rows[0], shown.rows[3]
    assert (acme.title, acme.text) == (
        "Row 2: Acme",
        "Company: Acme; Role: Baker; Date applied: 5/20/2026; Status: Applied; Pay: 50k",
    )
    assert [(one.label, one.value) for one in acme.facts] == [
        ("Company", "Acme"),
        ("Job title", "Baker"),
        ("Stage", "applied"),
        ("Day", "2026-05-20"),
        ("Note", "Pay: 50k"),
    ]
    assert hooli.facts[-1].label == "Needs"
    assert "Nothing here yet" in str((await ada.types("pipeline")).text)


async def test_two_orders_are_asked_once_for_the_file(ada: Importer) -> None:
    shown = await ada.drops(OPEN_ORDER)
    assert shown.title == "2 rows: 1 understood, 1 needs you"
    assert "Two orders of day and month fit" in str(shown.text)
    settled = await ada.presses("Day first: Fri 3 Apr", shown)
    assert settled.title == "2 rows: 2 understood, 0 need you"
    await ada.presses("Save all", settled)
    assert "Fri 3 Apr" in str((await ada.types("job Acme")).text)


async def test_a_list_without_a_known_company_column_asks_which_one_it_is(ada: Importer) -> None:
    shown = await ada.drops(
        "Shop,Job,When,Thoughts,Pay\nJoe's Diner,dishwasher,2026-05-20,smelled bad,15\n"
    )
    assert "Which one is it?" in str(shown.text)
    assert "Row 2" not in str(shown.text)
    assert labels(shown) == [
        "Shop: Joe's Diner",
        "Thoughts: smelled bad",
        "Change a column",
        "Cancel",
    ]
    settled = await ada.presses("Shop: Joe's Diner", shown)
    assert settled.title == "1 row: 1 understood, 0 need you"
    await ada.presses("Save all", settled)
    card = str(await ada.types("job Joe's Diner"))
    assert "dishwasher" in card
    assert "smelled bad" in card


async def test_the_day_in_a_status_is_kept_as_a_note(ada: Importer) -> None:
    shown = await ada.drops(
        "Where I applied,Date sent,Status?\n"
        "Globex,2026-05-20,interview 6/20\n"
        "Acme,2026-05-21,round 2\n"
    )
    assert fact("Company", shown) == "“Where I applied”, such as Globex"
    assert [one.value for one in shown.rows[0].facts if one.label == "Note"] == [
        "Status?: interview 6/20"
    ]
    assert not [one for one in shown.rows[1].facts if one.label == "Note"]


async def test_a_column_can_be_changed(ada: Importer) -> None:
    shown = await ada.drops("Company,Where,Applied\nAcme,Baker,2026-05-20\n")
    changed = await ada.fills("Change a column", shown, column="where", holds="job title")
    assert fact("Job title", changed) == "“Where”, such as Baker"
    wrong = await ada.fills("Change a column", shown, column="Salary", holds="note")
    assert "no such column" in str(wrong.text)
    await ada.presses("Save all", changed)
    assert (await ada.types("job Acme")).title == "Acme (Baker)"


async def test_a_cancelled_or_older_import_is_let_go_of(ada: Importer) -> None:
    first = await ada.drops(LIST)
    second = await ada.drops(OPEN_ORDER)
    assert "no longer have that file" in str((await ada.presses("Save all", first)).text)
    assert (await ada.presses("Cancel", second)).title == "Cancelled"
    assert "no longer have that file" in str((await ada.presses("Cancel", second)).text)


async def test_a_pending_import_is_kept_for_a_day(ada: Importer) -> None:
    shown = await ada.drops(LIST)
    ada.time.be("2026-06-02T10:01")
    assert "no longer have that file" in str((await ada.presses("Save all", shown)).text)


async def test_what_would_pass_five_thousand_is_refused_in_the_preview(ada: Importer) -> None:
    rows = "".join(f"Company {number},2026-01-02\n" for number in range(5_001))
    shown = await ada.drops(f"Company,Applied\n{rows}")
    assert "room for 5,000 more" in str(shown.text)
    assert "Save all" not in labels(shown)


async def test_mails_and_lists_are_distinguished_by_their_content(ada: Importer) -> None:
    assert (await ada.drops("From: a@b.c\nSubject: hi\n\nnews", "a.eml")).title != ""
    assert str((await ada.drops(LIST, "list.txt")).title).startswith("6 rows")
    assert str((await ada.drops(LIST, "LIST.CSV")).title).startswith("6 rows")


async def test_a_file_of_fifty_mebibytes_is_refused_unread(ada: Importer) -> None:
    shown = await ada.drops(bytes(50 * 1024**2), "list.csv")
    assert str(shown.text) == "That file has 50 MiB; I read up to 25. Nothing was saved."


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "That file is empty. Nothing was saved."),
        (b"%PDF-1.7 something", "That is a PDF, whatever its name says."),
        (b'Company,Role\n"Acme,Baker\nGlobex,Cook\n', "never closes"),
    ],
)
async def test_a_file_that_is_no_list_leaves_all_as_it_was(
    ada: Importer, data: bytes, said: str
) -> None:
    waiting = await ada.drops(LIST)
    assert said in str((await ada.drops(data)).text)
    assert (await ada.presses("Save all", waiting)).title == "Imported 4 applications"


async def test_of_two_files_brought_at_once_one_waits_and_the_other_is_let_go(
    ada: Importer,
) -> None:
    previews = await asyncio.gather(ada.drops(LIST), ada.drops("Company,Applied\nZorin,2026-05-20"))
    said = [await ada.presses("Save all", one) for one in previews]
    assert ["no longer have that file" in str(one.text) for one in said].count(True) == 1
    assert ["Imported" in str(one.title) for one in said].count(True) == 1


async def test_another_persons_export_is_recognized(ada: Importer) -> None:
    await ada.types("applied Acme as Baker")
    whole = json.loads(await ada.exports("json"))
    shown = await ada.drops(json.dumps({**whole, "owner": "someone else"}), "export.json")
    assert shown.title == "1 application of an export that another person made"
    assert "Save all" in labels(shown)
