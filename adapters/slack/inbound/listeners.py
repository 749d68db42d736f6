"""What Slack sends, each kind to its answer. Whatever breaks, the person is told."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from time import monotonic
from typing import Any

import structlog
from slack_bolt.async_app import AsyncAck, AsyncApp, AsyncBoltContext

from adapters.slack.home.home import HomeTab
from adapters.slack.home.welcome import Welcome
from adapters.slack.inbound import payloads, shortcuts
from adapters.slack.inbound.error_messages import BROKE, TOO_MUCH, UNSHOWN, AlreadyReported
from adapters.slack.inbound.handlers import Handlers
from adapters.slack.inbound.in_flight import InFlight
from adapters.slack.origin import SlackUser
from adapters.slack.outbound.api import Api
from adapters.slack.outbound.errors import Failed, Refusal
from adapters.slack.outbound.profiles import Profiles
from adapters.slack.outbound.replies import Replies
from adapters.slack.rendering import modal_form
from adapters.slack.rendering.limits import Json
from adapters.slack.rendering.mrkdwn import typed
from bot.conversation.actor import Actor
from bot.conversation.router import ROOT
from bot.dispatcher import Dispatcher, RepeatedEvent
from bot.message import Message
from bot.parsing.command_names import find_command

# Slack sends an event again that is not acknowledged within three seconds.
SECONDS_FOR_AN_EVENT = 2.0
# People write in these; everything else in a conversation is Slack's or a bot's.
_WRITTEN = frozenset({None, "file_share", "thread_broadcast"})

_ROOT = f"/{ROOT}"

log = structlog.get_logger("slack")


@dataclass(frozen=True, slots=True)
class Listeners:
    """Takes what Slack sends. `handled` is told the kind and the seconds of each."""

    dispatcher: Dispatcher
    handlers: Handlers
    replies: Replies
    home: HomeTab
    welcome: Welcome
    profiles: Profiles
    api: Api
    in_flight: InFlight
    handled: Callable[[str, float], None]
    few: bool

    def register(self, app: AsyncApp) -> None:
        """Has an app listen."""
        app.command(re.compile(r"^/"))(self.command)
        app.action(re.compile(r"^press:"))(self.press)
        app.view(modal_form.CALLBACK)(self.submission)
        app.shortcut(shortcuts.LOG)(self.log_shortcut)
        app.shortcut(shortcuts.TRACK)(self.track_shortcut)
        app.event("message")(self.message)
        app.event("app_home_opened")(self.home_opened)
        app.event("app_uninstalled")(self.uninstalled)
        app.event("tokens_revoked")(self.revoked)

    async def command(self, ack: AsyncAck, body: Json, context: AsyncBoltContext) -> None:
        """A slash command; its name and its text are one line."""
        if self.in_flight.is_full:
            await ack(TOO_MUCH)
            return
        await ack()
        event = payloads.read_command(body, context)
        text = typed(body.get("text") or "")
        # Where other commands have no name of their own, what follows ours is one.
        named = (
            self.few and body["command"] == _ROOT and find_command(text, self.dispatcher.commands)
        )
        line = text if named else f"{body['command']} {text}"
        self._begin("command", event, self.handlers.answer_command(event, line))

    async def message(self, body: Json, context: AsyncBoltContext) -> None:
        """A direct message."""
        said = body["event"]
        if said.get("channel_type") != "im" or said.get("bot_id") or not said.get("user"):
            return
        if said.get("subtype") not in _WRITTEN or not (said.get("text") or "").strip():
            return
        event = payloads.read_message(body, context)
        # Where storage cannot say, this raises, and Slack sends the event again.
        if await self.handlers.is_handled(event):
            return
        answering = self.handlers.answer_message(event, typed(said["text"]))
        work = self._begin("message", event, answering)
        await asyncio.wait({work}, timeout=SECONDS_FOR_AN_EVENT)

    async def press(self, ack: AsyncAck, body: Json, context: AsyncBoltContext) -> None:
        """A button."""
        await ack()
        event = payloads.read_press(body, context)
        click = str(body["actions"][0].get("value", ""))
        name = payloads.pressed_message(body)
        self._begin("press", event, self.handlers.answer_press(event, click, name))

    async def submission(self, ack: AsyncAck, body: Json, context: AsyncBoltContext) -> None:
        """A form; what is wrong with it goes into the acknowledgement."""
        event = payloads.read_submission(body, context)
        acknowledged = asyncio.Event()

        async def acknowledge(**how: Any) -> None:
            await ack(**how)
            acknowledged.set()

        answering = self.handlers.answer_submission(event, body["view"], acknowledge)
        work = self._begin("form", event, answering)
        said = asyncio.ensure_future(acknowledged.wait())
        await asyncio.wait({work, said}, return_when=asyncio.FIRST_COMPLETED)
        said.cancel()

    async def log_shortcut(self, ack: AsyncAck, body: Json, context: AsyncBoltContext) -> None:
        """*Log an application*."""
        await ack()
        event = payloads.read_shortcut(body, context)
        form = self.dispatcher.blank_form(shortcuts.LOGS)
        self._begin("shortcut", event, self.handlers.open_form(event, form))

    async def track_shortcut(self, ack: AsyncAck, body: Json, context: AsyncBoltContext) -> None:
        """*Track this job*."""
        await ack()
        event = payloads.read_shortcut(body, context)
        addresses = shortcuts.addresses_in(body.get("message") or {})
        form = self.dispatcher.form_for_job(addresses)
        self._begin("shortcut", event, self.handlers.open_form(event, form))

    async def home_opened(self, event: Json, context: AsyncBoltContext) -> None:
        """The Home tab shows the dashboard; the Messages tab greets a newcomer."""
        user = SlackUser(payloads.tenant_of(context), event["user"])
        if event.get("tab") == "home":
            await self._quietly("home", self.home.opened(user))
        else:
            await self._quietly("home", self._greeted(user))

    async def uninstalled(self, context: AsyncBoltContext) -> None:
        """The bot is not welcome any more: nothing is told there from now on."""
        await self._quietly("uninstalled", self._removed(payloads.tenant_of(context)))

    async def revoked(self, event: Json, context: AsyncBoltContext) -> None:
        """Tokens were revoked; only the bot's own matters."""
        if event.get("tokens", {}).get("bot"):
            await self.uninstalled(context)

    async def _removed(self, tenant: str) -> None:
        log.info("uninstalled", tenant=tenant, gone=await self.api.removed(tenant))

    async def _greeted(self, user: SlackUser) -> None:
        if not await self.profiles.knows(user):
            await self.welcome.greet(user)

    def _begin(self, kind: str, event: payloads.Event, work: Awaitable[None]) -> asyncio.Task[None]:
        return self.in_flight.begin(self._handle(kind, event, work))

    async def _handle(self, kind: str, event: payloads.Event, work: Awaitable[None]) -> None:
        await self.in_flight.calm()
        if apology := await self._quietly(kind, work):
            actor = Actor(event.user.address)
            told = self.replies.post(event.user, actor, event.origin, apology)
            await self._quietly("apology", told)

    async def _quietly(self, kind: str, work: Awaitable[Any]) -> Message | None:
        """Does it; what to tell whoever waits, if it went wrong and they don't know yet.

        What people wrote never gets into the log.
        """
        begun = monotonic()
        with self.in_flight.at_work():
            try:
                await work
            except Refusal as refusal:
                log.warning("refused", kind=kind, error=refusal.error)
                return UNSHOWN
            except Failed as trouble:
                log.warning("slack_failed", kind=kind, error=type(trouble).__name__)
                return UNSHOWN
            except RepeatedEvent:
                log.info("repeated", kind=kind)
            except AlreadyReported as confessed:
                _log_broken(kind, confessed.__cause__ or confessed)
            except Exception as error:
                _log_broken(kind, error)
                return BROKE
            finally:
                self.handled(kind, monotonic() - begun)
        return None


def _log_broken(kind: str, error: BaseException) -> None:
    log.error("broke", kind=kind, error=type(error).__name__, exc_info=error)
