"""Posts in a channel: once each, seen by all, pinging nobody; obstacles are reported."""

from __future__ import annotations

import pytest

from adapters.console.virtual_clock import VirtualClock
from adapters.discord.outbound.messenger import DiscordMessenger
from bot.domain.groups.group import Channel as GroupChannel
from bot.message import Item, Message
from bot.ports.messenger import Unreachable
from tests.adapters.discord.harness import Bot, Harness
from tests.fakes.discord.client import Client
from tests.fakes.discord.directory import Channel
from tests.fakes.discord.messages import NONCE_LASTS
from tests.fakes.discord.server import FakeDiscord

WEEK = Message("Last week: 12 applications.", "A new week", private=False)


@pytest.fixture
def jobs(fake: FakeDiscord, ada: Client, bea: Client) -> Channel:
    jobs = fake.directory.new_channel(
        fake.directory.new_guild("Hunters", ada.user, bea.user), "jobs"
    )
    ada.opens_channel(jobs)
    bea.opens_channel(jobs)
    return jobs


def group_of(channel: Channel) -> GroupChannel:
    assert channel.guild is not None
    return GroupChannel("discord", str(channel.guild.id), str(channel.id))


async def test_everybody_in_the_channel_sees_it_once(
    bot: Bot, ada: Client, bea: Client, jobs: Channel
) -> None:
    for maybe_sent in (False, True):
        await bot.messenger.send_channel(group_of(jobs), WEEK, "post-1-1", maybe_sent=maybe_sent)
    for client in (ada, bea):
        (message,) = client.sees()
        assert client.reads(message).whole.title == "A new week"
        assert message.body["allowed_mentions"] == {"parse": []}


async def test_what_another_process_posted_is_found_later(
    harness: Harness, clock: VirtualClock, ada: Client, jobs: Channel
) -> None:
    async with harness.running() as bot:
        await bot.messenger.send_channel(group_of(jobs), WEEK, "post-1-1")
        clock.move(clock.now() + 2 * NONCE_LASTS)
        async with DiscordMessenger(harness.settings, bot.dispatcher) as another:
            await another.send_channel(group_of(jobs), WEEK, "post-1-1", maybe_sent=True)
    assert len(ada.sees()) == 1


async def test_a_long_one_is_several_messages_since_nobody_turns_pages_for_all(
    bot: Bot, ada: Client, jobs: Channel
) -> None:
    members = tuple(Item(f"Member {number}", "kept 3 weeks\n" * 10) for number in range(60))
    for maybe_sent in (False, True):
        await bot.messenger.send_channel(
            group_of(jobs), WEEK.replace(items=members), "post-1-1", maybe_sent=maybe_sent
        )
    pages = [ada.reads(message) for message in ada.sees()]
    assert len(pages) > 1
    assert len({page.card for page in pages}) == len(pages)
    named = [part.title for page in pages for part in page.parts if "Member" in part.title]
    assert named == [f"Member {number}" for number in range(60)]
    assert not [page for page in pages if page.find("Next")]


async def test_a_channel_that_is_gone_says_what_to_do(
    bot: Bot, fake: FakeDiscord, jobs: Channel
) -> None:
    where = group_of(jobs)
    del fake.directory.channels[jobs.id]
    with pytest.raises(Unreachable, match="gone"):
        await bot.messenger.send_channel(where, WEEK, "post-1-1")


@pytest.mark.parametrize("code", [50001, 50013])
async def test_a_channel_that_is_closed_says_what_to_do(bot: Bot, jobs: Channel, code: int) -> None:
    jobs.forbidden = code
    with pytest.raises(Unreachable, match="send messages"):
        await bot.messenger.send_channel(group_of(jobs), WEEK, "post-1-1")


async def test_what_was_posted_and_taken_away_is_not_posted_again(
    bot: Bot, fake: FakeDiscord, ada: Client, jobs: Channel
) -> None:
    await bot.messenger.send_channel(group_of(jobs), WEEK, "post-1-1")
    fake.messages.delete(ada.sees()[0])
    await bot.messenger.send_channel(group_of(jobs), WEEK, "post-1-1", maybe_sent=True)
    assert ada.sees() == []
