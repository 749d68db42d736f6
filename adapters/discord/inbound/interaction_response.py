"""Responds to an interaction: posts a message, rewrites the pressed one, or acknowledges."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress

import discord

from adapters.discord.actors import is_direct_message
from adapters.discord.outbound.http_errors import UNKNOWN_MESSAGE
from adapters.discord.rendering.components import Page
from adapters.discord.rendering.views import DrawnView, as_uploads, in_place
from bot.message import File, Message


def may_replace(instead: Message, interaction: discord.Interaction) -> bool:
    """True if it may replace the pressed message: nothing private where all see it."""
    return instead.private == is_private(interaction)


def is_private(interaction: discord.Interaction) -> bool:
    """True if the pressed message is for that one person alone."""
    return interaction.message is not None and (
        is_direct_message(interaction) or interaction.message.flags.ephemeral
    )


async def acknowledge(interaction: discord.Interaction) -> None:
    """Acknowledges an interaction whose answer is still to come."""
    if interaction.message is not None:
        await interaction.response.defer()
    else:
        await interaction.response.defer(
            ephemeral=not is_direct_message(interaction), thinking=True
        )


async def post(
    interaction: discord.Interaction,
    page: Page,
    *,
    private: bool = True,
    files: Sequence[File] = (),
) -> None:
    """Posts a new message: for one person, unless in direct messages or it is for all."""
    ephemeral = private and not is_direct_message(interaction)
    view, uploads = DrawnView(page), as_uploads(files)
    if not interaction.response.is_done():
        await interaction.response.send_message(view=view, files=uploads, ephemeral=ephemeral)
    elif interaction.message is not None:
        await interaction.followup.send(view=view, files=uploads, ephemeral=ephemeral)
    elif ephemeral or is_direct_message(interaction):
        await interaction.edit_original_response(view=view, attachments=uploads)
    else:  # what was acknowledged for one person only can but be taken away
        await interaction.delete_original_response()
        await interaction.followup.send(view=view, files=uploads)


async def post_words(interaction: discord.Interaction, words: str) -> None:
    """Posts words and nothing else, for one person."""
    ephemeral = not is_direct_message(interaction)
    if interaction.response.is_done():
        await interaction.followup.send(words, ephemeral=ephemeral, suppress_embeds=True)
    else:
        await interaction.response.send_message(words, ephemeral=ephemeral, suppress_embeds=True)


async def post_all(interaction: discord.Interaction, pages: Sequence[Page]) -> None:
    """Posts every page as a message: turning them asks storage, which may be what failed."""
    first, *others = pages
    await post(interaction, first)
    for page in others:
        await interaction.followup.send(
            view=DrawnView(page), ephemeral=not is_direct_message(interaction)
        )


async def rewrite(interaction: discord.Interaction, page: Page, files: Sequence[File] = ()) -> None:
    """Rewrites the pressed message; where it is gone, posts a new one."""
    if interaction.message is None:
        await post(interaction, page, files=files)
        return
    try:
        if interaction.response.is_done():
            await interaction.edit_original_response(**in_place(page, files))
        else:
            await interaction.response.edit_message(**in_place(page, files))
    except discord.NotFound as gone:
        if gone.code != UNKNOWN_MESSAGE:
            raise
        await post(interaction, page, files=files)


async def replace_helper(
    interaction: discord.Interaction, page: Page, files: Sequence[File], *, private: bool
) -> None:
    """Shows the outcome of a form in place of the helper that it was filled in with.

    A helper that one person alone sees can only be rewritten.
    """
    helper = interaction.message
    assert helper is not None
    if helper.flags.ephemeral:
        await rewrite(interaction, page, files)
        return
    await post(interaction, page, private=private, files=files)
    with suppress(discord.NotFound):
        await helper.delete()
