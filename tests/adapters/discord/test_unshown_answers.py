"""A saved command whose answer Discord did not show is reported with the next answer."""

from __future__ import annotations

import asyncio
from datetime import timedelta

from adapters.console.virtual_clock import VirtualClock
from tests.adapters.discord.harness import Bot
from tests.adapters.discord.screen import shown
from tests.fakes.discord import faults
from tests.fakes.discord.client import Client
from tests.fakes.discord.faults import CALLBACK, SEND
from tests.fakes.discord.server import FakeDiscord

SAVED = "Your last one was saved: you logged your application to Acme."
EXPIRED, CLOSED = 10062, 50007


async def asks(ada: Client, command: str, **typed: str) -> str:
    """Sends a command and returns the text of the answer."""
    return str(ada.reads(shown(await ada.types(command, **typed))).whole.text)


async def is_refused(fake: FakeDiscord, clock: VirtualClock) -> None:
    """Waits until Discord has refused the answer, and for more than an answer takes."""
    await fake.directory.signal.until(lambda: not fake.faults.left(), "the refusal")
    clock.move(clock.now() + timedelta(minutes=1))


async def test_a_command_whose_interaction_has_expired_is_mentioned_once(
    bot: Bot, fake: FakeDiscord, clock: VirtualClock, ada: Client
) -> None:
    await asks(ada, "pipeline")
    fake.faults.script(CALLBACK, faults.refuse(EXPIRED))
    typing = asyncio.ensure_future(ada.types("applied", company="Acme"))
    await is_refused(fake, clock)
    typing.cancel()
    assert SAVED in await asks(ada, "pipeline")
    clock.move(clock.now() + timedelta(minutes=1))
    assert "saved:" not in await asks(ada, "applied", company="Globex")
    clock.move(clock.now() + timedelta(minutes=1))
    assert "saved:" not in await asks(ada, "pipeline")


async def test_so_is_a_message_whose_answer_was_refused(
    bot: Bot, fake: FakeDiscord, clock: VirtualClock, ada: Client
) -> None:
    fake.faults.script(SEND, faults.refuse(CLOSED))
    await ada.says("applied Acme")
    await is_refused(fake, clock)
    assert SAVED in await asks(ada, "applied", company="Globex")
    clock.move(clock.now() + timedelta(minutes=1))
    assert "saved:" not in await asks(ada, "pipeline")
