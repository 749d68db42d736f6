"""The fake against the real web client: each method does what its page says."""

from __future__ import annotations

from collections.abc import Awaitable

import pytest
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from tests.fakes.slack.sample_app import card
from tests.fakes.slack.slack import Slack
from tests.fakes.slack.workspace import Workspace


async def error(call: Awaitable[object]) -> str:
    """The error that a call is answered with."""
    with pytest.raises(SlackApiError) as caught:
        await call
    return str(caught.value.response["error"])


async def test_a_direct_message_to_a_persons_id_gives_the_id_of_the_channel(
    client: AsyncWebClient, hunters: Workspace
) -> None:
    ada = hunters.user("ada")
    opened = await client.conversations_open(users=ada.id)
    posted = await client.chat_postMessage(
        channel=ada.id, text="Hello", blocks=card("Hello", "Done")
    )
    assert posted["channel"] == opened["channel"]["id"]
    assert posted["channel"].startswith("D")
    assert hunters.visible_to(ada)[0].ts == posted["ts"]


async def test_history_gives_metadata_only_where_it_is_asked_for(
    client: AsyncWebClient, hunters: Workspace
) -> None:
    ada = hunters.user("ada")
    metadata = {"event_type": "delivery", "event_payload": {"id": "abc"}}
    posted = await client.chat_postMessage(channel=ada.id, text="Hello", metadata=metadata)
    await client.chat_update(channel=posted["channel"], ts=posted["ts"], text="Again", parse="none")
    plain = await client.conversations_history(channel=posted["channel"], limit=5)
    full = await client.conversations_history(
        channel=posted["channel"], limit=5, include_all_metadata=True
    )
    assert "metadata" not in plain["messages"][0]
    assert full["messages"][0]["metadata"] == metadata
    assert full["messages"][0]["text"] == "Again"


async def test_history_gives_no_ephemeral_ones_and_nothing_older_than_asked(
    client: AsyncWebClient, hunters: Workspace
) -> None:
    ada = hunters.user("ada")
    first = await client.chat_postMessage(channel=ada.id, text="One")
    await client.chat_postMessage(channel=ada.id, text="Two")
    await client.chat_postEphemeral(channel=first["channel"], user=ada.id, text="Psst")
    history = await client.conversations_history(channel=first["channel"], oldest=first["ts"])
    assert [message["text"] for message in history["messages"]] == ["Two"]


async def test_an_ephemeral_message_cannot_be_updated(
    client: AsyncWebClient, hunters: Workspace
) -> None:
    ada = hunters.user("ada")
    channel = hunters.dm(ada).id
    posted = await client.chat_postEphemeral(channel=channel, user=ada.id, text="Psst")
    updated = client.chat_update(channel=channel, ts=posted["message_ts"], text="!", parse="none")
    assert await error(updated) == "message_not_found"


async def test_a_deleted_message_is_gone(client: AsyncWebClient, hunters: Workspace) -> None:
    ada = hunters.user("ada")
    posted = await client.chat_postMessage(channel=ada.id, text="Hello")
    await client.chat_delete(channel=posted["channel"], ts=posted["ts"])
    assert hunters.visible_to(ada) == []


async def test_users_info_gives_the_zone_and_on_request_the_locale(
    client: AsyncWebClient, hunters: Workspace
) -> None:
    ada = hunters.user("ada")
    with_locale = await client.users_info(user=ada.id, include_locale=True)
    without = await client.users_info(user=ada.id)
    user = with_locale["user"]
    assert (user["tz"], user["tz_offset"]) == ("Europe/Berlin", 7200)
    assert user["tz_label"] == "Central European Summer Time"
    assert user["locale"] == "de-DE"
    assert "locale" not in without["user"]


async def test_a_channel_must_have_the_app_in_it(
    client: AsyncWebClient, hunters: Workspace
) -> None:
    channel = hunters.channel("hunters", [hunters.user("ada")])
    posted = client.chat_postMessage(channel=channel.id, text="Hi")
    assert await error(posted) == "not_in_channel"
    await client.conversations_join(channel=channel.id)
    await client.chat_postMessage(channel=channel.id, text="Hi")
    members = await client.conversations_members(channel=channel.id)
    assert hunters.bot.id in members["members"]
    channel.archived = True
    posted = client.chat_postMessage(channel=channel.id, text="Hi")
    assert await error(posted) == "is_archived"


async def test_people_who_cannot_be_reached_give_their_error(
    slack: Slack, client: AsyncWebClient, hunters: Workspace
) -> None:
    ada, bea = hunters.user("ada"), hunters.user("bea")
    ada.unreachable, bea.deleted = "restricted_action", True
    assert await error(client.chat_postMessage(channel=ada.id, text="Hi")) == "restricted_action"
    assert await error(client.conversations_open(users=bea.id)) == "user_disabled"
    assert await error(client.chat_postMessage(channel="U404", text="Hi")) == "channel_not_found"
    assert await error(client.users_info(user="U404")) == "user_not_found"
    slack.app.manifest = {"features": {"app_home": {"messages_tab_enabled": False}}}
    posted = client.chat_postMessage(channel=hunters.user("cora").id, text="Hi")
    assert await error(posted) == "messages_tab_disabled"


async def test_a_file_is_uploaded_in_three_steps(
    slack: Slack, client: AsyncWebClient, hunters: Workspace
) -> None:
    ada = hunters.user("ada")
    done = await client.files_upload_v2(
        channel=hunters.dm(ada).id,
        content=b"\x89PNG",
        filename="funnel.png",
        title="Your funnel",
        alt_txt="12 applied, 3 replied",
        initial_comment="Here it is",
    )
    (upload,) = slack.uploads.all()
    assert (upload.id, upload.content) == (done["file"]["id"], b"\x89PNG")
    assert (upload.title, upload.alt) == ("Your funnel", "12 applied, 3 replied")
    assert hunters.visible_to(ada)[0].files == (upload.id,)


async def test_a_reaction_is_added_once(client: AsyncWebClient, hunters: Workspace) -> None:
    posted = await client.chat_postMessage(channel=hunters.user("ada").id, text="Hello")
    where = {"channel": posted["channel"], "timestamp": posted["ts"]}
    await client.reactions_add(name="tada", **where)
    assert await error(client.reactions_add(name="tada", **where)) == "already_reacted"


async def test_a_token_must_be_good(slack: Slack, hunters: Workspace) -> None:
    install = slack.installed(hunters)

    def client(token: str | None) -> AsyncWebClient:
        return AsyncWebClient(token=token, base_url=slack.api_url)

    assert (await client(install.token).auth_test())["team_id"] == hunters.id
    assert await error(client("xoxb-nobody").auth_test()) == "invalid_auth"
    assert await error(client(None).auth_test()) == "not_authed"
    opened = client(None).apps_connections_open(app_token=slack.app.app_token[:-1])
    assert await error(opened) == "invalid_auth"
    install.scopes = ("commands",)
    posted = client(install.token).chat_postMessage(channel="U1", text="Hi")
    assert await error(posted) == "missing_scope"
    slack.installs.revoke(install)
    assert await error(client(install.token).auth_test()) == "token_revoked"
    slack.installs.revoke(install, "account_inactive")
    assert await error(client(install.token).auth_test()) == "account_inactive"
