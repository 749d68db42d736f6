"""The fake takes nothing that Slack would not take, and says in words what is wrong."""

from __future__ import annotations

from typing import Any

import pytest
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from tests.fakes.slack import contracts
from tests.fakes.slack.api.call import Method
from tests.fakes.slack.api.known_methods import METHODS
from tests.fakes.slack.sample_app import card, words
from tests.fakes.slack.slack import Slack
from tests.fakes.slack.workspace import Workspace

against_the_contracts = pytest.mark.skipif(not contracts.present(), reason=contracts.ABSENT)
MENTION = {"type": "mrkdwn", "text": "@here"}
BUTTON = {"type": "button", "action_id": "a", "text": words("x" * 76), "value": "v"}


async def refused(slack: Slack, client: AsyncWebClient, method: str, **args: Any) -> str:
    """Returns the fake's complaints about a call of a method."""
    with pytest.raises(SlackApiError):
        await client.api_call(method, json=args)
    return "\n".join(slack.violations.take())


@against_the_contracts
@pytest.mark.parametrize(
    ("args", "complaint"),
    [
        ({"txt": "Hi"}, "'txt' was unexpected"),
        ({"text": None, "blocks": []}, "None is not of type 'string'"),
        ({"text": "Hi", "blocks": [{"type": "actions", "elements": [BUTTON]}]}, "76 characters"),
        ({"text": "Hi", "unfurl_links": 1}, "is not of type 'boolean'"),
    ],
)
async def test_what_is_against_the_contract_is_named(
    slack: Slack, client: AsyncWebClient, hunters: Workspace, args: Any, complaint: str
) -> None:
    said = await refused(slack, client, "chat.postMessage", channel=hunters.user("ada").id, **args)
    assert complaint in said


@against_the_contracts
async def test_every_method_without_a_list_of_arguments_has_a_contract() -> None:
    def has_contract(name: str, method: Method) -> bool:
        return (contracts.FOLDER / f"{name}.schema.json").is_file()

    assert {name for name, method in METHODS.items() if not has_contract(name, method)} == {
        name for name, method in METHODS.items() if method.arguments is not None
    }


async def test_a_message_id_of_the_clients_own_is_let_through(
    slack: Slack, client: AsyncWebClient, hunters: Workspace
) -> None:
    ada = hunters.user("ada")
    await client.chat_postMessage(channel=ada.id, text="Hi", client_msg_id="b1a7", team_id="T1")
    assert slack.called("chat.postMessage")[0].args["client_msg_id"] == "b1a7"


@pytest.mark.parametrize(
    ("blocks", "complaint"),
    [
        (card("x", "Done") * 26, "52 blocks of 50"),
        ([{"type": "section", "text": words("x" * 2500)}] * 5, "12,500 characters of 12,000"),
        ([{"type": "sectoin"}], "no block of type 'sectoin'"),
        ([{"type": "alert", "text": words("x")}], "a message takes no alert block"),
        ([{"type": "section", "text": words("")}], "a text is empty"),
        ([{"type": "actions", "elements": []}], "elements is empty"),
        ([{"type": "divider", "block_id": "b"}] * 2, "'b' is there 2 times"),
        ([{"type": "section", "block_id": "b"}], "a section needs text or fields"),
    ],
)
async def test_what_the_contracts_do_not_know_is_checked_besides(
    slack: Slack, client: AsyncWebClient, hunters: Workspace, blocks: Any, complaint: str
) -> None:
    said = await refused(
        slack,
        client,
        "chat.postMessage",
        channel=hunters.user("ada").id,
        text="Hi",
        blocks=blocks,
    )
    assert complaint in said


@pytest.mark.parametrize(
    ("view", "complaint"),
    [
        ({"type": "home", "blocks": [{"type": "markdown", "text": "x"}]}, "takes no markdown"),
        ({"type": "home", "blocks": [{"type": "divider"}] * 101}, "101 blocks of 100"),
    ],
)
async def test_a_view_is_checked_besides(
    slack: Slack, client: AsyncWebClient, hunters: Workspace, view: Any, complaint: str
) -> None:
    user = hunters.user("ada").id
    assert complaint in await refused(slack, client, "views.publish", user_id=user, view=view)


async def test_a_method_without_a_contract_is_checked_against_its_list(
    slack: Slack, client: AsyncWebClient
) -> None:
    said = await refused(slack, client, "conversations.join", channel="C1", who="me")
    assert "'who' (docs.slack.dev" in said


async def test_a_method_that_reads_no_json_says_so(slack: Slack, client: AsyncWebClient) -> None:
    assert "reads no JSON" in await refused(slack, client, "users.info", user="U1")


async def test_an_unknown_method_fails_the_test(slack: Slack, client: AsyncWebClient) -> None:
    assert "chat.shout: the fake knows no such method" in await refused(
        slack, client, "chat.shout", text="Hi"
    )


async def test_what_is_left_of_complaints_fails_a_test(
    slack: Slack, client: AsyncWebClient
) -> None:
    with pytest.raises(SlackApiError):
        await client.api_call("chat.shout")
    with pytest.raises(AssertionError, match=r"- chat\.shout: the fake knows no such method"):
        slack.violations.check()


@pytest.mark.parametrize(
    ("message", "ping"),
    [
        ({"text": "<!channel> come"}, "<!channel>"),
        ({"text": "x", "blocks": [{"type": "section", "text": MENTION}]}, "@here"),
        ({"text": "<!subteam^S1|@bakers>"}, "subteam"),
    ],
)
async def test_a_ping_is_noticed(
    slack: Slack, client: AsyncWebClient, hunters: Workspace, message: Any, ping: str
) -> None:
    await client.chat_postMessage(channel=hunters.user("ada").id, **message)
    assert ping in "\n".join(slack.violations.take())


@pytest.mark.parametrize(
    "message",
    [
        {"text": "&lt;!channel&gt; come, @here too"},
        {"text": "x", "blocks": card("<!channel> @here", "Done")},
    ],
)
async def test_what_is_escaped_or_plain_pings_nobody(
    client: AsyncWebClient, hunters: Workspace, message: Any
) -> None:
    await client.chat_postMessage(channel=hunters.user("ada").id, **message)


async def test_an_update_without_a_parse_mode_reads_bare_names(
    slack: Slack, client: AsyncWebClient, hunters: Workspace
) -> None:
    posted = await client.chat_postMessage(channel=hunters.user("ada").id, text="x")
    where = {"channel": posted["channel"], "ts": posted["ts"]}
    await client.chat_update(**where, text="@channel", parse="none")
    await client.chat_update(**where, text="@channel")
    assert len(slack.violations.take()) == 1
