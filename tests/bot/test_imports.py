"""A list is previewed, saved at once, matched when it comes again, fixed, and taken back."""

from __future__ import annotations

import asyncio
import csv
import io
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import datetime

import pytest

from bot.catalog import COMMANDS
from bot.conversation.actor import Actor
from bot.dispatcher import Dispatcher
from bot.domain.people.person import Address
from bot.message import Form, Message, plain
from storage.storage import Storage
from storage.unit_of_work import UnitOfWork, UnitOfWorkFactory
from tests.bot.test_mail import button, fact, labels
from tests.bot.world import BERLIN, Platform, Time, World, read

ADA = Actor(Address("chat", "", "ada"), BERLIN)
LIST = """Company,Role,Date applied,Status,Pay
Acme,Baker,5/20/2026,Applied,50k
Globex,Cook,5/27/2026,,
Initech,Engineer,3/1/2026,Rejected,
Hooli,Analyst,8-Jul,Interview,
,Nurse,5/20/2026,Applied,
Umbra,Nurse,5/20/2026,Phone screen,
"""
OPEN_ORDER = "Company,Applied\nAcme,3/4/2026\nGlobex,5/5/2026\n"


class Importer(World):
    """A person who brings lists, and presses what the previews have."""

    async def drops(self, text: str | bytes, name: str = "list.csv") -> Message:
        data = text.encode() if isinstance(text, str) else text
        answer = await self.dispatcher.run_file(data, ADA, name)
        assert isinstance(answer.reply, Message)
        return read(answer.reply)

    async def presses(self, label: str, on: Message) -> Message:
        answer = await self.dispatcher.run_action(button(label, on).action, ADA)
        assert isinstance(answer.reply, Message)
        return read(answer.reply)

    async def fills(self, label: str, shown: Message, /, **typed: str) -> Message:
        answer = await self.dispatcher.run_action(button(label, shown).action, ADA)
        assert isinstance(answer.reply, Form)
        values = {**answer.reply.values, **typed}
        filled = await self.dispatcher.submit_form(answer.reply.action, values, ADA)
        assert isinstance(filled.reply, Message)
        return read(filled.reply)

    async def saves(self, text: str | bytes, name: str = "list.csv") -> Message:
        return await self.presses("Save all", await self.drops(text, name))

    async def of_week(self, day: str) -> Message:
        """The work-search record of the week of a day."""
        return await self.types(f"worklog of {day}")

    async def exports(self, kind: str) -> bytes:
        answer = await self.types(f"export {kind}")
        assert answer.file is not None
        return answer.file.content


@pytest.fixture
async def ada(storage: Storage) -> Importer:
    return Importer(storage, Platform(), Time())


async def test_a_preview_says_how_each_column_was_read_and_saves_nothing(ada: Importer) -> None:
    shown = await ada.drops(LIST)
    assert shown.title == "6 rows: 4 understood, 2 need you"
    assert "Row 5, Hooli: “8-Jul” names no year" in str(shown.text)
    assert "Row 6: no company of Nurse" in str(shown.text)
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


async def test_save_all_saves_what_was_understood_and_plans_what_is_due(ada: Importer) -> None:
    saved = await ada.saves(LIST)
    assert saved.title == "Imported 4 applications"
    assert labels(saved) == ["2 rows to fix", "Take the import back"]
    assert "2 applied · 1 interviewing · 1 rejected" in str((await ada.types("pipeline")).text)
    job = await ada.types("job Acme")
    assert "Pay: 50k" in str(job.text)
    (told,) = await ada.ticks("2026-06-02T09:00")
    assert told.nudges == ("follow_up 1", "follow_up 1")


async def test_the_same_file_again_adds_nothing(ada: Importer) -> None:
    await ada.saves(LIST)
    again = await ada.drops(LIST)
    assert fact("You have already", again).startswith("4,")
    saved = await ada.presses("Save all", again)
    assert saved.title == "Imported 0 applications"
    assert labels(saved) == ["2 rows to fix"]
    assert "2 applied · 1 interviewing · 1 rejected" in str((await ada.types("pipeline")).text)


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


async def test_taking_one_import_back_leaves_the_rows_of_another(ada: Importer) -> None:
    await ada.saves(LIST)
    other = await ada.saves("Company,Applied\nZorin,someday\nOctan,2026-05-20\n")
    await ada.presses("Take the import back", other)
    rows = await ada.presses("Rows to fix", await ada.types("import"))
    assert [plain(item.title) for item in rows.items] == ["Row 5: Hooli", "Row 6"]


async def test_an_application_that_was_typed_is_matched_and_not_doubled(ada: Importer) -> None:
    await ada.types("applied acme gmbh as baker on 21 May")
    await ada.saves(LIST)
    assert "2 applied · 1 interviewing · 1 rejected" in str((await ada.types("pipeline")).text)


async def test_what_is_old_or_has_no_day_plans_no_reminder(ada: Importer) -> None:
    await ada.saves(
        "Company,Status,Applied\nAcme,Applied,\nHooli,Rejected,\nZorin,Applied,2026-01-02\n"
    )
    assert "take it up again?" in plain(fact("Next", await ada.types("job Acme")))
    assert "take it up again?" in plain(fact("Next", await ada.types("job Zorin")))
    assert await ada.ticks("2026-08-01T09:00") == []
    table = (await ada.exports("csv")).decode("utf-8-sig")
    assert "2026-06-01" not in table  # the day of the import is no day of theirs
    assert "Day not known  Applied" in str((await ada.types("job Acme")).text)
    draft = (await ada.types("draft Acme")).draft
    assert draft is not None
    assert "May" not in draft.body


async def test_a_day_that_is_told_later_plans_what_is_due(ada: Importer) -> None:
    await ada.saves("Company,Status\nAcme,Applied\n")
    await ada.types("edit Acme on 28 May")
    job = await ada.types("job Acme")
    assert "Thu 28 May  Applied" in str(job.text)
    assert "follow up" in plain(fact("Next", job))


async def test_two_orders_are_asked_once_for_the_file(ada: Importer) -> None:
    shown = await ada.drops(OPEN_ORDER)
    assert shown.title == "2 rows: 1 understood, 1 needs you"
    assert "Two orders of day and month fit" in str(shown.text)
    settled = await ada.presses("Day first: Fri 3 Apr", shown)
    assert settled.title == "2 rows: 2 understood, 0 need you"
    await ada.presses("Save all", settled)
    assert "Fri 3 Apr" in str((await ada.types("job Acme")).text)


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


async def test_what_would_pass_five_thousand_is_refused_in_the_preview(ada: Importer) -> None:
    rows = "".join(f"Company {number},2026-01-02\n" for number in range(5_001))
    shown = await ada.drops(f"Company,Applied\n{rows}")
    assert "room for 5,000 more" in str(shown.text)
    assert "Save all" not in labels(shown)


async def test_forget_me_erases_what_waits(ada: Importer) -> None:
    shown = await ada.drops(LIST)
    asked = await ada.types("forget-me")
    asked = await ada.presses("Yes, erase everything", asked)
    assert (await ada.presses("Erase it all now", asked)).title == "Forgotten"
    assert "no longer have that file" in str((await ada.presses("Save all", shown)).text)


async def test_mails_and_lists_are_told_apart_by_what_they_are(ada: Importer) -> None:
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


async def test_two_who_save_the_same_import_at_once_save_it_once(ada: Importer) -> None:
    shown = await ada.drops(LIST)
    said = await asyncio.gather(*(ada.presses("Save all", shown) for _ in range(2)))
    assert sorted(str(one.title) for one in said) == ["", "Imported 4 applications"]
    assert "2 applied · 1 interviewing · 1 rejected" in str((await ada.types("pipeline")).text)


async def test_of_two_files_brought_at_once_one_waits_and_the_other_is_let_go(
    ada: Importer,
) -> None:
    previews = await asyncio.gather(ada.drops(LIST), ada.drops("Company,Applied\nZorin,2026-05-20"))
    said = [await ada.presses("Save all", one) for one in previews]
    assert ["no longer have that file" in str(one.text) for one in said].count(True) == 1
    assert ["Imported" in str(one.title) for one in said].count(True) == 1


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


async def test_another_persons_export_is_told_as_such(ada: Importer) -> None:
    await ada.types("applied Acme as Baker")
    whole = json.loads(await ada.exports("json"))
    shown = await ada.drops(json.dumps({**whole, "owner": "someone else"}), "export.json")
    assert shown.title == "1 application of an export that another person made"
    assert "Save all" in labels(shown)


async def test_a_save_that_is_killed_leaves_nothing_behind_and_can_be_pressed_again(
    ada: Importer,
) -> None:
    shown = await ada.drops(LIST)
    save = button("Save all", shown).action
    dying = Dispatcher(Dying(ada.storage.database), ada.time, COMMANDS)
    with pytest.raises(RuntimeError):
        await dying.run_action(save, ADA)
    assert "Nothing here yet" in str((await ada.types("pipeline")).text)
    assert (await ada.presses("Save all", shown)).title == "Imported 4 applications"


class Dying(UnitOfWorkFactory):
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


async def test_a_thousand_rows_are_saved_and_taken_back_in_one_step(ada: Importer) -> None:
    rows = "".join(f"Company {number},2026-01-02,Rejected\n" for number in range(1_000))
    saved = await ada.saves(f"Company,Applied,Status\n{rows}")
    assert saved.title == "Imported 1,000 applications"
    back = await ada.presses("Take the import back", saved)
    assert "1,000 applications" in str(back.text)


async def test_rows_of_an_earlier_import_wait_beside_those_of_the_next(ada: Importer) -> None:
    await ada.saves(LIST)
    await ada.saves("Company,Applied\nZorin,someday\nOctan,2026-05-20\n")
    again = await ada.drops(LIST)
    await ada.presses("Save all", again)
    shown = await ada.types("import")
    rows = await ada.presses("Rows to fix", shown)
    assert [plain(item.title) for item in rows.items] == ["Row 5: Hooli", "Row 6", "Row 2: Zorin"]
