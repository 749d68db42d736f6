"""The fake against the real discord.py: commands, buttons, forms, answered as Discord asks."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest

from tests.fakes.discord.client import Client
from tests.fakes.discord.sample_bot import Bot, running
from tests.fakes.discord.server import FakeDiscord


@pytest.fixture
async def bot(fake: FakeDiscord) -> AsyncIterator[Bot]:
    async with running() as bot:
        await fake.gateway.connected()
        yield bot


async def test_a_command_is_deferred_then_answered_to_one_person(
    bot: Bot, ada: Client, bea: Client
) -> None:
    answer = await ada.types("log", company="Acme")
    assert answer.original is not None
    assert ada.reads(answer.original).whole.text == "logged Acme"
    assert ada.sees() == [answer.original]
    bea.opens_channel(ada.channel)
    assert bea.sees() == []


async def test_an_option_that_was_not_declared_cannot_be_typed(bot: Bot, ada: Client) -> None:
    with pytest.raises(AssertionError, match="no option color"):
        await ada.types("log", company="Acme", color="red")
    with pytest.raises(AssertionError, match="without company"):
        await ada.types("log")
    with pytest.raises(AssertionError, match="/lgo is not registered"):
        await ada.types("lgo")


async def test_half_an_option_is_completed(bot: Bot, ada: Client) -> None:
    choices = await ada.completes("log", "company", company="ze")
    assert choices == [{"name": "Zebra", "value": "Zebra"}]


async def test_a_button_works_after_the_bot_was_started_again(
    fake: FakeDiscord, ada: Client
) -> None:
    async with running():
        await fake.gateway.connected()
        answer = await ada.types("log", company="Acme", count=7)
    assert answer.original is not None
    async with running():
        await fake.gateway.connected()
        await ada.presses("Snooze", answer.original)
    assert ada.reads(answer.original).whole.text == "snoozed 7"
    assert ada.reads(answer.original).whole.pressables == []


async def test_a_form_keeps_its_content(bot: Bot, ada: Client) -> None:
    opened = await ada.types("ask")
    form = ada.form(opened)
    assert (form.title, form.field("company").value) == ("Log an application", "Acme")
    answer = await ada.submits(opened, {"Stage": "Planned"})
    assert answer.original is not None
    assert ada.reads(answer.original).whole.text == "Acme, p"


async def test_a_form_is_not_sent_without_what_it_requires(bot: Bot, ada: Client) -> None:
    opened = await ada.types("ask")
    with pytest.raises(AssertionError, match="without Stage"):
        await ada.submits(opened, {})
    with pytest.raises(AssertionError, match="none of the choices"):
        await ada.submits(opened, {"stage": "Gone"})


async def test_a_command_in_the_menu_of_a_message(bot: Bot, ada: Client, bea: Client) -> None:
    said = await bea.says("a job")
    answer = await ada.uses("Track this job", said)
    assert answer.original is not None
    assert ada.reads(answer.original).whole.text == "tracking a job"


async def test_what_is_written_alone_with_the_bot_reaches_it(
    fake: FakeDiscord, bot: Bot, ada: Client
) -> None:
    await ada.says("applied Acme")
    await fake.directory.signal.until(lambda: len(ada.sees()) == 2, "an answer")
    assert bot.received == ["applied Acme"]


async def test_what_is_written_in_a_guild_does_not(
    fake: FakeDiscord, bot: Bot, ada: Client
) -> None:
    guild = fake.directory.new_guild("Hunters", ada.user)
    ada.opens_channel(fake.directory.new_channel(guild, "general"))
    await ada.says("not for the bot")
    answer = await ada.types("log", company="Acme")
    assert answer.original is not None
    assert bot.received == []
