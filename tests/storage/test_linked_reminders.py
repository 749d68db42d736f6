"""Reminders of linked accounts: once each, where they were asked for."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.conversation.actor import Actor, Conversation
from bot.delivery.worker import Worker
from bot.message import plain
from storage.storage import Storage
from tests.bot.world import Platform
from tests.storage.two_accounts import ON_DISCORD, ON_SLACK, RecordingMessenger, Talk


@pytest.mark.parametrize(("where", "expected"), [(0, ON_SLACK), (1, ON_DISCORD)])
async def test_each_reminder_comes_once_where_it_was_asked_for(
    talk: Talk, storage: Storage, where: int, expected: Actor
) -> None:
    await talk.says(ON_SLACK, "applied Acme")
    await talk.says(ON_DISCORD, "applied Zebra")
    await talk.links(ON_SLACK, ON_DISCORD, where)
    talk.time.at += timedelta(days=8)
    messenger = RecordingMessenger()
    await Worker(storage.outbox, messenger, talk.time).tick()
    assert messenger.reached == [expected.address]


async def test_where_they_come_can_be_changed(talk: Talk, storage: Storage) -> None:
    await talk.says(ON_SLACK, "applied Acme")
    await talk.links(ON_SLACK, ON_DISCORD)
    shown = await talk.says(ON_SLACK, "link")
    (elsewhere,) = [button for button in shown.buttons if button.label == "Tell me on Discord"]
    await talk.presses(ON_SLACK, elsewhere)
    talk.time.at += timedelta(days=8)
    messenger = RecordingMessenger()
    await Worker(storage.outbox, messenger, talk.time).tick()
    assert messenger.reached == [ON_DISCORD.address]


async def test_a_midweek_line_that_came_on_one_side_comes_on_no_other_after_linking(
    talk: Talk, storage: Storage
) -> None:
    in_channel = replace(ON_DISCORD, place=Conversation("C1", name="hunters", admin=True))
    for line in ("group start", "group join my numbers", "group goal 3"):
        await talk.says(in_channel, line)
    await talk.says(ON_SLACK, "settings hour 16:00")
    platform = Platform()
    worker = Worker(storage.outbox, platform, talk.time)
    await worker.tick()  # a group counts as started once its first post is there
    talk.time.at += timedelta(days=2, hours=2)
    await worker.tick()
    assert (await talk.links(ON_SLACK, ON_DISCORD)).title == "Linked"
    talk.time.at += timedelta(hours=10)
    await worker.tick()
    lines = [
        who for who, message, _ in platform.shown if plain(message.title).startswith("Midweek")
    ]
    assert lines == [ON_DISCORD.address.user]


async def test_reminders_held_on_the_other_side_come_once_it_is_linked(
    talk: Talk, storage: Storage
) -> None:
    await talk.says(ON_DISCORD, "applied Zebra")
    await talk.says(ON_DISCORD, "pause")
    await talk.links(ON_SLACK, ON_DISCORD)
    talk.time.at += timedelta(days=8)
    messenger = RecordingMessenger()
    await Worker(storage.outbox, messenger, talk.time).tick()
    assert messenger.reached == [ON_SLACK.address]


async def test_a_pause_holds_what_joins_it(talk: Talk, storage: Storage) -> None:
    await talk.says(ON_DISCORD, "applied Zebra")
    await talk.says(ON_SLACK, "pause until 20 June")
    await talk.links(ON_SLACK, ON_DISCORD)
    talk.time.at += timedelta(days=8)
    messenger = RecordingMessenger()
    await Worker(storage.outbox, messenger, talk.time).tick()
    assert messenger.reached == []
    talk.time.at += timedelta(days=12)
    await Worker(storage.outbox, messenger, talk.time).tick()
    assert messenger.reached == [ON_SLACK.address]


async def test_a_reminder_on_its_way_is_waited_for(talk: Talk, storage: Storage) -> None:
    await talk.says(ON_DISCORD, "applied Zebra")
    talk.time.at += timedelta(days=8)
    await storage.outbox.claim(talk.time.now(), 10, 120)
    assert "Try again" in (await talk.links(ON_SLACK, ON_DISCORD)).text
    assert await talk.companies(ON_DISCORD) == {"Zebra"}
