"""An answer is acknowledged within Discord's three seconds, even with a slow database."""

from __future__ import annotations

import asyncio

from adapters.console.virtual_clock import VirtualClock
from adapters.discord.actors import address_of
from tests.adapters.discord.harness import Bot, Harness
from tests.adapters.discord.screen import acknowledged
from tests.fakes.discord.client import Client
from tests.fakes.discord.server import FakeDiscord


async def test_a_slow_answer_is_acknowledged_and_comes_when_it_is_there(
    harness: Harness, bot: Bot, fake: FakeDiscord, ada: Client, bea: Client
) -> None:
    async with harness.busy(bot, bea):
        asked = asyncio.ensure_future(ada.types("applied", company="Acme"))
        message = await acknowledged(fake, ada)
    await asked
    assert ada.reads(message).whole.title == "Applied to Acme"


async def test_a_slow_form_becomes_a_button_that_opens_it(
    harness: Harness, bot: Bot, fake: FakeDiscord, ada: Client, bea: Client
) -> None:
    async with harness.busy(bot, bea):
        asked = asyncio.ensure_future(ada.types("settings"))
        message = await acknowledged(fake, ada)
    await asked
    opened = await ada.presses("Open the form", message)
    assert ada.form(opened).field("zone").value == "Europe/Berlin"


async def test_a_slow_button_rewrites_its_message_when_it_is_done(
    harness: Harness, bot: Bot, fake: FakeDiscord, ada: Client, bea: Client
) -> None:
    card = (await ada.types("applied", company="Acme")).original
    assert card is not None
    async with harness.busy(bot, bea):
        pressed = asyncio.ensure_future(ada.presses("Undo", card))
        deferred = "POST /interactions/{interaction_id}/{interaction_token}/callback"
        asked = fake.rest.asked.count(deferred)
        await fake.directory.signal.until(
            lambda: fake.rest.asked.count(deferred) > asked, "an acknowledgment"
        )
    await pressed
    assert ada.reads(card).whole.title == "Taken back"


async def test_a_stop_finishes_what_was_begun(
    harness: Harness, fake: FakeDiscord, ada: Client, bea: Client
) -> None:
    async with harness.running() as bot:
        async with harness.busy(bot, bea):
            asked = asyncio.ensure_future(ada.types("applied", company="Acme"))
            message = await acknowledged(fake, ada)
            stopping = asyncio.ensure_future(bot.app.close())
        await stopping
        await asked
    assert ada.reads(message).whole.title == "Applied to Acme"


async def test_reading_waits_for_no_writer(
    bot: Bot, fake: FakeDiscord, clock: VirtualClock, ada: Client, bea: Client
) -> None:
    await ada.types("applied", company="Acme")
    async with bot.storage.units.begin(address_of(bea.user.id), "UTC", clock.now()):
        found = await ada.completes("job", "company", company="ac")
        form = await ada.types("interview", company=found[0]["value"])
        pipeline = (await ada.types("pipeline")).original
    assert [one["name"] for one in found] == ["Acme, applied"]
    assert form.modal
    assert pipeline is not None
    assert "1 applied" in ada.reads(pipeline).whole.text
