"""How people at Discord are told things: by HTTP alone, with no connection to the gateway."""

from __future__ import annotations

import asyncio
import base64
import hashlib
import time
from collections import OrderedDict
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from types import TracebackType
from typing import NoReturn

import discord
import structlog

from adapters.discord.easel import Easel
from adapters.discord.endpoint import point_at
from adapters.discord.limits import Limits, Overstepped
from adapters.discord.settings import DiscordSettings
from adapters.discord.sheet import Sheet
from adapters.discord.talk import Talk, stands_in
from bot.dispatch import Caller, Dispatch
from bot.domain.group import Channel
from bot.domain.person import Address
from bot.message import Message
from bot.ports import TellLater, Unreachable

# A 429 that asks for more is handed back, so that nobody's turn is held up by it.
LONGEST_WAIT = 2.0
AT_ONCE = 20
# Together they are shorter than a delivery's lease.
LONGEST_QUEUE, TIMEOUT = 60.0, 45.0
TOO_MANY_OPENED = 300.0
NO_TOKEN = 600.0
WITHOUT_A_WORD = 60.0
MOST_REMEMBERED = 50_000

_UNKNOWN_MESSAGE, _UNKNOWN_USER = 10008, 10013
_TOO_FAST, _CLOSED, _NO_SERVER, _NO_ACCESS = 40003, 50007, 50278, 50001
_INVITE = "add me to your account (my profile, Add App) or meet me in a server that we are both in"
_REASONS = {
    _CLOSED: "Discord says that your direct messages are closed to me. In a server that we are "
    f"both in, allow direct messages under Privacy Settings; or {_INVITE}.",
    _NO_SERVER: f"Discord lets me write only to people I share a server with: {_INVITE}.",
    _UNKNOWN_USER: "Discord does not know your account any more.",
}
_REFUSED = f"Discord did not let me write to you. Look whether you blocked me, or {_INVITE}."

_CHANNEL_GONE = "the channel is gone. Start a group in another one."
_CHANNEL_CLOSED = (
    "I may not write in the channel. Let me see it, read its history and send messages there."
)

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
        self._client: discord.Client | None = None
        self._room = asyncio.Semaphore(AT_ONCE)
        self._channels: OrderedDict[int, int] = OrderedDict()
        self._resting_until = 0.0
        self._logging_in = asyncio.Lock()

    async def __aenter__(self) -> Voice:
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if self._client is not None:
            await self._client.close()

    async def tell(self, address: Address, message: Message, delivery: str) -> None:
        """Tells a person privately; a repeat under the same delivery shows once.

        Within minutes Discord itself sees to that, by the nonce. Since a repeat may
        come later, the conversation is looked at before it is sent again. Raises
        Unreachable or TellLater; any other error may or may not have reached them.
        """
        self._may_ask()
        sheet = Sheet(await self._easel.draw(message, Caller(address)))
        async with self._turn():
            try:
                async with asyncio.timeout(TIMEOUT):
                    await self._tell(int(address.user), sheet, delivery)
            except Overstepped as overstepped:
                raise TellLater(overstepped.seconds) from None
            except discord.LoginFailure:
                self._rest("token_refused", NO_TOKEN)
            except discord.RateLimited as limited:
                raise TellLater(limited.retry_after) from None
            except discord.HTTPException as error:
                self._judge(error)

    async def post(self, channel: Channel, message: Message, delivery: str) -> None:
        """Posts in a channel; a repeat under the same delivery shows once.

        Raises Unreachable, in words that say how to mend it, or TellLater.
        """
        self._may_ask()
        there = Caller(Address(channel.platform, "", channel.id))
        sheet = Sheet(await self._easel.draw(message, there))
        async with self._turn():
            try:
                async with asyncio.timeout(TIMEOUT):
                    await self._post(int(channel.id), sheet, delivery)
            except Overstepped as overstepped:
                raise TellLater(overstepped.seconds) from None
            except discord.LoginFailure:
                self._rest("token_refused", NO_TOKEN)
            except discord.RateLimited as limited:
                raise TellLater(limited.retry_after) from None
            except discord.NotFound:
                raise Unreachable(_CHANNEL_GONE) from None
            except discord.Forbidden:
                raise Unreachable(_CHANNEL_CLOSED) from None
            except discord.HTTPException as error:
                self._judge(error)

    async def _post(self, channel: int, sheet: Sheet, delivery: str) -> None:
        there = (await self._logged_in()).get_partial_messageable(channel)
        if await self._first(delivery) or not await stands_in(there, delivery):
            await there.send(view=sheet, nonce=nonce(delivery))

    async def _tell(self, user: int, sheet: Sheet, delivery: str) -> None:
        talk = Talk(await self._logged_in(), self._channels, user)
        again = not await self._first(delivery)
        if again and await talk.holds(delivery):
            return
        await talk.send(sheet, nonce(delivery))

    @asynccontextmanager
    async def _turn(self) -> AsyncIterator[None]:
        """One of few at once. Raises TellLater where the others take too long."""
        try:
            async with asyncio.timeout(LONGEST_QUEUE):
                await self._room.acquire()
        except TimeoutError:
            raise TellLater(LONGEST_QUEUE) from None
        try:
            await self.limits.pace.turn()
            yield
        finally:
            self._room.release()

    async def _logged_in(self) -> discord.Client:
        """Logs in before the first telling: Discord need not be there when the process begins."""
        async with self._logging_in:
            if self._client is None:
                client = _client(self.limits)
                try:
                    await client.login(self._token)
                except BaseException:
                    await client.close()
                    raise
                self._client = client
            return self._client

    def _rest(self, why: str, seconds: float) -> NoReturn:
        """Asks nothing for a while. Raises TellLater."""
        log.error(why, seconds=seconds)
        self._resting_until = time.monotonic() + seconds
        raise TellLater(seconds) from None

    def _may_ask(self) -> None:
        seconds = max(self.limits.wait, self._resting_until - time.monotonic())
        if seconds > 0:
            raise TellLater(seconds)

    def _judge(self, error: discord.HTTPException) -> None:
        """What an error means for the delivery. Raises what `tell` says, or the error itself."""
        if error.code == _UNKNOWN_MESSAGE:
            return  # it was told under this nonce, and somebody took it away
        if error.status == 401:
            self._rest("token_refused", NO_TOKEN)
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


def _client(limits: Limits) -> discord.Client:
    """Discord by HTTP alone."""
    client = discord.Client(
        intents=discord.Intents(guilds=True),  # discord.py warns of having none
        allowed_mentions=discord.AllowedMentions.none(),
        http_trace=limits.trace(),
        max_messages=None,
    )
    # The client's own option takes no less than half a minute.
    client.http.max_ratelimit_timeout = LONGEST_WAIT
    return client


def nonce(delivery: str) -> str:
    """The name under which Discord takes a delivery once: 25 characters at most."""
    digest = hashlib.sha256(delivery.encode()).digest()
    return base64.b32encode(digest).decode()[:25]


def _retry_after(error: discord.HTTPException) -> float:
    told = error.response.headers.get("Retry-After", "")
    return float(told) if told.isdecimal() else WITHOUT_A_WORD
