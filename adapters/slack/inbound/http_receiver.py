"""Receives events over HTTP: what Slack has not signed just now leaves no trace.

A signature is valid for five minutes, and a request that was read on its way could be sent
again. Its event is still handled once: an event's id is claimed by the unit of work that it changes
something in.
"""

from __future__ import annotations

import asyncio
import hmac
from time import time

from aiohttp import web
from slack_bolt.adapter.aiohttp import to_aiohttp_response
from slack_bolt.async_app import AsyncApp
from slack_bolt.request.async_request import AsyncBoltRequest
from slack_sdk.signature import SignatureVerifier

from adapters.slack.inbound.in_flight import InFlight

EVENTS = "/slack/events"
SECONDS_TO_SEND = 10.0
_TIMESTAMP, _SIGNATURE = "X-Slack-Request-Timestamp", "X-Slack-Signature"
# Bolt also obeys headers of its own, which are not signed.
_PASSED_ON = ("Content-Type", _TIMESTAMP, _SIGNATURE, "X-Slack-Retry-Num", "X-Slack-Retry-Reason")
_FIVE_MINUTES = 300
# Of any number of seconds that can be five minutes from now; a longer one might be no float.
_DIGITS = 12


class HttpReceiver:
    """Passes on what Slack has signed within five minutes."""

    def __init__(
        self,
        app: AsyncApp,
        signing_secret: str,
        in_flight: InFlight,
    ) -> None:
        self._app = app
        self._verifier = SignatureVerifier(signing_secret)
        self._in_flight = in_flight

    async def answer(self, request: web.Request) -> web.Response:
        """Answers one request; 401 for one that is not signed, or not now."""
        # A slow sender, who may be anyone, holds nothing up and is cut off.
        try:
            async with asyncio.timeout(SECONDS_TO_SEND):
                body = await request.read()
        except TimeoutError:
            raise web.HTTPRequestTimeout from None
        with self._in_flight.arriving():
            signature = request.headers.get(_SIGNATURE, "")
            if not self._is_signed(body, request.headers.get(_TIMESTAMP, ""), signature):
                return _refusal()
        headers = {name: request.headers[name] for name in _PASSED_ON if name in request.headers}
        answer = await self._app.async_dispatch(
            AsyncBoltRequest(body=body.decode(), headers={**headers})
        )
        return await to_aiohttp_response(answer)

    def _is_signed(self, body: bytes, timestamp: str, signature: str) -> bool:
        if not (timestamp.isascii() and timestamp.isdecimal() and signature.isascii()):
            return False
        if len(timestamp) > _DIGITS or abs(time() - int(timestamp)) > _FIVE_MINUTES:
            return False
        try:
            made = self._verifier.generate_signature(timestamp=timestamp, body=body)
        except UnicodeDecodeError:
            return False
        return made is not None and hmac.compare_digest(made, signature)


def _refusal() -> web.Response:
    return web.json_response({"error": "invalid request"}, status=401)
