"""How people at Discord are told things: by HTTP alone, with no connection to the gateway."""

from __future__ import annotations

import asyncio
import base64
import hashlib
import time
from collections import OrderedDict
from collections.abc import Awaitable, Callable
from types import TracebackType

import discord
import structlog

from adapters.discord.drawing import card_id
from adapters.discord.easel import Easel
from adapters.discord.endpoint import point_at
from adapters.discord.limits import Limits, Overstepped
from adapters.discord.settings import DiscordSettings
from adapters.discord.sheet import Sheet
from bot.dispatch import Caller, Dispatch
from bot.domain.person import Address
from bot.message import Message
from bot.ports import TellLater, Unreachable

# A 429 that asks for more is handed back, so that nobody's turn is held up by it.
LONGEST_WAIT = 2.0
AT_ONCE = 20
TIMEOUT = 45.0
TOO_MANY_OPENED = 300.0
NO_TOKEN = 600.0
WITHOUT_A_WORD = 60.0
MOST_REMEMBERED = 50_000
LOOKED_AT = 25

_UNKNOWN_CHANNEL, _UNKNOWN_MESSAGE, _UNKNOWN_USER = 10003, 10008, 10013
_TOO_FAST, _CLOSED, _NO_SERVER, _NO_ACCESS = 40003, 50007, 50278, 50001
_INVITE = "add me to your account (my profile, Add App) or meet me in a server that we are both in"
_REASONS = {
    _CLOSED: "Discord says that your direct messages are closed to me. In a server that we are "
    f"both in, allow direct messages under Privacy Settings; or {_INVITE}.",
    _NO_SERVER: f"Discord lets me write only to people I share a server with: {_INVITE}.",
    _UNKNOWN_USER: "Discord does not know your account any more.",
}
_REFUSED = f"Discord did not let me write to you. Look whether you blocked me, or {_INVITE}."

log = structlog.get_logger("discord")


# Whether a delivery is tried for the first time, as far as anybody knows.
First = Callable[[str], Awaitable[bool]]


class Voice:
    """Tells people in their direct messages; `async with` opens and closes it.

    `first` remembers what was tried. Where other processes may have tried, or one
    that is no more, it is to be a memory that they share.
    """

    def __init__(
        self,
        settings: DiscordSettings,
        dispatch: Dispatch,
        limits: Limits | None = None,
        first: First | None = None,
    ) -> None:
        point_at(settings)
        self._first = first or in_this_process()
        self.limits = limits or Limits()
        self._token = settings.token
        self._easel = Easel(dispatch)
        self._client = discord.Client(
            intents=discord.Intents(guilds=True),  # discord.py warns of having none
            allowed_mentions=discord.AllowedMentions.none(),
            http_trace=self.limits.trace(),
            max_messages=None,
        )
        # The client's own option takes no less than half a minute.
        self._client.http.max_ratelimit_timeout = LONGEST_WAIT
        self._room = asyncio.Semaphore(AT_ONCE)
        self._channels: OrderedDict[int, int] = OrderedDict()
        self._unauthorised_until = 0.0

    async def __aenter__(self) -> Voice:
        await self._client.login(self._token)
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        await self._client.close()

    async def tell(self, address: Address, message: Message, delivery: str) -> None:
        """Tells a person privately; a repeat under the same delivery shows once.

        Within minutes Discord itself sees to that, by the nonce. Since a repeat may
        come later, the conversation is looked at before it is sent again. Raises
        Unreachable or TellLater; any other error may or may not have reached them.
        """
        self._may_ask()
        reader = Caller(address)
        page = await self._easel.draw(message, reader)
        async with self._room:
            await self.limits.pace.turn()
            try:
                async with asyncio.timeout(TIMEOUT):
                    again = not await self._first(delivery)
                    await self._send(int(address.user), Sheet(page), delivery, again=again)
            except Overstepped as overstepped:
                raise TellLater(overstepped.seconds) from None
            except discord.RateLimited as limited:
                raise TellLater(limited.retry_after) from None
            except discord.HTTPException as error:
                self._judge(error)

    async def _send(self, user: int, sheet: Sheet, delivery: str, *, again: bool) -> None:
        channel = self._client.get_partial_messageable(await self._channel(user))
        try:
            if again and await self._is_told(channel, delivery):
                return
            await channel.send(view=sheet, nonce=nonce(delivery))
        except discord.NotFound as error:
            if error.code != _UNKNOWN_CHANNEL:
                raise
            del self._channels[user]  # it was another conversation that is gone
            channel = self._client.get_partial_messageable(await self._channel(user))
            await channel.send(view=sheet, nonce=nonce(delivery))

    async def _channel(self, user: int) -> int:
        """Where the bot and a person speak alone; opening it is remembered."""
        known = self._channels.get(user)
        if known is None:
            # The client would keep a conversation for good, even one that is gone.
            known = int((await self._client.http.start_private_message(user))["id"])
            if len(self._channels) >= MOST_REMEMBERED:
                self._channels.popitem(last=False)
        self._channels[user] = known
        self._channels.move_to_end(user)
        return known

    async def _is_told(self, channel: discord.PartialMessageable, delivery: str) -> bool:
        """Whether the delivery's card stands among the last messages, pressed or not."""
        id = card_id(delivery)
        async for message in channel.history(limit=LOOKED_AT):
            if any(getattr(component, "id", None) == id for component in message.components):
                return True
        return False

    def _may_ask(self) -> None:
        seconds = max(self.limits.wait, self._unauthorised_until - time.monotonic())
        if seconds > 0:
            raise TellLater(seconds)

    def _judge(self, error: discord.HTTPException) -> None:
        """What an error means for the delivery. Raises what `tell` says, or the error itself."""
        if error.code == _UNKNOWN_MESSAGE:
            return  # it was told under this nonce, and somebody took it away
        if error.status == 401:
            log.error("token_refused")
            self._unauthorised_until = time.monotonic() + NO_TOKEN
            raise TellLater(NO_TOKEN) from None
        if error.code == _TOO_FAST:
            raise TellLater(TOO_MANY_OPENED) from None
        if error.status == 429:
            raise TellLater(_retry_after(error)) from None
        if error.code in _REASONS:
            raise Unreachable(_REASONS[error.code]) from None
        # To somebody who only installed the bot, Discord says now and then that it
        # has no access, wrongly: that is tried again.
        if error.status == 403 and error.code != _NO_ACCESS:
            raise Unreachable(_REFUSED) from None
        raise error


def in_this_process() -> First:
    """Remembers what this process tried, which is enough where there is no other."""
    tried: OrderedDict[str, None] = OrderedDict()

    async def first(delivery: str) -> bool:
        if delivery in tried:
            return False
        tried[delivery] = None
        if len(tried) > MOST_REMEMBERED:
            tried.popitem(last=False)
        return True

    return first


def nonce(delivery: str) -> str:
    """The name under which Discord takes a delivery once: 25 characters at most."""
    digest = hashlib.sha256(delivery.encode()).digest()
    return base64.b32encode(digest).decode()[:25]


def _retry_after(error: discord.HTTPException) -> float:
    told = error.response.headers.get("Retry-After", "")
    return float(told) if told.isdecimal() else WITHOUT_A_WORD
