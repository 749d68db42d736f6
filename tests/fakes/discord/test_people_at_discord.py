"""The bot at a Discord of its own, met as only Discord lets people meet it."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest

from adapters.discord.manifest import sync
from tests.fakes.discord import faults
from tests.fakes.discord.page import Page
from tests.fakes.discord.person import PersonAtDiscord
from tests.fakes.discord.platform import DiscordPlatform, at_discord
from tests.fakes.discord.refusals import CANNOT_DM


@pytest.fixture
async def platform() -> AsyncIterator[DiscordPlatform]:
    async with at_discord() as platform:
        yield platform


@pytest.fixture
async def ada(platform: DiscordPlatform) -> PersonAtDiscord:
    """Ada, and the commands registered: what she types is what the bot declared."""
    await sync(platform.settings)
    return platform.person("ada")


async def slash(person: PersonAtDiscord, line: str, **typed: str) -> Page:
    """A slash command with its options; what was answered."""
    answer = await person.client.types(line, **typed)
    assert answer.original is not None
    return person.client.reads(answer.original)


async def test_options_are_typed_and_completed_from_ones_own(ada: PersonAtDiscord) -> None:
    page = await slash(ada, "applied", company="Acme", role="Baker", on="yesterday")
    assert page.whole.title == "Applied to Acme (Baker)"
    (choice,) = await ada.client.completes("job", "company", company="ac")
    assert "Acme" in choice["name"]
    assert "Baker" in (await slash(ada, "job", company=choice["value"])).whole.title


async def test_nobody_elses_company_is_proposed(
    ada: PersonAtDiscord, platform: DiscordPlatform
) -> None:
    await slash(ada, "applied", company="Acme")
    bea = platform.person("bea")
    assert await bea.client.completes("job", "company", company="") == []


async def test_a_command_that_lacks_something_opens_its_form_at_once(ada: PersonAtDiscord) -> None:
    opened = await ada.client.types("applied")
    assert ada.client.form(opened).field("company").required
    step = await ada.client.submits(opened, {"company": "Acme"})
    assert step.original is not None
    await ada.client.presses("Save now", step.original)
    assert "Acme" in ada.client.reads(ada.client.sees()[-1]).whole.title


async def test_a_job_is_tracked_from_the_message_about_it(
    ada: PersonAtDiscord, platform: DiscordPlatform
) -> None:
    guild = platform.fake.directory.new_guild("Hunters", ada.client.user)
    ada.client.opens_channel(platform.fake.directory.new_channel(guild, "jobs"))
    said = await ada.client.says("They hire: https://jobs.lever.co/acme/0-1-2")
    opened = await ada.client.uses("Track this job", said)
    form = ada.client.form(opened)
    assert form.field("link").value == "https://jobs.lever.co/acme/0-1-2"
    answer = await ada.client.submits(opened, {"company": "Acme", "status": "I applied"})
    assert answer.original is not None
    assert answer.original.audience is ada.client.user


async def test_what_a_name_is_made_of_is_shown_as_typed(ada: PersonAtDiscord) -> None:
    name = "**Acme** @everyone <@1> [x](y) __z__ `q` ||s||"
    answer = await ada.types(f'/applied "{name}"')
    assert name in answer.title


async def test_a_reminder_whose_answer_got_lost_is_shown_once(
    ada: PersonAtDiscord, platform: DiscordPlatform
) -> None:
    await ada.types("/applied Acme")
    platform.fake.faults.script(faults.SEND, faults.drop_after())
    sent = await ada.waits("8d")
    assert [one.nudges for one in sent] == [("follow_up 1",)]
    assert platform.fake.rest.asked.count(faults.SEND) > 2


async def test_a_reminder_that_cannot_be_delivered_is_said_at_the_next_command(
    ada: PersonAtDiscord,
) -> None:
    await ada.types("/applied Acme")
    ada.client.user.refuses = CANNOT_DM
    assert await ada.waits("8d") == []
    page = await slash(ada, "pipeline")
    assert "I couldn't deliver 1 reminder to you" in page.whole.text
