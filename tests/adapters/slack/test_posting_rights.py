"""Rights to post in a channel at Slack: groups and wins where only some may post."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest

from tests.adapters.slack.channel_settings import remove_the_bot
from tests.conformance.hunters import start_hunters
from tests.fakes.slack.people import Channel
from tests.fakes.slack.person import PersonAtSlack
from tests.fakes.slack.platform import SlackPlatform, at_slack_over_http


@pytest.fixture
async def platform() -> AsyncIterator[SlackPlatform]:
    async with at_slack_over_http() as platform:
        await start_hunters(platform)
        yield platform


@pytest.fixture
def bea(platform: SlackPlatform) -> PersonAtSlack:
    return platform.person("bea")


@pytest.fixture
def channel(platform: SlackPlatform) -> Channel:
    return platform.workspace.channel("hunters")


async def test_where_the_bot_is_not_in_the_channel_it_says_so_before_it_starts_a_group(
    platform: SlackPlatform,
) -> None:
    await platform.channel("gardeners", "cyd")
    cyd, bot = platform.person("cyd"), platform.workspace.bot.id
    await cyd.goes_to("gardeners")
    remove_the_bot(platform.workspace.channel("gardeners"), bot)
    refused = await cyd.types("/group start")
    assert refused.title == "I can't post in this channel yet"
    assert "/invite @Followthrough" in refused.text
    remove_the_bot(platform.workspace.channel("gardeners"), bot)
    assert "Starting a group in" in (await cyd.presses("Start a group")).title


async def test_from_the_direct_messages_a_win_is_posted_only_where_its_author_is(
    bea: PersonAtSlack, platform: SlackPlatform, channel: Channel
) -> None:
    user = platform.client("bea").user.id
    await bea.goes_to(None)
    preview = await bea.types("/win I have an interview!")
    assert "would see: A win from" in preview.title
    channel.members.remove(user)
    assert "aren't in that channel" in (await bea.presses("Share it")).text
    assert "aren't in that channel" in (await bea.types("/win I have an interview!")).text
    channel.members.add(user)
    await bea.types("/win I have an interview!")
    assert (await bea.presses("Share it")).title == "Shared"


async def test_where_only_some_may_post_a_group_starts_once_the_bot_is_one_of_them(
    platform: SlackPlatform,
) -> None:
    await platform.channel("news", "cyd")
    cyd, news = platform.person("cyd"), platform.workspace.channel("news")
    news.posting = {"type": ["admin"]}
    await cyd.goes_to("news")
    refused = await cyd.types("/group start")
    assert refused.title == "I can't post in this channel yet"
    assert "Posting permissions" in refused.text
    news.posting = {"type": ["admin"], "user": [platform.workspace.bot.id]}
    assert "Starting a group in" in (await cyd.presses("Start a group")).title


@pytest.mark.parametrize("where", ["hunters", None])
async def test_a_win_is_posted_only_for_those_who_may_post_there_themselves(
    platform: SlackPlatform, bea: PersonAtSlack, channel: Channel, where: str | None
) -> None:
    user, bot = platform.client("bea").user, platform.workspace.bot.id
    await bea.goes_to(where)
    channel.posting = {"type": ["admin"], "user": [bot]}
    assert "Only some people may post there" in (await bea.types("/win A call back!")).text
    for allowed in ({"user": [bot, user.id]}, {"type": ["ra"], "user": [bot]}):
        channel.posting = {"type": ["admin"], **allowed}
        assert "would see" in (await bea.types("/win A call back!")).title
    channel.posting = {"type": ["admin"], "user": [bot]}
    user.is_admin = True
    assert "would see" in (await bea.types("/win A call back!")).title
    user.is_admin = False
    assert "Only some people may post there" in (await bea.presses("Share it")).text


@pytest.mark.parametrize(
    ("error", "remedy"),
    [
        ("restricted_action", "Posting permissions"),
        ("restricted_action_read_only_channel", "Posting permissions"),
        ("restricted_action_thread_only_channel", "Posting permissions"),
        ("posting_to_general_channel_denied", "Start the group in another one"),
        ("no_permission", "has to allow it"),
        ("ekm_access_denied", "Ask them"),
    ],
)
async def test_a_first_post_that_is_refused_is_explained_with_its_remedy(
    platform: SlackPlatform, error: str, remedy: str
) -> None:
    await platform.channel("news", "cyd")
    cyd = platform.person("cyd")
    await cyd.goes_to("news")
    platform.client("cyd").slack.faults.refuse("chat.postMessage", error)
    await cyd.types("/group start")
    shown = [*await cyd.waits("1m"), *cyd.seen]
    (why,) = {one.text for one in shown if "hasn't started yet" in one.title}
    assert remedy in why
