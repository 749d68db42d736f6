"""Forms at Slack: opened in time, wrong in their field, kept over restarts and slow databases."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.adapters.slack.harness import Bot, Harness
from tests.fakes.slack.client import Client
from tests.fakes.slack.message import Posted
from tests.fakes.slack.modal import Modal
from tests.fakes.slack.screen import ScreenEvent


def newest(client: Client) -> Posted:
    return client.screen[0]


def opened(client: Client) -> int:
    """Returns how many views were shown, empty ones and updates included."""
    return sum(1 for one in client.workspace.shown if one.what is ScreenEvent.OPENED)


async def booking(bot: Bot, ada: Client) -> Modal:
    """The form of an interview at Acme, open."""
    await ada.slash("/applied Acme")
    await bot.settled()
    await ada.slash("/interview Acme")
    await bot.settled()
    modal = ada.modal
    assert modal is not None
    return modal


async def test_a_form_opens_while_another_command_writes(harness: Harness, tmp_path: Path) -> None:
    harness.database = f"sqlite+aiosqlite:///{tmp_path / 'bot.sqlite3'}"
    async with harness.running() as bot:
        ada = bot.client(harness.ada, harness.workspace)
        async with bot.storage.database.writing():
            await ada.slash("/applied")
            await bot.slack.signal.until(lambda: ada.modal, "the form")
    assert ada.modal is not None
    assert ada.modal.field("Which company?").value is None
    assert opened(ada) == 1


async def test_where_storage_takes_its_time_an_empty_view_opens_first(harness: Harness) -> None:
    async with harness.impatient() as (bot, ada):
        async with bot.storage.database.writing():  # in memory, nobody else can read meanwhile
            await ada.slash("/applied")
            modal = await bot.slack.signal.until(lambda: ada.modal, "a view")
            assert modal.page.whole.text.endswith("…")
        await bot.settled()
        assert ada.modal is not None
        assert ada.modal.field("Which company?").value is None


async def test_a_moment_that_cannot_be_read_is_no_part_of_a_known_company(
    bot: Bot, ada: Client
) -> None:
    await ada.slash("/applied Acme")
    await bot.settled()
    await ada.slash("/interview Acme at noonish")
    await bot.settled()
    assert "I can't read “noonish”" in ada.page(newest(ada)).whole.text


async def test_a_company_whose_name_goes_on_like_an_answer_still_gets_its_form(
    bot: Bot, ada: Client
) -> None:
    await ada.slash("/applied House at the Corner")
    await bot.settled()
    await ada.slash("/interview House at the Corner")
    await bot.settled()
    assert ada.modal is not None
    ada.modal.fill({"When does it start?": "4 June 14:00"})
    await ada.modal.submit()
    await bot.settled()
    assert ada.page(newest(ada)).whole.title == "Interview at House at the Corner"


async def test_a_form_says_what_is_wrong_in_its_field_and_keeps_the_rest(
    bot: Bot, ada: Client
) -> None:
    modal = await booking(bot, ada)
    modal.fill({"When does it start?": "whenever", "Who will you meet?": "Dana"})
    await modal.submit()
    await bot.settled()
    assert "whenever" in str(modal.field("When does it start?").error)
    assert modal.field("Who will you meet?").value == "Dana"
    modal.fill({"When does it start?": "4 June 14:00"})
    await modal.submit()
    await bot.settled()
    assert ada.modal is None
    assert ada.page(newest(ada)).whole.title.startswith("Interview at Acme")


async def test_what_the_whole_form_cannot_be_is_said_on_top_of_it(bot: Bot, ada: Client) -> None:
    await ada.slash("/applied Acme on 20 May")
    await bot.settled()
    await ada.slash("/plan")
    await bot.settled()
    modal = ada.modal
    assert modal is not None
    modal.fill({"Which company?": "Globex", "When do you want to apply by?": "2026-05-01"})
    await modal.submit()
    await bot.settled()
    assert ada.modal is not None
    assert "has passed" in modal.page.whole.text
    assert modal.field("Which company?").value == "Globex"


async def test_a_form_filled_from_storage_opens_at_once(bot: Bot, ada: Client) -> None:
    await ada.slash("/settings")
    await bot.settled()
    assert opened(ada) == 1
    assert ada.modal is not None
    assert ada.modal.field("Your time zone").value == "Europe/Berlin"
    ada.modal.fill({"Nudge me at": "08:30"})
    await ada.modal.submit()
    await bot.settled()
    assert ("Nudge hour", "08:30") in ada.page(newest(ada)).whole.facts


async def test_a_form_that_comes_too_late_is_offered_by_a_button(bot: Bot, ada: Client) -> None:
    bot.slack.triggers.expire = True
    await ada.slash("/applied")
    await bot.settled()
    assert ada.modal is None
    bot.slack.triggers.expire = False
    await ada.presses("Open the form")
    await bot.settled()
    assert ada.modal is not None


async def test_a_message_that_needs_a_form_offers_it(bot: Bot, ada: Client) -> None:
    await ada.says("applied")
    await bot.settled()
    await ada.presses("Open the form")
    await bot.settled()
    assert ada.modal is not None
    assert ada.modal.field("Which company?").value is None


async def test_a_form_that_was_open_over_a_restart_loses_nothing(
    harness: Harness, tmp_path: Path
) -> None:
    harness.database = f"sqlite+aiosqlite:///{tmp_path / 'bot.sqlite3'}"
    async with harness.running() as before:
        ada = before.client(harness.ada, harness.workspace)
        await ada.slash("/applied Acme")
        await before.settled()
        await ada.presses("Add details")
        await before.settled()
        assert ada.modal is not None
        ada.modal.fill({"Contact": "Dana"})
    async with harness.running() as after:
        ada.transport = after.transport
        assert ada.modal is not None
        await ada.modal.submit()
        await after.settled()
        assert ada.modal is None
        assert ("Contact", "Dana") in ada.page(newest(ada)).whole.facts


@pytest.mark.usefixtures("late")
async def test_a_form_that_takes_too_long_is_answered_in_the_form(bot: Bot, ada: Client) -> None:
    modal = await booking(bot, ada)
    modal.fill({"When does it start?": "4 June 14:00"})
    async with bot.storage.database.writing():
        await modal.submit()
        assert modal.page.whole.text.endswith("…")
    await bot.settled()
    assert modal.page.whole.title.startswith("Interview at Acme")


@pytest.mark.usefixtures("late")
async def test_a_slow_form_that_was_closed_meanwhile_is_answered_beside_it(
    bot: Bot, ada: Client
) -> None:
    modal = await booking(bot, ada)
    modal.fill({"When does it start?": "whenever"})
    async with bot.storage.database.writing():
        await modal.submit()
        await modal.close()
    await bot.settled()
    assert "whenever" in ada.page(newest(ada)).whole.text
    await ada.presses("Open the form")
    await bot.settled()
    assert ada.modal is not None
    assert ada.modal.title == "Acme: book an interview"
