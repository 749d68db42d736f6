"""The bot at Discord, put together. Building it opens nothing.

With the gateway (roles `all` and `gateway`):

    app = App(settings, units, clock, dispatcher)   # settings: adapters.discord.settings
    gateway = Gateway(app, settings)                # adapters.discord.inbound.gateway
    async with gateway.connected():
        await gateway.watch()                       # raises once the connection is of no use

Without it, only to deliver what is due (roles `all` and `worker`):

    async with DiscordMessenger(settings, dispatcher) as messenger:
        worker = Worker(outbox, messenger, clock)

Both count what Discord refuses; in one process they share one `InvalidRequestLimit`.

Commands are registered by a deploy step: `adapters.discord.manifest.sync`.
"""

from __future__ import annotations

import asyncio
import logging
import sys
from collections.abc import Callable, Coroutine
from typing import Any

import discord
import structlog
from discord.app_commands import Choice

from adapters.discord.actors import actor_of, address_of
from adapters.discord.inbound.autocomplete import Autocomplete
from adapters.discord.inbound.bad_events import survive_bad_events
from adapters.discord.inbound.command_tree import READ, TRACK, CommandTree
from adapters.discord.inbound.direct_messages import DirectMessages
from adapters.discord.inbound.form_flow import FormFlow
from adapters.discord.inbound.handlers import Handlers
from adapters.discord.inbound.interaction_runner import PATIENCE, InteractionRunner, Patience
from adapters.discord.inbound.responder import Responder
from adapters.discord.inbound.shards import IdentifyQueue
from adapters.discord.outbound.command_ids import fetch_command_ids
from adapters.discord.outbound.endpoint import point_at
from adapters.discord.outbound.error_log import log_error
from adapters.discord.outbound.explicit_updates import send_explicit_updates
from adapters.discord.outbound.invalid_requests import InvalidRequestLimit
from adapters.discord.outbound.page_builder import PageBuilder
from adapters.discord.rendering.command_mentions import CommandMentions
from adapters.discord.rendering.components import MENU
from adapters.discord.settings import DiscordSettings
from adapters.shared.picture_renderer import PictureRenderer
from bot.command import ArgKind, Command, Param
from bot.dispatcher import Dispatcher
from bot.ports.clock import Clock
from bot.ports.unit_of_work import UnitOfWorkFactory

SECONDS_TO_FINISH = 20.0

log = structlog.get_logger("discord")


def intents() -> discord.Intents:
    """Returns the gateway intents: servers and direct messages; nothing privileged."""
    return discord.Intents(guilds=True, dm_messages=True)


class App(discord.AutoShardedClient):
    """The bot's side of the gateway: receives commands, buttons, forms and direct messages."""

    def __init__(
        self,
        settings: DiscordSettings,
        units: UnitOfWorkFactory,
        clock: Clock,
        dispatcher: Dispatcher,
        invalid_requests: InvalidRequestLimit | None = None,
        handled: Callable[[str, float], None] = lambda kind, seconds: None,
        patience: Patience = PATIENCE,
        request_failed: Callable[[str], None] = lambda reason: None,
        renderer: PictureRenderer | None = None,
    ) -> None:
        point_at(settings)
        # It names users who typed on before a suggestion came; errors are logged here.
        logging.getLogger("discord.app_commands.tree").setLevel(logging.CRITICAL)
        self.invalid_requests = invalid_requests or InvalidRequestLimit()
        super().__init__(
            intents=intents(),
            allowed_mentions=discord.AllowedMentions.none(),
            **_connection_options(settings),
            http_trace=self.invalid_requests.trace(),
            max_messages=None,
            member_cache_flags=discord.MemberCacheFlags.none(),
            chunk_guilds_at_startup=False,
        )
        survive_bad_events(self._connection.parsers)
        self._identify_queue = IdentifyQueue(settings.shards)
        self._autocomplete = Autocomplete(units, clock)
        self._mentions = CommandMentions()
        page_builder = PageBuilder(dispatcher, self._mentions)
        form_flow = FormFlow(dispatcher, page_builder)
        self._event_handlers = Handlers(dispatcher, page_builder, form_flow)
        self._form_flow = form_flow
        self._runner = InteractionRunner(
            Responder(self, page_builder, form_flow, renderer), dispatcher, patience, request_failed
        )
        self.tree = CommandTree(
            self,
            dispatcher.commands,
            self._on_command,
            self._complete,
            self._on_file,
            {TRACK: self._on_track, READ: self._on_mail},
        )
        self._in_flight: set[asyncio.Task[Any]] = set()
        self._direct_messages = DirectMessages(
            self, page_builder, self._event_handlers, self._runner
        )
        self._handled = handled

    async def setup_hook(self) -> None:
        """Asks, before the first shard connects, for the commands and how many may identify."""
        send_explicit_updates()
        await fetch_command_ids(self, self._mentions)
        limits = await self.fetch_session_start_limits()
        self._identify_queue.at_once = max(1, limits.max_concurrency)
        if limits.remaining < len(self.shard_ids or [0]):
            log.warning("session_limit_reached", wait_seconds=limits.reset_after / 1000)
            await asyncio.sleep(limits.reset_after / 1000)

    async def before_identify_hook(self, shard_id: int | None, *, initial: bool = False) -> None:
        """Waits for a shard's turn."""
        await self._identify_queue.wait_for_turn(shard_id or 0)

    async def on_interaction(self, interaction: discord.Interaction) -> None:
        """Answers a button or a form; commands come through the tree."""
        custom_id = _pressed(interaction)
        if custom_id is None:
            return
        actor = actor_of(interaction)
        if interaction.type is discord.InteractionType.modal_submit:
            kind, work = "form", self._form_flow.submit(interaction, actor)
        else:
            kind, work = "button", self._event_handlers.answer_press(interaction, custom_id)
        may_open_form = self._event_handlers.may_open_form(custom_id)
        running = self._runner.run(interaction, actor, work, may_open_form=may_open_form)
        await self._run(kind, running)

    async def on_message(self, message: discord.Message) -> None:
        """Answers a direct message, which is read as a command."""
        # That a user pinned a message comes as a message of theirs.
        heard = not (message.author.bot or message.is_system())
        if message.guild is None and heard:
            await self._run("message", self._direct_messages.answer(message))

    async def on_raw_message_edit(self, payload: discord.RawMessageUpdateEvent) -> None:
        """Answers a direct message that its author edited; a link's preview is no edit."""
        message = payload.message
        if payload.guild_id is None and self._direct_messages.is_new_edit(message):
            answering = self._direct_messages.answer(message, message.edited_at)
            await self._run("message", answering)

    async def on_error(self, event_method: str, /, *args: Any, **kwargs: Any) -> None:
        """Logs an error of an event."""
        error = sys.exc_info()[1]
        if error is not None:
            log_error(f"{event_method}_failed", error)

    async def close(self) -> None:
        """Finishes the work in flight, then disconnects."""
        if self._in_flight:
            await asyncio.wait(set(self._in_flight), timeout=SECONDS_TO_FINISH)
        await super().close()

    async def _on_command(
        self, interaction: discord.Interaction, command: Command, typed: dict[str, str]
    ) -> None:
        actor = actor_of(interaction)
        work = self._event_handlers.answer_command(command, typed, actor)
        may_open_form = command.prefills or bool(command.missing(typed))
        running = self._runner.run(interaction, actor, work, may_open_form=may_open_form)
        await self._run("command", running)

    async def _on_track(self, interaction: discord.Interaction, message: discord.Message) -> None:
        asked = self._event_handlers.track(message)
        opening = self._runner.open_form(interaction, actor_of(interaction), asked)
        await self._run("command", opening)

    async def _on_mail(self, interaction: discord.Interaction, message: discord.Message) -> None:
        actor = actor_of(interaction)
        work = self._event_handlers.read_mail(message, actor)
        await self._run("command", self._runner.run(interaction, actor, work))

    async def _on_file(self, interaction: discord.Interaction, file: discord.Attachment) -> None:
        actor = actor_of(interaction)
        work = self._event_handlers.answer_files("", [file], actor)
        await self._run("command", self._runner.run(interaction, actor, work))

    async def _complete(
        self, interaction: discord.Interaction, param: Param, begun: str
    ) -> list[Choice[str]]:
        try:
            if param.kind is ArgKind.ZONE:
                return self._autocomplete.zones(begun)
            return await self._autocomplete.companies(address_of(interaction.user.id), begun)
        except Exception as error:  # then they type it without help
            log_error("autocomplete_failed", error)
            return []

    async def _run(self, kind: str, work: Coroutine[Any, Any, None]) -> None:
        """Runs something that a shutdown waits for, and reports how long it took."""
        task = asyncio.current_task()
        assert task is not None
        self._in_flight.add(task)
        began = self.loop.time()
        try:
            await work
        finally:
            self._in_flight.discard(task)
            self._handled(kind, self.loop.time() - began)


def _pressed(interaction: discord.Interaction) -> str | None:
    """Returns the id of what was pressed: of a menu the one that was chosen."""
    custom_id = interaction.custom_id
    if custom_id is None or not custom_id.startswith(MENU):
        return custom_id
    data: dict[str, Any] = dict(interaction.data or {})
    return next(iter(data.get("values") or ()), None)


def _connection_options(settings: DiscordSettings) -> dict[str, Any]:
    """Returns the options that the settings give; discord.py asks Discord for the rest."""
    options: dict[str, Any] = {}
    if settings.application_id is not None:
        options["application_id"] = settings.application_id
    if settings.shards is not None:
        options |= {"shard_count": settings.shards.total, "shard_ids": settings.shards.ids}
    return options
