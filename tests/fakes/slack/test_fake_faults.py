"""Scripted faults happen in the way that Slack's real ones do."""

from __future__ import annotations

import asyncio
from datetime import timedelta

import aiohttp
import pytest
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient
from slack_sdk.webhook.async_client import AsyncWebhookClient

from adapters.console.virtual_clock import VirtualClock
from tests.fakes.slack.faults import RESPONSE_URL
from tests.fakes.slack.sample_app import FORM, card
from tests.fakes.slack.slack import Slack
from tests.fakes.slack.workspace import Workspace


async def test_a_rate_limit_says_how_long_and_nothing_is_posted(
    slack: Slack, client: AsyncWebClient, hunters: Workspace
) -> None:
    ada = hunters.user("ada")
    slack.faults.rate_limit("chat.postMessage", 30)
    with pytest.raises(SlackApiError) as caught:
        await client.chat_postMessage(channel=ada.id, text="Hi")
    assert caught.value.response.status_code == 429
    assert caught.value.response.headers["Retry-After"] == "30"
    assert hunters.visible_to(ada) == []
    await client.chat_postMessage(channel=ada.id, text="Hi")
    assert len(hunters.visible_to(ada)) == 1


@pytest.mark.parametrize("after", [True, False])
async def test_a_dropped_socket_leaves_open_whether_the_message_was_posted(
    slack: Slack, client: AsyncWebClient, hunters: Workspace, *, after: bool
) -> None:
    ada = hunters.user("ada")
    slack.faults.drop("chat.postMessage", after=after)
    with pytest.raises(aiohttp.ClientConnectionError):
        await client.chat_postMessage(channel=ada.id, text="Hi")
    assert len(hunters.visible_to(ada)) == int(after)


async def test_a_refused_connection_means_that_nothing_was_taken(
    slack: Slack, client: AsyncWebClient, hunters: Workspace
) -> None:
    ada = hunters.user("ada")
    async with slack.out_of_reach():
        with pytest.raises(aiohttp.ClientConnectorError):
            await client.chat_postMessage(channel=ada.id, text="Hi")
    await client.chat_postMessage(channel=ada.id, text="Hi again")
    assert len(hunters.visible_to(ada)) == 1


async def test_the_sdk_left_alone_sends_a_dropped_message_twice(
    slack: Slack, hunters: Workspace
) -> None:
    ada = hunters.user("ada")
    careless = AsyncWebClient(token=slack.installed(hunters).token, base_url=slack.api_url)
    slack.faults.drop("chat.postMessage", after=True)
    await careless.chat_postMessage(channel=ada.id, text="Hi")
    assert len(hunters.visible_to(ada)) == 2


@pytest.mark.parametrize("after", [True, False])
async def test_a_server_error_leaves_it_open_too(
    slack: Slack, client: AsyncWebClient, hunters: Workspace, *, after: bool
) -> None:
    ada = hunters.user("ada")
    slack.faults.break_down("chat.postMessage", 503, after=after)
    with pytest.raises(SlackApiError) as caught:
        await client.chat_postMessage(channel=ada.id, text="Hi")
    assert caught.value.response.status_code == 503
    assert len(hunters.visible_to(ada)) == int(after)


async def test_an_error_can_be_scripted(slack: Slack, client: AsyncWebClient) -> None:
    slack.faults.refuse("chat.postMessage", "restricted_action", times=2)
    for _ in range(2):
        with pytest.raises(SlackApiError, match="restricted_action"):
            await client.chat_postMessage(channel="U1", text="Hi")


async def test_a_call_can_be_held_until_the_test_lets_it_go(
    slack: Slack, client: AsyncWebClient, hunters: Workspace
) -> None:
    ada = hunters.user("ada")
    gate = slack.faults.hold("chat.postMessage")
    posting = asyncio.ensure_future(client.chat_postMessage(channel=ada.id, text="Hi"))
    await client.auth_test()
    assert not posting.done()
    gate.set()
    await posting
    assert len(hunters.visible_to(ada)) == 1


async def test_a_trigger_opens_one_view_within_three_seconds(
    slack: Slack, client: AsyncWebClient, hunters: Workspace, clock: VirtualClock
) -> None:
    ada = hunters.user("ada")

    async def opening(trigger: str) -> str:
        try:
            await client.views_open(trigger_id=trigger, view=FORM)
        except SlackApiError as caught:
            return str(caught.response["error"])
        return "opened"

    trigger = slack.triggers.new(ada)
    assert await opening(trigger) == "opened"
    assert await opening(trigger) == "exchanged_trigger_id"
    assert await opening("1.2.abc") == "invalid_trigger_id"
    late = slack.triggers.new(ada)
    clock.move(clock.now() + timedelta(seconds=4))
    assert await opening(late) == "expired_trigger_id"
    slack.triggers.expire = True
    assert await opening(slack.triggers.new(ada)) == "expired_trigger_id"


async def test_a_view_that_changed_meanwhile_is_a_conflict(
    slack: Slack, client: AsyncWebClient, hunters: Workspace
) -> None:
    ada = hunters.user("ada")
    opened = await client.views_open(trigger_id=slack.triggers.new(ada), view=FORM)
    id, hash = opened["view"]["id"], opened["view"]["hash"]
    await client.views_update(view_id=id, view=FORM, hash=hash)
    with pytest.raises(SlackApiError, match="hash_conflict"):
        await client.views_update(view_id=id, view=FORM, hash=hash)
    home = {"type": "home", "blocks": card("Board", "Done")}
    first = await client.views_publish(user_id=ada.id, view=home)
    await client.views_publish(user_id=ada.id, view=home, hash=first["view"]["hash"])
    with pytest.raises(SlackApiError, match="hash_conflict"):
        await client.views_publish(user_id=ada.id, view=home, hash=first["view"]["hash"])


async def test_a_response_url_is_good_five_times_within_half_an_hour(
    slack: Slack, hunters: Workspace, clock: VirtualClock
) -> None:
    ada = hunters.user("ada")
    response_url = AsyncWebhookClient(slack.response_urls.new(hunters, hunters.dm(ada), ada))
    sent = [(await response_url.send(text="Hi")).status_code for _ in range(6)]
    assert sent == [200] * 5 + [404]
    late = AsyncWebhookClient(slack.response_urls.new(hunters, hunters.dm(ada), ada))
    clock.move(clock.now() + timedelta(minutes=31))
    assert "expired_url" in (await late.send(text="Hi")).body
    assert len(hunters.visible_to(ada)) == 5


async def test_a_response_url_can_fail_too(slack: Slack, hunters: Workspace) -> None:
    ada = hunters.user("ada")
    response_url = AsyncWebhookClient(
        slack.response_urls.new(hunters, hunters.dm(ada), ada), retry_handlers=[]
    )
    slack.faults.rate_limit(RESPONSE_URL, 1)
    assert (await response_url.send(text="Hi")).status_code == 429
    slack.faults.drop(RESPONSE_URL, after=True)
    with pytest.raises(aiohttp.ClientConnectionError):
        await response_url.send(text="Hi")
    assert len(hunters.visible_to(ada)) == 1


async def test_a_slash_commands_own_url_replaces_nothing(slack: Slack, hunters: Workspace) -> None:
    ada = hunters.user("ada")
    response_url = AsyncWebhookClient(slack.response_urls.new(hunters, hunters.dm(ada), ada))
    await response_url.send(text="Hi", replace_original=True)
    assert "no message to replace" in slack.violations.take()[0]


async def test_a_message_can_be_taken_away_by_its_url(slack: Slack, hunters: Workspace) -> None:
    ada = hunters.user("ada")
    channel = hunters.channel("hunters", [ada, hunters.bot])
    response_url = AsyncWebhookClient(slack.response_urls.new(hunters, channel, ada))
    await response_url.send(text="For all", response_type="in_channel")
    (posted,) = hunters.visible_to(ada)
    assert posted.to is None
    await AsyncWebhookClient(slack.response_urls.new(hunters, channel, ada, posted)).send(
        delete_original=True
    )
    assert hunters.visible_to(ada) == []
