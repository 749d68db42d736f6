"""The fake's side of Socket Mode: hello, envelopes, acknowledgments, disconnects.

Source: docs.slack.dev/apis/events-api/using-socket-mode.
"""

from __future__ import annotations

import asyncio
import json
from itertools import count
from typing import TYPE_CHECKING

from aiohttp import WSCloseCode, WSMsgType, web

from tests.fakes.slack.app import Json
from tests.timeouts import HANG

if TYPE_CHECKING:
    from tests.fakes.slack.slack import Slack


class Socket:
    """The sockets that the app holds; each envelope goes to one of them, in turn."""

    def __init__(self, slack: Slack) -> None:
        self._slack = slack
        self._tickets: set[str] = set()
        self._open: list[web.WebSocketResponse] = []
        self._acks: dict[str, asyncio.Future[Json]] = {}
        self._turn = count()

    @property
    def connections(self) -> int:
        """The number of sockets that the app holds."""
        return len(self._open)

    def new_url(self) -> str:
        """The address of a socket, good for one connection."""
        ticket = self._slack.ids.secret("ticket")
        self._tickets.add(ticket)
        return f"{self._slack.url.replace('http', 'ws', 1)}/link?ticket={ticket}"

    async def connect(self, request: web.Request) -> web.StreamResponse:
        """One socket, from hello to its end."""
        ticket = request.query.get("ticket", "")
        if ticket not in self._tickets:
            return web.Response(status=403)
        self._tickets.discard(ticket)
        socket = web.WebSocketResponse()
        await socket.prepare(request)
        self._open.append(socket)
        await socket.send_json(
            {
                "type": "hello",
                "num_connections": len(self._open),
                "connection_info": {"app_id": self._slack.app.id},
                "debug_info": {"host": "applink-fake", "approximate_connection_time": 18_060},
            }
        )
        self._slack.signal.notify()
        try:
            async for message in socket:
                if message.type is WSMsgType.TEXT:
                    self._acknowledged(json.loads(message.data))
        finally:
            if socket in self._open:
                self._open.remove(socket)
            self._slack.signal.notify()
        return socket

    async def connected(self, many: int = 1) -> None:
        """Waits until the app holds that many sockets."""
        await self._slack.signal.until(
            lambda: len(self._open) >= many, f"{many} open sockets of the app"
        )

    async def send(self, kind: str, payload: Json, *, attempt: int = 0, reason: str = "") -> Json:
        """Sends an envelope and gives what it is acknowledged with."""
        await self.connected()
        id = self._slack.ids.secret("envelope")
        body: Json = {
            "envelope_id": id,
            "payload": payload,
            "type": kind,
            "accepts_response_payload": kind != "events_api",
        }
        if kind == "events_api":
            body |= {"retry_attempt": attempt, "retry_reason": reason}
        self._acks[id] = asyncio.get_running_loop().create_future()
        await self._open[next(self._turn) % len(self._open)].send_json(body)
        try:
            return await asyncio.wait_for(self._acks[id], HANG)
        except TimeoutError:
            raise AssertionError(f"no acknowledgment came for a {kind} envelope") from None
        finally:
            del self._acks[id]

    async def refresh(self) -> None:
        """Asks for a new connection in place of one, as Slack does every few hours."""
        socket = self._open.pop(0)
        await socket.send_json({"type": "disconnect", "reason": "refresh_requested"})

    async def cut(self) -> None:
        """Every connection breaks without a word."""
        for socket in list(self._open):
            await socket.close(code=WSCloseCode.GOING_AWAY)

    async def close(self) -> None:
        """Ends every connection at the end of a test."""
        await self.cut()

    def _acknowledged(self, ack: Json) -> None:
        waiting = self._acks.get(ack.get("envelope_id", ""))
        if waiting is None:
            self._slack.violations.add(f"an acknowledgment for no envelope: {ack}")
        elif not waiting.done():
            waiting.set_result(ack.get("payload") or {})
