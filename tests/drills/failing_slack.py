"""The tests' fake Slack, which fails in a drill in the way that it is set to.

The fake takes and keeps the messages and checks each call against Slack's contracts. A
failure that a drill adds in front of it goes on for days, not for a scripted number of calls.
"""

from __future__ import annotations

import asyncio
import json
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import datetime
from enum import StrEnum
from typing import Any

from aiohttp import web
from aiohttp.typedefs import Handler

from adapters.shared.callback_data import decode
from adapters.slack.manifest import ConnectionMode, manifest
from bot.catalog import COMMANDS
from bot.domain.groups.group import Channel
from bot.domain.people.person import Address
from tests.fakes.slack.app import App
from tests.fakes.slack.message import Posted
from tests.fakes.slack.slack import Slack
from tests.fakes.slack.web_api import WebApi

# The name of a company whose messages it always refuses.
POISON = "Poisoned Peach"

# Seconds.
A_DAY = "86400"
_POST = "/api/chat.postMessage"
_WHO_AM_I = "/api/auth.test"
_INVALID_BLOCKS = {"ok": False, "error": "invalid_blocks"}


class FailureMode(StrEnum):
    """The ways in which it answers."""

    WELL = "well"
    BROKEN = "503"
    LIMITED = "429"
    DROPPED = "takes messages and hangs up on every third"


class FailingSlack:
    """A workspace that keeps every message with the moment at which it came."""

    def __init__(self, now: Callable[[], datetime]) -> None:
        self.mode = FailureMode.WELL
        self.unanswered = 0
        self._fake = Slack(App(manifest=manifest(COMMANDS, ConnectionMode.HTTP)), now)
        self._workspace = self._fake.workspace("drill")
        self._token = self._fake.installed(self._workspace).token
        self._group = self._workspace.channel("job-search", [self._workspace.bot])
        self._answers = asyncio.Event()
        self._answers.set()
        self._runner: web.AppRunner | None = None
        self._port = 0

    @property
    def environment(self) -> Mapping[str, str]:
        """The settings of a process that delivers here."""
        return {
            "FOLLOWTHROUGH_SLACK_BOT_TOKEN": self._token,
            "FOLLOWTHROUGH_SLACK_SIGNING_SECRET": self._fake.app.signing_secret,
            "FOLLOWTHROUGH_SLACK_API_URL": self._fake.api_url,
        }

    @property
    def channel(self) -> Channel:
        """The channel of the group."""
        return Channel("slack", self._workspace.id, self._group.id)

    @property
    def taken(self) -> int:
        """The number of messages it took."""
        return len(self._workspace.messages)

    @property
    def complaints(self) -> Sequence[str]:
        """Returns what the bot did that Slack would have refused."""
        return self._fake.violations.take()

    def address(self, number: int) -> Address:
        """Returns the address of one of the people, who has an account from then on."""
        user = self._workspace.user(f"user{number}", "Europe/Berlin", "en-GB")
        return Address("slack", user.team, user.id)

    def shown(self) -> Mapping[int, Sequence[datetime]]:
        """The moments at which it took each nudge, as the buttons of its messages name it."""
        found: defaultdict[int, list[datetime]] = defaultdict(list)
        for message in self._workspace.messages:
            for nudge in set(_nudges_in(message)):
                found[nudge].append(message.at)
        return found

    def deliveries_to_group(self) -> Sequence[str]:
        """The delivery of each message that it took for the group, as its metadata name it."""
        posts = (one for one in self._workspace.messages if one.channel is self._group)
        return [json.dumps(post.metadata) for post in posts]

    async def start(self) -> None:
        """Listens, always at the same port."""
        application = WebApi(self._fake).application()
        application.middlewares.append(self._fail)
        self._runner = web.AppRunner(application, access_log=None, shutdown_timeout=0)
        await self._runner.setup()
        await web.TCPSite(self._runner, "127.0.0.1", self._port).start()
        self._port = self._runner.addresses[0][1]
        self._fake.url = f"http://127.0.0.1:{self._port}"

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

    @web.middleware
    async def _fail(self, request: web.Request, handler: Handler) -> web.StreamResponse:
        """Fails as long as it is set to, before or after the fake has carried out a call."""
        if self.mode in (FailureMode.BROKEN, FailureMode.LIMITED) and request.path != _WHO_AM_I:
            return web.Response(status=int(self.mode), headers={"Retry-After": A_DAY})
        if request.path != _POST:
            return await handler(request)
        if POISON in await _words(request):
            return web.json_response(_INVALID_BLOCKS)
        answer = await handler(request)
        self.unanswered += 1
        await self._answers.wait()
        self.unanswered -= 1
        if self.mode is FailureMode.DROPPED and self.taken % 3 == 0 and request.transport:
            request.transport.abort()
        return answer


def _nudges_in(message: Posted) -> Iterator[int]:
    """The ids of the nudges that the buttons of a message name."""
    rows = (block["elements"] for block in message.revision.blocks if block["type"] == "actions")
    values = (button.get("value", "") for row in rows for button in row)
    clicks = (decode(value, COMMANDS) for value in values if "!" in value or "|" in value)
    return (click.nudge for click in clicks if click.nudge is not None)


async def _words(request: web.Request) -> str:
    """Everything that a call says, however it was sent."""
    if request.content_type == "application/json":
        return await request.text()
    form: Mapping[str, Any] = await request.post()
    return "\n".join(map(str, form.values()))
