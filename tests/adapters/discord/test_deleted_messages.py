"""Buttons and forms whose message was deleted meanwhile are answered all the same."""

from __future__ import annotations

import asyncio
import io
import json
from collections.abc import Callable
from typing import Any

import pytest
from aiohttp import web

from tests.adapters.discord.harness import Bot, Harness
from tests.adapters.discord.screen import shown, written_back
from tests.fakes.discord.client import Client
from tests.fakes.discord.faults import CALLBACK, SEND, Proceed
from tests.fakes.discord.messages import Message
from tests.fakes.discord.refusals import Refusal
from tests.fakes.discord.server import FakeDiscord


def entries(logged: io.StringIO) -> list[dict[str, Any]]:
    """Returns the log entries that an operator reads."""
    return [json.loads(line) for line in logged.getvalue().splitlines()]


@pytest.fixture
async def card(bot: Bot, ada: Client) -> Message:
    """Returns the answer to an application that Ada logged."""
    return shown(await ada.types("applied", company="Acme"))


async def test_a_press_on_a_message_that_is_gone_is_answered_in_a_new_one(
    fake: FakeDiscord, ada: Client, card: Message
) -> None:
    (undo,) = ada.reads(card).find("Undo")
    fake.messages.delete(card)
    done = await ada.press(undo, card)
    assert ada.reads(shown(done)).whole.title == "Taken back"
    assert [message for message in ada.sees() if message.author.bot] == [shown(done)]


async def test_so_is_one_that_took_its_time(
    harness: Harness, bot: Bot, fake: FakeDiscord, ada: Client, bea: Client, card: Message
) -> None:
    (undo,) = ada.reads(card).find("Undo")
    async with harness.busy(bot, bea):
        pressed = asyncio.ensure_future(ada.press(undo, card))
        asked = fake.rest.asked.count(CALLBACK)
        await fake.directory.signal.until(lambda: fake.rest.asked.count(CALLBACK) > asked, "a word")
        fake.messages.delete(card)
    await fake.directory.signal.until(lambda: len(ada.sees()) == 1, "an answer")
    await pressed
    assert ada.reads(ada.sees()[-1]).whole.title == "Taken back"


async def test_a_form_whose_card_and_button_are_gone_says_what_came_of_it(
    fake: FakeDiscord, ada: Client, card: Message
) -> None:
    step = await ada.submits(await ada.presses("Add details", card), {"source": "a friend"})
    (save,) = ada.reads(shown(step)).find("Save now")
    for message in (card, shown(step)):
        fake.messages.delete(message)
    done = await ada.press(save, shown(step))
    await fake.directory.signal.until(lambda: len(ada.sees()) == 1, "an answer")
    assert done.followups == ada.sees()
    assert "a friend" in str(ada.reads(ada.sees()[0]).whole.facts)


@pytest.fixture
def refused(fake: FakeDiscord) -> Callable[[str, int], asyncio.Event]:
    """Has Discord refuse the next request of a route; the event says when it has."""

    def refuse(route: str, code: int) -> asyncio.Event:
        done = asyncio.Event()

        async def fault(request: web.Request, proceed: Proceed) -> web.StreamResponse:
            done.set()
            raise Refusal(code)

        fake.faults.script(route, fault)
        return done

    return refuse


async def test_who_writes_but_takes_no_messages_is_no_fault_of_ours(
    bot: Bot,
    fake: FakeDiscord,
    ada: Client,
    logged: io.StringIO,
    refused: Callable[[str, int], asyncio.Event],
) -> None:
    closed = refused(SEND, 50007)
    await ada.says("applied Acme")
    await closed.wait()
    await ada.says("pipeline")
    assert "1 applied" in ada.reads(await written_back(fake, ada)).whole.text
    warned = [one for one in entries(logged) if one["level"] != "info"]
    assert [(one["event"], one["code"]) for one in warned] == [("answer_failed", 50007)]


async def test_typing_on_before_a_suggestion_came_logs_no_name(
    bot: Bot, ada: Client, logged: io.StringIO, refused: Callable[[str, int], asyncio.Event]
) -> None:
    late = refused(CALLBACK, 10062)
    asking = asyncio.ensure_future(ada.completes("job", "company", company="A"))
    await late.wait()
    await ada.types("pipeline")
    asking.cancel()
    assert [one for one in entries(logged) if one["level"] != "info"] == []
