"""Rows that were not understood are fixed one by one, or left out."""

from __future__ import annotations

import pytest

from bot.message import Message, plain
from storage.storage import Storage
from tests.bot.import_lists import LIST, Importer
from tests.bot.shown_parts import fact, labels
from tests.bot.world import Platform, Time


@pytest.fixture
async def ada(storage: Storage) -> Importer:
    return Importer(storage, Platform(), Time())


async def test_a_row_that_was_fixed_or_left_out_is_not_asked_for_again(ada: Importer) -> None:
    rows = await ada.presses("2 rows to fix", await ada.saves(LIST))
    hooli, nobody = (Message("", buttons=item.buttons) for item in rows.items)
    await ada.fills("Fix it", hooli, on="2025-07-08")
    await ada.presses("Leave it out", nobody)
    again = await ada.saves(LIST)
    assert labels(again) == []
    assert again.file is None


async def test_a_list_of_which_nothing_is_understood_waits_to_be_fixed(ada: Importer) -> None:
    saved = await ada.saves("Company,Role,Applied\nZorin,Cook,someday\n,Nurse,2026-05-20\n")
    assert saved.title == "Imported 0 applications"
    assert str(saved.text) == "No row can be saved as it is. Each waits for you to fix it."
    assert labels(saved) == ["2 rows to fix"]


async def test_a_row_that_turns_out_to_be_known_adds_nothing(ada: Importer) -> None:
    rows = await ada.presses("2 rows to fix", await ada.saves(LIST))
    hooli = Message("", buttons=rows.items[0].buttons)
    known = await ada.fills("Fix it", hooli, name="Acme", role="Baker", on="2026-05-20")
    assert known.title == "Known before"
    assert labels(known) == ["Rows to fix", "Undo"]


async def test_a_day_that_is_given_later_plans_what_is_due(ada: Importer) -> None:
    await ada.saves("Company,Status\nAcme,Applied\n")
    await ada.types("edit Acme on 28 May")
    job = await ada.types("job Acme")
    assert "Thu 28 May  Applied" in str(job.text)
    assert "follow up" in plain(fact("Next", job))


async def test_rows_are_fixed_one_by_one_for_thirty_days(ada: Importer) -> None:
    saved = await ada.saves(LIST)
    ada.time.be("2026-06-30T10:00")
    rows = await ada.presses("2 rows to fix", saved)
    assert [plain(item.title) for item in rows.items] == ["Row 5: Hooli", "Row 6"]
    hooli, nobody = (Message("", buttons=item.buttons) for item in rows.items)
    fixed = await ada.fills("Fix it", hooli, on="2025-07-08")
    assert fixed.title == "Imported: Hooli (Analyst)"
    assert fact("Stage", fixed) == "interviewing"
    left_out = await ada.presses("Leave it out", nobody)
    assert left_out.title == "Left out"
    assert "no rows to fix" in str((await ada.presses("2 rows to fix", saved)).text)
    for done in (left_out, fixed):
        await ada.presses("Undo", done)
    again = await ada.presses("2 rows to fix", saved)
    assert [one.title for one in again.items] == [one.title for one in rows.items]
    assert "2 applied · 1 interviewing · 1 rejected" in str((await ada.types("pipeline")).text)


async def test_rows_of_an_earlier_import_wait_beside_those_of_the_next(ada: Importer) -> None:
    await ada.saves(LIST)
    await ada.saves("Company,Applied\nZorin,someday\nOctan,2026-05-20\n")
    again = await ada.drops(LIST)
    await ada.presses("Save all", again)
    shown = await ada.types("import")
    rows = await ada.presses("Rows to fix", shown)
    assert [plain(item.title) for item in rows.items] == ["Row 5: Hooli", "Row 6", "Row 2: Zorin"]
