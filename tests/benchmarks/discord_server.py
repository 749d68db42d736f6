"""A Discord that keeps nothing, checks nothing and limits nothing, in a process of its own.

It answers what discord.py asks, and on request has people type a command to one of
the bots that are connected; bots are known by their tokens.
"""

from __future__ import annotations

import asyncio
import json
import sys
from asyncio import Future
from collections import defaultdict
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from itertools import count
from time import perf_counter
from typing import Any

from aiohttp import ClientSession, WSMsgType, web

from tests.benchmarks.discord_payloads import APPLICATION, FIRST_PERSON, SENT_AT, interaction, user

BASE, GATEWAY, TYPING = "/api/v10", "/gateway", "/typing"
HELLO, HEARTBEAT, IDENTIFY, ACKNOWLEDGED, DISPATCH = 10, 1, 2, 11, 0
PATIENCE = 30.0


class Server:
    """A server that records its requests, and when interactions began and were answered."""

    def __init__(self, seconds: float) -> None:
        self._seconds = seconds
        self._ids = count(1 << 32)
        self._bots: defaultdict[str, Future[web.WebSocketResponse]] = defaultdict(Future)
        self._numbers = count(1)
        self._begun: dict[int, float] = {}
        self._took: list[float] = []
        self._many = 0
        self._all = asyncio.Event()
        self._url = ""

    def application(self) -> web.Application:
        """All routes."""
        app = web.Application(client_max_size=1 << 24)
        app.add_routes(
            [
                web.get(f"{BASE}/users/@me", self._me),
                web.get(f"{BASE}/oauth2/applications/@me", self._application),
                web.get(f"{BASE}/gateway/bot", self._where),
                web.post(f"{BASE}/users/@me/channels", self._open),
                web.post(f"{BASE}/channels/{{channel}}/messages", self._send),
                web.post(f"{BASE}/interactions/{{id}}/{{token}}/callback", self._answer),
                web.patch(f"{BASE}/webhooks/{{id}}/{{token}}/messages/@original", self._rewrite),
                web.get(GATEWAY, self._connect),
                web.post(TYPING, self._type),
            ]
        )
        return app

    def live_at(self, url: str) -> None:
        """Knows its own address."""
        self._url = url

    async def _me(self, request: web.Request) -> web.Response:
        return reply(user(APPLICATION, bot=True))

    async def _application(self, request: web.Request) -> web.Response:
        owner = user(FIRST_PERSON)
        about = {"id": str(APPLICATION), "name": "bench", "description": "", "icon": None}
        flags = {"bot_public": False, "bot_require_code_grant": False, "verify_key": ""}
        return reply({**about, **flags, "owner": owner, "team": None, "flags": 0})

    async def _where(self, request: web.Request) -> web.Response:
        limit = {"total": 1000, "remaining": 1000, "reset_after": 0, "max_concurrency": 1}
        url = self._url.replace("http", "ws", 1) + GATEWAY
        return reply({"url": url, "shards": 1, "session_start_limit": limit})

    async def _open(self, request: web.Request) -> web.Response:
        person = int((await request.json())["recipient_id"])
        return reply({"id": str(person), "type": 1, "recipients": [user(person)]})

    async def _send(self, request: web.Request) -> web.Response:
        await request.read()
        await asyncio.sleep(self._seconds)
        return reply(self._message(request.match_info["channel"]))

    async def _answer(self, request: web.Request) -> web.Response:
        id = int(request.match_info["id"])
        self._took.append(perf_counter() - self._begun.pop(id))
        if len(self._took) == self._many:
            self._all.set()
        await request.read()
        message = self._message(str(FIRST_PERSON))
        payload = {"id": str(id), "type": 2, "response_message_id": message["id"]}
        payload |= {"response_message_loading": False, "response_message_ephemeral": False}
        return reply({"interaction": payload, "resource": {"type": 4, "message": message}})

    async def _rewrite(self, request: web.Request) -> web.Response:
        await request.read()
        return reply(self._message(str(FIRST_PERSON)))

    def _message(self, channel: str) -> dict[str, Any]:
        return {
            "id": str(next(self._ids)),
            "channel_id": channel,
            "type": 0,
            "author": user(APPLICATION, bot=True),
            "content": "",
            "timestamp": SENT_AT,
            "edited_timestamp": None,
            **dict.fromkeys(("tts", "mention_everyone", "pinned"), False),
            **{kind: [] for kind in ("mentions", "mention_roles", "attachments", "embeds")},
            "components": [],
            "flags": 1 << 15,
        }

    async def _connect(self, request: web.Request) -> web.WebSocketResponse:
        socket = web.WebSocketResponse()
        await socket.prepare(request)
        await socket.send_json({"op": HELLO, "d": {"heartbeat_interval": 41_250}})
        async for frame in socket:
            if frame.type is not WSMsgType.TEXT:
                continue
            heard = json.loads(frame.data)
            if heard["op"] == HEARTBEAT:
                await socket.send_json({"op": ACKNOWLEDGED})
            elif heard["op"] == IDENTIFY:
                await self._welcome(socket, heard["d"])
        return socket

    async def _welcome(self, socket: web.WebSocketResponse, identity: dict[str, Any]) -> None:
        ready = {
            "v": 10,
            "user": user(APPLICATION, bot=True),
            "guilds": [],
            "session_id": "session",
            "resume_gateway_url": self._url.replace("http", "ws", 1) + GATEWAY,
            "application": {"id": str(APPLICATION), "flags": 0},
            "shard": [0, 1],
        }
        await socket.send_json({"op": DISPATCH, "s": 1, "t": "READY", "d": ready})
        self._bots[identity["token"]].set_result(socket)

    async def _type(self, request: web.Request) -> web.Response:
        """Has people type, evenly; gives how long each first response took to come."""
        asked = await request.json()
        async with asyncio.timeout(PATIENCE):
            socket = await asyncio.shield(self._bots[asked["token"]])
        loop = asyncio.get_running_loop()
        begin, self._took, self._all = loop.time(), [], asyncio.Event()
        self._many = len(asked["lines"])
        for number, (person, typed) in enumerate(asked["lines"]):
            await asyncio.sleep(begin + number / asked["per_second"] - loop.time())
            id = next(self._ids)
            payload = interaction(id, person, typed)
            frame = {
                "op": DISPATCH,
                "s": next(self._numbers),
                "t": "INTERACTION_CREATE",
                "d": payload,
            }
            self._begun[id] = perf_counter()
            await socket.send_json(frame)
        async with asyncio.timeout(PATIENCE):
            await self._all.wait()
        return reply(self._took)


def reply(payload: Any) -> web.Response:
    """JSON under the content type by which discord.py knows it."""
    return web.Response(
        body=json.dumps(payload).encode(), headers={"Content-Type": "application/json"}
    )


class RemoteDiscord:
    """The server, as seen from another process."""

    def __init__(self, url: str, session: ClientSession) -> None:
        self.url = url
        self._session = session

    @property
    def api(self) -> str:
        """The address of its HTTP API."""
        return self.url + BASE

    async def types(
        self, token: str, lines: Sequence[tuple[int, dict[str, str]]], per_second: float
    ) -> Sequence[float]:
        """Has people type to a bot; how long each first response took, in seconds."""
        asked = {"token": token, "lines": lines, "per_second": per_second}
        async with self._session.post(self.url + TYPING, json=asked) as answer:
            answer.raise_for_status()
            took: Sequence[float] = await answer.json()
            return took


@asynccontextmanager
async def remote_discord(seconds: float = 0.0) -> AsyncIterator[RemoteDiscord]:
    """A server for as long as it is needed, which takes so long for a message."""
    async with program("-m", __name__, str(seconds), stdout=asyncio.subprocess.PIPE) as server:
        assert server.stdout is not None
        url = (await server.stdout.readline()).decode().strip()
        async with ClientSession() as session:
            yield RemoteDiscord(url, session)


@asynccontextmanager
async def program(*arguments: str, **options: Any) -> AsyncIterator[asyncio.subprocess.Process]:
    """A Python program for as long as it is needed; its standard input ends with this process."""
    child = await asyncio.create_subprocess_exec(
        sys.executable, *arguments, stdin=asyncio.subprocess.PIPE, **options
    )
    try:
        yield child
    finally:
        if child.returncode is None:
            child.kill()
        await child.wait()


async def serve() -> None:
    """Serves until standard input ends, which it does with the parent."""
    server = Server(float(sys.argv[1]))
    runner = web.AppRunner(server.application(), access_log=None, shutdown_timeout=0)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    url = f"http://127.0.0.1:{runner.addresses[0][1]}"
    server.live_at(url)
    sys.stdout.write(f"{url}\n")
    sys.stdout.flush()
    await asyncio.to_thread(sys.stdin.read)


if __name__ == "__main__":
    asyncio.run(serve())
