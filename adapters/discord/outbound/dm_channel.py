"""The conversation of the bot with one person: opened once, written to, looked through."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Awaitable, Callable

import discord

from adapters.discord.rendering.cards import card_id
from adapters.discord.rendering.views import DrawnView

MOST_REMEMBERED = 50_000
LOOKED_AT = 25
_UNKNOWN_CHANNEL = 10003


class DmChannel:
    """One conversation; `channels` remembers for all of them where they are."""

    def __init__(self, client: discord.Client, channels: OrderedDict[int, int], user: int) -> None:
        self._client = client
        self._channels = channels
        self._user = user

    async def send(self, view: DrawnView, nonce: str) -> None:
        """Sends components; within minutes a repeat under the same nonce shows once."""
        await self._opened(lambda there: there.send(view=view, nonce=nonce))

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
            del self._channels[self._user]  # it was another conversation that is gone
            await send(await self._channel())

    async def holds(self, delivery: str) -> bool:
        """Whether a delivery's card stands among the last messages, pressed or not."""
        try:
            return await stands_in(await self._channel(), delivery)
        except discord.NotFound:
            del self._channels[self._user]
            return False

    async def _channel(self) -> discord.PartialMessageable:
        known = self._channels.get(self._user)
        if known is None:
            # The client would keep a conversation for good, even one that is gone.
            opened = await self._client.http.start_private_message(self._user)
            known = int(opened["id"])
            if len(self._channels) >= MOST_REMEMBERED:
                self._channels.popitem(last=False)
        self._channels[self._user] = known
        self._channels.move_to_end(self._user)
        return self._client.get_partial_messageable(known)


async def stands_in(channel: discord.PartialMessageable, delivery: str) -> bool:
    """Whether a delivery's card is among a channel's last messages, pressed or not.

    Where nobody lets us look, it is sent again: lost is worse than doubled.
    """
    id = card_id(delivery)
    try:
        last = [message async for message in channel.history(limit=LOOKED_AT)]
    except discord.Forbidden:
        return False
    return any(
        getattr(component, "id", None) == id for message in last for component in message.components
    )
