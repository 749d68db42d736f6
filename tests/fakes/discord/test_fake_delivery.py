"""The fake against the real discord.py: what is sent arrives once, or says why not."""

from __future__ import annotations

from datetime import timedelta
from io import BytesIO

import aiohttp
import discord
import pytest

from tests.fakes.discord import faults
from tests.fakes.discord.client import Client
from tests.fakes.discord.conftest import Clock
from tests.fakes.discord.refusals import CANNOT_DM, NO_MUTUAL_GUILD, TOO_MANY_DMS
from tests.fakes.discord.sample_bot import Bot
from tests.fakes.discord.server import FakeDiscord

NONCE = "ABCDEFGHIJKLMNOPQRSTUVWXY"


async def send(bot: Bot, person: Client, nonce: str = NONCE) -> discord.Message:
    user = await channel_of(bot, person)
    return await user.send("due", nonce=nonce)


async def channel_of(bot: Bot, person: Client) -> discord.DMChannel:
    return await bot.create_dm(discord.Object(person.user.id))


async def test_a_repeat_under_the_same_nonce_is_shown_once(bot: Bot, ada: Client) -> None:
    first = await send(bot, ada)
    again = await send(bot, ada)
    assert first.id == again.id
    assert len(ada.sees()) == 1


async def test_a_nonce_is_forgotten_after_a_few_minutes(
    bot: Bot, ada: Client, clock: Clock
) -> None:
    await send(bot, ada)
    clock.waits(timedelta(minutes=2))
    await send(bot, ada)
    await send(bot, ada)
    assert len(ada.sees()) == 2


async def test_what_was_deleted_is_not_sent_again_under_its_nonce(bot: Bot, ada: Client) -> None:
    await (await send(bot, ada)).delete()
    with pytest.raises(discord.NotFound) as refused:
        await send(bot, ada)
    assert refused.value.code == 10008


async def test_the_line_breaks_after_the_message_was_taken(
    fake: FakeDiscord, bot: Bot, ada: Client
) -> None:
    fake.faults.script(faults.SEND, faults.drop_after())
    with pytest.raises(aiohttp.ClientError):
        await send(bot, ada)
    await send(bot, ada)
    assert len(ada.sees()) == 1


async def test_the_line_breaks_before_it(fake: FakeDiscord, bot: Bot, ada: Client) -> None:
    fake.faults.script(faults.SEND, faults.drop_before())
    with pytest.raises((aiohttp.ClientError, OSError)):
        await send(bot, ada)
    assert ada.sees() == []


@pytest.mark.parametrize("code", [CANNOT_DM, NO_MUTUAL_GUILD])
async def test_a_person_who_takes_no_messages(bot: Bot, ada: Client, code: int) -> None:
    ada.user.refuses = code
    with pytest.raises(discord.Forbidden) as refused:
        await send(bot, ada)
    assert refused.value.code == code


async def test_too_many_doors_opened(fake: FakeDiscord, bot: Bot, ada: Client) -> None:
    fake.faults.script(faults.OPEN_DM, faults.refuse(TOO_MANY_DMS))
    with pytest.raises(discord.Forbidden) as refused:
        await send(bot, ada)
    assert refused.value.code == TOO_MANY_DMS


async def test_asked_to_wait_the_library_waits(fake: FakeDiscord, bot: Bot, ada: Client) -> None:
    fake.faults.script(faults.SEND, faults.slow_down(0.01))
    await send(bot, ada)
    assert fake.rest.asked.count(faults.SEND) == 2


async def test_asked_to_wait_for_long_it_says_so(fake: FakeDiscord, bot: Bot, ada: Client) -> None:
    fake.faults.script(faults.SEND, faults.slow_down(600))
    with pytest.raises(discord.RateLimited) as limited:
        await send(bot, ada)
    assert limited.value.retry_after == 600


async def test_asked_to_wait_by_no_proxy_of_discords_it_gives_up(
    fake: FakeDiscord, bot: Bot, ada: Client
) -> None:
    fake.faults.script(faults.SEND, faults.slow_down(0.01, via=False))
    with pytest.raises(discord.HTTPException) as refused:
        await send(bot, ada)
    assert refused.value.status == 429


async def test_a_502_is_tried_again(fake: FakeDiscord, bot: Bot, ada: Client) -> None:
    fake.faults.script(faults.SEND, faults.broken_after(502))
    await send(bot, ada)
    assert fake.rest.asked.count(faults.SEND) == 2
    assert len(ada.sees()) == 1


async def test_a_503_is_not(fake: FakeDiscord, bot: Bot, ada: Client) -> None:
    fake.faults.script(faults.SEND, faults.broken(503))
    with pytest.raises(discord.DiscordServerError):
        await send(bot, ada)


async def test_a_wrong_token_is_not_let_in(fake: FakeDiscord) -> None:
    bot = Bot()
    with pytest.raises(discord.LoginFailure):
        await bot.login("wrong")
    await bot.close()


async def test_files_arrive_and_can_be_fetched(bot: Bot, ada: Client) -> None:
    channel = await channel_of(bot, ada)
    file = discord.File(BytesIO(b"\x89PNG"), "funnel.png")
    sent = await channel.send("numbers", file=file)
    assert ada.reads(ada.sees()[-1]).files == ["funnel.png"]
    assert await sent.attachments[0].read() == b"\x89PNG"


async def test_what_was_said_can_be_read_again_newest_first(bot: Bot, ada: Client) -> None:
    channel = await channel_of(bot, ada)
    for words in ("one", "two", "three"):
        await channel.send(words)
    await ada.says("four")
    assert [one.content async for one in channel.history(limit=3)] == ["four", "three", "two"]
    after = discord.Object(ada.sees()[1].id)
    assert [one.content async for one in channel.history(after=after)] == ["three", "four"]
