"""Socket Mode: the same bot without an address, and a watchdog for when no socket holds."""

from __future__ import annotations

import asyncio

import pytest

from adapters.slack.inbound.socket_receiver import SocketLost, SocketReceiver
from tests.adapters.slack.harness import Bot, Harness


async def test_it_answers_over_a_socket(harness: Harness) -> None:
    harness.over_sockets()
    async with harness.running() as bot:
        ada = bot.client(harness.ada, harness.workspace)
        await ada.slash("/applied Acme")
        await bot.settled()
        assert ada.page(ada.screen[0]).whole.title == "Applied to Acme"
        assert await bot.waits(days=8) == 1
    assert harness.slack.socket.connections == 0


async def test_a_form_is_answered_in_the_acknowledgment(harness: Harness) -> None:
    harness.over_sockets()
    async with harness.running() as bot:
        ada = bot.client(harness.ada, harness.workspace)
        await ada.slash("/applied Acme")
        await bot.settled()
        await ada.slash("/interview Acme")
        await bot.settled()
        assert ada.modal is not None
        ada.modal.fill({"When does it start?": "whenever"})
        await ada.modal.submit()
        assert "whenever" in str(ada.modal.field("When does it start?").error)


async def test_a_refreshed_connection_loses_nothing(harness: Harness) -> None:
    harness.over_sockets()
    async with harness.running() as bot:
        await harness.slack.socket.connected(2)
        await harness.slack.socket.refresh()
        ada = bot.client(harness.ada, harness.workspace)
        await ada.slash("/applied Acme")
        await bot.settled()
        assert len(ada.screen) == 2
        await harness.slack.socket.connected(2)


async def test_without_any_socket_for_too_long_the_watchdog_ends_it(bot: Bot) -> None:
    bot.slack.faults.refuse("apps.connections.open", "internal_error", times=100)
    gateway = SocketReceiver(bot.running.app, "xapp-1", patience=0.05, check_every=0.01)
    async with gateway.connected():
        assert not await gateway.is_up()
        with pytest.raises(SocketLost, match="doctor"):
            await gateway.watch()


async def test_while_a_socket_holds_the_watchdog_is_content(harness: Harness) -> None:
    harness.over_sockets()
    async with harness.running() as bot:
        assert bot.running.socket_receiver is not None
        receiver = SocketReceiver(
            bot.running.app, harness.slack.app.app_token, patience=0, check_every=0
        )
        async with receiver.connected():
            await harness.slack.socket.connected(4)
            watching = asyncio.ensure_future(receiver.watch())
            for _ in range(100):  # it checks at each of these
                await asyncio.sleep(0)
            assert not watching.done()
            watching.cancel()
