"""Transports of people's actions to the app: signed HTTP requests, or a socket."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol
from urllib.parse import urlencode

from aiohttp import ClientSession, ClientTimeout

from tests.fakes.slack.app import Json
from tests.fakes.slack.signing import FORM, JSON, Request, RequestSigner, Signer
from tests.timeouts import HANG

if TYPE_CHECKING:
    from tests.fakes.slack.socket_mode import Socket

TIMED_OUT = "http_timeout"


@dataclass(frozen=True)
class Reply:
    """The app's acknowledgment; `body` is empty where it sent none."""

    status: int
    body: Json

    @property
    def ok(self) -> bool:
        """True if Slack is content."""
        return self.status == 200


class Transport(Protocol):
    """A way to the app."""

    async def command(self, payload: Mapping[str, str]) -> Reply:
        """A slash command."""

    async def interaction(self, payload: Json) -> Reply:
        """A press, a pick, a submission, a shortcut."""

    async def event(self, payload: Json, attempt: int = 0) -> Reply:
        """An event; an `attempt` above 0 says that it was sent before."""


class OverHttp:
    """Signed requests to the app's own address. It keeps the last one, to be sent again.

    `browser` is for what people open in theirs, such as the page of an installation.
    """

    def __init__(self, session: ClientSession, url: str, signer: Signer) -> None:
        self.browser = session
        self.url = url
        self.signer = signer
        self.last: Request | None = None

    async def command(self, payload: Mapping[str, str], sign: RequestSigner | None = None) -> Reply:
        """A slash command, form-encoded."""
        return await self.send((sign or self.signer)(urlencode(payload), FORM))

    async def interaction(self, payload: Json, sign: RequestSigner | None = None) -> Reply:
        """An interaction: JSON in a form."""
        body = urlencode({"payload": json.dumps(payload)})
        return await self.send((sign or self.signer)(body, FORM))

    async def event(
        self, payload: Json, attempt: int = 0, sign: RequestSigner | None = None
    ) -> Reply:
        """An event as JSON; a repeat says so in its headers."""
        again = {"X-Slack-Retry-Num": str(attempt), "X-Slack-Retry-Reason": TIMED_OUT}
        more = again if attempt else {}
        return await self.send((sign or self.signer)(json.dumps(payload), JSON, **more))

    async def replay(self) -> Reply:
        """The very same request once more, signature and all."""
        assert self.last is not None
        return await self.send(self.last)

    async def send(self, request: Request) -> Reply:
        """A request as it is."""
        self.last = request
        async with self.browser.post(
            self.url,
            data=request.body.encode(),
            headers=request.headers,
            timeout=ClientTimeout(total=HANG),
        ) as answer:
            text = await answer.text()
            is_json = answer.content_type == JSON and text
            body = json.loads(text) if is_json else {"text": text} if text else {}
            return Reply(answer.status, body)


class OverSocket:
    """Envelopes to a socket that the app holds."""

    def __init__(self, socket: Socket) -> None:
        self._socket = socket

    async def command(self, payload: Mapping[str, str]) -> Reply:
        """A slash command."""
        return await self._send("slash_commands", dict(payload))

    async def interaction(self, payload: Json) -> Reply:
        """An interaction."""
        return await self._send("interactive", payload)

    async def event(self, payload: Json, attempt: int = 0) -> Reply:
        """An event."""
        return await self._send("events_api", payload, attempt)

    async def _send(self, kind: str, payload: Json, attempt: int = 0) -> Reply:
        reason = TIMED_OUT if attempt else ""
        return Reply(200, await self._socket.send(kind, payload, attempt=attempt, reason=reason))
