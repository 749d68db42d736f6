"""The work-search record, from what was logged to the file that is copied from."""

from __future__ import annotations

import csv
import io

from sqlalchemy import select

from bot.conversation.actor import Actor
from bot.domain.people.person import Address
from bot.message import Button, Form, Message, plain
from storage.tables import changes, search_edits
from tests.bot.mails import RECEIVED
from tests.bot.world import BERLIN, World, read

ADA = Actor(Address("chat", "", "ada"), BERLIN)


def button(message: Message, label: str, place: int | None = None) -> Button:
    items = message.items if place is None else message.items[place : place + 1]
    found = [one for item in items for one in item.buttons] + list(message.buttons)
    return next(one for one in found if one.label == label)


async def fills(world: World, opens: Button, **typed: str) -> Message:
    form = (await world.dispatcher.run_action(opens.action, ADA)).reply
    assert isinstance(form, Form)
    answer = (await world.dispatcher.submit_form(form.action, {**form.values, **typed}, ADA)).reply
    assert isinstance(answer, Message)
    return read(answer)


def rows(message: Message) -> list[dict[str, str]]:
    assert message.file is not None
    text = message.file.content.decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text, newline="")))


async def test_a_week_says_how_far_it_has_come_and_when_it_closes(world: World) -> None:
    await world.types("settings office WI")
    world.time.be("2026-06-03T10:00")  # a Wednesday
    await world.types("applied Acme as Baker")
    await world.types("followed up with Acme")
    await world.types("activity Job fair at the town hall yesterday")
    said = await world.types("worklog")
    assert said.title == "Work search, Sun 31 May to Sat 6 Jun"
    text = plain(said.text)
    assert text.startswith("2 of 4 so far, 1 of them to check with your office. The week closes on")
    assert "dwd.wisconsin.gov" in text
    assert [plain(one.text).split(".")[0] for one in said.items] == [
        "Check with your office",
        "Counts",
        "Does not count",
    ]


async def test_an_interview_is_on_the_day_it_was_held(world: World) -> None:
    await world.types("settings office CT")
    await world.types("applied Acme")
    await world.types("interview Acme at 4 June 14:00 with Dana Weiss")
    assert len((await world.types("worklog")).items) == 1
    world.time.be("2026-06-05T10:00")
    said = await world.types("worklog")
    assert plain(said.items[1].title) == "Thu 4 Jun · Interview · Acme"
    assert plain(said.items[1].text).startswith("Counts.")


async def test_what_is_logged_after_the_period_closed_is_marked(world: World) -> None:
    await world.types("settings office NY")
    await world.types("applied Acme on 27 May")
    await world.types("applied Beta on 1 June")
    last = await world.types("worklog last week")
    assert plain(last.items[0].text).endswith("Logged after the period closed.")
    assert "after the period" not in plain((await world.types("worklog")).items[0].text)


async def test_a_confirmation_that_was_logged_is_the_proof(world: World) -> None:
    await world.types("applied Acme as Baker on 30 May")
    shown = (await world.dispatcher.run_mail(RECEIVED, ADA)).reply
    assert isinstance(shown, Message)
    await world.presses_button(button(shown, "Log it"))
    (row,) = rows(await world.types("worklog last week csv"))
    assert row["Proof"] == (
        "Email of 2026-05-30 from acme.com: We received your application for Baker at Acme"
    )


async def test_the_form_asks_for_what_is_missing_and_the_file_has_it(world: World) -> None:
    await world.types("applied Acme as Baker")
    said = await world.types("worklog")
    form = (await world.dispatcher.run_action(button(said, "Add details").action, ADA)).reply
    assert isinstance(form, Form)
    assert form.title == "Details: Acme (Baker)"
    assert form.fields[0] == "address"
    answer = await fills(
        world, button(said, "Add details"), address="1 Main St", contact="=HYPERLINK(1)"
    )
    assert answer.title == "Saved: Acme (Baker)"
    (row,) = rows(await world.types("worklog csv"))
    assert (row["Address"], row["Person"]) == ("1 Main St", "'=HYPERLINK(1)")
    assert row["Edited"]


async def test_what_was_added_to_an_entry_is_taken_back_edit_by_edit(world: World) -> None:
    await world.types("applied Acme as Baker")
    opens = button(await world.types("worklog"), "Add details")
    first = await fills(world, opens, address="1 Main St")
    second = await fills(world, opens, address="2 Side St", phone="555")
    refused = await world.presses_button(button(first, "Undo"))
    assert "Since then you added details to Acme (Baker)" in plain(refused.text)
    await world.presses_button(button(second, "Undo"))
    (row,) = rows(await world.types("worklog csv"))
    assert (row["Address"], row["Phone"]) == ("1 Main St", "")
    assert (await world.presses_button(button(first, "Undo"))).title == "Taken back"
    (row,) = rows(await world.types("worklog csv"))
    assert (row["Address"], row["Edited"]) == ("", "")


async def test_an_edit_of_an_activity_is_taken_back_before_the_activity(world: World) -> None:
    logged = await world.types("activity Workshop on letters")
    await fills(world, button(logged, "Edit"), employer="City College")
    changed = await fills(world, button(logged, "Edit"), text="A fair", on="2026-05-30")
    refused = await world.presses_button(button(logged, "Undo"))
    assert "Since then you changed “Workshop on letters”" in plain(refused.text)
    assert (await world.presses_button(button(changed, "Undo"))).title == "Taken back"
    (row,) = rows(await world.types("worklog csv"))
    assert (row["Employer"], row["Notes"]) == ("City College", "Workshop on letters")
    for _ in range(2):
        assert (await world.types("undo")).title == "Taken back"
    assert (await world.types("worklog")).items == ()


async def test_a_deleted_entry_leaves_no_words_behind(world: World) -> None:
    logged = await world.types("activity Workshop on letters")
    await fills(world, button(logged, "Edit"), text="A fair")
    await world.types("applied Acme")
    await fills(world, button(await world.types("worklog"), "Add details", 1), address="1 Main St")
    drop = button(await fills(world, button(logged, "Edit"), text="A workshop"), "Delete")
    await world.presses_button(button(await world.presses_button(drop), "Yes, delete it"))
    await world.presses_button(button(await world.types("delete Acme"), "Yes, delete it"))
    async with world.storage.database.reading() as connection:
        said = list((await connection.execute(select(changes.c.summary))).scalars())
        kept = (await connection.execute(select(search_edits))).all()
    assert sorted(said) == ["deleted an application", "deleted an entry of your work search"]
    assert kept == []


async def test_a_detail_can_be_emptied_again(world: World) -> None:
    await world.types("applied Acme as Baker")
    opens = button(await world.types("worklog"), "Add details")
    await fills(world, opens, address="1 Main St", method="online")
    await fills(world, opens, address="")
    (row,) = rows(await world.types("worklog csv"))
    assert (row["Address"], row["Method"]) == ("", "online")


async def test_an_activity_can_be_changed_taken_back_and_deleted(world: World) -> None:
    logged = await world.types("activity Workshop on letters")
    await fills(world, button(logged, "Edit"), employer="City College", kind="job fair")
    saved = await fills(world, button(logged, "Edit"), text="Fair on letters")
    (row,) = rows(await world.types("worklog csv"))
    assert (row["Activity"], row["Employer"], row["Notes"]) == (
        "Job fair",
        "City College",
        "Fair on letters",
    )
    asked = await world.presses_button(button(saved, "Delete"))
    assert asked.title == "Delete Fair on letters?"
    await world.presses_button(button(asked, "Yes, delete it"))
    assert (await world.types("worklog")).items == ()
    again = await world.types("activity Job fair")
    await world.presses_button(button(again, "Undo"))
    assert (await world.types("worklog")).items == ()


async def test_without_an_office_the_record_offers_to_choose_one(world: World) -> None:
    said = await world.types("worklog")
    answer = await fills(world, button(said, "Choose my office"), office="3 a week, Sun to Sat")
    assert answer.title == "Saved: 3 a week, Sunday to Saturday"
    assert plain(answer.text).startswith("0 of 3 so far.")
    await world.presses_button(button(answer, "Undo"))
    assert button(await world.types("worklog"), "Choose my office")


async def test_a_person_who_is_forgotten_leaves_no_activity(world: World) -> None:
    await world.types("activity Job fair")
    asked = await world.types("forget-me")
    asked = await world.presses_button(asked.buttons[0])
    gone = await world.presses_button(asked.buttons[0])
    assert "1 entry of your work search" in plain(gone.text)
    assert (await world.types("worklog")).items == ()


async def test_a_long_record_is_shown_in_parts(world: World) -> None:
    for number in range(12):
        await world.types(f"applied Company{number}")
    said = await world.types("worklog")
    assert len(said.items) == 10
    assert len((await world.presses_button(button(said, "More"))).items) == 2
