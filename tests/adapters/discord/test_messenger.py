"""Reminders: each is shown once, and users who cannot be reached learn why later."""

from __future__ import annotations

import asyncio

import aiohttp
import discord
import pytest

from adapters.console.virtual_clock import VirtualClock
from adapters.discord.actors import address_of
from adapters.discord.outbound.messenger import DiscordMessenger
from adapters.discord.outbound.nonces import nonce
from adapters.discord.rendering.cards import card_id
from bot.domain.people.person import Address
from bot.message import Message
from bot.ports.messenger import RetryLater, Unreachable
from tests.adapters.discord.harness import Bot, Harness
from tests.fakes.discord import faults
from tests.fakes.discord.client import Client
from tests.fakes.discord.faults import OPEN_DM, READ, SEND
from tests.fakes.discord.messages import NONCE_LASTS
from tests.fakes.discord.server import FakeDiscord

DUE = Message("It is time.", "Follow up: Acme", delivery="d1")
UNSURE = (aiohttp.ClientError, discord.HTTPException)


@pytest.fixture
def to_ada(ada: Client) -> Address:
    return address_of(ada.user.id)


def titles(client: Client) -> list[str]:
    return [client.reads(message).whole.title for message in client.sees()]


async def test_a_reminder_comes_as_a_message_of_its_own_and_pings_nobody(
    bot: Bot, ada: Client, to_ada: Address
) -> None:
    await bot.messenger.send_direct(to_ada, DUE, "d1")
    (message,) = ada.sees()
    assert message.nonce == nonce("d1")
    assert ada.reads(message).card == card_id("d1")
    assert message.body["allowed_mentions"] == {"parse": []}


async def test_a_repeat_under_the_same_delivery_shows_once(
    bot: Bot, ada: Client, to_ada: Address
) -> None:
    await bot.messenger.send_direct(to_ada, DUE, "d1")
    await bot.messenger.send_direct(to_ada, DUE, "d1", maybe_sent=True)
    await bot.messenger.send_direct(to_ada, DUE.replace(delivery="d2"), "d2")
    assert len(ada.sees()) == 2


async def test_what_another_process_sent_is_found_after_discord_forgot_the_nonce(
    harness: Harness, fake: FakeDiscord, clock: VirtualClock, ada: Client, to_ada: Address
) -> None:
    async with harness.running() as bot:
        await bot.messenger.send_direct(to_ada, DUE, "d1")
        clock.move(clock.now() + 2 * NONCE_LASTS)
        async with DiscordMessenger(harness.settings, bot.dispatcher) as another:
            await another.send_direct(to_ada, DUE, "d1", maybe_sent=True)
            assert titles(ada) == ["Follow up: Acme"]
            await another.send_direct(to_ada, DUE.replace(delivery="d2"), "d2", maybe_sent=True)
            assert len(ada.sees()) == 2


async def test_a_first_send_asks_for_nothing_more_than_it_needs(
    bot: Bot, fake: FakeDiscord, to_ada: Address
) -> None:
    await bot.messenger.send_direct(to_ada, DUE, "d1")
    fake.rest.asked.clear()
    await bot.messenger.send_direct(to_ada, DUE.replace(delivery="d2"), "d2")
    assert fake.rest.asked == [SEND]


async def test_a_line_that_breaks_after_the_sending_shows_it_once(
    bot: Bot, fake: FakeDiscord, ada: Client, to_ada: Address
) -> None:
    fake.faults.script(SEND, faults.drop_after())
    with pytest.raises(UNSURE):
        await bot.messenger.send_direct(to_ada, DUE, "d1")
    await bot.messenger.send_direct(to_ada, DUE, "d1", maybe_sent=True)
    assert titles(ada) == ["Follow up: Acme"]


@pytest.mark.parametrize("fault", [faults.drop_before(), faults.broken(503)])
async def test_what_did_not_arrive_is_tried_again(
    bot: Bot, fake: FakeDiscord, ada: Client, to_ada: Address, fault: faults.Fault
) -> None:
    fake.faults.script(SEND, fault)
    with pytest.raises(UNSURE) as failed:
        await bot.messenger.send_direct(to_ada, DUE, "d1")
    assert not isinstance(failed.value, (Unreachable, RetryLater))
    await bot.messenger.send_direct(to_ada, DUE, "d1", maybe_sent=True)
    assert titles(ada) == ["Follow up: Acme"]


async def test_a_503_although_it_was_sent_shows_it_once(
    bot: Bot, fake: FakeDiscord, ada: Client, to_ada: Address
) -> None:
    fake.faults.script(SEND, faults.broken_after(503))
    with pytest.raises(UNSURE):
        await bot.messenger.send_direct(to_ada, DUE, "d1")
    await bot.messenger.send_direct(to_ada, DUE, "d1", maybe_sent=True)
    assert titles(ada) == ["Follow up: Acme"]


async def test_a_long_429_is_waited_for_without_holding_anybody_up(
    bot: Bot, fake: FakeDiscord, ada: Client, to_ada: Address
) -> None:
    fake.faults.script(SEND, faults.slow_down(7.0))
    with pytest.raises(RetryLater) as later:
        await bot.messenger.send_direct(to_ada, DUE, "d1")
    assert later.value.seconds == pytest.approx(7.0)
    assert ada.sees() == []


async def test_a_short_429_is_waited_for_on_the_spot(
    bot: Bot, fake: FakeDiscord, ada: Client, to_ada: Address
) -> None:
    fake.faults.script(SEND, faults.slow_down(0.05))
    await bot.messenger.send_direct(to_ada, DUE, "d1")
    assert titles(ada) == ["Follow up: Acme"]


async def test_a_429_of_the_proxy_before_discord_is_waited_for_too(
    bot: Bot, fake: FakeDiscord, to_ada: Address
) -> None:
    fake.faults.script(SEND, faults.slow_down(9.0, via=False))
    with pytest.raises(RetryLater) as later:
        await bot.messenger.send_direct(to_ada, DUE, "d1")
    assert later.value.seconds == pytest.approx(9.0)


async def test_a_conversation_that_is_gone_is_opened_again(
    bot: Bot, fake: FakeDiscord, ada: Client, to_ada: Address
) -> None:
    await bot.messenger.send_direct(to_ada, DUE, "d1")
    fake.faults.script(SEND, faults.refuse(10003))
    await bot.messenger.send_direct(to_ada, DUE.replace(delivery="d2"), "d2")
    assert len(ada.sees()) == 2
    assert fake.rest.asked.count(OPEN_DM) == 2


async def test_where_discord_does_not_let_it_look_it_is_sent_again(
    bot: Bot, fake: FakeDiscord, ada: Client, to_ada: Address
) -> None:
    fake.faults.script(SEND, faults.broken(503))
    with pytest.raises(UNSURE):
        await bot.messenger.send_direct(to_ada, DUE, "d1")
    fake.faults.script(READ, faults.refuse(50001))
    await bot.messenger.send_direct(to_ada, DUE, "d1", maybe_sent=True)
    assert titles(ada) == ["Follow up: Acme"]


async def test_a_conversation_that_is_gone_when_it_is_searched_is_opened_again(
    bot: Bot, fake: FakeDiscord, ada: Client, to_ada: Address
) -> None:
    await bot.messenger.send_direct(to_ada, DUE, "d1")
    fake.faults.script(READ, faults.refuse(10003))
    await bot.messenger.send_direct(to_ada, DUE.replace(delivery="d2"), "d2", maybe_sent=True)
    assert len(ada.sees()) == 2
    assert fake.rest.asked.count(OPEN_DM) == 2


async def test_what_was_sent_and_deleted_is_not_sent_again(
    bot: Bot, fake: FakeDiscord, ada: Client, to_ada: Address
) -> None:
    await bot.messenger.send_direct(to_ada, DUE, "d1")
    fake.messages.delete(ada.sees()[0])
    await bot.messenger.send_direct(to_ada, DUE, "d1", maybe_sent=True)
    assert ada.sees() == []


async def test_discord_need_not_be_there_when_the_process_begins(
    harness: Harness, fake: FakeDiscord, ada: Client, to_ada: Address
) -> None:
    async with (
        harness.running() as bot,
        DiscordMessenger(harness.settings, bot.dispatcher) as messenger,
    ):
        fake.faults.script("GET /users/@me", faults.broken(503))
        with pytest.raises(UNSURE):
            await messenger.send_direct(to_ada, DUE, "d1")
        await messenger.send_direct(to_ada, DUE, "d1", maybe_sent=True)
    assert titles(ada) == ["Follow up: Acme"]


async def test_a_worker_sends_without_a_connection_to_the_gateway(
    harness: Harness, fake: FakeDiscord, ada: Client, to_ada: Address
) -> None:
    async with harness.running() as bot:
        pass
    async with DiscordMessenger(harness.settings, bot.dispatcher) as messenger:
        await messenger.send_direct(to_ada, DUE, "d1")
    assert titles(ada) == ["Follow up: Acme"]
    assert not [one for one in fake.gateway.sessions.values() if one.line]


async def test_many_at_once_all_arrive(bot: Bot, fake: FakeDiscord) -> None:
    people = [fake.directory.new_user(f"person{number}") for number in range(60)]
    await asyncio.gather(
        *(
            bot.messenger.send_direct(
                address_of(one.id), DUE.replace(delivery=str(one.id)), str(one.id)
            )
            for one in people
        )
    )
    assert all(len(fake.messages.within(fake.directory.dm(one))) == 1 for one in people)
