"""Sends what comes due to people and channels at Slack."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import structlog

from adapters.shared.picture_renderer import PictureRenderer, render
from adapters.slack.origin import SlackUser
from adapters.slack.outbound.api import LITERAL, UNFURLED, Api
from adapters.slack.outbound.errors import (
    CONTENT_ERRORS,
    NOT_INSTALLED,
    TEMPORARY_TOKEN_ERRORS,
    ApiError,
    ConnectError,
    ErrorResponse,
    RateLimited,
    TokenRejected,
    channel_reason,
    reason,
)
from adapters.slack.outbound.file_upload import upload
from adapters.slack.outbound.message_metadata import is_of, metadata
from adapters.slack.outbound.page_builder import PageBuilder
from adapters.slack.outbound.throttle import Throttle
from adapters.slack.rendering.blocks import Page, to_arguments
from adapters.slack.rendering.command_names import CommandNames
from adapters.slack.rendering.fallback_text import draw_as_text
from bot.conversation.actor import Actor
from bot.domain.groups.group import Channel
from bot.domain.people.person import Address
from bot.message import File, Message
from bot.ports.messenger import ContentRefused, NotSent, RetryLater, Unreachable

_LOOKED_THROUGH = 50
_CHANNELS = ("C", "G")
NO_TOKEN = 600.0

log = structlog.get_logger("slack")


class SlackMessenger:
    """Sends to people in their direct messages (`bot.ports.SlackMessenger`).

    Where an earlier try was interrupted or its answer was lost, the last messages are
    searched for the delivery before it is sent again.
    """

    def __init__(
        self,
        api: Api,
        names: CommandNames,
        page_builder: PageBuilder,
        throttle: Throttle,
        on_sent: Callable[[SlackUser], None] = lambda user: None,
        renderer: PictureRenderer | None = None,
    ) -> None:
        self._api = api
        self._names = names
        self._page_builder = page_builder
        self._throttle = throttle
        self._on_sent = on_sent
        self._renderer = renderer

    async def send_direct(
        self, address: Address, message: Message, delivery: str, *, maybe_sent: bool = False
    ) -> None:
        """Sends to a person privately; a repeat under the same delivery shows once.

        Raises Unreachable, ContentRefused, NotSent or RetryLater; after any other error
        it may or may not have reached the person, and is tried again.
        """
        user = SlackUser(address.tenant, address.user)
        page = await self._render(message, Actor(address))
        try:
            await self._send_in_turn(
                user.tenant, user.id, page, message, delivery, maybe_sent=maybe_sent
            )
        except ErrorResponse as refusal:
            raise _delivery_error(refusal, reason(refusal.error)) from None
        self._on_sent(user)

    async def send_channel(
        self, channel: Channel, message: Message, delivery: str, *, maybe_sent: bool = False
    ) -> None:
        """Posts in a channel; a repeat under the same delivery shows once.

        Raises Unreachable, in words that say how to fix it, or as `send_direct` does.
        """
        message, image = await render(self._renderer, message)
        page = await self._render(message, None)
        try:
            await self._send_in_turn(
                channel.tenant, channel.id, page, message, delivery, maybe_sent=maybe_sent
            )
        except ErrorResponse as refusal:
            raise _delivery_error(refusal, channel_reason(refusal.error)) from None
        if image is not None:
            await self._show(channel, image)

    async def _show(self, channel: Channel, image: File) -> None:
        """Uploads a picture below its post, which no failure of it sends again."""
        try:
            await upload(self._api, channel.tenant, channel.id, image)
        except ApiError as error:
            log.warning("picture_not_shown", error=type(error).__name__)

    async def _send_in_turn(
        self, tenant: str, to: str, page: Page, message: Message, delivery: str, *, maybe_sent: bool
    ) -> None:
        """Sends to a user or a channel when it is their turn."""
        try:
            async with self._throttle.turn(tenant, to):
                if not (maybe_sent and await self._already_sent(tenant, to, delivery)):
                    await self._send(tenant, to, page, message, delivery)
        except RateLimited as limited:
            self._throttle.rest(tenant, limited.seconds)
            raise RetryLater(limited.seconds, for_all=True) from None
        except ConnectError as unsent:
            raise NotSent(str(unsent)) from None
        except TokenRejected as gone:
            if gone.error not in TEMPORARY_TOKEN_ERRORS:
                raise
            log.error("token_refused", error=gone.error, seconds=NO_TOKEN)
            self._throttle.rest(tenant, NO_TOKEN)
            raise RetryLater(NO_TOKEN, for_all=True) from None

    async def _render(self, message: Message, owner: Actor | None) -> Page:
        page, *more = await self._page_builder.build(message, owner)
        if more:
            page, *_ = await self._page_builder.build_one(message, owner)
        if message.queue:  # its lines name what its text names; a notification has both
            page = replace(page, blocks=tuple(b for b in page.blocks if b["block_id"] != "text"))
        return page

    async def _send(
        self, tenant: str, to: str, page: Page, message: Message, delivery: str
    ) -> None:
        try:
            await self._post(tenant, to, delivery, **to_arguments(page))
        except ErrorResponse as refusal:
            if refusal.error not in CONTENT_ERRORS:
                raise
            # Slack would not draw it: the words matter more than how they look.
            await self._post(
                tenant, to, delivery, text=draw_as_text(self._names.in_message(message))
            )

    async def _post(self, tenant: str, to: str, delivery: str, **shown: Any) -> None:
        await self._api.call(
            tenant,
            "chat.postMessage",
            channel=to,
            **shown,
            **metadata(delivery),
            **LITERAL,
            **UNFURLED,
            mrkdwn=False,
        )

    async def _already_sent(self, tenant: str, to: str, delivery: str) -> bool:
        """True if the delivery is among the last messages; False too if Slack won't say.

        A reminder lost is worse than one doubled.
        """
        try:
            channel = to
            if not channel.startswith(_CHANNELS):
                channel = await self._api.direct(tenant, to)
            history = await self._api.call(
                tenant,
                "conversations.history",
                channel=channel,
                limit=_LOOKED_THROUGH,
                include_all_metadata=True,
            )
        except TokenRejected:
            raise
        except ErrorResponse:
            return False
        return any(is_of(message, delivery) for message in history.get("messages", ()))


def _delivery_error(refusal: ErrorResponse, why: str | None) -> Exception:
    """Maps a refusal to the error of `Messenger` that it means; nothing was sent."""
    if isinstance(refusal, TokenRejected):
        return Unreachable(NOT_INSTALLED)
    if refusal.error in CONTENT_ERRORS:
        return ContentRefused(refusal.error)
    return Unreachable(why) if why else NotSent(refusal.error, answered=True)
