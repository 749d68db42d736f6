"""Listens to what Slack sends: each kind goes to its handler, and what breaks is reported."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from functools import partial
from time import monotonic
from typing import Any

import structlog
from slack_bolt.async_app import AsyncAck, AsyncApp, AsyncBoltContext

from adapters.shared.error_messages import error_message_for, reason_of
from adapters.slack.home.home_tab import HomeTab
from adapters.slack.home.welcome import Welcome
from adapters.slack.inbound import payloads, shortcuts
from adapters.slack.inbound.error_messages import BROKE, TOO_MUCH, UNSHOWN, AlreadyReported
from adapters.slack.inbound.handlers import Handlers
from adapters.slack.inbound.in_flight import InFlight
from adapters.slack.inbound.submissions import Submissions
from adapters.slack.origin import SlackUser
from adapters.slack.outbound.api import Api
from adapters.slack.outbound.errors import ApiError, ErrorResponse
from adapters.slack.outbound.responder import Responder
from adapters.slack.rendering import modal_form
from adapters.slack.rendering.limits import Json
from adapters.slack.rendering.mrkdwn import read_text
from bot.conversation.actor import Actor
from bot.conversation.router import ROOT
from bot.dispatcher import Dispatcher
from bot.invocation_runner import RepeatedEvent
from bot.message import Message
from bot.parsing.command_names import find_command

# Slack sends an event again that is not acknowledged within three seconds.
SECONDS_FOR_AN_EVENT = 2.0
# People write in these; everything else in a conversation is Slack's or a bot's.
_WRITTEN = frozenset({None, "file_share", "me_message", "thread_broadcast"})
_EDITED = "message_changed"

_ROOT = f"/{ROOT}"

log = structlog.get_logger("slack")


@dataclass(frozen=True, slots=True)
class Listeners:
    """Listens to Slack.

    `handled` is called with the kind and the seconds of each event, `request_failed` with the kind
    of one that was not answered and the reason.
    """

    dispatcher: Dispatcher
    handlers: Handlers
    submissions: Submissions
    responder: Responder
    home: HomeTab
    welcome: Welcome
    api: Api
    in_flight: InFlight
    handled: Callable[[str, float], None]
    request_failed: Callable[[str, str], None]
    few: bool

    def register(self, app: AsyncApp) -> None:
        """Registers every listener with a bolt app."""
        app.command(re.compile(r"^/"))(self.on_command)
        app.action(re.compile(r"^press:"))(self.on_press)
        app.action(re.compile(r"^link:"))(_acknowledge)
        app.view(modal_form.CALLBACK)(self.on_submission)
        app.shortcut(shortcuts.LOG)(self.on_log_shortcut)
        app.shortcut(shortcuts.TRACK)(self.on_track_shortcut)
        app.shortcut(shortcuts.READ)(self.on_mail_shortcut)
        app.event("message")(self.on_message)
        app.event("app_mention")(self.on_mention)
        app.event("member_joined_channel")(self.on_joined)
        app.event("app_home_opened")(self.on_home_opened)
        app.event("app_uninstalled")(self.on_uninstalled)
        app.event("tokens_revoked")(self.on_tokens_revoked)

    async def on_command(self, ack: AsyncAck, body: Json, context: AsyncBoltContext) -> None:
        """Acknowledges a slash command and answers it; its name and its text are one line."""
        if self.in_flight.is_full:
            self.request_failed("command", "too_much")
            await ack(TOO_MUCH)
            return
        await ack()
        event = payloads.read_command(body, context)
        text = read_text(body.get("text") or "")
        # Where other commands have no name of their own, what follows ours is one.
        named = (
            self.few and body["command"] == _ROOT and find_command(text, self.dispatcher.commands)
        )
        line = text if named else f"{body['command']} {text}"
        self._start("command", event, self.handlers.answer_command(event, line))

    async def on_message(self, body: Json, context: AsyncBoltContext) -> None:
        """Answers a direct message, and acknowledges it once that is done or takes long."""
        said = body["event"]
        if said.get("subtype") == _EDITED and said.get("channel_type") == "im":
            await self._on_edited(body, context)
            return
        if said.get("channel_type") != "im" or said.get("bot_id") or not said.get("user"):
            return
        text, files = read_text(said.get("text") or ""), said.get("files") or []
        if said.get("subtype") not in _WRITTEN or not (text.strip() or files):
            return
        event = payloads.read_message(body, context)
        await self._answer_once(event, partial(self.handlers.answer_message, event, text, files))

    async def on_mention(self, body: Json, context: AsyncBoltContext) -> None:
        """Answers a mention in a channel, before its author's eyes alone; help to a bare one."""
        said = body["event"]
        if said.get("bot_id") or not said.get("user"):
            return
        text = read_text(payloads.without_mention(body)).strip()
        event = payloads.read_message(body, context)
        line = text or _ROOT
        await self._answer_once(event, partial(self.handlers.answer_message, event, line))

    async def on_joined(self, body: Json, context: AsyncBoltContext) -> None:
        """Says hello in a channel that the bot was invited to."""
        joined = body["event"]
        if joined.get("user") == payloads.bot_user(body):
            tenant, channel = payloads.tenant_of(context), str(joined["channel"])
            greeting = self.welcome.greet_channel(tenant, channel, str(body["event_id"]))
            await self._run("joined", greeting)

    async def _on_edited(self, body: Json, context: AsyncBoltContext) -> None:
        """Answers a direct message that its author edited; a link's preview is no edit."""
        edited, before = body["event"].get("message") or {}, body["event"].get("previous_message")
        text = read_text(edited.get("text") or "")
        theirs = edited.get("user") and not edited.get("bot_id") and edited.get("edited")
        if not theirs or not text.strip() or text == read_text((before or {}).get("text") or ""):
            return
        event, press = payloads.read_edit(body, context)
        await self._answer_once(event, partial(self.handlers.answer_edit, event, press, text))

    async def _answer_once(
        self, event: payloads.Event, answer: Callable[[], Awaitable[None]]
    ) -> None:
        """Answers what Slack sends again until it is acknowledged, once."""
        # Where storage cannot say, this raises, and Slack sends the event again.
        if await self.handlers.is_handled(event):
            return
        work = self._start("message", event, answer())
        await asyncio.wait({work}, timeout=SECONDS_FOR_AN_EVENT)

    async def on_press(self, ack: AsyncAck, body: Json, context: AsyncBoltContext) -> None:
        """Acknowledges a pressed button and answers it."""
        await ack()
        event = payloads.read_press(body, context)
        click = payloads.read_click(body)
        name = payloads.press_source(body)
        self._start("press", event, self.handlers.answer_press(event, click, name))

    async def on_submission(self, ack: AsyncAck, body: Json, context: AsyncBoltContext) -> None:
        """Answers a submitted form; what is wrong with it goes into the acknowledgment."""
        event = payloads.read_submission(body, context)
        acknowledged = asyncio.Event()

        async def acknowledge(**how: Any) -> None:
            await ack(**how)
            acknowledged.set()

        answering = self.submissions.answer(event, body["view"], acknowledge)
        work = self._start("form", event, answering)
        said = asyncio.ensure_future(acknowledged.wait())
        await asyncio.wait({work, said}, return_when=asyncio.FIRST_COMPLETED)
        said.cancel()

    async def on_log_shortcut(self, ack: AsyncAck, body: Json, context: AsyncBoltContext) -> None:
        """Opens the form of the shortcut *Log an application*."""
        await ack()
        event = payloads.read_shortcut(body, context)
        form = self.dispatcher.blank_form(shortcuts.LOGS)
        self._start("shortcut", event, self.handlers.open_form(event, form))

    async def on_track_shortcut(self, ack: AsyncAck, body: Json, context: AsyncBoltContext) -> None:
        """Opens the form of the shortcut *Track this job*."""
        await ack()
        event = payloads.read_shortcut(body, context)
        form = self.dispatcher.form_for_job(shortcuts.links_in(body.get("message") or {}))
        self._start("shortcut", event, self.handlers.open_form(event, form))

    async def on_mail_shortcut(self, ack: AsyncAck, body: Json, context: AsyncBoltContext) -> None:
        """Answers the shortcut *Read this email*."""
        await ack()
        event = payloads.read_shortcut(body, context)
        message = body.get("message") or {}
        text, files = read_text(message.get("text") or ""), message.get("files") or []
        self._start("shortcut", event, self.handlers.read_mail(event, text, files))

    async def on_home_opened(self, event: Json, context: AsyncBoltContext) -> None:
        """Publishes the dashboard in the Home tab; greets a newcomer in the Messages tab."""
        user = SlackUser(payloads.tenant_of(context), event["user"])
        if event.get("tab") == "home":
            await self._run("home", self.home.publish_opened(user))
        else:
            await self._run("home", self.welcome.greet(user))

    async def on_uninstalled(self, context: AsyncBoltContext) -> None:
        """Notes that a workspace removed the app: nothing is sent there from now on."""
        await self._run("uninstalled", self._remove(payloads.tenant_of(context)))

    async def on_tokens_revoked(self, event: Json, context: AsyncBoltContext) -> None:
        """Notes that the bot's own token was revoked; users' tokens do not matter."""
        if event.get("tokens", {}).get("bot"):
            await self.on_uninstalled(context)

    async def _remove(self, tenant: str) -> None:
        log.info("app_uninstalled", tenant=tenant, removed=await self.api.removed(tenant))

    def _start(self, kind: str, event: payloads.Event, work: Awaitable[None]) -> asyncio.Task[None]:
        return self.in_flight.start(self._handle(kind, event, work))

    async def _handle(self, kind: str, event: payloads.Event, work: Awaitable[None]) -> None:
        await self.in_flight.wait_until_quiet()
        if message := await self._run(kind, work):
            actor = Actor(event.user.address)
            reporting = self.responder.post(event.user, actor, event.origin, message)
            await self._run("error_message", reporting)

    async def _run(self, kind: str, work: Awaitable[Any]) -> Message | None:
        """Runs something and logs what fails; returns what to tell the person, if anything.

        What people wrote never gets into the log.
        """
        begun = monotonic()
        with self.in_flight.working():
            try:
                await work
            except ErrorResponse as refusal:
                log.warning("call_refused", kind=kind, error=refusal.error)
                self.request_failed(kind, "unshown")
                return UNSHOWN
            except ApiError as error:
                log.warning("call_failed", kind=kind, error=type(error).__name__)
                self.request_failed(kind, "unshown")
                return UNSHOWN
            except RepeatedEvent:
                log.info("event_repeated", kind=kind)
            except AlreadyReported as confessed:
                _log_failure(kind, confessed.__cause__ or confessed)
                self.request_failed(kind, reason_of(confessed.__cause__ or confessed))
            except Exception as error:
                _log_failure(kind, error)
                self.request_failed(kind, reason_of(error))
                return error_message_for(error, BROKE)
            finally:
                self.handled(kind, monotonic() - begun)
        return None


def _log_failure(kind: str, error: BaseException) -> None:
    log.error("handler_failed", kind=kind, error=type(error).__name__, exc_info=error)


async def _acknowledge(ack: AsyncAck) -> None:
    """Acknowledges a press that Slack itself acts on: it opens an address."""
    await ack()
