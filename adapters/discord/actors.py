"""Who speaks at Discord, and from where."""

from __future__ import annotations

from functools import partial

import discord

from adapters.discord.locale_zones import guess
from bot.commands.preferences import language_for
from bot.conversation.actor import Actor, Conversation
from bot.domain.people.person import Address

PLATFORM = "discord"


def address_of(user: int) -> Address:
    """The address of a Discord user: the same in every server."""
    return Address(PLATFORM, "", str(user))


def actor_of(interaction: discord.Interaction) -> Actor:
    """The one who did something, for the core; each deed counts once."""
    channel = interaction.channel_id if interaction.guild_id else None
    place = Conversation(speaker=interaction.user.display_name)
    if channel is not None:
        place = Conversation(
            str(channel),
            getattr(interaction.channel, "name", None) or "",
            str(interaction.guild_id),
            admin=interaction.permissions.manage_channels,
            speaker=interaction.user.display_name,
        )
    name = f"discord-{interaction.id}"
    locale = interaction.locale.value
    address = address_of(interaction.user.id)
    introduce = partial(introduced, interaction.user)
    return Actor(address, guess(locale), place, name, language_for(locale), introduce)


async def introduced(user: discord.User | discord.Member) -> str:
    """How a person's other platform shows who they are here."""
    return f"{user.display_name} (@{user.name}) on Discord"


def is_alone(interaction: discord.Interaction) -> bool:
    """Whether it happened where only that person and the bot are."""
    return interaction.context.dm_channel
