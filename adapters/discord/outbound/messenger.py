"""Sends to people and channels at Discord: by HTTP alone, without the gateway."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from types import TracebackType
from typing import Any, NoReturn

import aiohttp
import discord
import structlog

from adapters.discord.outbound.command_ids import fetch_command_ids
from adapters.discord.outbound.dm_channel import DmChannel, KnownChannels, contains_delivery
from adapters.discord.outbound.endpoint import point_at
from adapters.discord.outbound.global_rate_limit import (
    MAX_QUEUE_SECONDS,
    GlobalRateLimit,
    TurnMissed,
)
from adapters.discord.outbound.http_errors import (
    is_content_error,
    is_flaky,
    raise_for_channel,
    raise_for_person,
)
from adapters.discord.outbound.invalid_requests import InvalidRequestLimit, TooManyInvalidRequests
from adapters.discord.outbound.nonces import message_names, nonce
from adapters.discord.outbound.page_builder import PageBuilder
from adapters.discord.ports import DmChannels
from adapters.discord.rendering.cards import with_card_id
from adapters.discord.rendering.command_mentions import CommandMentions
from adapters.discord.rendering.components import Page
from adapters.discord.rendering.fallback_text import draw_as_text
from adapters.discord.rendering.views import DrawnView, as_new, as_uploads
from adapters.discord.settings import DiscordSettings
from adapters.shared.picture_renderer import PictureRenderer, render
from bot.conversation.actor import Actor
from bot.dispatcher import Dispatcher
from bot.domain.groups.group import Channel
from bot.domain.people.person import Address
from bot.message import File, Message
from bot.ports.messenger import NotSent, RetryLater

# A 429 that asks for more is handed back, so that it holds up no other message.
LONGEST_WAIT = 2.0
AT_ONCE = 20
# With the longest wait for a turn it is shorter than a delivery's lease.
TIMEOUT = 45.0
NO_TOKEN = 600.0
SECOND_TRY = 1.0

log = structlog.get_logger("discord")


class DiscordMessenger:
    """Sends to people in their direct messages; `async with` opens and closes it."""

    def __init__(
        self,
        settings: DiscordSettings,
        dispatcher: Dispatcher,
        invalid_requests: InvalidRequestLimit | None = None,
        *,
        channels: DmChannels | None = None,
        global_limit: GlobalRateLimit | None = None,
        renderer: PictureRenderer | None = None,
    ) -> None:
        self._renderer = renderer
        point_at(settings)
        self.invalid_requests = invalid_requests or InvalidRequestLimit()
        self._global_limit = global_limit or GlobalRateLimit()
        self._token = settings.token
        self._mentions = CommandMentions()
        self._page_builder = PageBuilder(dispatcher, self._mentions)
        self._client: discord.Client | None = None
        self._slots = asyncio.Semaphore(AT_ONCE)
        self._channels = KnownChannels(channels)
        self._resting_until = 0.0
        self._logging_in = asyncio.Lock()

    async def __aenter__(self) -> DiscordMessenger:
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if self._client is not None:
            await self._client.close()

    async def send_direct(
        self, address: Address, message: Message, delivery: str, *, maybe_sent: bool = False
    ) -> None:
        """Sends to a person privately; a repeat under the same delivery shows once.

        Within minutes Discord itself sees to that, by the nonce. Since a repeat may
        come later, the last messages are searched where something was `maybe_sent`. Raises
        Unreachable, ContentRefused, NotSent or RetryLater; after any other error it may or
        may not have reached them.
        """
        self._check_may_send()
        owner = Actor(address)
        async with self._request() as client:
            drawn = as_new(await self._page_builder.build_delivery(message, owner, delivery))
            dm_channel = DmChannel(client, self._channels, address)
            try:
                if not (maybe_sent and await dm_channel.holds(delivery)):
                    await self._send(dm_channel, drawn, message, nonce(delivery))
            except discord.HTTPException as error:
                raise_for_person(error)

    async def _send(
        self, dm_channel: DmChannel, drawn: Mapping[str, Any], message: Message, nonce: str
    ) -> None:
        """Sends; once more what Discord refuses now and then, and as plain text what it won't draw.

        The words matter more than how they look.
        """
        try:
            await dm_channel.send(drawn, nonce)
        except discord.HTTPException as error:
            if is_content_error(error):
                await dm_channel.send_text(draw_as_text(message), nonce)
            elif is_flaky(error):
                await asyncio.sleep(SECOND_TRY)
                await dm_channel.send(drawn, nonce)
            else:
                raise

    async def send_channel(
        self, channel: Channel, message: Message, delivery: str, *, maybe_sent: bool = False
    ) -> None:
        """Posts in a channel; a repeat under the same delivery shows once.

        A page turned in a channel would turn for all, so a long one is several messages. Raises
        Unreachable, in words that say how to fix it, or as `send_direct` does.
        """
        self._check_may_send()
        message, image = await render(self._renderer, message)
        pages = await self._page_builder.build_all(message, None)
        sent = 0
        try:
            async with self._request() as client:
                there = client.get_partial_messageable(int(channel.id))
                try:
                    for page, name in zip(pages, message_names(delivery), strict=False):
                        if not (maybe_sent and await contains_delivery(there, name)):
                            await self._post(there, page, name, message, None if sent else image)
                        sent += 1
                except discord.HTTPException as error:
                    raise_for_channel(error)
        except (NotSent, RetryLater) as later:
            if not sent:
                raise
            seconds = later.seconds if isinstance(later, RetryLater) else LONGEST_WAIT
            raise RetryLater(seconds, maybe_sent=True) from None

    async def _post(
        self,
        there: discord.PartialMessageable,
        page: Page,
        name: str,
        message: Message,
        image: File | None,
    ) -> None:
        view, uploads = DrawnView(with_card_id(page, name)), as_uploads([image] if image else [])
        try:
            await there.send(view=view, files=uploads, nonce=nonce(name))
        except discord.HTTPException as error:
            if not is_content_error(error):
                raise
            await there.send(draw_as_text(message), nonce=nonce(name))

    @asynccontextmanager
    async def _request(self) -> AsyncIterator[discord.Client]:
        """Holds a slot for requests to Discord. Raises RetryLater where none may be made now."""
        async with self._turn():
            try:
                async with asyncio.timeout(TIMEOUT):
                    yield await self._logged_in()
            except TooManyInvalidRequests as too_many:
                raise RetryLater(too_many.seconds, for_all=True) from None
            except TurnMissed:
                raise RetryLater(SECOND_TRY) from None
            except aiohttp.ClientConnectorError as error:
                raise NotSent(type(error).__name__) from None
            except discord.RateLimited as limited:
                raise RetryLater(limited.retry_after) from None
            except discord.LoginFailure:
                self._rest("token_refused", NO_TOKEN)
            except discord.HTTPException as error:
                if error.status == 401:
                    self._rest("token_refused", NO_TOKEN)
                raise

    @asynccontextmanager
    async def _turn(self) -> AsyncIterator[None]:
        """Holds one of few slots. Raises RetryLater where the others take too long."""
        try:
            async with asyncio.timeout(MAX_QUEUE_SECONDS):
                await self._slots.acquire()
        except TimeoutError:
            raise RetryLater(MAX_QUEUE_SECONDS) from None
        try:
            await self.invalid_requests.throttle.turn()
            yield
        finally:
            self._slots.release()

    async def _logged_in(self) -> discord.Client:
        """Logs in before the first message: Discord need not be up when the process starts."""
        if self._client is not None:
            return self._client
        async with self._logging_in:
            if self._client is None:
                client = _client(self.invalid_requests, self._global_limit)
                try:
                    await client.login(self._token)
                except BaseException:
                    await client.close()
                    raise
                await fetch_command_ids(client, self._mentions)
                self._client = client
            return self._client

    def _rest(self, why: str, seconds: float) -> NoReturn:
        """Asks nothing for a while. Raises RetryLater."""
        log.error(why, seconds=seconds)
        self._resting_until = time.monotonic() + seconds
        raise RetryLater(seconds, for_all=True) from None

    def _check_may_send(self) -> None:
        seconds = max(self.invalid_requests.wait, self._resting_until - time.monotonic())
        if seconds > 0:
            raise RetryLater(seconds, for_all=True)


def _client(invalid_requests: InvalidRequestLimit, global_limit: GlobalRateLimit) -> discord.Client:
    """Opens Discord by HTTP alone."""
    client = discord.Client(
        intents=discord.Intents(guilds=True),  # discord.py warns of having none
        allowed_mentions=discord.AllowedMentions.none(),
        http_trace=invalid_requests.trace(global_limit.turn),
        max_messages=None,
    )
    # The client's own option takes no less than half a minute.
    client.http.max_ratelimit_timeout = LONGEST_WAIT
    return client
