"""Forms that meet a restart, a late answer or a fault keep what was typed."""

from __future__ import annotations

from storage.storage import open_storage as opened_database
from tests.adapters.discord.harness import Bot, Harness
from tests.adapters.discord.screen import shown
from tests.fakes.discord.client import Client
from tests.fakes.discord.messages import Message
from tests.fakes.discord.server import FakeDiscord

LONG = "We talked about the oven. " * 100


async def logged(ada: Client, **options: str) -> Message:
    return shown(await ada.types("applied", company="Acme", role="Baker", **options))


async def test_a_form_that_began_on_a_card_that_is_gone_still_comes_to_its_end(
    bot: Bot, fake: FakeDiscord, ada: Client
) -> None:
    card = await logged(ada)
    step = await ada.submits(await ada.presses("Add details", card), {"source": "a friend"})
    fake.messages.delete(card)
    done = await ada.presses("Save now", shown(step))
    assert "a friend" in str(ada.reads(shown(done)).whole.facts)


async def test_a_form_sent_after_a_restart_is_not_lost(harness: Harness, ada: Client) -> None:
    async with harness.running():
        await logged(ada)
        await ada.types("interview", company="Acme", at="yesterday 14:00")
        opened = await ada.types("debrief", company="Acme")
    async with harness.running():
        done = await ada.submits(opened, {"went": "well", "talked_about": LONG})
        page = ada.reads(shown(done))
        assert page.whole.letter is not None
        assert "the oven" in page.whole.letter[1]


async def test_a_half_filled_form_survives_a_restart_between_its_steps(
    harness: Harness, ada: Client
) -> None:
    async with harness.running():
        opened = await ada.types("applied", contact="Dana Weiss")
        step = await ada.submits(opened, {"company": "Acme", "role": "Baker"})
    async with harness.running():
        second = await ada.presses("Continue", shown(step))
    async with harness.running():
        done = ada.reads(shown(await ada.submits(second, {})))
        assert done.whole.title == "Applied to Acme (Baker)"
        assert ("Contact", "Dana Weiss") in done.whole.facts


async def test_what_was_typed_into_a_form_that_is_refused_can_be_sent_again(
    bot: Bot, ada: Client
) -> None:
    await logged(ada)
    opened = await ada.types("interview", company="Acme")
    refused = await ada.submits(opened, {"at": "2031-06-04 14:00", "people": "Dana Weiss"})
    assert "more than a year away" in ada.reads(shown(refused)).whole.text
    again = await ada.presses("Change my answers", shown(refused))
    assert ada.form(again).field("people").value == "Dana Weiss"
    done = ada.reads(shown(await ada.submits(again, {"at": "2026-06-04 14:00"})))
    assert ("With", "Dana Weiss") in done.whole.facts


async def test_nobody_opens_the_half_filled_form_of_another_person(
    bot: Bot, ada: Client, bea: Client
) -> None:
    step = await ada.submits(await ada.types("applied"), {"company": "Acme"})
    (saves,) = ada.reads(shown(step)).find("Save now")
    assert saves.custom_id is not None
    hers = shown(await bea.types("followthrough"))
    forged = await bea.forges(saves.custom_id, hers)
    assert "too old" in bea.reads(shown(forged)).whole.text
    assert bea.reads(shown(await bea.types("pipeline"))).entries == []


async def test_a_form_too_late_to_be_filled_is_answered_in_words(bot: Bot, ada: Client) -> None:
    hers = shown(await ada.types("followthrough"))
    for forged in ("form:nothing", "save:nothing", "form:", "page:1:nothing", "kept:nothing"):
        one = await ada.forges(forged, hers)
        assert "too old" in ada.reads(shown(one)).whole.text, forged


async def test_a_form_that_breaks_gives_back_every_word_even_without_a_database(
    harness: Harness, bot: Bot, fake: FakeDiscord, ada: Client
) -> None:
    await logged(ada)
    await ada.types("interview", company="Acme", at="yesterday 14:00")
    opened = await ada.types("debrief", company="Acme")
    async with (
        opened_database(harness.database) as storage,
        storage.database.writing() as connection,
    ):
        await connection.exec_driver_sql("ALTER TABLE people RENAME TO gone")
    talk, steps = ("First the oven.\nThen **the** dough. " * 70, "They call\n*me*. " * 150)
    done = await ada.submits(opened, {"talked_about": talk, "next_steps": steps})
    assert done.original is not None
    await fake.directory.signal.until(lambda: bool(done.followups), "the rest of it")
    parts = [part for one in (done.original, *done.followups) for part in ada.reads(one).parts]
    assert "nothing was saved" in parts[0].text
    given = {part.title: part.letter[1] for part in parts if part.letter}
    assert given == {"Talked about": talk, "Next steps": steps}


async def test_a_form_that_is_not_there_any_more_gives_back_what_was_typed(
    bot: Bot, ada: Client
) -> None:
    step = await ada.submits(await ada.types("applied"), {"company": "Acme"})
    second = await ada.presses("Continue", shown(step))
    asked = await ada.presses("Yes, erase everything", shown(await ada.types("forget-me")))
    await ada.presses("Erase it all now", shown(asked))
    late = ada.reads(shown(await ada.submits(second, {"contact": "Dana Weiss, the head baker"})))
    assert "too old" in late.parts[0].text
    assert [part.letter for part in late.parts if part.letter] == [
        ("", "Dana Weiss, the head baker")
    ]
