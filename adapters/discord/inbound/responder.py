"""Shows the result of an interaction: a new message, the old one rewritten, or a form."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress

import discord

from adapters.discord.actors import is_direct_message
from adapters.discord.inbound.form_flow import FormFlow, target_of
from adapters.discord.inbound.interaction_response import (
    acknowledge,
    is_private,
    may_replace,
    post,
    post_all,
    post_words,
    replace_helper,
    rewrite,
)
from adapters.discord.inbound.pending_forms import PendingForm
from adapters.discord.inbound.results import (
    Answered,
    FormRequested,
    FormReturned,
    HelperShown,
    PageTurned,
    Result,
)
from adapters.discord.outbound.dm_channel import shows_delivery
from adapters.discord.outbound.explicit_updates import rewrite_message
from adapters.discord.outbound.page_builder import PageBuilder
from adapters.discord.rendering.classic import LONGEST_CONTENT
from adapters.discord.rendering.components import Page
from adapters.discord.rendering.escape import to_copy
from adapters.discord.rendering.pager import page_of
from adapters.discord.rendering.views import DrawnView, as_uploads, in_place
from adapters.shared.picture_renderer import PictureRenderer, render
from bot.conversation.actor import Actor
from bot.message import Answer, File, Form, Message, plain


class Responder:
    """Shows results to the user whose interaction they answer."""

    def __init__(
        self,
        client: discord.Client,
        page_builder: PageBuilder,
        form_flow: FormFlow,
        renderer: PictureRenderer | None = None,
    ) -> None:
        self._renderer = renderer
        self._client = client
        self._page_builder = page_builder
        self._form_flow = form_flow

    async def show(self, interaction: discord.Interaction, actor: Actor, result: Result) -> None:
        """Shows the result of an interaction."""
        match result:
            case FormRequested(pending):
                await self._ask(interaction, actor, pending)
            case Answered(Answer(reply=Form() as form)):
                await self._ask(interaction, actor, self._form_flow.start(form))
            case Answered(Answer(reply=Message() as reply, replacement=instead)):
                await self._say(interaction, actor, result, reply, instead)
                for page, files in await self.draw_more(result, actor):
                    await interaction.followup.send(
                        view=DrawnView(page),
                        files=as_uploads(files),
                        ephemeral=not is_direct_message(interaction),
                    )
            case FormReturned(message):
                await post_all(interaction, await self._page_builder.build_all(message, actor))
            case HelperShown(page, again=True) | PageTurned(page) if is_private(interaction):
                await rewrite(interaction, page)
            case HelperShown(page) | PageTurned(page):
                await post(interaction, page)

    async def draw_reply(self, said: Answered, actor: Actor) -> tuple[Page, Sequence[File]]:
        """Draws the reply to a direct message; returns it with its files."""
        reply = said.answer.reply
        if isinstance(reply, Form):
            return await self._form_flow.opener_card(self._form_flow.start(reply), actor), ()
        return await self._draw(reply, actor)

    async def _draw(
        self, message: Message, actor: Actor, *, at: int = 0
    ) -> tuple[Page, Sequence[File]]:
        """Draws a message, its picture as the first of its files."""
        message, image = await render(self._renderer, message)
        page = await self._page_builder.build(message, actor, at=at)
        return page, tuple(filter(None, (image, message.file)))

    async def draw_more(
        self, said: Answered, actor: Actor
    ) -> Sequence[tuple[Page, Sequence[File]]]:
        """Draws the messages that follow a reply, each with its files."""
        return [await self._draw(one, actor) for one in said.answer.more]

    async def _ask(
        self, interaction: discord.Interaction, actor: Actor, pending: PendingForm
    ) -> None:
        """Opens a form; where none can open by itself, posts a button for it."""
        can_open = interaction.type is not discord.InteractionType.modal_submit
        if can_open and not interaction.response.is_done():
            await interaction.response.send_modal(await self._form_flow.modal(pending, actor))
        else:
            await post(
                interaction,
                await self._form_flow.opener_card(pending, actor, target_of(interaction)),
            )

    async def _say(
        self,
        interaction: discord.Interaction,
        actor: Actor,
        said: Answered,
        reply: Message,
        instead: Message | None,
    ) -> None:
        if reply.verbatim and len(words := to_copy(plain(reply.text))) <= LONGEST_CONTENT:
            await post_words(interaction, words)
            return
        if reply.picture is not None and not interaction.response.is_done():
            await acknowledge(interaction)  # the child that draws may be busy for seconds
        helper = said.helper and is_private(interaction)
        if instead is not None and helper and said.target is not None:
            page, files = await self._draw(instead, actor)
            await self._rewrite_elsewhere(interaction, page, said.target, files)
        elif helper:
            page, files = await self._draw(reply, actor)
            await replace_helper(interaction, page, files, private=reply.private)
        elif instead is not None and (opened_on := _opened_on(interaction, instead)) is not None:
            page, files = await self._draw(reply, actor)
            if not interaction.response.is_done():
                await interaction.response.defer()
            await self._rewrite_queue(interaction, actor, instead, opened_on)
            await rewrite(interaction, page, files)
        elif (
            instead is not None
            and interaction.message is not None
            and may_replace(instead, interaction)
        ):
            at = _page_of(interaction.message)
            page, files = await self._draw(instead, actor, at=at)
            await rewrite(interaction, page, files)
        else:
            page, files = await self._draw(reply, actor)
            await post(interaction, page, private=reply.private, files=files)

    async def _rewrite_queue(
        self, interaction: discord.Interaction, actor: Actor, queue: Message, id: int
    ) -> None:
        """Rewrites the queue of which one line was opened, if that is where it was opened."""
        assert interaction.channel_id is not None
        assert queue.delivery is not None
        there = self._client.get_partial_messageable(interaction.channel_id)
        with suppress(discord.NotFound, discord.Forbidden):
            before = await there.fetch_message(id)
            if shows_delivery(before, queue.delivery):
                page = await self._page_builder.build(queue, actor, at=_page_of(before))
                await rewrite_message(self._client, before.channel.id, before.id, page)

    async def _rewrite_elsewhere(
        self,
        interaction: discord.Interaction,
        page: Page,
        target: tuple[int, int],
        files: Sequence[File],
    ) -> None:
        """Rewrites the message that a form began on, and takes the helper away.

        Where that message is gone, the helper becomes it.
        """
        if not interaction.response.is_done():
            await interaction.response.defer()
        channel, id = target
        began = self._client.get_partial_messageable(channel).get_partial_message(id)
        try:
            if files:
                await began.edit(**in_place(page, files))
            else:
                await rewrite_message(self._client, channel, id, page)
        except (discord.NotFound, discord.Forbidden):
            await rewrite(interaction, page, files)
        else:
            with suppress(discord.NotFound):
                await interaction.delete_original_response()


def _opened_on(interaction: discord.Interaction, instead: Message) -> int | None:
    """Returns the id of the message of which the pressed one shows a line of that delivery."""
    pressed = interaction.message
    if pressed is None or instead.delivery is None or not is_direct_message(interaction):
        return None
    caused = pressed.interaction_metadata
    shows = caused is not None and shows_delivery(pressed, instead.delivery)
    return caused.interacted_message_id if caused and shows else None


def _page_of(message: discord.Message) -> int:
    """Returns the page that a message is opened at; a classic one has a single page."""
    if not message.flags.components_v2:
        return 0
    return page_of(discord.ui.LayoutView.from_message(message).walk_children())
