"""A new user is asked for their zone once, and never before their own request is done."""

from __future__ import annotations

from tests.adapters.discord.harness import Bot, Harness
from tests.adapters.discord.screen import shown, written_back
from tests.fakes.discord.client import Client
from tests.fakes.discord.server import FakeDiscord


async def test_a_newcomer_is_asked_for_their_zone_once_below_what_they_logged(
    harness: Harness, ada: Client
) -> None:
    async with harness.running():
        await ada.types("followthrough")
        first = ada.reads(shown(await ada.types("applied", company="Acme")))
        assert first.whole.title == "Applied to Acme"
        assert "Times are in Europe/Berlin" in first.whole.text
        second = ada.reads(shown(await ada.types("applied", company="Zebra")))
        assert "time zone" not in second.whole.text
    async with harness.running():
        third = ada.reads(shown(await ada.types("followed-up", company="Acme")))
        assert "time zone" not in third.whole.text


async def test_the_zone_is_changed_with_one_field(bot: Bot, ada: Client) -> None:
    card = shown(await ada.types("applied", company="Acme"))
    opened = await ada.presses("Change my time zone", card)
    form = ada.form(opened)
    assert [(field.id, field.value) for field in form.fields] == [("zone", "Europe/Berlin")]
    before = card.body
    saved = shown(await ada.submits(opened, {"zone": "new york"}))
    assert ("Time zone", "America/New_York") in ada.reads(saved).whole.facts
    assert card.body == before


async def test_who_looks_after_their_settings_first_is_not_asked(bot: Bot, ada: Client) -> None:
    await ada.types("settings", zone="Europe/London")
    page = ada.reads(shown(await ada.types("applied", company="Acme")))
    assert "time zone" not in page.whole.text


async def test_who_only_ever_wrote_is_asked_too(bot: Bot, fake: FakeDiscord, ada: Client) -> None:
    await ada.says("applied Acme")
    page = ada.reads(await written_back(fake, ada))
    assert page.whole.title == "Applied to Acme"
    assert "Times are in UTC" in page.whole.text


async def test_who_logs_by_a_form_is_asked_too_and_once(bot: Bot, ada: Client) -> None:
    step = await ada.submits(await ada.types("applied"), {"company": "Acme"})
    card = shown(await ada.presses("Save now", shown(step)))
    assert "Times are in Europe/Berlin" in ada.reads(card).whole.text
    assert (await ada.presses("Change my time zone", card)).modal
    second = ada.reads(shown(await ada.types("applied", company="Zebra")))
    assert "time zone" not in second.whole.text


async def test_who_logs_by_a_button_is_asked_too(bot: Bot, ada: Client) -> None:
    offer = shown(await ada.types("followed-up", company="Acme"))
    page = ada.reads(shown(await ada.presses("Log Acme", offer)))
    assert "Times are in Europe/Berlin" in page.whole.text


async def test_who_begins_with_the_settings_form_is_not_asked(bot: Bot, ada: Client) -> None:
    step = await ada.submits(await ada.types("settings"), {"zone": "Europe/London"})
    done = ada.reads(shown(await ada.presses("Save now", shown(step))))
    assert "Times are in" not in done.whole.text
    page = ada.reads(shown(await ada.types("applied", company="Acme")))
    assert "time zone" not in page.whole.text
