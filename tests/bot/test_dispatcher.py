"""The one way in: what a line becomes, known before anything is written."""

from __future__ import annotations

import asyncio

import pytest

from bot.catalog import COMMANDS
from bot.conversation.actor import Actor, Locale
from bot.dispatcher import Dispatcher
from bot.domain.people.person import Address
from bot.invocation_runner import RepeatedEvent
from bot.message import Answer, Form, Invocation, Message
from storage.storage import Storage
from tests.bot.world import BERLIN, Time

ADA = Actor(Address("chat", "", "ada"), BERLIN)


@pytest.fixture
def dispatcher(storage: Storage) -> Dispatcher:
    return Dispatcher(storage.units, Time(), COMMANDS)


def form_of(answer: Answer) -> Form:
    assert isinstance(answer.reply, Form)
    return answer.reply


def message_of(answer: Answer) -> Message:
    assert isinstance(answer.reply, Message)
    return answer.reply


@pytest.mark.parametrize("line", ["applied", "interview Acme", "interview Acme Corp at the Gate"])
async def test_a_form_needs_no_turn_to_write(
    storage: Storage, dispatcher: Dispatcher, line: str
) -> None:
    async with storage.database.writing():  # another process is writing
        form = form_of(await dispatcher.run_line(line, ADA))
    assert form.fields


@pytest.mark.parametrize("line", ["applied Acme", "followed-up Acme"])
async def test_that_no_form_will_open_is_said_before_anything_is_written(
    storage: Storage, dispatcher: Dispatcher, line: str
) -> None:
    said = asyncio.Event()
    async with storage.database.writing():
        answering = asyncio.ensure_future(dispatcher.run_line(line, ADA, said.set))
        await said.wait()
        assert not answering.done()
    assert message_of(await answering)


@pytest.mark.parametrize("line", ["applied", "settings", "interview Acme"])
async def test_it_is_not_said_where_one_opens(dispatcher: Dispatcher, line: str) -> None:
    said = asyncio.Event()
    form_of(await dispatcher.run_line(line, ADA, said.set))
    assert not said.is_set()


async def test_a_button_that_lacks_something_opens_its_form(
    storage: Storage, dispatcher: Dispatcher
) -> None:
    async with storage.database.writing():
        form = form_of(await dispatcher.run_action(Invocation("applied"), ADA))
    assert "company" in form.fields


async def test_incomplete_options_are_filled_into_the_form(dispatcher: Dispatcher) -> None:
    typed = {"role": "Baker", "on": "the day after never"}
    form = form_of(await dispatcher.run_options("applied", typed, ADA))
    assert form.fields[0] == "company"
    assert form.values == typed
    assert "never" in form.errors["on"]


async def test_what_a_link_says_is_not_asked(dispatcher: Dispatcher) -> None:
    typed = {"link": "https://jobs.lever.co/acme/1"}
    reply = message_of(await dispatcher.run_options("applied", typed, ADA))
    assert reply.title == "Applied to Acme"


async def test_a_newcomer_is_met_once_and_read_by_their_own_clock(dispatcher: Dispatcher) -> None:
    met = []

    async def meet() -> Locale:
        met.append(1)
        return Locale("Pacific/Auckland", "en_NZ", "Kiri")

    newcomer = Actor(Address("chat", "", "kiri"), read_locale=meet)
    await dispatcher.run_line("applied Acme today", newcomer)
    settings = form_of(await dispatcher.run_line("settings", newcomer))
    assert settings.values["zone"] == "Pacific/Auckland"
    assert len(met) == 1


async def test_an_event_changes_something_once(dispatcher: Dispatcher) -> None:
    sent = Actor(ADA.address, BERLIN, event="command:1")
    await dispatcher.run_line("applied Acme", sent)
    with pytest.raises(RepeatedEvent):
        await dispatcher.run_line("applied Acme", sent)
    pipeline = message_of(await dispatcher.run_line("pipeline", ADA))
    assert "1 applied" in pipeline.text


async def test_an_event_that_came_to_nothing_may_come_again(dispatcher: Dispatcher) -> None:
    sent = Actor(ADA.address, BERLIN, event="command:1")
    unknown = message_of(await dispatcher.run_line("rejected Acme", sent))
    assert "don't know" in unknown.text
    again = message_of(await dispatcher.run_line("rejected Acme", sent))
    assert again.text == unknown.text
