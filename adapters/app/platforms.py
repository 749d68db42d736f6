"""The platforms in this process: each with what the process's role has it do."""

from __future__ import annotations

import hashlib
from contextlib import AsyncExitStack
from functools import partial

from adapters.app.process import Process
from adapters.app.settings import ProcessRole
from adapters.discord.app import App
from adapters.discord.inbound.gateway import Gateway
from adapters.discord.outbound.global_rate_limit import GlobalRateLimit
from adapters.discord.outbound.invalid_requests import InvalidRequestLimit
from adapters.discord.outbound.messenger import DiscordMessenger
from adapters.discord.settings import DiscordSettings
from adapters.shared.child_process import ChildProcess
from adapters.shared.cipher import MissingKey
from adapters.shared.environment import KEYS, BadSetting
from adapters.shared.picture_renderer import PictureRenderer
from adapters.slack.app import open_slack
from adapters.slack.settings import SlackSettings
from bot.charts.theme import ColorScheme
from bot.dispatcher import Dispatcher
from storage.repositories.dm_channels import DmChannels
from storage.repositories.idempotency_keys import IdempotencyKeys
from storage.repositories.installations import Installations
from storage.repositories.request_turns import RequestTurns
from storage.storage import Storage

SECONDS_FOR_ANSWERS = 10.0


async def add_slack(
    stack: AsyncExitStack,
    process: Process,
    role: ProcessRole,
    settings: SlackSettings,
    storage: Storage,
    dispatcher: Dispatcher,
    child: ChildProcess,
) -> None:
    """Adds Slack to a process, until the stack closes. Raises BadSetting."""
    slack = await stack.enter_async_context(
        open_slack(
            settings,
            dispatcher,
            storage.units,
            process.clock,
            Installations(storage.database),
            IdempotencyKeys(storage.database),
            storage.presence,
            handled=partial(process.metrics.observe_request, "slack"),
            request_failed=partial(process.metrics.count_failed_request, "slack"),
            failed=partial(process.metrics.count_platform_error, "slack"),
            renderer=PictureRenderer(child),
        )
    )
    process.slack = slack
    # Requests accepted before the receivers closed still get their answers.
    stack.push_async_callback(slack.in_flight.wait_until_idle, SECONDS_FOR_ANSWERS)
    if slack.workspace_tokens is not None:
        try:
            await slack.workspace_tokens.reencrypt()
        except MissingKey:
            raise BadSetting(
                f"{KEYS} lacks the key that some installations were kept under: add it at the end."
            ) from None
    process.messengers["slack"] = slack.messenger
    if role.does(ProcessRole.WEB):
        process.routes += slack.routes()
    if role.does(ProcessRole.GATEWAY) and slack.socket_receiver is not None:
        await stack.enter_async_context(slack.socket_receiver.connected())
        process.watches.append(slack.socket_receiver.watch)


async def add_discord(
    stack: AsyncExitStack,
    process: Process,
    role: ProcessRole,
    settings: DiscordSettings,
    storage: Storage,
    dispatcher: Dispatcher,
    child: ChildProcess,
) -> None:
    """Adds Discord to a process, until the stack closes."""
    # Discord limits the process as a whole.
    invalid_requests = InvalidRequestLimit(
        failed=partial(process.metrics.count_platform_error, "discord")
    )
    renderer = PictureRenderer(child, ColorScheme.DARK)  # as most people have Discord
    if role.does(ProcessRole.WORKER):
        turns = RequestTurns(storage.database, _bot_key(settings.token))
        process.messengers["discord"] = await stack.enter_async_context(
            DiscordMessenger(
                settings,
                dispatcher,
                invalid_requests,
                channels=DmChannels(storage.database),
                global_limit=GlobalRateLimit(turns),
                renderer=renderer,
            )
        )
    if role.does(ProcessRole.GATEWAY):
        app = App(
            settings,
            storage.units,
            process.clock,
            dispatcher,
            invalid_requests,
            partial(process.metrics.observe_request, "discord"),
            request_failed=partial(process.metrics.count_failed_request, "discord", "request"),
            renderer=renderer,
        )
        process.discord = Gateway(app, settings)
        await stack.enter_async_context(process.discord.connected())
        process.watches.append(process.discord.watch)


def _bot_key(token: str) -> str:
    """Returns an identifier of a token's bot that reveals nothing of the token."""
    return hashlib.sha256(token.encode()).hexdigest()[:16]
