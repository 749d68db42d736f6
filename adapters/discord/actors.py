"""The actor of an interaction at Discord, and where they are."""

from __future__ import annotations

from functools import partial

import discord

from adapters.discord.channel_reasons import LOCKED_THREAD, NO_PERMISSION, NOT_IN_SERVER
from adapters.discord.channel_rights import may_write, write_obstacle
from adapters.discord.locale_zones import guess_zone
from bot.commands.preferences import language_for
from bot.conversation.actor import Actor, Conversation
from bot.domain.people.person import Address
from bot.texts.plain_text import clean

PLATFORM = "discord"
_LONGEST_NAME = 80


def address_of(user: int) -> Address:
    """Returns the address of a Discord user: the same in every server."""
    return Address(PLATFORM, "", str(user))


def actor_of(interaction: discord.Interaction) -> Actor:
    """Makes the actor of an interaction, which counts once."""
    channel = interaction.channel_id if interaction.guild_id else None
    place = Conversation(speaker=interaction.user.display_name)
    if channel is not None:
        place = Conversation(
            str(channel),
            getattr(interaction.channel, "name", None) or "",
            str(interaction.guild_id),
            admin=interaction.permissions.manage_channels,
            speaker=interaction.user.display_name,
            may_write=may_write(interaction.permissions, interaction.channel),
            obstacle=_obstacle(interaction),
        )
    name = f"discord-{interaction.id}"
    locale = interaction.locale.value
    address = address_of(interaction.user.id)
    introduce = partial(describe_user, interaction.user)
    return Actor(
        address,
        guess_zone(locale),
        place,
        name,
        language_for(locale),
        introduce,
        name=name_of(interaction.user),
        zone_guessed=True,
        write_obstacle=partial(write_obstacle, interaction.client, interaction.user.id),
    )


def name_of(user: discord.User | discord.Member) -> str:
    """Returns the name that a user has given themselves; a handle signs no letter."""
    return clean(user.global_name or "", _LONGEST_NAME)


def _obstacle(interaction: discord.Interaction) -> str:
    """Explains what keeps the bot from posting where it was spoken to; empty if nothing does."""
    mine, channel = interaction.app_permissions, interaction.channel
    if not interaction.is_guild_integration():
        return NOT_IN_SERVER
    if isinstance(channel, discord.Thread) and channel.locked and not mine.manage_threads:
        return LOCKED_THREAD
    return "" if mine.view_channel and may_write(mine, channel) else NO_PERMISSION


async def describe_user(user: discord.User | discord.Member) -> str:
    """Describes a user for their linked accounts on other platforms."""
    return f"{user.display_name} (@{user.name}) on Discord"


def is_direct_message(interaction: discord.Interaction) -> bool:
    """True if it happened in the direct messages with the bot."""
    return interaction.context.dm_channel
