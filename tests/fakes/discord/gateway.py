"""The gateway: sessions that can be dropped and resumed, and every dispatch held to its schema."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable
from typing import Any

from aiohttp import WSMsgType, web

from tests.fakes.discord import contract, payloads
from tests.fakes.discord.directory import TOKEN, Directory, Event
from tests.fakes.discord.sessions import INTERACTION, Connection, Session

HEARTBEAT, IDENTIFY, RESUME, RECONNECT = 1, 2, 6, 7
INVALID_SESSION, HELLO, HEARTBEAT_ACK = 9, 10, 11
PRIVILEGED = 1 << 1 | 1 << 8 | 1 << 15  # members, presences, message content
BEATS_MS = 41_250
CLOSED_FOR_GOOD = (1000, 1001)
BAD_TOKEN, UNKNOWN_ERROR, NOT_ALLOWED = 4004, 4000, 4014


class Gateway:
    """All sessions. `refuses_resumes` is for tests to set."""

    def __init__(self, directory: Directory) -> None:
        self._directory = directory
        self._lines: set[Connection] = set()
        self.sessions: dict[str, Session] = {}
        self.url = ""
        self.refuses_resumes = False
        self.received: list[int] = []
        directory.subscribe(self._dispatch)

    async def connected(self, count: int = 1) -> None:
        """Waits until that many sessions are up."""

        def up() -> bool:
            return len([one for one in self.sessions.values() if one.line]) >= count

        await self._directory.signal.until(up, f"{count} sessions at the gateway")

    async def gone(self) -> None:
        """Waits until no session is up."""

        def down() -> bool:
            return not any(one.line for one in self.sessions.values())

        await self._directory.signal.until(down, "every line to break")

    async def until_received(self, op: int, times: int = 1) -> None:
        """Waits until clients have sent that kind of frame so often."""
        await self._directory.signal.until(
            lambda: self.received.count(op) >= times, f"{times} frames with op {op}"
        )

    def drop(self) -> None:
        """Breaks every line, as networks do."""
        self._each(lambda line: line.cut())

    def ask_to_reconnect(self) -> None:
        """Asks every client to come again, as Discord does before it restarts something."""
        self._each(lambda line: line.send(RECONNECT))

    def forget_sessions(self) -> None:
        """Invalidates every session, so that each client must identify again."""
        lines = [one.line for one in self.sessions.values() if one.line]
        self.sessions.clear()
        for line in lines:
            line.send(INVALID_SESSION, False)

    def close(self) -> None:
        """Closes every line, for the end of a test."""
        for line in list(self._lines):
            line.close(UNKNOWN_ERROR)

    async def serve(self, request: web.Request) -> web.WebSocketResponse:
        """One connection, from hello to its end."""
        socket = web.WebSocketResponse()
        await socket.prepare(request)
        line = Connection(request, socket)
        self._lines.add(line)
        writer = asyncio.create_task(line.write())
        line.send(HELLO, {"heartbeat_interval": BEATS_MS})
        try:
            async for frame in socket:
                if frame.type is WSMsgType.TEXT:
                    self._receive(line, json.loads(frame.data))
        finally:
            self._lines.discard(line)
            self._left(line)
            writer.cancel()
        return socket

    def _receive(self, line: Connection, frame: dict[str, Any]) -> None:
        self.received.append(frame["op"])
        match frame["op"]:
            case 1:
                line.send(HEARTBEAT_ACK)
            case 2:
                self._identify(line, frame["d"])
            case 6:
                self._resume(line, frame["d"])
        self._directory.signal.notify()

    def _identify(self, line: Connection, data: dict[str, Any]) -> None:
        if data["token"] != TOKEN:
            line.close(BAD_TOKEN)
            return
        if data["intents"] & PRIVILEGED:
            self._directory.violations.add(
                "IDENTIFY", f"asks for privileged intents: {data['intents']}"
            )
            line.close(NOT_ALLOWED)
            return
        number, of = data.get("shard") or (0, 1)
        id = f"session-{self._directory.new_id()}"
        session = Session(id, (number, of), data["intents"], line)
        self.sessions[id] = session
        guilds = [
            one
            for one in self._directory.guilds.values()
            if session.wants(Event(INTERACTION, {}, guild=one))
        ]
        bot = self._directory.bot
        ready = {
            "v": 10,
            "user": payloads.user(bot),
            "guilds": [{"id": str(one.id), "unavailable": True} for one in guilds],
            "session_id": id,
            "resume_gateway_url": self.url,
            "application": {"id": str(bot.id), "flags": 0, "flags_new": "0"},
            "shard": [number, of],
        }
        self._check(session.dispatch("READY", ready))
        for one in guilds:
            event = Event("GUILD_CREATE", payloads.guild(one, self._directory), guild=one)
            if session.wants(event):
                self._check(session.dispatch(event.name, event.data))

    def _resume(self, line: Connection, data: dict[str, Any]) -> None:
        session = self.sessions.get(data["session_id"])
        if session is None or self.refuses_resumes or data["token"] != TOKEN:
            self.sessions.pop(data["session_id"], None)
            line.send(INVALID_SESSION, False)
            return
        session.line = line
        for frame in session.dispatched:
            if frame["s"] > data["seq"]:
                line.repeat(frame)
        session.dispatch("RESUMED", {"_trace": []})

    def _left(self, line: Connection) -> None:
        for session in list(self.sessions.values()):
            if session.line is line:
                session.line = None
                if line.socket.close_code in CLOSED_FOR_GOOD:
                    del self.sessions[session.id]
        self._directory.signal.notify()

    def _each(self, action: Callable[[Connection], None]) -> None:
        for session in self.sessions.values():
            if session.line:
                action(session.line)

    def _dispatch(self, event: Event) -> None:
        data = event.data
        author = data.get("author", {}).get("id")
        if (
            event.channel
            and event.channel.guild
            and author not in (None, str(self._directory.bot.id))
        ):
            # Without the privileged intent, no one's words in a guild are sent.
            data = {**data, "content": "", "embeds": [], "components": [], "attachments": []}
        frames = [
            one.dispatch(event.name, data) for one in self.sessions.values() if one.wants(event)
        ]
        for frame in frames[:1]:
            self._check(frame)

    def _check(self, frame: dict[str, Any]) -> None:
        name = frame["t"]
        if name in ("MESSAGE_CREATE", "MESSAGE_UPDATE"):
            complaint = contract.complain(contract.message(), frame["d"])
        else:
            complaint = contract.complain(contract.dispatch(name), frame)
        if complaint:
            self._directory.violations.add(f"the fake's own {name}", complaint)
