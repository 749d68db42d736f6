"""Weeks with the bot: reminders, restarts, broken lines, slow databases, somebody new."""

from __future__ import annotations

import asyncio
from datetime import timedelta

import pytest

from adapters.console.clock import VirtualClock
from adapters.console.travel import travel
from adapters.discord.answering import PATIENCE
from adapters.discord.callers import address_of
from adapters.discord.easel import TURN
from bot.digest import digest
from tests.adapters.discord.running import Bot, Home
from tests.discord import faults
from tests.discord.client import Client
from tests.discord.fake import FakeDiscord
from tests.discord.faults import SEND
from tests.discord.gateway import IDENTIFY, RESUME
from tests.discord.interactions import Deed, Interaction, Reply
from tests.discord.messages import Message
from tests.discord.reading import Page


def shown(one: Interaction) -> Message:
    message = one.followups[-1] if one.followups else one.original
    assert message is not None
    return message


def labels(page: Page) -> set[str]:
    return {one.label for part in page.parts for one in part.pressables}


async def days(bot: Bot, clock: VirtualClock, count: int) -> None:
    """Lets days pass; what comes due on the way is told."""
    await travel(clock.now() + timedelta(days=count), bot.memory, bot.nudger, clock)


async def nudged(bot: Bot, clock: VirtualClock, ada: Client) -> Message:
    """Ada is reminded of her application."""
    await ada.types("applied", company="Acme", role="Baker")
    await days(bot, clock, 7)
    return ada.sees()[-1]


async def test_a_button_works_weeks_later_and_after_a_restart(
    home: Home, clock: VirtualClock, ada: Client
) -> None:
    async with home.running() as bot:
        nudge = await nudged(bot, clock, ada)
    async with home.running() as bot:
        clock.move(clock.now() + timedelta(days=20))
        pressed = await ada.presses("I sent it", nudge)
        assert pressed.reply is Reply.UPDATE
        assert "Undo" in labels(ada.reads(nudge))
        again = await ada.press(ada.reads_first(nudge).find("I sent it")[0], nudge)
        assert "already done" in ada.reads(shown(again)).whole.text.lower()


async def test_the_draft_of_a_reminder_is_in_blocks_to_copy(
    bot: Bot, clock: VirtualClock, ada: Client
) -> None:
    page = ada.reads(await nudged(bot, clock, ada))
    (letter,) = [part.letter for part in page.parts if part.letter]
    assert "Baker" in letter[0] + letter[1]


async def test_ten_reminders_at_once_are_pages_and_stay_at_the_page_that_was_pressed(
    bot: Bot, clock: VirtualClock, ada: Client
) -> None:
    for number in range(10):
        await ada.types("applied", company=f"Company {number}", role="Baker")
    await days(bot, clock, 7)
    digest = ada.sees()[-1]
    assert "Page 1 of" in str(labels(ada.reads(digest)))
    await ada.presses("Next", digest)
    second = ada.reads(digest)
    title = second.entries[0].title
    pressed = await ada.presses("Skip", digest, on=title)
    assert pressed.reply is Reply.UPDATE
    after = ada.reads(digest)
    assert any("Page 2 of" in label for label in labels(after))
    assert title in [part.title for part in after.parts]
    await ada.presses("Back", digest)
    assert any("Page 1 of" in label for label in labels(ada.reads(digest)))


async def test_nobody_turns_the_pages_of_somebody_else(
    bot: Bot, clock: VirtualClock, ada: Client, bea: Client
) -> None:
    for number in range(10):
        await ada.types("applied", company=f"Company {number}", role="Baker")
    await days(bot, clock, 7)
    (turn,) = ada.reads(ada.sees()[-1]).find("Next")
    assert turn.custom_id is not None
    assert turn.custom_id.startswith(TURN)
    forged = await bea.forges(turn.custom_id, shown(await bea.types("followthrough")))
    assert "Company" not in str(bea.reads(shown(forged)))


async def test_a_kill_between_sending_and_settling_shows_it_once(
    home: Home, fake: FakeDiscord, clock: VirtualClock, ada: Client
) -> None:
    async with home.running() as bot:
        await ada.types("applied", company="Acme")
    clock.move(clock.now().replace(day=8, hour=7))
    async with home.running() as bot:
        (delivery,) = await bot.memory.claim(clock.now(), 10, 120.0)
        before = len(ada.sees())
        message = digest(delivery.nudges, delivery.applications, delivery.person, clock.now())
        await bot.voice.tell(delivery.person.address, message, delivery.id)
    async with home.running() as bot:
        await days(bot, clock, 1)
        assert len(ada.sees()) == before + 1
        assert await bot.memory.next_ready() is not None


async def test_a_reminder_outlives_a_503_a_reset_and_a_429(
    bot: Bot, fake: FakeDiscord, clock: VirtualClock, ada: Client
) -> None:
    await ada.types("applied", company="Acme")
    before = len(ada.sees())
    fake.faults.script(
        SEND,
        faults.broken(503),
        faults.drop_before(),
        faults.slow_down(30.0),
        faults.drop_after(),
    )
    await days(bot, clock, 7)
    assert len(ada.sees()) == before + 1
    assert fake.faults.left() == []


async def test_who_cannot_be_reached_is_told_why_at_the_next_command(
    bot: Bot, clock: VirtualClock, ada: Client
) -> None:
    await ada.types("applied", company="Acme")
    ada.user.refuses = 50007
    await days(bot, clock, 7)
    ada.user.refuses = None
    told = ada.reads(shown(await ada.types("pipeline"))).whole.text
    assert "Privacy Settings" in told


async def test_a_broken_line_loses_nothing_and_repeats_nothing(
    bot: Bot, fake: FakeDiscord, ada: Client
) -> None:
    fake.gateway.drop()
    await fake.gateway.hears(RESUME)
    await ada.types("applied", company="Acme")
    assert len(ada.reads(shown(await ada.types("pipeline"))).entries) == 1


async def test_what_the_gateway_tells_again_is_done_once(
    bot: Bot, fake: FakeDiscord, ada: Client
) -> None:
    one = await ada.types("applied", company="Acme")
    (session,) = fake.gateway.sessions.values()
    told = next(f for f in session.told if f["d"].get("id") == str(one.id))
    session.tell(told["t"], told["d"])
    page = ada.reads(shown(await ada.types("pipeline")))
    assert [part.title for part in page.entries] == ["Acme"]


async def test_a_refused_resume_begins_anew(bot: Bot, fake: FakeDiscord, ada: Client) -> None:
    bot.app._turns._sleep = _at_once
    fake.gateway.refuses_resumes = True
    fake.gateway.drop()
    await fake.gateway.hears(IDENTIFY, 2)
    await fake.gateway.connected()
    await ada.types("applied", company="Acme")


async def test_a_slow_answer_is_acknowledged_and_comes_when_it_is_there(
    bot: Bot, fake: FakeDiscord, clock: VirtualClock, ada: Client, bea: Client
) -> None:
    async with bot.memory.work(address_of(bea.user.id), "UTC", clock.now()):
        asked = asyncio.ensure_future(ada.types("applied", company="Acme"))
        (one,) = await _begun(fake, 1)
        await fake.world.news.until(lambda: one.reply is Reply.LATER, "an acknowledgement")
    await asked
    assert ada.reads(shown(one)).whole.title == "Applied to Acme"
    assert PATIENCE < 3


async def test_a_slow_form_becomes_a_button_that_opens_it(
    bot: Bot, fake: FakeDiscord, clock: VirtualClock, ada: Client, bea: Client
) -> None:
    async with bot.memory.work(address_of(bea.user.id), "UTC", clock.now()):
        asked = asyncio.ensure_future(ada.types("settings"))
        (one,) = await _begun(fake, 1)
        await fake.world.news.until(lambda: one.reply is Reply.LATER, "an acknowledgement")
    await asked
    opened = await ada.presses("Open the form", shown(one))
    assert ada.form(opened).field("zone").value == "Europe/Berlin"


async def test_a_newcomer_is_asked_for_their_zone_once_below_what_they_logged(
    home: Home, ada: Client
) -> None:
    async with home.running():
        await ada.types("followthrough")
        first = ada.reads(shown(await ada.types("applied", company="Acme")))
        assert first.whole.title == "Applied to Acme"
        assert "I took Europe/Berlin" in first.whole.text
        second = ada.reads(shown(await ada.types("applied", company="Zebra")))
        assert "time zone" not in second.whole.text
    async with home.running():
        third = ada.reads(shown(await ada.types("followed-up", company="Acme")))
        assert "time zone" not in third.whole.text


async def test_the_zone_is_changed_with_one_field(bot: Bot, ada: Client) -> None:
    card = shown(await ada.types("applied", company="Acme"))
    opened = await ada.presses("Change my time zone", card)
    form = ada.form(opened)
    assert [(field.id, field.value) for field in form.fields] == [("zone", "Europe/Berlin")]
    await ada.submits(opened, {"zone": "new york"})
    assert ("Time zone", "America/New_York") in ada.reads(card).whole.facts


async def test_who_looks_after_their_settings_first_is_not_asked(bot: Bot, ada: Client) -> None:
    await ada.types("settings", zone="Europe/London")
    page = ada.reads(shown(await ada.types("applied", company="Acme")))
    assert "time zone" not in page.whole.text


async def test_a_stop_finishes_what_was_begun(
    home: Home, fake: FakeDiscord, clock: VirtualClock, ada: Client, bea: Client
) -> None:
    async with home.running() as bot:
        async with bot.memory.work(address_of(bea.user.id), "UTC", clock.now()):
            asked = asyncio.ensure_future(ada.types("applied", company="Acme"))
            (one,) = await _begun(fake, 1)
            await fake.world.news.until(lambda: one.reply is Reply.LATER, "an acknowledgement")
            stopping = asyncio.ensure_future(bot.app.close())
        await stopping
        await asked
    assert ada.reads(shown(one)).whole.title == "Applied to Acme"


@pytest.mark.parametrize("deed", ["followed-up|company=~999", "x", "snooze", "undo|change=1"])
async def test_a_made_up_click_changes_nothing(bot: Bot, ada: Client, deed: str) -> None:
    card = shown(await ada.types("followthrough"))
    one = await ada.forges(deed, card)
    assert one.reply in (Reply.MESSAGE, Reply.UPDATE, Reply.MODAL)


async def _at_once(seconds: float) -> None:
    await asyncio.sleep(0)


async def _begun(fake: FakeDiscord, count: int) -> list[Interaction]:
    """Interactions that are not answered yet."""

    def waiting() -> list[Interaction] | None:
        every = fake.interactions._by_token.values()
        found = [one for one in every if one.reply is None and one.deed is not Deed.AUTOCOMPLETE]
        return found if len(found) == count else None

    return await fake.world.news.until(waiting, "interactions")
