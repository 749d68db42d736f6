"""Faults on purpose: scripted by method, each for one call."""

from __future__ import annotations

import asyncio
from collections import deque
from dataclasses import dataclass
from enum import StrEnum

EVERY_METHOD = "*"
RESPONSE_URL = "response_url"


class FaultKind(StrEnum):
    """The ways in which a call fails."""

    RATE_LIMIT = "429, and it is not carried out"
    BREAK_BEFORE = "an HTTP error, and it is not carried out"
    BREAK_AFTER = "an HTTP error after it is carried out"
    DROP_BEFORE = "the socket is dropped, and it is not carried out"
    DROP_AFTER = "the socket is dropped after it is carried out"
    HOLD = "it is carried out once the test says so"
    HOLD_ANSWER = "it is carried out, and answered once the test says so"
    REFUSE = "an error of the API, and it is not carried out"


@dataclass
class Fault:
    """One thing that goes wrong."""

    how: FaultKind
    seconds: int | str = 0
    status: int = 500
    error: str = ""
    gate: asyncio.Event | None = None


class Faults:
    """Scripted faults. A method without any left works as it should."""

    def __init__(self) -> None:
        self._scripted: dict[str, deque[Fault]] = {}

    def rate_limit(self, method: str, seconds: int | str, times: int = 1) -> None:
        """Answers 429 with Retry-After, in seconds or as something between us and Slack says it."""
        self._script(method, Fault(FaultKind.RATE_LIMIT, seconds=seconds), times)

    def break_down(
        self, method: str, status: int = 500, *, after: bool = False, times: int = 1
    ) -> None:
        """Answers with an HTTP error, before or after carrying it out."""
        how = FaultKind.BREAK_AFTER if after else FaultKind.BREAK_BEFORE
        self._script(method, Fault(how, status=status), times)

    def drop(self, method: str, *, after: bool, times: int = 1) -> None:
        """Drops the socket without an answer, before or after carrying it out."""
        self._script(method, Fault(FaultKind.DROP_AFTER if after else FaultKind.DROP_BEFORE), times)

    def refuse(self, method: str, error: str, times: int = 1) -> None:
        """Answers with an error such as `restricted_action`."""
        self._script(method, Fault(FaultKind.REFUSE, error=error), times)

    def hold(self, method: str, *, after: bool = False) -> asyncio.Event:
        """Holds one call, or only the answer to it, until the event is set."""
        gate = asyncio.Event()
        how = FaultKind.HOLD_ANSWER if after else FaultKind.HOLD
        self._script(method, Fault(how, gate=gate), 1)
        return gate

    def next(self, method: str) -> Fault | None:
        """Returns the fault that is scripted for a call of that method."""
        for name in (method, EVERY_METHOD):
            if self._scripted.get(name):
                return self._scripted[name].popleft()
        return None

    def _script(self, method: str, fault: Fault, times: int) -> None:
        self._scripted.setdefault(method, deque()).extend([fault] * times)
