"""A user's rights in a channel: known with an interaction, asked for elsewhere."""

from __future__ import annotations

import aiohttp
import discord

from bot.domain.groups.group import Channel
from bot.texts.group_texts import MAY_NOT_WRITE

_NOT_THERE = "You aren't in that server anymore."
_NO_WORD = "Discord didn't say whether you may write there. Try again in a minute."


def may_write(permissions: discord.Permissions, channel: object) -> bool:
    """True if these permissions let their owner write in a channel or thread."""
    if isinstance(channel, discord.Thread):
        open_to_them = not channel.locked or permissions.manage_threads
        return permissions.send_messages_in_threads and open_to_them
    return permissions.send_messages


async def write_obstacle(client: discord.Client, user: int, channel: Channel) -> str:
    """Explains what keeps a user from writing in a channel; empty if nothing is known to.

    A server or channel that the bot cannot see says nothing about the user.
    """
    try:
        guild = await client.fetch_guild(int(channel.tenant), with_counts=False)
        there = await guild.fetch_channel(int(channel.id))
        parent = there
        if isinstance(there, discord.Thread):
            parent = await guild.fetch_channel(there.parent_id)
        member = await _member(guild, user)
    except (discord.Forbidden, discord.NotFound, discord.InvalidData):
        return ""
    except (discord.DiscordException, aiohttp.ClientError, OSError):
        return _NO_WORD
    if member is None:
        return _NOT_THERE
    permissions = parent.permissions_for(member)
    return "" if permissions.view_channel and may_write(permissions, there) else MAY_NOT_WRITE


async def _member(guild: discord.Guild, user: int) -> discord.Member | None:
    try:
        return await guild.fetch_member(user)
    except discord.NotFound:
        return None
