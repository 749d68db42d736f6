"""An import is taken back as a whole, for thirty days."""

from __future__ import annotations

import pytest

from bot.message import plain
from storage.storage import Storage
from tests.bot.import_lists import LIST, Importer
from tests.bot.world import Platform, Time


@pytest.fixture
async def ada(storage: Storage) -> Importer:
    return Importer(storage, Platform(), Time())


async def test_taking_one_import_back_leaves_the_rows_of_another(ada: Importer) -> None:
    await ada.saves(LIST)
    other = await ada.saves("Company,Applied\nZorin,someday\nOctan,2026-05-20\n")
    await ada.presses("Take the import back", other)
    rows = await ada.presses("Rows to fix", await ada.types("import"))
    assert [plain(item.title) for item in rows.items] == ["Row 5: Hooli", "Row 6"]


async def test_taking_it_back_erases_what_nobody_touched_and_names_the_rest(ada: Importer) -> None:
    saved = await ada.saves(LIST)
    await ada.types("followed-up Acme")
    ada.time.be("2026-06-25T10:00")
    back = await ada.presses("Take the import back", saved)
    assert str(back.text) == (
        "What the file brought is erased: 3 applications. What you worked on since stays: Acme."
    )
    assert "1 applied" in str((await ada.types("pipeline")).text)
    assert "was taken back" in str((await ada.presses("Take the import back", saved)).text)


async def test_after_thirty_days_it_is_taken_back_no_more(ada: Importer) -> None:
    saved = await ada.saves(LIST)
    ada.time.be("2026-07-02T10:00")
    assert "more than 30 days ago" in str((await ada.presses("Take the import back", saved)).text)


async def test_undo_leads_to_the_button_that_takes_an_import_back(ada: Importer) -> None:
    await ada.saves(LIST)
    undone = await ada.types("undo")
    assert (await ada.presses("Take the import back", undone)).title == "Taken back"


async def test_a_thousand_rows_are_saved_and_taken_back_in_one_step(ada: Importer) -> None:
    rows = "".join(f"Company {number},2026-01-02,Rejected\n" for number in range(1_000))
    saved = await ada.saves(f"Company,Applied,Status\n{rows}")
    assert saved.title == "Imported 1,000 applications"
    back = await ada.presses("Take the import back", saved)
    assert "1,000 applications" in str(back.text)
