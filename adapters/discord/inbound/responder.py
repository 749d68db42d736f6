"""Shows what came of a deed: a new message, the old one anew, or a form, whatever is still open."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress

import discord

from adapters.discord.actors import is_alone
from adapters.discord.inbound.form_flow import Asking, target_of
from adapters.discord.inbound.pending_forms import Pending
from adapters.discord.inbound.results import Asked, GivenBack, Helped, Result, Said, Turned
from adapters.discord.outbound.refusals import UNKNOWN_MESSAGE
from adapters.discord.rendering.components import Page
from adapters.discord.rendering.renderer import Easel, page_of
from adapters.discord.rendering.views import Sheet
from bot.conversation.actor import Actor
from bot.message import Answer, Form, Message


class Showing:
    """Shows results to the one whose deed they are of."""

    def __init__(self, client: discord.Client, easel: Easel, asking: Asking) -> None:
        self._client = client
        self._easel = easel
        self._asking = asking

    async def show(self, deed: discord.Interaction, actor: Actor, result: Result) -> None:
        """Shows what came of a deed."""
        match result:
            case Asked(pending):
                await self._ask(deed, actor, pending)
            case Said(Answer(reply=Form() as form)):
                await self._ask(deed, actor, self._asking.pending(form))
            case Said(Answer(reply=Message() as reply, instead=instead)):
                await self._say(deed, actor, result, reply, instead)
            case GivenBack(message):
                await _post_all(deed, await self._easel.spread(message, actor))
            case Helped(page, again=True) | Turned(page) if _is_theirs(deed):
                await _rewrite(deed, page)
            case Helped(page) | Turned(page):
                await _post(deed, page)

    async def conversation(self, said: Said, actor: Actor) -> Page:
        """What is written back to somebody who wrote."""
        if isinstance(said.answer.reply, Form):
            return await self._asking.opener(self._asking.pending(said.answer.reply), actor)
        return await self._easel.draw(said.answer.reply, actor, extra=said.extra)

    async def _ask(self, deed: discord.Interaction, actor: Actor, pending: Pending) -> None:
        """Opens a form; where none can open by itself, a button for it."""
        can_open = deed.type is not discord.InteractionType.modal_submit
        if can_open and not deed.response.is_done():
            await deed.response.send_modal(await self._asking.questions(pending, actor))
        else:
            await _post(deed, await self._asking.opener(pending, actor, target_of(deed)))

    async def _say(
        self,
        deed: discord.Interaction,
        actor: Actor,
        said: Said,
        reply: Message,
        instead: Message | None,
    ) -> None:
        helper = said.helper and _is_theirs(deed)
        if instead is not None and helper and said.target is not None:
            page = await self._easel.draw(instead, actor, extra=said.extra)
            await self._rewrite_elsewhere(deed, page, said.target)
        elif helper:
            page = await self._easel.draw(reply, actor, extra=said.extra)
            await _take_the_place(deed, page, private=reply.private)
        elif instead is not None and deed.message is not None and _fits(instead, deed):
            buttons = discord.ui.LayoutView.from_message(deed.message).walk_children()
            page = await self._easel.draw(instead, actor, at=page_of(buttons), extra=said.extra)
            await _rewrite(deed, page)
        else:
            page = await self._easel.draw(reply, actor, extra=said.extra)
            await _post(deed, page, private=reply.private)

    async def _rewrite_elsewhere(
        self, deed: discord.Interaction, page: Page, target: tuple[int, int]
    ) -> None:
        """Rewrites the message that a form began on, and takes the helper away.

        Where that message is gone, the helper becomes it.
        """
        if not deed.response.is_done():
            await deed.response.defer()
        channel, id = target
        began = self._client.get_partial_messageable(channel).get_partial_message(id)
        try:
            await began.edit(view=Sheet(page))
        except (discord.NotFound, discord.Forbidden):
            await _rewrite(deed, page)
        else:
            with suppress(discord.NotFound):
                await deed.delete_original_response()


def _fits(instead: Message, deed: discord.Interaction) -> bool:
    """Whether it may take the place of the pressed message: nothing private where all see it."""
    return instead.private == _is_theirs(deed)


def _is_theirs(deed: discord.Interaction) -> bool:
    """Whether the pressed message is for that one person alone."""
    return deed.message is not None and (is_alone(deed) or deed.message.flags.ephemeral)


async def acknowledge(deed: discord.Interaction) -> None:
    """Says that the answer is to come."""
    if deed.message is not None:
        await deed.response.defer()
    else:
        await deed.response.defer(ephemeral=not is_alone(deed), thinking=True)


async def _post(deed: discord.Interaction, page: Page, *, private: bool = True) -> None:
    """A new message: for one person only, unless they are alone with the bot or it is for all."""
    ephemeral = private and not is_alone(deed)
    if not deed.response.is_done():
        await deed.response.send_message(view=Sheet(page), ephemeral=ephemeral)
    elif deed.message is not None:
        await deed.followup.send(view=Sheet(page), ephemeral=ephemeral)
    elif ephemeral or is_alone(deed):
        await deed.edit_original_response(view=Sheet(page))
    else:  # what was acknowledged for one person only can but be taken away
        await deed.delete_original_response()
        await deed.followup.send(view=Sheet(page))


async def _post_all(deed: discord.Interaction, pages: Sequence[Page]) -> None:
    """Every page as a message: turning them asks storage, which may be what broke."""
    first, *others = pages
    await _post(deed, first)
    for page in others:
        await deed.followup.send(view=Sheet(page), ephemeral=not is_alone(deed))


async def _rewrite(deed: discord.Interaction, page: Page) -> None:
    """The message whose button was pressed, anew; where it is gone, one in its stead."""
    if deed.message is None:
        await _post(deed, page)
        return
    try:
        if deed.response.is_done():
            await deed.edit_original_response(view=Sheet(page))
        else:
            await deed.response.edit_message(view=Sheet(page))
    except discord.NotFound as gone:
        if gone.code != UNKNOWN_MESSAGE:
            raise
        await _post(deed, page)


async def _take_the_place(deed: discord.Interaction, page: Page, *, private: bool) -> None:
    """The outcome of a form instead of the helper that it was filled in with.

    A helper that one person alone sees can only be rewritten.
    """
    helper = deed.message
    assert helper is not None
    if helper.flags.ephemeral:
        await _rewrite(deed, page)
        return
    await _post(deed, page, private=private)
    with suppress(discord.NotFound):
        await helper.delete()
