"""A tiny app for the fake to be tried against: real bolt, none of our own code."""

from __future__ import annotations

import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

from slack_bolt.adapter.socket_mode.aiohttp import AsyncSocketModeHandler
from slack_bolt.async_app import AsyncAck, AsyncApp, AsyncRespond, AsyncSay
from slack_sdk.web.async_client import AsyncWebClient

from tests.fakes.slack.app_server import over_http, over_socket
from tests.fakes.slack.client import Client
from tests.fakes.slack.slack import Slack
from tests.fakes.slack.transport import Transport
from tests.fakes.slack.workspace import Workspace

HTTP, SOCKET = "http", "socket"


def words(text: str) -> dict[str, str]:
    return {"type": "plain_text", "text": text}


def card(text: str, *labels: str) -> list[dict[str, Any]]:
    """A text over a row of buttons."""
    buttons = [
        {"type": "button", "action_id": f"press:{number}", "text": words(label), "value": label}
        for number, label in enumerate(labels)
    ]
    return [
        {"type": "section", "block_id": "text", "text": words(text)},
        {"type": "actions", "block_id": "row", "elements": buttons},
    ]


FORM: dict[str, Any] = {
    "type": "modal",
    "callback_id": "form",
    "title": words("Log it"),
    "submit": words("Save"),
    "close": words("Cancel"),
    "notify_on_close": True,
    "blocks": [
        {
            "type": "input",
            "block_id": "company",
            "label": words("Company"),
            "element": {"type": "plain_text_input", "action_id": "in", "max_length": 20},
        },
        {
            "type": "input",
            "block_id": "day",
            "optional": True,
            "label": words("Day"),
            "element": {"type": "datepicker", "action_id": "in", "initial_date": "2026-06-01"},
        },
        {
            "type": "input",
            "block_id": "way",
            "optional": True,
            "label": words("Way"),
            "element": {
                "type": "static_select",
                "action_id": "in",
                "options": [
                    {"text": words("Phone"), "value": "phone"},
                    {"text": words("E-mail"), "value": "email"},
                ],
            },
        },
    ],
}


class SampleApp:
    """The app: `heard` is everything that reached its listeners."""

    def __init__(self, slack: Slack, workspace: Workspace) -> None:
        self.slack = slack
        self.workspace = workspace
        self.transport: Transport | None = None
        self.received: list[tuple[str, Any]] = []
        token = slack.installed(workspace).token
        client = AsyncWebClient(token=token, base_url=slack.api_url)
        self.bolt = AsyncApp(
            client=client,
            signing_secret=slack.app.signing_secret,
            request_verification_enabled=True,
        )
        self.bolt.logger.setLevel(logging.CRITICAL)
        self.bolt.command("/log")(self._log)
        self.bolt.command("/card")(self._card)
        self.bolt.command("/in-body")(self._in_body)
        self.bolt.command("/nothing")(self._nothing)
        self.bolt.action({"action_id": "press:0"})(self._done)
        self.bolt.action({"action_id": "press:1"})(self._again)
        self.bolt.view("form")(self._submitted)
        self.bolt.view_closed("form")(self._closed)
        self.bolt.event("message")(self._message)
        self.bolt.event("app_home_opened")(self._home)

    def client(self, name: str) -> Client:
        """Returns a person's Slack client that reaches this app."""
        assert self.transport is not None
        user = self.workspace.user(name)
        return Client(self.slack, self.workspace, user, self.transport)

    async def _log(self, ack: AsyncAck, body: dict[str, Any], client: AsyncWebClient) -> None:
        await ack()
        self.received.append(("slash", body))
        await client.views_open(trigger_id=body["trigger_id"], view=FORM)

    async def _card(self, ack: AsyncAck, body: dict[str, Any], respond: AsyncRespond) -> None:
        await ack()
        self.received.append(("slash", body))
        text = body["text"] or "empty"
        await respond(text=text, blocks=card(text, "Done", "Again"))

    async def _in_body(self, ack: AsyncAck) -> None:
        await ack("said at once")

    async def _nothing(self, ack: AsyncAck, body: dict[str, Any]) -> None:
        self.received.append(("slash", body))
        await ack()

    async def _done(
        self, ack: AsyncAck, body: dict[str, Any], respond: AsyncRespond, client: AsyncWebClient
    ) -> None:
        await ack()
        self.received.append(("press", body))
        text = f"{body['actions'][0]['value']} it is"
        if body["container"]["is_ephemeral"]:
            await respond(text=text, blocks=card(text, "Again"), replace_original=True)
        else:
            ids = {"channel": body["channel"]["id"], "ts": body["message"]["ts"]}
            await client.chat_update(**ids, text=text, blocks=[], parse="none")

    async def _again(self, ack: AsyncAck, body: dict[str, Any], client: AsyncWebClient) -> None:
        await ack()
        self.received.append(("press", body))
        await client.views_open(trigger_id=body["trigger_id"], view=FORM)

    async def _submitted(self, ack: AsyncAck, body: dict[str, Any], client: AsyncWebClient) -> None:
        values = body["view"]["state"]["values"]
        self.received.append(("submission", body))
        company = values["company"]["in"]["value"]
        if company == "wrong":
            await ack(response_action="errors", errors={"company": "No such company"})
            return
        if company in ("update", "push"):
            await ack(response_action=company, view={**FORM, "title": words("Once more")})
            return
        await ack()
        await client.chat_postMessage(
            channel=body["user"]["id"], text=f"Logged {company}", blocks=card(company, "Done")
        )

    async def _closed(self, ack: AsyncAck, body: dict[str, Any]) -> None:
        await ack()
        self.received.append(("closed", body))

    async def _message(self, event: dict[str, Any], say: AsyncSay) -> None:
        self.received.append(("message", event))
        await say(text=f"You said: {event['text']}")

    async def _home(self, event: dict[str, Any], client: AsyncWebClient) -> None:
        self.received.append(("home", event))
        if event["tab"] == "home":
            view = {"type": "home", "blocks": card("Your board", "Done")}
            await client.views_publish(user_id=event["user"], view=view)


@asynccontextmanager
async def running(slack: Slack, workspace: Workspace, way: str) -> AsyncIterator[SampleApp]:
    """A tiny app that the people of a workspace can reach."""
    sample_app = SampleApp(slack, workspace)
    if way == HTTP:
        async with over_http(slack, sample_app.bolt.server().web_app) as sample_app.transport:
            yield sample_app
        return
    handler = AsyncSocketModeHandler(sample_app.bolt, slack.app.app_token)
    await handler.connect_async()  # type: ignore[no-untyped-call]  # bolt types only a part
    sample_app.transport = over_socket(slack)
    try:
        yield sample_app
    finally:
        await handler.close_async()  # type: ignore[no-untyped-call]  # the same
