"""Slack's Web API for every workspace, over one session. Nothing is repeated blindly."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable, Mapping
from typing import Any
from urllib.parse import urlsplit
from urllib.request import getproxies, proxy_bypass

import orjson
from aiohttp import ClientConnectorError, ClientError, ClientSession, ClientTimeout

from adapters.slack.outbound.errors import (
    AMBIGUOUS_ERRORS,
    TOKEN_ERRORS,
    UNINSTALL_ERRORS,
    ApiError,
    ConnectError,
    ErrorResponse,
    OutcomeUnknown,
    RateLimited,
    TokenRejected,
)
from adapters.slack.outbound.tokens import Tokens
from adapters.slack.rendering.limits import Json

TIMEOUT = ClientTimeout(total=20, connect=5)
# These take their arguments in the address.
_READS = frozenset(
    {
        "conversations.history",
        "conversations.info",
        "conversations.members",
        "files.getUploadURLExternal",
        "users.info",
    }
)
# Our own texts are sent literally, and no link in them is unfurled.
LITERAL: dict[str, Any] = {"parse": "none", "link_names": False}
UNFURLED: dict[str, Any] = {"unfurl_links": False, "unfurl_media": False}
_LONGEST_WAIT = 10.0
_MANY = 10_000
_PAUSE = 1.0
_OK, _TOO_MANY, _BROKEN = 200, 429, 500
_USUAL_WAIT = 30.0


def proxy_for(url: str) -> str | None:
    """Returns the proxy that the environment names for an address, asked once.

    Aiohttp would ask before every call, in a thread, and read the user's
    ~/.netrc too, whose entry for Slack it would not accept beside our token.
    """
    parts = urlsplit(url)
    if proxy_bypass(parts.hostname or ""):
        return None
    return getproxies().get(parts.scheme)


def encode(payload: Any) -> bytes:
    """Encodes a payload as JSON. Messages are long, and the standard library is slow with them."""
    try:
        return orjson.dumps(payload)
    except TypeError:  # a form shows again what was typed, even half of a surrogate pair
        return json.dumps(payload).encode()


class Api:
    """Calls Slack."""

    def __init__(
        self,
        session: ClientSession,
        tokens: Tokens,
        base: str,
        failed: Callable[[str], None] = lambda error: None,
    ) -> None:
        self._failed = failed
        self._session = session
        self._tokens = tokens
        self._base = base if base.endswith("/") else f"{base}/"
        self._direct: dict[tuple[str, str], str] = {}

    async def call(self, tenant: str, method: str, **args: Any) -> Json:
        """Calls a method once.

        Raises ErrorResponse (TokenRejected among them), RateLimited or ConnectError
        where nothing was done, and OutcomeUnknown where it may have been.
        """
        token = await self._tokens.token(tenant)
        try:
            return await self.post(method, token, args)
        except ErrorResponse as refusal:
            if refusal.error not in TOKEN_ERRORS:
                raise
            another = await self._tokens.another(tenant, token)
            if another is not None:
                return await self.post(method, another, args)
            if refusal.error in UNINSTALL_ERRORS:
                await self._tokens.lost(tenant)
            raise TokenRejected(refusal.error) from None

    async def repeat(self, tenant: str, method: str, **args: Any) -> Json:
        """Calls a method that does no harm twice: once more after a fault or a short wait."""
        return await self._twice((RateLimited, ConnectError, OutcomeUnknown), tenant, method, args)

    async def say(self, tenant: str, method: str, **args: Any) -> Json:
        """Calls a method that posts: again only where Slack asked to wait a little."""
        return await self._twice((RateLimited,), tenant, method, args)

    async def _twice(
        self, passing: tuple[type[ApiError], ...], tenant: str, method: str, args: Mapping[str, Any]
    ) -> Json:
        """Calls a method, and once more after what may have passed soon."""
        try:
            return await self.call(tenant, method, **args)
        except passing as failed:
            wait = failed.seconds if isinstance(failed, RateLimited) else _PAUSE
            if wait > _LONGEST_WAIT:
                raise
            await asyncio.sleep(wait)
        return await self.call(tenant, method, **args)

    async def direct(self, tenant: str, user: str) -> str:
        """Returns the channel of a user's direct messages with the bot."""
        key = tenant, user
        if key not in self._direct:
            if len(self._direct) >= _MANY:
                self._direct.clear()
            opened = await self.repeat(tenant, "conversations.open", users=user)
            self._direct[key] = str(opened["channel"]["id"])
        return self._direct[key]

    async def respond(self, url: str, payload: Mapping[str, Any]) -> bool:
        """Answers at the address that came with a command or press; False once it is used up."""
        try:
            async with self._session.post(url, json=payload) as response:
                return response.status == _OK
        except (ClientError, TimeoutError):
            return False

    async def put_file(self, url: str, content: bytes) -> None:
        """Sends a file's bytes to the address that Slack gave for them. Raises OutcomeUnknown."""
        try:
            async with self._session.post(url, data=content) as response:
                if response.status != _OK:
                    raise OutcomeUnknown(f"upload: HTTP {response.status}")
        except (ClientError, TimeoutError) as error:
            raise OutcomeUnknown(f"upload: {type(error).__name__}") from None

    async def who_am_i(self, token: str) -> tuple[Json, frozenset[str]]:
        """Returns the identity behind a token, and its scopes as far as Slack lists them."""
        headers = {"Authorization": f"Bearer {token}"}
        try:
            async with self._session.post(f"{self._base}auth.test", headers=headers) as response:
                answer = _checked("auth.test", await response.json(content_type=None))
                scopes = response.headers.get("x-oauth-scopes", "")
        except (ClientError, TimeoutError, ValueError) as error:
            raise OutcomeUnknown(f"auth.test: {type(error).__name__}") from None
        return answer, frozenset(filter(None, map(str.strip, scopes.split(","))))

    async def removed(self, tenant: str) -> bool:
        """True if an event rightly says that the app was removed; notes it then.

        Where Slack still takes the token, the event came late and the app is back.
        """
        try:
            await self.who_am_i(await self._tokens.token(tenant))
        except ApiError:
            await self._tokens.lost(tenant)
            return True
        return False

    async def post(self, method: str, token: str | None, args: Mapping[str, Any]) -> Json:
        """Sends one request with the caller's token; without one, its arguments as a form."""
        try:
            return await self._post(method, token, args)
        except ErrorResponse as refusal:
            self._failed(refusal.error)
            raise
        except ApiError as error:
            self._failed(type(error).__name__)
            raise

    async def _post(self, method: str, token: str | None, args: Mapping[str, Any]) -> Json:
        headers = {"Authorization": f"Bearer {token}"} if token else {}
        url = self._base + method
        if method in _READS:
            params = {key: _worded(value) for key, value in args.items()}
            request = self._session.get(url, params=params, headers=headers)
        elif token:
            request = self._session.post(url, json=dict(args), headers=headers)
        else:
            request = self._session.post(url, data=dict(args))
        try:
            async with request as response:
                if response.status == _TOO_MANY:
                    raise RateLimited(_read_wait(response.headers.get("Retry-After", "")))
                if response.status >= _BROKEN:
                    raise OutcomeUnknown(f"{method}: HTTP {response.status}")
                answer = await response.json(content_type=None)
        except ClientConnectorError as error:
            raise ConnectError(f"{method}: {type(error).__name__}") from None
        except (ClientError, TimeoutError, ValueError) as error:
            raise OutcomeUnknown(f"{method}: {type(error).__name__}") from None
        return _checked(method, answer)


def _checked(method: str, answer: Any) -> Json:
    if not isinstance(answer, dict):
        raise OutcomeUnknown(f"{method}: no object")
    if answer.get("ok"):
        return answer
    error = str(answer.get("error", "unknown"))
    if error == "ratelimited":
        raise RateLimited(_USUAL_WAIT)
    if error in AMBIGUOUS_ERRORS:
        raise OutcomeUnknown(f"{method}: {error}")
    raise ErrorResponse(error)


def _read_wait(said: str) -> float:
    """Returns the seconds to wait; the usual where a proxy says a date, or nothing of sense."""
    return float(said) if said.isascii() and said.isdecimal() else _USUAL_WAIT


def _worded(value: Any) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)
