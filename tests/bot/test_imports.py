"""A list is saved at once, matched when it comes again, and erased with its owner."""

from __future__ import annotations

import asyncio
import csv
import io
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import datetime

import pytest

from bot.catalog import COMMANDS
from bot.dispatcher import Dispatcher
from bot.domain.people.person import Address
from bot.message import plain
from storage.storage import Storage
from storage.unit_of_work import UnitOfWork, UnitOfWorkFactory
from tests.bot.import_lists import ADA, LIST, Importer
from tests.bot.shown_parts import button, fact, labels
from tests.bot.world import Platform, Time


@pytest.fixture
async def ada(storage: Storage) -> Importer:
    return Importer(storage, Platform(), Time())


async def test_save_all_saves_what_was_understood_and_plans_what_is_due(ada: Importer) -> None:
    saved = await ada.saves(LIST)
    assert saved.title == "Imported 4 applications"
    assert labels(saved) == ["2 rows to fix", "Take the import back"]
    assert "2 applied · 1 interviewing · 1 rejected" in str((await ada.types("pipeline")).text)
    job = await ada.types("job Acme")
    assert "Pay: 50k" in str(job.text)
    (sent,) = await ada.ticks("2026-06-02T09:00")
    assert sent.nudges == ("follow_up 1", "follow_up 1")


async def test_the_same_file_again_adds_nothing(ada: Importer) -> None:
    await ada.saves(LIST)
    again = await ada.drops(LIST)
    assert fact("You have already", again).startswith("4,")
    saved = await ada.presses("Save all", again)
    assert saved.title == "Imported 0 applications"
    assert labels(saved) == ["2 rows to fix"]
    assert "2 applied · 1 interviewing · 1 rejected" in str((await ada.types("pipeline")).text)


async def test_an_application_that_was_typed_is_matched_and_not_doubled(ada: Importer) -> None:
    await ada.types("applied acme gmbh as baker on 21 May")
    await ada.saves(LIST)
    assert "2 applied · 1 interviewing · 1 rejected" in str((await ada.types("pipeline")).text)


async def test_what_is_old_or_has_no_day_plans_no_reminder(ada: Importer) -> None:
    await ada.saves(
        "Company,Status,Applied\nAcme,Applied,\nHooli,Rejected,\nZorin,Applied,2026-01-02\n"
    )
    assert "try again?" in plain(fact("Next", await ada.types("job Acme")))
    assert "try again?" in plain(fact("Next", await ada.types("job Zorin")))
    assert await ada.ticks("2026-08-01T09:00") == []
    table = (await ada.exports("csv")).decode("utf-8-sig")
    assert "2026-06-01" not in table  # the day of the import is no day of theirs
    assert "Day not known  Applied" in str((await ada.types("job Acme")).text)
    draft = (await ada.types("draft Acme")).draft
    assert draft is not None
    assert "May" not in draft.body


async def test_forget_me_erases_what_waits(ada: Importer) -> None:
    shown = await ada.drops(LIST)
    asked = await ada.types("forget-me")
    asked = await ada.presses("Yes, erase everything", asked)
    assert (await ada.presses("Erase it all now", asked)).title == "Forgotten"
    assert "no longer have that file" in str((await ada.presses("Save all", shown)).text)


async def test_two_who_save_the_same_import_at_once_save_it_once(ada: Importer) -> None:
    shown = await ada.drops(LIST)
    said = await asyncio.gather(*(ada.presses("Save all", shown) for _ in range(2)))
    assert sorted(str(one.title) for one in said) == ["", "Imported 4 applications"]
    assert "2 applied · 1 interviewing · 1 rejected" in str((await ada.types("pipeline")).text)


async def test_a_company_that_reads_as_a_command_is_its_own_words_on_paper(
    ada: Importer,
) -> None:
    names = ['#read("x")', '=HYPERLINK("x")']
    rows = "".join(f'"{name.replace(chr(34), chr(34) * 2)}",2026-06-01\n' for name in names)
    await ada.saves(f"Company,Applied\n{rows}")
    table = (await ada.exports("csv")).decode("utf-8-sig")
    saved = {row["Company"] for row in csv.DictReader(io.StringIO(table, newline=""))}
    assert saved == {names[0], f"'{names[1]}"}
    assert (await ada.drops(table.encode(), "again.csv")).facts[-1].label == "You have already"
    record = (await ada.types("worklog pdf")).file
    assert record is not None
    assert record.content.startswith(b"%PDF-")


async def test_a_save_that_is_killed_leaves_nothing_behind_and_can_be_pressed_again(
    ada: Importer,
) -> None:
    shown = await ada.drops(LIST)
    save = button("Save all", shown).action
    dying = Dispatcher(KilledUnits(ada.storage.database), ada.time, COMMANDS)
    with pytest.raises(RuntimeError):
        await dying.run_action(save, ADA)
    assert "Nothing here yet" in str((await ada.types("pipeline")).text)
    assert (await ada.presses("Save all", shown)).title == "Imported 4 applications"


class KilledUnits(UnitOfWorkFactory):
    """Units of work of a process that is killed just before each commit."""

    @asynccontextmanager
    async def begin(
        self,
        address: Address,
        zone: str,
        now: datetime,
        language: str = "en",
        name: str = "",
        zone_guessed: bool = False,
    ) -> AsyncIterator[UnitOfWork]:
        async with super().begin(address, zone, now, language, name, zone_guessed) as uow:
            yield uow
            raise RuntimeError("killed")


async def test_before_everything_is_erased_a_file_of_it_is_offered(ada: Importer) -> None:
    await ada.types("applied Acme")
    asked = await ada.types("forget-me")
    exported = await ada.presses("Get my data first", asked)
    assert exported.file is not None
    assert exported.file.name.endswith(".json")
