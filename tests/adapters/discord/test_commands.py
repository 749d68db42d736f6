"""Slash commands, direct messages and a message's menu, as users use them."""

from __future__ import annotations

from typing import Any

import pytest

from adapters.discord.rendering.components import MOST_COMPONENTS
from tests.adapters.discord.harness import Bot, Harness
from tests.adapters.discord.screen import written_back
from tests.fakes.discord.client import Client
from tests.fakes.discord.directory import Channel, Event
from tests.fakes.discord.interactions import Interaction, ResponseType
from tests.fakes.discord.page import Page
from tests.fakes.discord.server import FakeDiscord

PINNED = 6


@pytest.fixture
def jobs(fake: FakeDiscord, ada: Client, bea: Client) -> Channel:
    """A channel where ada and bea both are."""
    return fake.directory.new_channel(
        fake.directory.new_guild("Hunters", ada.user, bea.user), "jobs"
    )


def answer(client: Client, one: Interaction) -> Page:
    assert one.original is not None
    return client.reads(one.original)


async def test_a_command_with_its_options_is_answered_at_once(bot: Bot, ada: Client) -> None:
    one = await ada.types("applied", company="Acme", role="Baker", on="yesterday")
    assert one.reply is ResponseType.MESSAGE
    page = answer(ada, one)
    assert page.whole.title == "Applied to Acme (Baker)"
    assert ("Applied", "So., 31. Mai") in page.whole.facts  # in the language of her Discord


async def test_in_a_server_only_the_one_who_asked_sees_the_answer(
    bot: Bot, ada: Client, bea: Client, jobs: Channel
) -> None:
    ada.opens_channel(jobs)
    bea.opens_channel(jobs)
    one = await ada.types("applied", company="Acme")
    assert one.original is not None
    assert one.original.audience is ada.user
    assert bea.sees() == []


async def test_alone_with_the_bot_the_answer_stays(bot: Bot, ada: Client) -> None:
    one = await ada.types("applied", company="Acme")
    assert one.original is not None
    assert one.original.audience is None


async def test_what_is_written_to_the_bot_is_read_as_a_command(
    bot: Bot, fake: FakeDiscord, ada: Client
) -> None:
    await ada.says("applied Acme as Baker")
    page = ada.reads(await written_back(fake, ada))
    assert page.whole.title == "Applied to Acme (Baker)"


async def test_a_picture_alone_is_answered_with_what_to_do(
    bot: Bot, fake: FakeDiscord, ada: Client
) -> None:
    await ada.says("")
    assert "only read words" in ada.reads(await written_back(fake, ada)).whole.text


async def test_half_a_character_ends_no_connection(
    bot: Bot, fake: FakeDiscord, ada: Client
) -> None:
    await ada.says("applied Acme\ud83d as Baker 😀 Chef")
    title = ada.reads(await written_back(fake, ada)).whole.title
    assert title.startswith("Applied to Acme")
    assert title.endswith("(Baker 😀 Chef)")
    assert (await ada.types("pipeline")).reply is ResponseType.MESSAGE


async def test_a_pin_notice_is_no_message_of_the_user(
    bot: Bot, fake: FakeDiscord, ada: Client
) -> None:
    message = {**(await ada.says("pipeline")).payload(), "type": PINNED, "content": ""}
    pinned = {**message, "id": str(fake.directory.new_id())}
    fake.directory.emit(Event("MESSAGE_CREATE", pinned, ada.channel))
    await ada.says("applied Acme")
    await fake.directory.signal.until(
        lambda: any("Applied" in ada.reads(one).whole.title for one in ada.sees()), "a reply"
    )
    assert "words only" not in str([ada.reads(one).whole.text for one in ada.sees()])


async def test_companies_of_ones_own_are_completed_and_nobody_elses(
    bot: Bot, ada: Client, bea: Client
) -> None:
    for company in ("Acme", "Zebra", "Bäckerei Nord"):
        await ada.types("applied", company=company)
    found = await ada.completes("job", "company", company="backerei")
    assert [one["name"] for one in found] == ["Bäckerei Nord, applied"]
    assert answer(ada, await ada.types("job", company=found[0]["value"])).whole.title == (
        "Bäckerei Nord"
    )
    latest = await ada.completes("job", "company", company="")
    assert [one["name"].split(",")[0] for one in latest] == ["Bäckerei Nord", "Zebra", "Acme"]
    assert await bea.completes("job", "company", company="") == []


async def test_zones_are_completed_with_the_time_it_is_there(bot: Bot, ada: Client) -> None:
    (berlin,) = await ada.completes("settings", "zone", zone="berli")
    assert berlin == {"name": "Europe/Berlin, where it is 10:00", "value": "Europe/Berlin"}
    eastern = await ada.completes("settings", "zone", zone="ET")
    assert eastern[0]["value"] == "America/New_York"
    assert len(await ada.completes("settings", "zone", zone="")) > 1


async def test_a_company_typed_without_completion_is_found_too(bot: Bot, ada: Client) -> None:
    await ada.types("applied", company="Acme")
    one = await ada.types("followed-up", company="acm", by="phone")
    assert "Acme" in answer(ada, one).whole.title


async def test_a_posting_found_in_a_message_is_tracked_with_what_its_address_says(
    bot: Bot, fake: FakeDiscord, ada: Client, bea: Client, jobs: Channel
) -> None:
    bea.opens_channel(jobs)
    ada.opens_channel(jobs)
    said = await bea.says("look: <https://jobs.lever.co/acme/1f0c3b9e>!")
    opened = await ada.uses("Track this job", said)
    form = ada.form(opened)
    assert form.field("company").value == "Acme"
    assert form.field("link").value == "https://jobs.lever.co/acme/1f0c3b9e"
    done = await ada.submits(opened, {"role": "Baker", "status": "I applied"})
    assert done.original is not None
    assert ada.reads(done.original).whole.title == "Applied to Acme (Baker)"


POSTING = "https://jobs.lever.co/acme/1f0c3b9e"


@pytest.mark.parametrize(
    "body",
    [
        {"content": f"**{POSTING}**"},
        {"content": f"||{POSTING}|| `{POSTING}`"},
        {"content": f"`{POSTING}`"},
        {"content": "new!", "embeds": [{"title": "Baker", "url": POSTING}]},
        {"content": "", "embeds": [{"description": f"Baker [apply]({POSTING})"}]},
    ],
)
async def test_a_posting_is_found_however_its_message_is_dressed(
    bot: Bot, fake: FakeDiscord, ada: Client, bea: Client, jobs: Channel, body: dict[str, Any]
) -> None:
    ada.opens_channel(jobs)
    said = fake.messages.send(jobs, bea.user, body)
    form = ada.form(await ada.uses("Track this job", said))
    assert form.field("link").value == POSTING
    assert form.field("company").value == "Acme"


def titles(ada: Client) -> list[str]:
    return [ada.reads(one).whole.title or "" for one in ada.sees() if one.author is not ada.user]


async def test_an_edit_of_what_was_understood_is_no_second_record(
    bot: Bot, fake: FakeDiscord, ada: Client
) -> None:
    said = await ada.says("applied Acme")
    await written_back(fake, ada)
    fake.messages.edit(said, {"content": "applied Acme as Dev"})
    await fake.directory.signal.until(lambda: len(titles(ada)) == 2, "an answer to the edit")
    fake.messages.emit("MESSAGE_UPDATE", said, said.payload())  # its preview
    await ada.says("pipeline")
    await fake.directory.signal.until(lambda: len(titles(ada)) == 3, "the pipeline")
    assert titles(ada)[:2] == ["Applied to Acme", "You edited that message"]


async def test_an_edit_of_what_was_not_understood_is_read(
    bot: Bot, fake: FakeDiscord, ada: Client
) -> None:
    said = await ada.says("aplid to somewhere xyzzy")
    await written_back(fake, ada)
    fake.messages.edit(said, {"content": "applied Acme"})
    await fake.directory.signal.until(lambda: len(titles(ada)) == 2, "an answer to the edit")
    assert titles(ada)[-1] == "Applied to Acme"


async def test_a_message_without_a_link_opens_the_empty_form(
    bot: Bot, ada: Client, bea: Client, jobs: Channel
) -> None:
    bea.opens_channel(jobs)
    ada.opens_channel(jobs)
    opened = await ada.uses("Track this job", await bea.says("they hire!"))
    assert {field.value for field in ada.form(opened).fields} == {None}


@pytest.mark.parametrize(
    "name",
    ["@everyone", "<@1>", "**bold**", "[x](http://x)", "](http://x)", "# big", "||x||", ":fire:"],
)
async def test_a_company_shows_as_typed_and_pings_nobody(
    bot: Bot, fake: FakeDiscord, ada: Client, name: str
) -> None:
    one = await ada.types("applied", company=name)
    page = answer(ada, one)
    assert page.whole.title == f"Applied to {name}"
    assert page.links == []
    shown = answer(ada, await ada.types("pipeline"))
    assert [part.title for part in shown.entries] == [name]
    assert one.original is not None
    assert one.original.body["allowed_mentions"] == {"parse": []}


async def test_a_long_pipeline_is_one_page_at_a_time(bot: Bot, ada: Client) -> None:
    for number in range(12):
        await ada.types("applied", company=f"Company {number}")
    page = answer(ada, await ada.types("pipeline"))
    assert len(page.entries) == 10
    assert [one.label for one in page.whole.pressables] == ["Older"]


async def test_the_whole_of_help_fits(bot: Bot, ada: Client) -> None:
    one = await ada.types("followthrough")
    assert one.original is not None
    assert len(answer(ada, one).entries) < MOST_COMPONENTS


async def test_a_command_that_was_renamed_says_what_to_do(
    bot: Bot, harness: Harness, fake: FakeDiscord, ada: Client
) -> None:
    fake.commands.registered[0]["name"] = "planned"
    one = await ada.types("planned", company="Acme")
    assert one.original is not None
    assert "has changed" in one.original.body["content"]
