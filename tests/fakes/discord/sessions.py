"""Sessions at the gateway, and the lines that they go over: one may break, the other lasts."""

from __future__ import annotations

import asyncio
import json
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any

from aiohttp import web

from tests.fakes.discord.directory import Event

DISPATCH = 0
INTERACTION = "INTERACTION_CREATE"
GUILDS, GUILD_MESSAGES, DM_MESSAGES = 1 << 0, 1 << 9, 1 << 12


@dataclass(eq=False)
class Connection:
    """One connection; what is to be sent waits in order."""

    request: web.Request
    socket: web.WebSocketResponse
    outbox: asyncio.Queue[dict[str, Any] | int] = field(default_factory=asyncio.Queue)

    def send(self, op: int, data: Any = None, **more: Any) -> None:
        """Sends a frame."""
        self.outbox.put_nowait({"op": op, "d": data, "s": None, "t": None, **more})

    def repeat(self, dispatch: dict[str, Any]) -> None:
        """Sends a dispatch of a session."""
        self.outbox.put_nowait(dispatch)

    def close(self, code: int) -> None:
        """Closes after what was sent before."""
        self.outbox.put_nowait(code)

    def cut(self) -> None:
        """Breaks the line, without a word."""
        if self.request.transport:
            self.request.transport.abort()

    async def write(self) -> None:
        """Sends what waits, until it is closed or breaks: the session keeps what was sent."""
        with suppress(ConnectionError):
            while not self.socket.closed:
                match await self.outbox.get():
                    case int(code):
                        await self.socket.close(code=code)
                    case frame:
                        await self.socket.send_str(json.dumps(frame))


@dataclass(eq=False)
class Session:
    """One identified client; events sent to it are kept for a resume."""

    id: str
    shard: tuple[int, int]
    intents: int
    line: Connection | None
    dispatched: list[dict[str, Any]] = field(default_factory=list)

    def wants(self, event: Event) -> bool:
        """True if an event is for this shard, and of a kind that it asked for."""
        guild = event.guild or (event.channel.guild if event.channel else None)
        at = (guild.id >> 22) % self.shard[1] if guild else 0
        if at != self.shard[0]:
            return False
        if event.name.startswith("MESSAGE_"):
            return bool(self.intents & (GUILD_MESSAGES if guild else DM_MESSAGES))
        return event.name == INTERACTION or bool(self.intents & GUILDS)

    def dispatch(self, name: str, data: dict[str, Any]) -> dict[str, Any]:
        """Tells it; a client that is away will hear it when it resumes."""
        frame = {"op": DISPATCH, "t": name, "s": len(self.dispatched) + 1, "d": data}
        self.dispatched.append(frame)
        if self.line:
            self.line.repeat(frame)
        return frame
