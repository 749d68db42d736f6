"""The way in over HTTP: what is not signed, too old or a replay leaves no trace."""

from __future__ import annotations

import asyncio
import hashlib
import hmac
from itertools import islice
from time import monotonic, time

from aiohttp import web
from slack_bolt.adapter.aiohttp import to_aiohttp_response
from slack_bolt.async_app import AsyncApp
from slack_bolt.request.async_request import AsyncBoltRequest
from slack_sdk.signature import SignatureVerifier

from adapters.slack.inbound.in_flight import Busy
from adapters.slack.ports import Seen
from bot.ports.clock import Clock

EVENTS = "/slack/events"
SECONDS_TO_SEND = 10.0
SECONDS_TO_ASK = 1.0
# People wait for a command or a press, and a form has to open within three seconds.
SECONDS_FOR_PEOPLE = 0.01
_TIMESTAMP, _SIGNATURE = "X-Slack-Request-Timestamp", "X-Slack-Signature"
# Bolt also obeys headers of its own that nobody has signed.
_PASSED_ON = ("Content-Type", _TIMESTAMP, _SIGNATURE, "X-Slack-Retry-Num", "X-Slack-Retry-Reason")
_FIVE_MINUTES = 300
# Of any number of seconds that can be five minutes from now; a longer one might be no float.
_DIGITS = 12


class Door:
    """Lets in what Slack has signed just now, once."""

    def __init__(
        self,
        app: AsyncApp,
        signing_secret: str,
        seen: Seen,
        clock: Clock,
        busy: Busy,
        for_people: float,
    ) -> None:
        self._app = app
        self._verifier = SignatureVerifier(signing_secret)
        self._seen = seen
        self._clock = clock
        self._busy = busy
        self._for_people = for_people
        self._lately: dict[str, float] = {}
        self._asking: set[asyncio.Future[bool]] = set()

    async def take(self, request: web.Request) -> web.Response:
        """Answers one request."""
        # Whoever sends slowly, and may be anybody, holds nobody up and does not stay for ever.
        try:
            async with asyncio.timeout(SECONDS_TO_SEND):
                body = await request.read()
        except TimeoutError:
            raise web.HTTPRequestTimeout from None
        with self._busy.arriving():
            signature = request.headers.get(_SIGNATURE, "")
            if not self._signed(body, request.headers.get(_TIMESTAMP, ""), signature):
                return _refused()
            # A signature is good for five minutes; whoever has read it could send it again.
            if not await self._is_first(signature, is_event=body.startswith(b"{")):
                return _refused()
        headers = {name: request.headers[name] for name in _PASSED_ON if name in request.headers}
        answer = await self._app.async_dispatch(
            AsyncBoltRequest(body=body.decode(), headers={**headers})
        )
        return await to_aiohttp_response(answer)

    async def close(self) -> None:
        """Lets what is still being looked up finish."""
        await asyncio.gather(*self._asking, return_exceptions=True)

    async def _is_first(self, signature: str, *, is_event: bool) -> bool:
        """Whether a signature comes for the first time, as this process knows, or any other.

        A busy database must not cost somebody their form: what is let in unasked
        is still done only once, since every deed is looked up again before it is.
        Where the database is away, people are told so; an event Slack sends again.
        """
        key = f"request:{hashlib.sha256(signature.encode()).hexdigest()}"
        if not self._is_first_here(key):
            return False
        asking = asyncio.ensure_future(self._seen.first(key, self._clock.now()))
        self._asking.add(asking)
        asking.add_done_callback(self._asked)
        patience = SECONDS_TO_ASK if is_event else self._for_people
        done, _ = await asyncio.wait({asking}, timeout=patience)
        if not done or (asking.exception() and not is_event):
            return True
        return asking.result()

    def _asked(self, asking: asyncio.Future[bool]) -> None:
        self._asking.discard(asking)
        if not asking.cancelled():
            asking.exception()  # nobody may be waiting for it any more

    def _is_first_here(self, key: str) -> bool:
        now = monotonic()
        for old, at in list(islice(self._lately.items(), 2)):
            if at < now - 2 * _FIVE_MINUTES:  # from a clock that ran ahead as far as may be
                del self._lately[old]
        return self._lately.setdefault(key, now) is now

    def _signed(self, body: bytes, timestamp: str, signature: str) -> bool:
        if not (timestamp.isascii() and timestamp.isdecimal() and signature.isascii()):
            return False
        if len(timestamp) > _DIGITS or abs(time() - int(timestamp)) > _FIVE_MINUTES:
            return False
        try:
            made = self._verifier.generate_signature(timestamp=timestamp, body=body)
        except UnicodeDecodeError:
            return False
        return made is not None and hmac.compare_digest(made, signature)


def _refused() -> web.Response:
    return web.json_response({"error": "invalid request"}, status=401)
