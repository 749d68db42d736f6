"""Weeks with the bot: reminders, restarts, broken lines."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import discord
import pytest

from adapters.console.virtual_clock import VirtualClock
from adapters.discord.rendering.pager import TURN
from bot.presenters.nudge_digest import digest
from tests.adapters.discord.harness import Bot, Harness
from tests.adapters.discord.screen import days, labels, long_story, nudged, shown, written_back
from tests.fakes.discord import faults
from tests.fakes.discord.client import Client
from tests.fakes.discord.faults import CALLBACK, SEND
from tests.fakes.discord.gateway import IDENTIFY, RESUME
from tests.fakes.discord.interactions import ResponseType
from tests.fakes.discord.server import FakeDiscord


async def test_a_button_works_weeks_later_and_after_a_restart(
    harness: Harness, clock: VirtualClock, ada: Client
) -> None:
    async with harness.running() as bot:
        nudge = await nudged(bot, clock, ada)
    async with harness.running() as bot:
        clock.move(clock.now() + timedelta(days=20))
        pressed = await ada.presses("I sent it", nudge)
        assert pressed.reply is ResponseType.UPDATE
        assert "Undo" in labels(ada.reads(nudge))
        again = await ada.press(ada.reads_first(nudge).find("I sent it")[0], nudge)
        assert "already done" in ada.reads(shown(again)).whole.text.lower()


async def test_the_draft_of_a_reminder_is_in_blocks_to_copy(
    bot: Bot, clock: VirtualClock, ada: Client
) -> None:
    page = ada.reads(await nudged(bot, clock, ada))
    (letter,) = [part.letter for part in page.parts if part.letter]
    assert "Baker" in letter[0] + letter[1]


async def test_nobody_turns_the_pages_of_another_person(bot: Bot, ada: Client, bea: Client) -> None:
    story = await long_story(ada)
    (turn,) = ada.reads(story).find("Next")
    assert turn.custom_id is not None
    assert turn.custom_id.startswith(TURN)
    await ada.presses("Next", story)
    assert "Page 2 of" in str(labels(ada.reads(story)))
    forged = await bea.forges(turn.custom_id, shown(await bea.types("followthrough")))
    assert "long story" not in str(bea.reads(shown(forged)))


async def test_a_kill_between_sending_and_settling_shows_it_once(
    harness: Harness, fake: FakeDiscord, clock: VirtualClock, ada: Client
) -> None:
    async with harness.running() as bot:
        await ada.types("applied", company="Acme")
    clock.move(clock.now().replace(day=8, hour=7))
    async with harness.running() as bot:
        (delivery,) = await bot.storage.outbox.claim(clock.now(), 10, 120.0)
        before = len(ada.sees())
        message = digest(
            delivery.digest.nudges,
            delivery.digest.applications,
            delivery.digest.person,
            clock.now(),
        )
        await bot.messenger.send_direct(delivery.digest.person.address, message, delivery.id)
    async with harness.running() as bot:
        await days(bot, clock, 1)
        assert len(ada.sees()) == before + 1
        assert await bot.storage.outbox.next_ready() is not None


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


async def test_a_person_who_cannot_be_reached_learns_why_at_the_next_command(
    bot: Bot, clock: VirtualClock, ada: Client
) -> None:
    await ada.types("applied", company="Acme")
    ada.user.refuses = 50007
    await days(bot, clock, 7)
    ada.user.refuses = None
    sent = ada.reads(shown(await ada.types("pipeline"))).whole.text
    assert "Privacy Settings" in sent


async def test_a_broken_line_loses_nothing_and_repeats_nothing(
    bot: Bot, fake: FakeDiscord, ada: Client
) -> None:
    fake.gateway.drop()
    await fake.gateway.until_received(RESUME)
    await ada.types("applied", company="Acme")
    assert len(ada.reads(shown(await ada.types("pipeline"))).entries) == 1


@pytest.mark.parametrize("fault", [faults.drop_before, faults.drop_after])
async def test_an_answer_outlives_a_reset_and_shows_once(
    bot: Bot, fake: FakeDiscord, ada: Client, fault: Callable[[], faults.Fault]
) -> None:
    fake.faults.script(CALLBACK, fault())
    card = shown(await ada.types("applied", company="Acme"))
    assert ada.reads(card).whole.title == "Applied to Acme"
    assert ada.sees() == [card]
    fake.faults.script(CALLBACK, fault())
    assert (await ada.presses("Undo", card)).reply is ResponseType.UPDATE
    fake.faults.script(CALLBACK, fault())
    assert (await ada.types("interview", company="Acme")).modal
    assert fake.faults.left() == []


@pytest.mark.parametrize(
    "fault",
    [faults.drop_before(), faults.drop_after(), faults.broken(503), faults.broken_after(503)],
)
async def test_what_is_written_back_outlives_a_broken_line_and_shows_once(
    bot: Bot, fake: FakeDiscord, ada: Client, fault: faults.Fault
) -> None:
    fake.faults.script(SEND, fault)
    await ada.says("applied Acme")
    await written_back(fake, ada)
    await ada.says("pipeline")
    await fake.directory.signal.until(
        lambda: ada.reads(ada.sees()[-1]).entries != [], "the pipeline"
    )
    assert [ada.reads(one).whole.title for one in ada.sees() if one.author.bot] == [
        "Applied to Acme",
        "Your pipeline",
    ]


async def test_an_event_that_the_gateway_repeats_is_handled_once(
    bot: Bot, fake: FakeDiscord, ada: Client
) -> None:
    one = await ada.types("applied", company="Acme")
    (session,) = fake.gateway.sessions.values()
    sent = next(f for f in session.dispatched if f["d"].get("id") == str(one.id))
    session.dispatch(sent["t"], sent["d"])
    page = ada.reads(shown(await ada.types("pipeline")))
    assert [part.title for part in page.entries] == ["Acme"]


async def test_a_refused_resume_begins_a_new_session(
    bot: Bot, fake: FakeDiscord, ada: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def at_once(client: discord.Client, shard: int | None, *, initial: bool = False) -> None:
        """Discord wants five seconds between two new sessions; this one does not mind."""

    monkeypatch.setattr(discord.Client, "before_identify_hook", at_once)
    fake.gateway.refuses_resumes = True
    fake.gateway.drop()
    await fake.gateway.until_received(IDENTIFY, 2)
    await fake.gateway.connected()
    await ada.types("applied", company="Acme")


@pytest.mark.parametrize("click", ["followed-up|company=~999", "x", "snooze", "undo|change=1"])
async def test_a_made_up_click_changes_nothing(bot: Bot, ada: Client, click: str) -> None:
    card = shown(await ada.types("followthrough"))
    one = await ada.forges(click, card)
    assert one.reply in (ResponseType.MESSAGE, ResponseType.UPDATE, ResponseType.MODAL)
