"""Faults between the bot and Discord, on demand: one fault meets one request."""

from __future__ import annotations

import asyncio
import json
import socket
import struct
from collections import defaultdict, deque
from collections.abc import Awaitable, Callable, Mapping
from typing import Any

from aiohttp import web

from tests.fakes.discord.refusals import Refusal

Proceed = Callable[[], Awaitable[web.StreamResponse]]
Fault = Callable[[web.Request, Proceed], Awaitable[web.StreamResponse]]

SEND = "POST /channels/{channel_id}/messages"
OPEN_DM = "POST /users/@me/channels"
READ = "GET /channels/{channel_id}/messages"
CALLBACK = "POST /interactions/{interaction_id}/{interaction_token}/callback"
FOLLOW_UP = "POST /webhooks/{webhook_id}/{webhook_token}"


def reply(body: Any, status: int = 200, headers: Mapping[str, str] | None = None) -> web.Response:
    """JSON as Discord gives it: discord.py reads it under exactly this content type only."""
    headers = {"Content-Type": "application/json", **(headers or {})}
    return web.Response(body=json.dumps(body).encode(), status=status, headers=headers)


class Faults:
    """The next faults by route, such as `POST /channels/{channel_id}/messages`."""

    def __init__(self) -> None:
        self._waiting: defaultdict[str, deque[Fault]] = defaultdict(deque)

    def script(self, route: str, *faults: Fault) -> None:
        """The next requests of a route meet these, one each."""
        self._waiting[route].extend(faults)

    def next(self, route: str) -> Fault | None:
        """Returns the fault that meets a route's current request, if any."""
        return self._waiting[route].popleft() if self._waiting[route] else None

    def left(self) -> list[str]:
        """The routes that were never asked as often as was scripted."""
        return [route for route, faults in self._waiting.items() if faults]


def slow_down(
    seconds: float, *, via: bool = True, everywhere: bool = False, scope: str = "user"
) -> Fault:
    """429. Without the `Via` of Discord's proxy, discord.py takes it for a ban and gives up."""

    async def fault(request: web.Request, proceed: Proceed) -> web.StreamResponse:
        headers = {"Retry-After": str(max(1, round(seconds))), "X-RateLimit-Scope": scope}
        if via:
            headers["Via"] = "1.1 google"
        if everywhere:
            headers["X-RateLimit-Global"] = "true"
        body = {"message": "You are being rate limited.", "retry_after": seconds}
        return reply(body | {"global": everywhere}, 429, headers)

    return fault


def through_a_proxy() -> Fault:
    """Returns a response to whose type a proxy adds a charset."""

    async def fault(request: web.Request, proceed: Proceed) -> web.StreamResponse:
        answer = await proceed()
        answer.headers["Content-Type"] = "application/json; charset=utf-8"
        return answer

    return fault


def broken(status: int) -> Fault:
    """An error as Discord's proxy gives it, or another between: no JSON."""

    async def fault(request: web.Request, proceed: Proceed) -> web.StreamResponse:
        return web.Response(status=status, text="upstream connect error", content_type="text/plain")

    return fault


def broken_after(status: int) -> Fault:
    """A 5xx although Discord has done what it was asked."""

    async def fault(request: web.Request, proceed: Proceed) -> web.StreamResponse:
        await proceed()
        return web.Response(status=status, text="upstream timeout", content_type="text/plain")

    return fault


def refuse(code: int) -> Fault:
    """One of Discord's refusals, such as 50007."""

    async def fault(request: web.Request, proceed: Proceed) -> web.StreamResponse:
        raise Refusal(code)

    return fault


def held_after(done: asyncio.Event, gate: asyncio.Event) -> Fault:
    """Discord does what it was asked, tells so, and answers once the gate is open."""

    async def fault(request: web.Request, proceed: Proceed) -> web.StreamResponse:
        answer = await proceed()
        done.set()
        await gate.wait()
        return answer

    return fault


def drop_after() -> Fault:
    """Discord does what it was asked, and the line breaks before it can say so."""

    async def fault(request: web.Request, proceed: Proceed) -> web.StreamResponse:
        await proceed()
        return _hang_up(request)

    return fault


def drop_before() -> Fault:
    """The line is reset before Discord has taken anything."""

    async def fault(request: web.Request, proceed: Proceed) -> web.StreamResponse:
        return _hang_up(request)

    return fault


def _hang_up(request: web.Request) -> web.StreamResponse:
    """Resets the connection; the answer goes nowhere."""
    assert request.transport is not None
    line: socket.socket = request.transport.get_extra_info("socket")
    line.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    request.transport.abort()
    return web.Response()
