"""The bot's direct messages with one person: opens the channel once, sends, searches."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Awaitable, Callable, Mapping
from typing import Any

import discord

from adapters.discord.ports import DmChannels
from adapters.discord.rendering.cards import card_id
from bot.domain.people.person import Address

MOST_REMEMBERED = 10_000
LOOKED_AT = 25
_UNKNOWN_CHANNEL = 10003


class KnownChannels:
    """Remembers the channels of conversations: the latest in memory, all in storage, if given."""

    def __init__(self, stored: DmChannels | None) -> None:
        self._stored = stored
        self._latest: OrderedDict[Address, str] = OrderedDict()

    async def find(self, address: Address) -> str | None:
        """Returns the channel of a user's conversation, if it was opened before."""
        known = self._latest.get(address)
        if known is None and self._stored is not None:
            known = await self._stored.find(address)
            if known is not None:
                self._remember(address, known)
        return known

    async def save(self, address: Address, channel: str) -> None:
        """Stores the channel of a user's conversation."""
        self._remember(address, channel)
        if self._stored is not None:
            await self._stored.save(address, channel)

    async def forget(self, address: Address) -> None:
        """Forgets a conversation that is gone."""
        self._latest.pop(address, None)
        if self._stored is not None:
            await self._stored.save(address, None)

    def _remember(self, address: Address, channel: str) -> None:
        if len(self._latest) >= MOST_REMEMBERED:
            self._latest.popitem(last=False)
        self._latest[address] = channel


class DmChannel:
    """One conversation."""

    def __init__(self, client: discord.Client, channels: KnownChannels, address: Address) -> None:
        self._client = client
        self._channels = channels
        self._address = address

    async def send(self, drawn: Mapping[str, Any], nonce: str) -> None:
        """Sends what was drawn; within minutes a repeat under the same nonce shows once."""
        await self._opened(lambda there: there.send(**drawn, nonce=nonce))

    async def send_text(self, text: str, nonce: str) -> None:
        """Sends words alone."""
        await self._opened(lambda there: there.send(text, nonce=nonce))

    async def _opened(
        self, send: Callable[[discord.PartialMessageable], Awaitable[object]]
    ) -> None:
        try:
            await send(await self._channel())
        except discord.NotFound as error:
            if error.code != _UNKNOWN_CHANNEL:
                raise
            # The channel that we knew is gone.
            await self._channels.forget(self._address)
            await send(await self._channel())

    async def holds(self, delivery: str) -> bool:
        """True if a delivery's card is among the last messages, pressed or not."""
        try:
            return await contains_delivery(await self._channel(), delivery)
        except discord.NotFound:
            await self._channels.forget(self._address)
            return False

    async def _channel(self) -> discord.PartialMessageable:
        known = await self._channels.find(self._address)
        if known is None:
            # The client would keep a conversation for good, even one that is gone.
            opened = await self._client.http.start_private_message(int(self._address.user))
            known = str(opened["id"])
            await self._channels.save(self._address, known)
        return self._client.get_partial_messageable(int(known))


async def contains_delivery(channel: discord.PartialMessageable, delivery: str) -> bool:
    """True if a delivery's card is among a channel's last messages, pressed or not.

    Where the history may not be read, it is sent again: lost is worse than doubled.
    """
    try:
        last = [message async for message in channel.history(limit=LOOKED_AT)]
    except discord.Forbidden:
        return False
    return any(shows_delivery(message, delivery) for message in last)


def shows_delivery(message: discord.Message, delivery: str) -> bool:
    """True if a message is a delivery: its card bears the id of it, or its first row."""
    id = card_id(delivery)
    return any(getattr(component, "id", None) == id for component in message.components)
