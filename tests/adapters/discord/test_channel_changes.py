"""A group's channel at Discord changes: renamed, closed, deleted, the bot thrown out."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable

import pytest

from tests.conformance.hunters import start_hunters
from tests.fakes.discord.directory import Channel, Directory
from tests.fakes.discord.person import PersonAtDiscord
from tests.fakes.discord.platform import DiscordPlatform, at_discord
from tests.fakes.discord.refusals import MISSING_ACCESS

CHECK_IN = "2026-06-05T17:00"
MISSING_PERMISSIONS = 50013


@pytest.fixture
async def platform() -> AsyncIterator[DiscordPlatform]:
    async with at_discord() as platform:
        await start_hunters(platform)
        yield platform


@pytest.fixture
def ada(platform: DiscordPlatform) -> PersonAtDiscord:
    return platform.person("ada")


@pytest.fixture
def bea(platform: DiscordPlatform) -> PersonAtDiscord:
    return platform.person("bea")


@pytest.fixture
def channel(platform: DiscordPlatform) -> Channel:
    return platform.channel_of("hunters")


@pytest.mark.parametrize("error", [MISSING_ACCESS, MISSING_PERMISSIONS])
async def test_a_channel_closed_to_the_bot_pauses_the_group_until_it_is_fixed(
    ada: PersonAtDiscord, bea: PersonAtDiscord, channel: Channel, error: int
) -> None:
    await bea.waits_until("2026-06-03T12:00")
    channel.forbidden = error
    (notice,) = await ada.waits_until(CHECK_IN)
    assert notice.private
    assert "#hunters is paused" in notice.title
    assert "Let me see it and send messages there" in notice.text
    assert ("add me first" in notice.text) == (error == MISSING_ACCESS)
    assert "/group start" in notice.text
    assert list(await bea.waits_until("2026-06-16T12:00")) == [], "nothing comes while it is paused"
    assert [one for one in ada.seen if "is paused" in one.title] == [notice], "said once"
    channel.forbidden = None
    assert "is running again" in (await ada.types("/group start")).title
    sent = await ada.waits_until("2026-06-19T17:00")
    assert [one.title for one in sent] == ["The group is running again", "Check-in"]
    assert [one.private for one in sent] == [False, False]


def deleted(directory: Directory, channel: Channel) -> None:
    directory.remove_channel(channel)


def thrown_out(directory: Directory, channel: Channel) -> None:
    assert channel.guild is not None
    directory.remove_bot(channel.guild)


@pytest.mark.parametrize(("happens", "why"), [(deleted, "gone"), (thrown_out, "add me first")])
async def test_of_a_channel_that_is_out_of_reach_the_group_is_ended_from_the_message(
    platform: DiscordPlatform,
    ada: PersonAtDiscord,
    channel: Channel,
    happens: Callable[[Directory, Channel], None],
    why: str,
) -> None:
    happens(platform.fake.directory, channel)
    notice = (await ada.waits_until(CHECK_IN))[-1]
    assert why in notice.text
    await ada.goes_to(None)
    await ada.presses("Stop the group", on=notice.title)
    stopped = await ada.presses("Yes, stop it")
    assert "Stopped" in stopped.title


@pytest.mark.parametrize("code", [50083, 160005])
async def test_a_locked_thread_is_named_with_its_remedy(
    ada: PersonAtDiscord, channel: Channel, code: int
) -> None:
    channel.forbidden = code
    notice = (await ada.waits_until(CHECK_IN))[-1]
    assert "#hunters is paused" in notice.title
    assert "the thread is locked" in notice.text
    assert "can unlock it" in notice.text


async def test_a_group_whose_first_post_is_refused_has_not_started(
    platform: DiscordPlatform,
) -> None:
    await platform.channel("gardeners", "cyd")
    cyd, channel = platform.person("cyd"), platform.channel_of("gardeners")
    await cyd.goes_to("gardeners")
    channel.forbidden = MISSING_PERMISSIONS
    await cyd.types("/group start")
    (sent,) = await cyd.waits("1m")
    assert sent.private
    assert sent.title == "#gardeners hasn't started yet"
    assert "send messages there" in sent.text
    channel.forbidden = None
    await cyd.types("/group start")
    assert [one.title for one in await cyd.waits("1m")] == ["An accountability group starts here"]


async def test_where_the_bot_may_not_post_no_group_is_started(
    platform: DiscordPlatform,
) -> None:
    await platform.channel("gardeners", "cyd")
    cyd = platform.person("cyd")
    await cyd.goes_to("gardeners")
    guild = platform.channel_of("gardeners").guild
    assert guild is not None
    guild.muted.append(platform.fake.directory.bot)
    refused = await cyd.types("/group start")
    assert refused.title == "I can't post in this channel yet"
    assert "Let me see it and send messages there" in refused.text
    guild.muted.clear()
    assert "Starting a group in" in (await cyd.presses("Start a group")).title


async def test_a_win_is_posted_only_where_its_author_may_write(
    bea: PersonAtDiscord, channel: Channel, platform: DiscordPlatform
) -> None:
    assert channel.guild is not None
    channel.guild.muted.append(platform.person("bea").client.user)
    refused = await bea.types("/win I have an interview!")
    assert "I post nothing in #hunters for you. You can't write there." in refused.text
    assert refused.buttons == ()


async def test_from_the_direct_messages_a_win_is_posted_only_where_its_author_may_write(
    bea: PersonAtDiscord, channel: Channel, platform: DiscordPlatform
) -> None:
    guild, user = channel.guild, platform.person("bea").client.user
    assert guild is not None
    await bea.goes_to(None)
    preview = await bea.types("/win I have an interview!")
    assert "would see: A win from" in preview.title
    guild.muted.append(user)
    assert "You can't write there." in (await bea.presses("Share it")).text
    assert "You can't write there." in (await bea.types("/win I have an interview!")).text
    guild.muted.clear()
    guild.members.remove(user)
    assert "aren't in that server" in (await bea.types("/win I have an interview!")).text
    guild.members.append(user)
    await bea.types("/win I have an interview!")
    assert (await bea.presses("Share it")).title == "Shared"


async def test_a_renamed_channel_is_called_by_its_new_name(
    ada: PersonAtDiscord, bea: PersonAtDiscord, channel: Channel
) -> None:
    channel.name = "seekers"
    seen = await bea.types("/group check-in")
    assert seen.title == "Your week in #seekers"
    await bea.types("/group goal 5")  # a change also stores the channel's new name
    (line,) = await bea.waits_until("2026-06-03T12:00")
    assert line.title == "Midweek, #seekers"
