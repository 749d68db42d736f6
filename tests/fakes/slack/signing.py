"""Requests as Slack signs them, and as a forger or a slow road would send them.

Source: docs.slack.dev/authentication/verifying-requests-from-slack.
"""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Callable
from dataclasses import dataclass
from time import time
from typing import Protocol

FORM = "application/x-www-form-urlencoded"
JSON = "application/json"


@dataclass(frozen=True)
class Request:
    """A body with its headers, ready to be sent, or to be sent once more."""

    body: str
    headers: dict[str, str]


class RequestSigner(Protocol):
    """Makes a request of a body."""

    def __call__(self, body: str, content_type: str, **more: str) -> Request: ...


@dataclass(frozen=True)
class Signer:
    """Signs with the app's secret. `wall` is the real clock: the app's check uses it too."""

    secret: str
    wall: Callable[[], float] = time

    def __call__(self, body: str, content_type: str, **more: str) -> Request:
        """A request with a good signature; `more` headers go along."""
        return self._signed(body, content_type, int(self.wall()), self.secret, more)

    def stale(self, body: str, content_type: str, **more: str) -> Request:
        """Well signed, but six minutes ago."""
        return self._signed(body, content_type, int(self.wall()) - 360, self.secret, more)

    def forged(self, body: str, content_type: str, **more: str) -> Request:
        """Signed with another secret."""
        return self._signed(body, content_type, int(self.wall()), f"not-{self.secret}", more)

    def unsigned(self, body: str, content_type: str, **more: str) -> Request:
        """Not signed at all."""
        return Request(body, {"Content-Type": content_type, **more})

    def _signed(
        self, body: str, content_type: str, at: int, secret: str, more: dict[str, str]
    ) -> Request:
        base = f"v0:{at}:{body}".encode()
        digest = hmac.new(secret.encode(), base, hashlib.sha256).hexdigest()
        headers = {
            "Content-Type": content_type,
            "X-Slack-Request-Timestamp": str(at),
            "X-Slack-Signature": f"v0={digest}",
            "User-Agent": "Slackbot 1.0 (+https://api.slack.com/robots)",
        }
        return Request(body, {**headers, **more})
