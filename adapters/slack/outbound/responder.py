"""Answers at Slack: private by default, in the place where the user typed or pressed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from adapters.shared.picture_renderer import MEDIA_TYPE, PictureRenderer, render
from adapters.slack.origin import Origin, SlackUser
from adapters.slack.outbound.api import LITERAL, UNFURLED, Api
from adapters.slack.outbound.errors import ApiError, ErrorResponse
from adapters.slack.outbound.file_upload import REINSTALL, lacks_scope, upload
from adapters.slack.outbound.message_metadata import metadata
from adapters.slack.outbound.page_builder import PageBuilder
from adapters.slack.outbound.progress import ProgressMessage
from adapters.slack.outbound.replied_message import nudges_replied_to
from adapters.slack.rendering.blocks import Page, to_arguments
from adapters.slack.rendering.nudge_queue import with_queue
from bot.conversation.actor import Actor
from bot.message import File, Message, Text, Tone


class Responder:
    """Shows messages to people."""

    def __init__(
        self, api: Api, page_builder: PageBuilder, renderer: PictureRenderer | None = None
    ) -> None:
        self._api = api
        self._page_builder = page_builder
        self._renderer = renderer

    async def post(self, user: SlackUser, actor: Actor, origin: Origin, message: Message) -> None:
        """Shows a new message where the user typed."""
        image: File | None = None
        if message.picture is not None:
            message, image = await render(self._renderer, message)
        for file in filter(None, (image, message.file)):
            message = await self._hand_over(user, origin, file, message)
        pages = await self._page_builder.build(message, actor)
        if message.delivery and origin.message and not origin.ephemeral:
            pages = tuple(
                replace(page, blocks=with_queue(page.blocks, origin.message)) for page in pages
            )
        await self._show(user, origin, pages, private=message.private)

    async def _hand_over(
        self, user: SlackUser, origin: Origin, file: File, message: Message
    ) -> Message:
        """Uploads a file into their direct messages; returns the answer that says so."""
        try:
            await upload(self._api, user.tenant, await self.direct(user), file)
        except ApiError as error:
            if message.facts:  # it only comes along with what was saved
                return message
            if not isinstance(error, ErrorResponse) or not lacks_scope(error):
                raise
            if message.picture is not None:  # the numbers are there without it
                return message.replace(picture=None)
            return Message(REINSTALL, tone=Tone.WRONG)
        if origin.is_direct:
            return message
        what = "picture" if file.media_type == MEDIA_TYPE else "file"
        return message.replace(text=Text(message.text, f" The {what} is in our direct messages."))

    def progress(self, user: SlackUser, origin: Origin) -> ProgressMessage:
        """Returns a message that says how far work has come, where the user typed."""
        return ProgressMessage(self._api, self._page_builder, user, origin)

    async def rewrite(
        self, user: SlackUser, actor: Actor, origin: Origin, message: Message
    ) -> None:
        """Shows a message in place of the one whose button was pressed."""
        if message.file is not None:
            message = await self._hand_over(user, origin, message.file, message)
        first, *rest = await self._page_builder.build_one(message, actor)
        if origin.queue:
            first = replace(first, blocks=with_queue(first.blocks, origin.queue))
        if not await self._replaced(user, origin, first, message.delivery):
            rest.insert(0, first)
        if rest:
            await self._show(user, origin, rest, private=True)

    async def _show(
        self, user: SlackUser, origin: Origin, pages: Sequence[Page], *, private: bool
    ) -> None:
        if await self._is_direct(user, origin.channel):
            await self.say(user, origin.channel, pages, origin.thread)
        elif not (origin.url and await self._at_url(origin, pages, private=private)):
            await self._without_url(user, origin, pages)

    async def _is_direct(self, user: SlackUser, channel: str) -> bool:
        """True for the user's conversation with the bot, not one with another user."""
        try:
            return channel.startswith("D") and channel == await self.direct(user)
        except ErrorResponse:
            return False

    async def direct(self, user: SlackUser) -> str:
        """Returns the channel of a user's direct messages with the bot."""
        return await self._api.direct(user.tenant, user.id)

    async def nudges_replied_to(self, user: SlackUser, origin: Origin) -> frozenset[int]:
        """Returns the ids of the nudges on the message in whose thread a user writes."""
        return await nudges_replied_to(self._api, user, origin.channel, origin.thread)

    async def say(
        self, user: SlackUser, channel: str, pages: Sequence[Page], thread: str = ""
    ) -> None:
        """Posts in a conversation that the bot is in."""
        where = {"channel": channel, **({"thread_ts": thread} if thread else {})}
        for page in pages:
            await self._api.say(
                user.tenant,
                "chat.postMessage",
                **where,
                **to_arguments(page),
                **LITERAL,
                **UNFURLED,
                mrkdwn=False,
            )

    async def _at_url(self, origin: Origin, pages: Sequence[Page], *, private: bool) -> bool:
        kind = "ephemeral" if private else "in_channel"
        for page in pages:
            answer = {"response_type": kind, "replace_original": False, **to_arguments(page)}
            if not await self._api.respond(origin.url, answer):
                return False
        return True

    async def _without_url(self, user: SlackUser, origin: Origin, pages: Sequence[Page]) -> None:
        """Posts in the channel if the bot may, for them alone; else in their direct messages."""
        try:
            if not origin.channel:
                raise ErrorResponse("no_channel")
            for page in pages:
                await self._api.say(
                    user.tenant,
                    "chat.postEphemeral",
                    channel=origin.channel,
                    user=user.id,
                    **to_arguments(page),
                    **LITERAL,
                )
        except ErrorResponse:
            await self.say(user, await self.direct(user), pages)

    async def _replaced(
        self, user: SlackUser, origin: Origin, page: Page, delivery: str | None
    ) -> bool:
        """Rewrites a message; False if it is deleted or too old."""
        more = metadata(delivery) if delivery else {}
        if origin.ephemeral:
            payload = {"response_type": "ephemeral", "replace_original": True, **to_arguments(page)}
            return await self._api.respond(origin.url, payload)
        try:
            await self._api.repeat(
                user.tenant,
                "chat.update",
                channel=origin.channel,
                ts=origin.message,
                **to_arguments(page),
                **more,
                **LITERAL,
            )
        except ApiError:
            return False
        return True
