"""Inputs of every sort, shortcuts, and views on top of each other."""

from __future__ import annotations

from typing import Any

import pytest
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from tests.fakes.slack.client import Client
from tests.fakes.slack.inputs import CannotBeEntered
from tests.fakes.slack.modal import Modal
from tests.fakes.slack.sample_app import words
from tests.fakes.slack.slack import Slack
from tests.fakes.slack.transport import Reply
from tests.fakes.slack.workspace import Workspace

OPTIONS = [{"text": words(one), "value": one.lower()} for one in ("Phone", "E-mail", "Visit")]


class Recording:
    """A transport that records everything and answers what a test sets."""

    def __init__(self) -> None:
        self.sent: list[dict[str, Any]] = []
        self.answer: dict[str, Any] = {}

    async def command(self, payload: Any) -> Reply:
        return await self.interaction(payload)

    async def interaction(self, payload: Any) -> Reply:
        self.sent.append(payload)
        return Reply(200, self.answer)

    async def event(self, payload: Any, attempt: int = 0) -> Reply:
        return await self.interaction(payload)


@pytest.fixture
def transport() -> Recording:
    return Recording()


@pytest.fixture
def ada(slack: Slack, hunters: Workspace, transport: Recording) -> Client:
    return Client(slack, hunters, hunters.user("ada"), transport)


@pytest.fixture
def client(slack: Slack, hunters: Workspace) -> AsyncWebClient:
    return AsyncWebClient(token=slack.installed(hunters).token, base_url=slack.api_url)


def field(label: str, kind: str, **more: Any) -> dict[str, Any]:
    element = {"type": kind, "action_id": "in", **more}
    return {"type": "input", "block_id": label, "label": words(label), "element": element}


def view(*blocks: dict[str, Any], **more: Any) -> dict[str, Any]:
    head = {"type": "modal", "title": words("Form"), "submit": words("Save")}
    return {**head, "blocks": list(blocks), **more}


async def opened(slack: Slack, client: AsyncWebClient, ada: Client, made: Any) -> Modal:
    await client.views_open(trigger_id=slack.triggers.new(ada.user), view=made)
    assert ada.modal is not None
    return ada.modal


@pytest.mark.parametrize(
    ("kind", "more", "what", "entry"),
    [
        ("plain_text_input", {"initial_value": "x"}, "", {"value": None}),
        ("plain_text_input", {"multiline": True}, "a\nb", {"value": "a\nb"}),
        ("datepicker", {}, "2026-06-12", {"selected_date": "2026-06-12"}),
        ("timepicker", {}, "09:05", {"selected_time": "09:05"}),
        ("datetimepicker", {}, "1780000000", {"selected_date_time": 1780000000}),
        ("number_input", {"is_decimal_allowed": False}, "12", {"value": "12"}),
        ("static_select", {"options": OPTIONS}, "e-mail", {"selected_option": OPTIONS[1]}),
        ("radio_buttons", {"options": OPTIONS}, "Visit", {"selected_option": OPTIONS[2]}),
        ("checkboxes", {"options": OPTIONS}, "Phone, Visit", {"selected_options": OPTIONS[::2]}),
    ],
)
async def test_what_is_entered_is_sent_in_its_kind(
    slack: Slack, client: AsyncWebClient, ada: Client, transport: Recording,
    kind: str, more: Any, what: str, entry: Any,
) -> None:  # fmt: skip
    made = view({**field("Answer", kind, **more), "optional": True})
    modal = await opened(slack, client, ada, made)
    modal.fill({"Answer": what})
    await modal.submit()
    state = transport.sent[-1]["view"]["state"]["values"]["Answer"]["in"]
    assert state == {"type": kind, **entry}
    assert ada.modal is None


@pytest.mark.parametrize(
    ("kind", "more", "what"),
    [
        ("datepicker", {}, "next Monday"),
        ("static_select", {"options": OPTIONS}, "Fax"),
        ("plain_text_input", {"max_length": 3}, "four"),
        ("plain_text_input", {}, "two\nlines"),
    ],
)
async def test_nobody_can_enter_what_an_input_does_not_take(
    slack: Slack, client: AsyncWebClient, ada: Client, kind: str, more: Any, what: str
) -> None:
    modal = await opened(slack, client, ada, view(field("Answer", kind, **more)))
    with pytest.raises(CannotBeEntered):
        modal.fill({"Answer": what})


@pytest.mark.parametrize(
    ("kind", "what"),
    [("url_text_input", "acme"), ("email_text_input", "dana"), ("number_input", "x")],
)
async def test_slacks_own_client_refuses_what_has_not_the_shape(
    slack: Slack, client: AsyncWebClient, ada: Client, transport: Recording, kind: str, what: str
) -> None:
    more = {"is_decimal_allowed": False} if kind == "number_input" else {}
    modal = await opened(slack, client, ada, view(field("Answer", kind, **more)))
    modal.fill({"Answer": what})
    await modal.submit()
    assert modal.field("Answer").error
    assert transport.sent == []


async def test_options_of_the_apps_own_are_suggested_and_chosen(
    slack: Slack, client: AsyncWebClient, ada: Client, transport: Recording
) -> None:
    made = view(field("Answer", "external_select", min_query_length=1))
    modal = await opened(slack, client, ada, made)
    transport.answer = {"options": OPTIONS}
    assert await modal.suggestions("Answer", "v") == ["Phone", "E-mail", "Visit"]
    assert transport.sent[-1]["value"] == "v"
    transport.answer = {}
    modal.fill({"Answer": "Visit"})
    await modal.submit()
    state = transport.sent[-1]["view"]["state"]["values"]["Answer"]["in"]
    assert state["selected_option"] == OPTIONS[2]


async def test_three_views_are_stacked_and_no_fourth(
    slack: Slack, client: AsyncWebClient, ada: Client
) -> None:
    await opened(slack, client, ada, view())
    for _ in range(2):
        assert ada.modal is not None
        await client.views_push(
            trigger_id=slack.triggers.new(ada.user, ada.modal.view), view=view()
        )
    assert ada.modal is not None
    trigger = slack.triggers.new(ada.user, ada.modal.view)
    with pytest.raises(SlackApiError, match="push_limit_reached"):
        await client.views_push(trigger_id=trigger, view=view())
    await ada.modal.close()
    assert len(ada.workspace.open.stack(ada.user)) == 2


async def test_errors_for_what_is_no_input_are_complained_of(
    slack: Slack, client: AsyncWebClient, ada: Client, transport: Recording
) -> None:
    modal = await opened(slack, client, ada, view(field("Answer", "plain_text_input")))
    transport.answer = {"response_action": "errors", "errors": {"Anser": "No"}}
    modal.fill({"Answer": "x"})
    await modal.submit()
    assert "'Anser', which is no input" in slack.violations.take()[0]


async def test_a_button_in_a_view_is_pressed_with_the_content_of_the_view(
    slack: Slack, client: AsyncWebClient, ada: Client, transport: Recording
) -> None:
    button = {"type": "button", "action_id": "more", "text": words("More"), "value": "m"}
    row = {"type": "actions", "block_id": "row", "elements": [button]}
    modal = await opened(slack, client, ada, view(field("Answer", "plain_text_input"), row))
    modal.fill({"Answer": "x"})
    await modal.press("More")
    body = transport.sent[-1]
    assert body["container"] == {"type": "view", "view_id": modal.view.id}
    assert body["view"]["state"]["values"]["Answer"]["in"]["value"] == "x"
    assert body["actions"][0]["value"] == "m"
    assert "response_url" not in body


async def test_shortcuts_are_known_by_the_names_in_the_manifest(
    slack: Slack, hunters: Workspace, ada: Client, transport: Recording, client: AsyncWebClient
) -> None:
    shortcuts = [
        {"name": "Log it", "type": "global", "callback_id": "log"},
        {"name": "Track this", "type": "message", "callback_id": "track"},
    ]
    slack.app.manifest = {"features": {"shortcuts": shortcuts}}
    await ada.shortcut("Log it")
    assert (transport.sent[-1]["type"], transport.sent[-1]["callback_id"]) == ("shortcut", "log")
    assert "channel" not in transport.sent[-1]
    channel = hunters.channel("jobs", [ada.user, hunters.bot])
    slack.app.manifest = {"features": {"shortcuts": shortcuts}}
    await ada.says("Acme is hiring", channel)
    await ada.message_shortcut("Track this", ada.screen[0])
    body = transport.sent[-1]
    assert (body["type"], body["message"]["text"]) == ("message_action", "Acme is hiring")
    assert body["channel"]["id"] == channel.id


async def test_something_is_picked_in_a_message_and_pressed_at_home(
    slack: Slack, ada: Client, transport: Recording, client: AsyncWebClient
) -> None:
    select = {"type": "static_select", "action_id": "way", "placeholder": words("How?")}
    row = {"type": "actions", "elements": [{**select, "options": OPTIONS}]}
    await client.chat_postMessage(channel=ada.user.id, text="How?", blocks=[row])
    await ada.picks("How?", "Phone")
    (picked,) = transport.sent[-1]["actions"]
    assert (picked["type"], picked["selected_option"]) == ("static_select", OPTIONS[0])
    button = {"type": "button", "action_id": "go", "text": words("Go")}
    home = {"type": "home", "blocks": [{"type": "actions", "elements": [button]}]}
    await client.views_publish(user_id=ada.user.id, view=home)
    await ada.presses_at_home("Go")
    assert transport.sent[-1]["view"]["type"] == "home"
    assert "channel" not in transport.sent[-1]
