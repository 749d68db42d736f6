"""A Slack that takes messages, or fails in the way that it is told to."""

from __future__ import annotations

import asyncio
import json
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from enum import StrEnum
from itertools import count
from typing import Any

from aiohttp import web

from adapters.shared.callback_data import decode
from bot.catalog import COMMANDS
from bot.domain.groups.group import Channel
from bot.domain.people.person import Address

TEAM, CHANNEL = "T1", "C1"
# What a company is called whose messages it always refuses.
POISON = "Poisoned Peach"

# Seconds.
A_DAY = "86400"


class Mode(StrEnum):
    """How it answers."""

    WELL = "well"
    BROKEN = "503"
    LIMITED = "429"
    DROPPED = "takes messages and hangs up on every third"


class FailingSlack:
    """Keeps the messages of each user and channel with the moment at which they came."""

    channel = Channel("slack", TEAM, CHANNEL)
    complaints: Sequence[str] = ()

    def __init__(self, now: Callable[[], datetime]) -> None:
        self.mode = Mode.WELL
        self.messages: defaultdict[str, list[tuple[datetime, dict[str, Any]]]] = defaultdict(list)
        self._now = now
        self._stamps = count(1)
        self._runner: web.AppRunner | None = None
        self._port = 0
        self.unanswered = 0
        self._answers = asyncio.Event()
        self._answers.set()

    @property
    def environment(self) -> Mapping[str, str]:
        """The settings of a process that delivers here."""
        return {
            "FOLLOWTHROUGH_SLACK_BOT_TOKEN": "xoxb-drill",
            "FOLLOWTHROUGH_SLACK_SIGNING_SECRET": "drill",
            "FOLLOWTHROUGH_SLACK_API_URL": f"http://127.0.0.1:{self._port}/api/",
        }

    def address(self, number: int) -> Address:
        """Where one of the people is reached."""
        return Address("slack", TEAM, f"U{number:05}")

    @property
    def taken(self) -> int:
        """How many messages it took."""
        return sum(map(len, self.messages.values()))

    def shown(self) -> Mapping[int, Sequence[datetime]]:
        """The moments at which it took each nudge, as the buttons of its messages name it."""
        found: defaultdict[int, list[datetime]] = defaultdict(list)
        for at, message in (one for many in self.messages.values() for one in many):
            for nudge in message["nudges"]:
                found[nudge].append(at)
        return found

    def deliveries_to_group(self) -> Sequence[str]:
        """The delivery of each message that it took for the group, as its metadata name it."""
        return [json.dumps(message["metadata"]) for _, message in self.messages[CHANNEL]]

    async def start(self) -> None:
        """Listens, always at the same port."""
        app = web.Application()
        app.router.add_route("*", "/api/{method}", self._answer)
        self._runner = web.AppRunner(app, access_log=None, shutdown_timeout=0)
        await self._runner.setup()
        await web.TCPSite(self._runner, "127.0.0.1", self._port).start()
        self._port = self._runner.addresses[0][1]

    async def stop(self) -> None:
        """Refuses connections from here on."""
        if self._runner is not None:
            await self._runner.cleanup()
            self._runner = None

    def hold_answers(self) -> None:
        """Takes messages without an answer from here on; `unanswered` counts them."""
        self._answers.clear()

    def give_answers(self) -> None:
        """Gives the answers that were held, and all others at once."""
        self._answers.set()

    async def _answer(self, request: web.Request) -> web.Response:
        method = request.match_info["method"]
        args = await _args(request)
        if method != "auth.test" and self.mode in (Mode.BROKEN, Mode.LIMITED):
            return web.Response(status=int(self.mode), headers={"Retry-After": A_DAY})
        answer = self._carry_out(method, args)
        if method == "chat.postMessage":
            self.unanswered += 1
            await self._answers.wait()
            self.unanswered -= 1
            if self.mode is Mode.DROPPED and self.taken % 3 == 0 and request.transport:
                request.transport.abort()
        return web.json_response(answer)

    def _carry_out(self, method: str, args: dict[str, Any]) -> dict[str, Any]:
        stamp = f"1700000000.{next(self._stamps):06}"
        where = str(args.get("channel", args.get("users", "U0"))).removeprefix("D")
        if method == "chat.postMessage":
            if POISON in json.dumps(args):
                return {"ok": False, "error": "invalid_blocks"}
            message = {"ts": stamp, "bot_id": "B1", "metadata": args.get("metadata")}
            message["nudges"] = sorted(_nudges_in(args["blocks"]))
            self.messages[where].append((self._now(), message))
        return {
            "ok": True,
            "team_id": TEAM,
            "team": "drill",
            "user_id": "UBOT",
            "bot_id": "B1",
            "ts": stamp,
            "channel": {"id": f"D{where}"} if method == "conversations.open" else where,
            "messages": [message for _, message in reversed(self.messages[where])],
            "user": {"id": where, "tz": "Europe/Berlin", "locale": "en-GB"},
        }


def _nudges_in(blocks: Any) -> set[int]:
    """The ids of the nudges that the buttons of a message name."""
    rows = (block["elements"] for block in blocks if block["type"] == "actions")
    values = (button.get("value", "") for row in rows for button in row)
    clicks = (decode(value, COMMANDS) for value in values if "!" in value or "|" in value)
    return {click.nudge for click in clicks if click.nudge is not None}


async def _args(request: web.Request) -> dict[str, Any]:
    if request.content_type == "application/json":
        sent: dict[str, Any] = await request.json()
        return sent
    sent_as_form = {**request.query, **await request.post()}
    form = {name: str(value) for name, value in sent_as_form.items()}
    return {name: _value(value) for name, value in form.items()}


def _value(text: str) -> Any:
    return json.loads(text) if text.startswith(("{", "[")) else text
