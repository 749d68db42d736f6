"""The fake against the real discord.py: lines that break, sessions that resume or do not."""

from __future__ import annotations

import asyncio

import discord
import pytest

from tests.fakes.discord.client import Client
from tests.fakes.discord.gateway import HEARTBEAT, IDENTIFY, RESUME
from tests.fakes.discord.refusals import MISSING_ACCESS
from tests.fakes.discord.sample_bot import running
from tests.fakes.discord.server import FakeDiscord
from tests.timeouts import HANG


async def test_it_is_greeted_and_beats(fake: FakeDiscord) -> None:
    async with running():
        await fake.gateway.until_received(HEARTBEAT)
        await fake.gateway.connected()
        (session,) = fake.gateway.sessions.values()
        assert session.shard == (0, 1)
    await fake.gateway.gone()


async def test_after_a_broken_line_it_hears_what_it_missed(fake: FakeDiscord, ada: Client) -> None:
    async with running() as bot:
        await fake.gateway.connected()
        fake.gateway.drop()
        await fake.gateway.gone()
        await ada.says("applied Acme")
        await fake.gateway.until_received(RESUME)
        await fake.directory.signal.until(lambda: len(ada.sees()) == 2, "an answer")
        assert bot.received == ["applied Acme"]
        assert fake.gateway.received.count(IDENTIFY) == 1


async def test_asked_to_come_again_it_resumes(fake: FakeDiscord, ada: Client) -> None:
    async with running():
        await fake.gateway.connected()
        fake.gateway.ask_to_reconnect()
        await fake.gateway.until_received(RESUME)
        await fake.gateway.connected()
        answer = await ada.types("log", company="Acme")
        assert answer.original is not None


async def test_after_a_refusal_it_identifies_again(fake: FakeDiscord, ada: Client) -> None:
    async with running():
        await fake.gateway.connected()
        fake.gateway.refuses_resumes = True
        fake.gateway.drop()
        await fake.gateway.until_received(IDENTIFY, times=2)
        await fake.gateway.connected()
        answer = await ada.types("log", company="Acme")
        assert answer.original is not None


async def test_an_invalid_session_identifies_again(fake: FakeDiscord, ada: Client) -> None:
    async with running():
        await fake.gateway.connected()
        fake.gateway.forget_sessions()
        await fake.gateway.until_received(IDENTIFY, times=2)
        await fake.gateway.connected()
        assert (await ada.types("log", company="Acme")).original is not None


async def test_a_guild_is_announced_with_its_channels(fake: FakeDiscord, ada: Client) -> None:
    guild = fake.directory.new_guild("Hunters", ada.user)
    channel = fake.directory.new_channel(guild, "general")
    async with running() as bot:
        await fake.gateway.connected()
        ada.opens_channel(channel)
        answer = await ada.types("log", company="Acme")
        assert answer.original is not None
        assert [one.name for one in bot.get_all_channels()] == ["general"]


async def test_a_channel_deleted_and_a_guild_left_are_announced(fake: FakeDiscord) -> None:
    guild = fake.directory.new_guild("Hunters")
    gone, stays = (fake.directory.new_channel(guild, name) for name in ("old", "general"))
    async with running() as bot:
        await fake.gateway.connected()
        left = asyncio.create_task(bot.wait_for("guild_remove", timeout=HANG))
        fake.directory.remove_channel(gone)
        with pytest.raises(discord.NotFound):
            await bot.get_partial_messageable(gone.id).send("hello")
        await bot.get_partial_messageable(stays.id).send("hello")
        fake.directory.remove_bot(guild)
        assert (await left).name == "Hunters"
        with pytest.raises(discord.Forbidden) as refused:
            await bot.get_partial_messageable(stays.id).send("hello")
        assert refused.value.code == MISSING_ACCESS
