"""Forms: five fields at a time, in steps, and asked again beside what was typed."""

from __future__ import annotations

from tests.adapters.discord.harness import Bot
from tests.adapters.discord.screen import shown, written_back
from tests.fakes.discord.client import Client
from tests.fakes.discord.directory import Channel
from tests.fakes.discord.interactions import ResponseType
from tests.fakes.discord.messages import Message
from tests.fakes.discord.server import FakeDiscord

LONG = "We talked about the oven. " * 100


async def logged(ada: Client, **options: str) -> Message:
    return shown(await ada.types("applied", company="Acme", role="Baker", **options))


async def test_what_is_missing_is_asked_in_a_form_that_opens_at_once(bot: Bot, ada: Client) -> None:
    await logged(ada)
    opened = await ada.types("interview", company="Acme", people="Dana **Weiss**")
    assert opened.reply is ResponseType.MODAL
    form = ada.form(opened)
    assert [field.id for field in form.fields] == ["at", "length", "format", "people"]
    assert form.field("people").value == "Dana **Weiss**"
    done = await ada.submits(opened, {"at": "thursday 14:00", "format": "video"})
    page = ada.reads(shown(done))
    assert "Acme" in page.whole.title
    assert "Dana **Weiss**" in str(page.whole.facts)


async def test_a_heading_too_long_for_the_forms_title_is_above_its_fields(
    bot: Bot, ada: Client
) -> None:
    company = "Vandelay Import and Export of Northern Europe"
    await ada.types("applied", company=company, role="Importer")
    form = ada.form(await ada.types("interview", company=company))
    assert form.title.startswith("Vandelay Import and Export")
    assert form.text == f"{company}: book an interview"


async def test_more_than_five_fields_are_asked_in_steps(bot: Bot, ada: Client) -> None:
    opened = await ada.types("applied", role="Baker", contact="Dana Weiss")
    first = ada.form(opened)
    assert [field.id for field in first.fields] == ["company", "role", "on", "via", "link"]
    assert first.field("role").value == "Baker"
    step = await ada.submits(opened, {"company": "Acme", "via": "a friend"})
    assert "1 question is left" in ada.reads(shown(step)).whole.text
    second = await ada.presses("Continue", shown(step))
    assert ada.form(second).field("contact").value == "Dana Weiss"
    done = ada.reads(shown(await ada.submits(second, {})))
    assert done.whole.title == "Applied to Acme (Baker)"
    assert ("Found via", "a friend") in done.whole.facts
    assert ("Contact", "Dana Weiss") in done.whole.facts


async def test_steps_may_be_left_out_where_nothing_is_needed_in_them(bot: Bot, ada: Client) -> None:
    opened = await ada.types("applied")
    step = await ada.submits(opened, {"company": "Acme"})
    done = await ada.presses("Save now", shown(step))
    assert ada.reads(shown(done)).whole.title == "Applied to Acme"


async def test_twelve_settings_are_three_steps_and_none_is_lost(bot: Bot, ada: Client) -> None:
    opened = await ada.types("settings")
    steps = 1
    step = await ada.submits(opened, {"hour": "8:30", "country": "DE"})
    while any(one.label == "Continue" for one in ada.reads(shown(step)).whole.pressables):
        opened = await ada.presses("Continue", shown(step))
        fields = [field.id for field in ada.form(opened).fields]
        step = await ada.submits(opened, {"name": "Ada"} if "name" in fields else {})
        steps += 1
    facts = dict(ada.reads(shown(step)).whole.facts)
    assert steps == 3
    assert (facts["Nudge hour"], facts["Holidays"], facts["Drafts signed"]) == (
        "08:30",
        "Germany",
        "Ada",
    )


async def test_what_cannot_be_read_is_asked_again_beside_what_was_typed(
    bot: Bot, ada: Client
) -> None:
    await logged(ada)
    opened = await ada.types("interview", company="Acme")
    wrong = await ada.submits(opened, {"at": "the day after never", "people": "Dana"})
    card = ada.reads(shown(wrong))
    assert "the day after never" in str(card.whole.facts)
    again = await ada.presses("Correct it", shown(wrong))
    form = ada.form(again)
    assert form.field("at").value == "the day after never"
    assert form.field("at").hint
    assert form.field("people").value == "Dana"
    done = await ada.submits(again, {"at": "2026-06-04 14:00"})
    assert "4. Juni 14:00" in str(ada.reads(shown(done)).whole.facts)


async def test_an_option_that_cannot_be_read_opens_the_form_with_it(bot: Bot, ada: Client) -> None:
    opened = await ada.types("applied", company="Acme", on="the day after never")
    form = ada.form(opened)
    assert form.field("company").value == "Acme"
    assert form.field("on").value == "the day after never"
    assert "the day after never" in form.field("on").hint


async def test_a_choice_is_picked_from_a_list_and_one_typed_is_chosen_already(
    bot: Bot, ada: Client
) -> None:
    await logged(ada)
    opened = await ada.types("interview", company="Acme", format="video")
    field = ada.form(opened).field("format")
    assert field.value == "video"
    assert ("on site", "on site") in field.options


async def test_a_form_of_a_card_rewrites_the_card(bot: Bot, fake: FakeDiscord, ada: Client) -> None:
    card = await logged(ada)
    opened = await ada.presses("Add details", card)
    step = await ada.submits(opened, {})
    helper = shown(step)
    assert helper is not card
    await ada.press(ada.reads(helper).find("Save now")[0], helper)
    second = await ada.presses("Add details", card)
    step = await ada.submits(second, {"source": "a friend"})
    await ada.press(ada.reads(shown(step)).find("Save now")[0], shown(step))
    assert "a friend" in str(ada.reads(card).whole.facts)
    await fake.directory.signal.until(lambda: shown(step).deleted, "the helper to be gone")


async def test_in_a_server_the_steps_are_for_one_person_alone(
    bot: Bot, fake: FakeDiscord, ada: Client, bea: Client
) -> None:
    channel: Channel = fake.directory.new_channel(
        fake.directory.new_guild("Hunters", ada.user, bea.user), "jobs"
    )
    ada.opens_channel(channel)
    bea.opens_channel(channel)
    step = await ada.submits(await ada.types("applied"), {"company": "Acme"})
    assert shown(step).audience is ada.user
    done = await ada.presses("Save now", shown(step))
    assert shown(done).audience is ada.user
    assert bea.sees() == []


async def test_a_debrief_of_an_interview_that_was_not_booked_keeps_every_word_and_books_it(
    bot: Bot, ada: Client
) -> None:
    await logged(ada)
    opened = await ada.types("debrief", company="Acme")
    asked = await ada.submits(opened, {"went": "well", "talked_about": LONG})
    when = await ada.presses("Open the form", shown(asked))
    done = ada.reads(shown(await ada.submits(when, {"at": "yesterday 14:00"})))
    assert done.whole.letter is not None
    assert "the oven" in done.whole.letter[1]


async def test_words_in_a_conversation_that_need_more_get_a_button_for_the_form(
    bot: Bot, fake: FakeDiscord, ada: Client
) -> None:
    await ada.says("applied")
    opener = await written_back(fake, ada)
    opened = await ada.presses("Open the form", opener)
    step = await ada.submits(opened, {"company": "Acme"})
    done = await ada.presses("Save now", shown(step))
    assert ada.reads(shown(done)).whole.title == "Applied to Acme"
    await fake.directory.signal.until(lambda: opener.deleted, "the button to be gone")
