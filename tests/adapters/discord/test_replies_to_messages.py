"""A reply to a reminder's message answers that reminder, whatever else waits."""

from __future__ import annotations

from adapters.console.virtual_clock import VirtualClock
from tests.adapters.discord.harness import Bot
from tests.adapters.discord.screen import days, nudged, written_back
from tests.fakes.discord.client import Client
from tests.fakes.discord.server import FakeDiscord


async def test_done_to_a_message_is_about_its_reminder(
    bot: Bot, fake: FakeDiscord, clock: VirtualClock, ada: Client
) -> None:
    acme = await nudged(bot, clock, ada)
    await ada.types("applied", company="Globex")
    await days(bot, clock, 7)
    await ada.says("done", to=acme)
    answer = await written_back(fake, ada)
    assert ada.reads(answer).whole.title == "Followed up with Acme (Baker)"
    await ada.says("done", to=acme)
    answer = await written_back(fake, ada)
    assert "taken care of" in str(ada.reads(answer).whole.text)
