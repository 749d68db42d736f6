"""A group's channel at Slack changes: renamed, archived, private, gone, the bot removed."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from dataclasses import replace

import pytest

from tests.adapters.slack.channel_settings import remove_the_bot, restrict
from tests.conformance.hunters import start_hunters
from tests.fakes.slack.people import Channel
from tests.fakes.slack.person import PersonAtSlack
from tests.fakes.slack.platform import SlackPlatform, at_slack_over_http

CHECK_IN = "2026-06-05T17:00"


@pytest.fixture
async def platform() -> AsyncIterator[SlackPlatform]:
    async with at_slack_over_http() as platform:
        await start_hunters(platform)
        yield platform


@pytest.fixture
def ada(platform: SlackPlatform) -> PersonAtSlack:
    return platform.person("ada")


@pytest.fixture
def bea(platform: SlackPlatform) -> PersonAtSlack:
    return platform.person("bea")


@pytest.fixture
def channel(platform: SlackPlatform) -> Channel:
    return platform.workspace.channel("hunters")


def archive(channel: Channel, bot: str) -> None:
    channel.archived = not channel.archived


def hide(channel: Channel, bot: str) -> None:
    channel.private = not channel.private
    channel.members ^= {bot}


@pytest.mark.parametrize(
    ("change", "fix"),
    [
        (archive, "Bring it back"),
        (remove_the_bot, "/invite"),
        (hide, "Invite me there"),
        (restrict, "Posting permissions"),
    ],
)
async def test_a_channel_closed_to_the_bot_pauses_the_group_until_it_is_fixed(
    platform: SlackPlatform,
    ada: PersonAtSlack,
    bea: PersonAtSlack,
    channel: Channel,
    change: Callable[[Channel, str], None],
    fix: str,
) -> None:
    await bea.goes_to(None)
    await bea.types("/applied Acme")
    await bea.types("/withdrew Acme")
    await bea.waits_until("2026-06-03T12:00")
    change(channel, platform.workspace.bot.id)
    (notice,) = await ada.waits_until(CHECK_IN)
    assert notice.private
    assert "#hunters is paused" in notice.title
    assert fix in notice.text
    assert "/group start" in notice.text
    assert list(await bea.waits_until("2026-06-16T12:00")) == [], "nothing comes while it is paused"
    assert [one for one in ada.seen if "is paused" in one.title] == [notice], "said once"
    change(channel, platform.workspace.bot.id)
    assert "is running again" in (await ada.types("/group start")).title
    sent = await ada.waits_until("2026-06-19T17:00")
    assert [one.title for one in sent] == ["The group is running again", "Check-in"]
    assert [one.private for one in sent] == [False, False]
    assert sent[-1].facts == {"bea": "1 week kept"}, "streaks waited"


async def test_a_win_that_met_a_closed_channel_is_posted_when_the_group_goes_on(
    platform: SlackPlatform, ada: PersonAtSlack, bea: PersonAtSlack, channel: Channel
) -> None:
    remove_the_bot(channel, platform.workspace.bot.id)
    await bea.types("/win I have an interview!")
    await bea.presses("Share it")
    (notice,) = await ada.waits("1m")
    assert "#hunters is paused" in notice.title
    assert list(await ada.waits("1d")) == []
    remove_the_bot(channel, platform.workspace.bot.id)
    await ada.types("/group start")
    sent = await ada.waits("1m")
    assert {one.title for one in sent} == {"The group is running again", "A win from bea"}
    assert list(await ada.waits("1m")) == [], "once"


async def test_a_win_that_waits_leaves_with_its_author(
    platform: SlackPlatform, ada: PersonAtSlack, bea: PersonAtSlack, channel: Channel
) -> None:
    remove_the_bot(channel, platform.workspace.bot.id)
    await bea.types("/win I have an interview!")
    await bea.presses("Share it")
    await ada.waits("1m")
    await bea.types("/group leave")
    remove_the_bot(channel, platform.workspace.bot.id)
    await ada.types("/group start")
    assert [one.title for one in await ada.waits("1m")] == ["The group is running again"]


async def test_who_takes_over_a_group_that_pauses_is_notified(
    platform: SlackPlatform, ada: PersonAtSlack, bea: PersonAtSlack, channel: Channel
) -> None:
    remove_the_bot(channel, platform.workspace.bot.id)
    await ada.waits_until(CHECK_IN)
    await ada.types("/group leave")
    (sent,) = [one for one in await bea.waits("1m") if one.kind == "group"]
    assert sent.private
    assert "#hunters is in your hands" in sent.title
    assert "It's paused" in sent.text
    assert "/invite" in sent.text


async def test_of_a_channel_that_is_gone_the_group_is_ended_from_the_message(
    platform: SlackPlatform, ada: PersonAtSlack, channel: Channel
) -> None:
    del platform.workspace.channels[channel.id]
    notice = (await ada.waits_until(CHECK_IN))[-1]
    assert "gone" in notice.text
    await ada.goes_to(None)
    await ada.presses("Stop the group", on=notice.title)
    stopped = await ada.presses("Yes, stop it")
    assert "Stopped" in stopped.title


async def test_a_renamed_channel_is_called_by_its_new_name(
    ada: PersonAtSlack, bea: PersonAtSlack, channel: Channel
) -> None:
    channel.name = "seekers"
    seen = await bea.types("/group check-in")
    assert seen.title == "Your week in #seekers"
    await bea.types("/group goal 5")  # a change also stores the channel's new name
    (line,) = await bea.waits_until("2026-06-03T12:00")
    assert line.title == "Midweek, #seekers"


async def test_a_channel_that_turns_private_keeps_the_name_it_had(
    bea: PersonAtSlack, channel: Channel
) -> None:
    channel.private = True
    await bea.types("/group check-in")
    (line,) = await bea.waits_until("2026-06-03T12:00")
    assert line.title == "Midweek, #hunters"


async def test_only_its_starter_and_the_workspaces_admins_may_stop_it(
    platform: SlackPlatform, bea: PersonAtSlack
) -> None:
    refused = await bea.types("/group stop")
    assert "Only the person who started the group" in refused.text
    platform.client("bea").user.is_admin = True
    assert (await bea.types("/group stop")).title == "Stop #hunters?"


async def test_what_is_private_never_takes_the_place_of_a_post(
    platform: SlackPlatform, bea: PersonAtSlack, channel: Channel
) -> None:
    client = platform.client("bea")
    post, join = client.find("Join")
    assert (post.channel, post.to) == (channel, None)
    made_up = replace(join, element=join.element | {"value": "settings|hour=10:00"})
    await client.interact(client.payloads.press(client.user, made_up, post))
    await platform.settled()
    await bea.looks()
    assert bea.seen[-1].private
    assert bea.seen[-1].title == "Saved"
    assert post.revision is post.first


@pytest.mark.parametrize("typed", ["/group", "/followthrough group"])
async def test_group_alone_offers_to_start_one_where_there_is_none(
    platform: SlackPlatform, typed: str
) -> None:
    await platform.channel("gardeners", "cyd")
    cyd = platform.person("cyd")
    await cyd.goes_to("gardeners")
    menu = await cyd.types(typed)
    assert menu.private
    assert menu.buttons == ("Start a group",)
    assert "Starting a group in" in (await cyd.presses("Start a group")).title


async def test_a_member_is_called_by_the_name_that_slack_shows(
    platform: SlackPlatform, ada: PersonAtSlack, bea: PersonAtSlack
) -> None:
    platform.client("ada").user.shown_name = "Ada L."
    await ada.types("/group join my numbers")
    preview = await ada.types("/win A call back!")
    assert preview.title == "#hunters would see: A win from Ada L."
