"""A reply in a reminder's thread answers that reminder, whatever else waits."""

from __future__ import annotations

from datetime import timedelta

import pytest

from tests.adapters.slack.harness import Bot
from tests.fakes.slack.client import Client
from tests.fakes.slack.message import Posted


@pytest.fixture
async def reminders(bot: Bot, ada: Client) -> tuple[Posted, Posted]:
    """Acme's follow-up, and a day later that of Globex; both wait for an answer."""
    shown = []
    for company, days in (("Acme", 3), ("Globex", 4)):
        await ada.slash(f"/applied {company}")
        await bot.settled()
        bot.clock.move(bot.clock.now() + timedelta(days=days))
    for _ in range(2):
        assert await bot.worker.tick() == 1
        shown.append(ada.screen[0])
        bot.clock.move(bot.clock.now() + timedelta(days=1))
    return shown[0], shown[1]


async def test_done_in_a_thread_is_about_its_reminder(
    bot: Bot, ada: Client, reminders: tuple[Posted, Posted]
) -> None:
    acme, globex = reminders
    await ada.says("done", thread=acme.ts)
    await bot.settled()
    titles = [ada.page(one).whole.title for one in ada.screen]
    assert any(title.startswith("Followed up with Acme") for title in titles)
    assert not any(title.startswith("Followed up with Globex") for title in titles)
    await ada.says("skip", thread=globex.ts)
    await bot.settled()
    assert any(ada.page(one).whole.title == "Skipped: Globex" for one in ada.screen)


async def test_what_is_taken_care_of_is_not_taken_for_another(
    bot: Bot, ada: Client, reminders: tuple[Posted, Posted]
) -> None:
    acme, _ = reminders
    await ada.slash("/rejected Acme")
    await bot.settled()
    await ada.slash("/withdrew Acme")
    await bot.settled()
    await ada.says("done", thread=acme.ts)
    await bot.settled()
    said = [str(ada.page(one).whole.text) for one in ada.screen]
    assert any("taken care of" in one for one in said)
    assert not any(ada.page(one).whole.title.startswith("Followed up") for one in ada.screen)
