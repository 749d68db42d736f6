"""Nothing past fifty requests a second for a bot, over all its processes; channels are kept."""

from __future__ import annotations

import asyncio

from adapters.discord.actors import address_of
from adapters.discord.outbound.global_rate_limit import GlobalRateLimit, ProcessTurns
from adapters.discord.outbound.messenger import DiscordMessenger
from bot.message import Message
from storage.repositories.dm_channels import DmChannels
from tests.adapters.discord.harness import Bot, Harness
from tests.fakes.discord.client import Client
from tests.fakes.discord.server import FakeDiscord

DUE = Message("It is time.", "Follow up: Acme", delivery="d1")
PER_SECOND = 200.0


async def test_two_processes_together_keep_to_the_limit() -> None:
    loop = asyncio.get_running_loop()
    turns = ProcessTurns(loop.time)
    processes = [GlobalRateLimit(turns, PER_SECOND, loop.time) for _ in range(2)]
    sent: list[float] = []

    async def send(global_limit: GlobalRateLimit) -> None:
        await global_limit.turn()
        sent.append(loop.time())

    began = loop.time()
    await asyncio.gather(*(send(processes[number % 2]) for number in range(60)))
    assert len(sent) == 60
    assert max(sent) - began >= 59 / PER_SECOND
    for number in range(60):
        assert sorted(sent)[number] - began >= (number - 1) / PER_SECOND


async def test_every_request_waits_for_a_turn(
    harness: Harness, fake: FakeDiscord, ada: Client
) -> None:
    asked = 0

    class Counted(ProcessTurns):
        async def lease(self, count: int, spacing: float) -> float:
            nonlocal asked
            asked += count
            return await super().lease(count, spacing)

    async with harness.running() as bot:
        global_limit = GlobalRateLimit(Counted(), 1_000)
        async with DiscordMessenger(
            harness.settings, bot.dispatcher, global_limit=global_limit
        ) as messenger:
            before = len(fake.rest.asked)
            await messenger.send_direct(address_of(ada.user.id), DUE, "d1")
            requests = len(fake.rest.asked) - before
    assert requests >= 2, "one opens the conversation, one sends"
    assert asked >= requests


async def test_a_conversation_is_opened_once_for_all_processes(
    bot: Bot, harness: Harness, fake: FakeDiscord, ada: Client
) -> None:
    await ada.types("applied", company="Acme")
    to_ada = address_of(ada.user.id)
    channels = DmChannels(bot.storage.database)
    for number in range(2):
        async with DiscordMessenger(
            harness.settings, bot.dispatcher, channels=channels
        ) as messenger:
            message = DUE.replace(delivery=f"d{number}")
            await messenger.send_direct(to_ada, message, f"d{number}")
    opened = [one for one in fake.rest.asked if "users/@me/channels" in str(one)]
    assert len(opened) == 1
    assert await channels.find(to_ada) is not None
